/** Choices of the reader that stay with this browser. Without storage (private windows may refuse it) they hold for the page only. */

export function readSetting(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** `undefined` forgets it. */
export function writeSetting(key: string, value: string | undefined): void {
  try {
    if (value === undefined) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, value);
  } catch {
    // Refused: nothing is lost but the memory of it.
  }
}
