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

/** Answers whoever may draft, with little. */
const ASKED = '/api/v1/desk/drafts';

/**
 * Takes the token out of the address, so that it is neither copied with it nor kept in the history. One that the page holds already
 * and that the server takes stays: anybody can write a link.
 */
export function takeToken(): void {
  const found = /(?:^#|&)token=([^&]+)/.exec(window.location.hash)?.[1];
  const held = heldToken();
  if (found !== undefined && held !== undefined && held !== found) {
    token.value = held;
    void isRefused(held).then((refused) => refused && hold(found));
  } else if (found !== undefined) hold(found);
  else token.value = held;
  if (found !== undefined) window.history.replaceState(null, '', window.location.pathname + window.location.search);
}

function heldToken(): string | undefined {
  try {
    return window.sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // the browser keeps nothing for this page
  }
}

function hold(found: string): void {
  token.value = found;
  try {
    window.sessionStorage.setItem(KEY, found);
  } catch {
    // It is held as long as the page is open.
  }
}

/** Whether the server says that a token is none of its own; where it says nothing, nothing is known. */
async function isRefused(held: string): Promise<boolean> {
  const answer = await fetch(ASKED, { method: 'HEAD', headers: rightOf(held) }).catch(() => undefined);
  return answer?.status === 401;
}
