/** The right to write. The start address carries it in its fragment; the page keeps it for the session. */
import { signal } from '@preact/signals';

const KEY = 'token';

export const token = signal<string | undefined>(undefined);

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
