/** The right to write: the server's token, or that somebody is signed in. The start address carries the token in its fragment; the page keeps it for the session. */
import { signal } from '@preact/signals';

const KEY = 'token';

/** Stands in place of a token where the browser itself shows who asks. */
export const SIGNED_IN = 'signed in';

export const token = signal<string | undefined>(undefined);

/** What a write of somebody who is signed in bears beside her cookie. */
export const csrf = signal<string | undefined>(undefined);

/** The headers of a right. */
export const rightOf = (held: string): Readonly<Record<string, string>> =>
  held === SIGNED_IN ? {} : { authorization: `Bearer ${held}` };

/** Takes the token out of the address, so that it is neither copied with it nor kept in the history. */
export function takeToken(): void {
  const found = /(?:^#|&)token=([^&]+)/.exec(window.location.hash)?.[1];
  try {
    if (found !== undefined) window.sessionStorage.setItem(KEY, found);
    token.value = found ?? window.sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    token.value = found;
  }
  if (found !== undefined) window.history.replaceState(null, '', window.location.pathname + window.location.search);
}
