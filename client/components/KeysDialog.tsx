import { useEffect, useRef } from 'preact/hooks';
import { areKeysOn, switchKeys } from '../state/keys.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['1 2 3 4', 'show 90 days, 1 year, 5 years, all history'],
  ['d w m', 'points by day, week, month'],
  ['← →', 'on the chart: one day back or on; with Shift a week, Page Up and Page Down a month'],
  ['[ ]', 'previous, next event'],
  ['a b', 'mark day A, day B'],
  ['x', 'explain the move from A to B (of the window, where none is marked)'],
  ['t', 'the same data as a table'],
  ['e', 'on Compare: save the shown points as CSV'],
  ['y', 'copy a link that pins dates, data and model'],
  ['z Z', 'in the lab: undo, redo'],
  ['Esc', 'take the marks away, close'],
  ['?', 'this list'],
];

/** The keys, in a dialog. */
export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen && dialog.current?.open) dialog.current.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} class="keys" aria-labelledby="keys-title" onClose={onClose} onClick={(event) => event.target === dialog.current && onClose()}>
      <h2 id="keys-title">Keys</h2>
      <dl>
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>
        <label>
          <input type="checkbox" checked={areKeysOn.value} onChange={(event) => switchKeys(event.currentTarget.checked)} /> Use single-letter keys <span class="muted small">(never while you type)</span>
        </label>
      </p>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </dialog>
  );
}
