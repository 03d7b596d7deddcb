/** The reader's name, as it stands beside what she writes. It stays with this browser. */
import { signal } from '@preact/signals';
import { readSetting, writeSetting } from './settings.ts';

const KEY = 'coder';

/** The server takes no longer one. */
export const MAX_NAME = 100;

/** Empty where the reader gave none. */
export const coder = signal((readSetting(KEY) ?? '').slice(0, MAX_NAME));

export function setCoder(name: string): void {
  coder.value = name.trim().slice(0, MAX_NAME);
  writeSetting(KEY, coder.value || undefined);
}

/** The header that says who writes; a header is of ASCII letters, so the name is percent-encoded. */
export const recordedBy = (): Readonly<Record<string, string>> =>
  coder.value === '' ? {} : { 'x-recorded-by': encodeURIComponent(coder.value) };
