/** As known on: the control in the header, and the banner of a page that shows an earlier state of knowledge. */
import { useRef } from 'preact/hooks';
import { asOf, momentWords } from '../state/asOf.ts';
import { words } from '../state/language.ts';
import { replaceQuery } from '../state/location.ts';
import { Menu } from './Menu.tsx';
import { Phrase } from './Phrase.tsx';

/** Pages that show another state at another moment. */
export const isDated = (path: string): boolean =>
  path === '/' || path === '/lab' || path === '/brief' || path.startsWith('/d/') || path.includes('/vs/');

export function AsOfMenu({ today }: { readonly today: string }) {
  const wording = words.value.asOf;
  const moment = asOf.value;
  const input = useRef<HTMLInputElement>(null);
  const show = (): void => {
    const date = input.current?.value ?? '';
    if (date !== '' && input.current?.validity.valid === true) replaceQuery({ asOf: date });
  };
  return (
    <Menu
      label={
        <span class="as-of-label">
          <Phrase
            text={wording.known}
            parts={{ when: <span class="as-of-when">{moment === undefined ? wording.now : moment.slice(0, 10)}</span> }}
          />
        </span>
      }
      title={wording.showEarlier}
      isActive={moment !== undefined}
      align="right"
    >
      <form
        class="as-of"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <label>
          {wording.atTheEndOf}
          <input ref={input} type="date" max={today} value={moment?.slice(0, 10) ?? ''} required />
        </label>
        <button type="submit">{wording.show}</button>
        {moment === undefined ? null : (
          <button type="button" class="link" onClick={() => replaceQuery({ asOf: undefined, asOfTo: undefined })}>
            {wording.back}
          </button>
        )}
        <p class="muted small">{wording.explanation}</p>
      </form>
    </Menu>
  );
}

export function AsOfBanner({ path, model }: { readonly path: string; readonly model: string | null }) {
  const wording = words.value.asOf;
  const moment = asOf.value;
  if (moment === undefined) return null;
  return (
    <div class="banner banner-as-of" role="status">
      <strong>{wording.knownAt(momentWords(moment))}</strong>
      {model === null || !path.startsWith('/d/') ? '' : wording.scoredBy(model)}.
      {isDated(path) ? '' : wording.sameAtAnyMoment}{' '}
      <button
        type="button"
        class="link"
        onClick={() =>
          replaceQuery({ asOf: undefined, asOfTo: undefined, ...(path.startsWith('/d/') ? { model: undefined } : {}) })
        }
      >
        {wording.back}
      </button>
    </div>
  );
}
