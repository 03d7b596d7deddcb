/** As known on: the control in the header, and the banner of a page that shows an earlier state of knowledge. */
import { useRef } from 'preact/hooks';
import { asOf, momentWords } from '../state/asOf.ts';
import { replaceQuery } from '../state/location.ts';
import { Menu } from './Menu.tsx';

/** Pages that show another state at another moment. */
export const isDated = (path: string): boolean => path === '/' || path === '/lab' || path.startsWith('/d/') || path.includes('/vs/');

export function AsOfMenu({ today }: { readonly today: string }) {
  const moment = asOf.value;
  const input = useRef<HTMLInputElement>(null);
  const show = (): void => {
    const date = input.current?.value ?? '';
    if (date !== '' && input.current?.validity.valid === true) replaceQuery({ asOf: date });
  };
  return (
    <Menu label={
        <>
          As known <span class="as-of-when">&nbsp;{moment === undefined ? 'now' : moment.slice(0, 10)}</span>
        </>
      }
      title="Show what was known at an earlier moment" isActive={moment !== undefined} align="right">
      <form
        class="as-of"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <label>
          As known at the end of
          <input ref={input} type="date" max={today} value={moment?.slice(0, 10) ?? ''} required />
        </label>
        <button type="submit">Show</button>
        {moment === undefined ? null : (
          <button type="button" class="link" onClick={() => replaceQuery({ asOf: undefined, asOfTo: undefined })}>
            Back to what is known now
          </button>
        )}
        <p class="muted small">The ledger keeps when every event was recorded, so each page can be shown as it stood. Days are UTC. An event that happened earlier but was recorded later is not there yet.</p>
      </form>
    </Menu>
  );
}

export function AsOfBanner({ path, model }: { readonly path: string; readonly model: string | null }) {
  const moment = asOf.value;
  if (moment === undefined) return null;
  return (
    <div class="banner banner-as-of" role="status">
      <strong>As known at {momentWords(moment)}</strong>
      {model === null || !path.startsWith('/d/') ? '' : `, scored by ${model}`}.{isDated(path) ? '' : ' This page is the same at any moment.'}{' '}
      <button type="button" class="link" onClick={() => replaceQuery({ asOf: undefined, asOfTo: undefined, ...(path.startsWith('/d/') ? { model: undefined } : {}) })}>
        Back to what is known now
      </button>
    </div>
  );
}
