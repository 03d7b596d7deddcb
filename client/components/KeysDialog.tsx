import { useEffect, useRef } from 'preact/hooks';
import { areKeysOn, switchKeys } from '../state/keys.ts';
import { words } from '../state/language.ts';

const KEYS = [
  ['/', 'search'],
  ['1 2 3 4', 'ranges'],
  ['d w m', 'steps'],
  ['← →', 'walk'],
  ['[ ]', 'events'],
  ['a b', 'marks'],
  ['x', 'explain'],
  ['t', 'table'],
  ['o', 'overlay'],
  ['c', 'copyImage'],
  ['e', 'brief'],
  ['y', 'link'],
  ['l L', 'looked'],
  ['z Z', 'undo'],
  ['j k ↑ ↓', 'deskWalk'],
  ['Enter', 'deskAccept'],
  ['e x', 'deskCorrect'],
  ['s m', 'deskSplit'],
  ['1 … 5', 'deskSeverity'],
  ['u', 'deskUndo'],
  ['Ctrl+Enter', 'deskRecord'],
  ['v', 'views'],
  ['Esc', 'escape'],
  ['?', 'help'],
] as const;

/** The keys, in a dialog. */
export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const wording = words.value.keys;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen && dialog.current?.open) dialog.current.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      class="keys"
      aria-labelledby="keys-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <h2 id="keys-title">{wording.title}</h2>
      <dl>
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{wording[meaning]}</dd>
          </div>
        ))}
      </dl>
      <p>
        <label>
          <input
            type="checkbox"
            checked={areKeysOn.value}
            onChange={(event) => switchKeys(event.currentTarget.checked)}
          />{' '}
          {wording.single} <span class="muted small">{wording.notWhileTyping}</span>
        </label>
      </p>
      <button type="button" onClick={onClose}>
        {wording.close}
      </button>
    </dialog>
  );
}
