/**
 * The key of a second coder. Her link carries it in its fragment, and the browser keeps it. While it holds one, every question to the server bears
 * it, so that no page of this browser can show how others have coded, until she hands in or leaves the round.
 */
import { signal } from '@preact/signals';
import { readSetting, writeSetting } from './settings.ts';

const KEY = 'coding';

export interface CodingKey {
  readonly round: string;
  readonly key: string;
}

export const codingKey = signal<CodingKey | undefined>(undefined);

/** Takes the key out of the address, so that it is neither copied with it nor kept in the history. */
export function takeCodingKey(): void {
  const round = /^\/desk\/code\/([\w-]+)$/.exec(window.location.pathname)?.[1];
  const key = /(?:^#|&)key=([\w-]+)/.exec(window.location.hash)?.[1];
  if (round !== undefined && key !== undefined) {
    writeSetting(KEY, `${round} ${key}`);
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
  }
  const [heldRound, heldKey] = (readSetting(KEY) ?? (key === undefined ? '' : `${round ?? ''} ${key}`)).split(' ');
  codingKey.value = heldRound && heldKey ? { round: heldRound, key: heldKey } : undefined;
}

export function forgetCodingKey(): void {
  writeSetting(KEY, undefined);
  codingKey.value = undefined;
}

/** What a question bears that has no other right to bear. */
export const asCoder = (): Readonly<Record<string, string>> =>
  codingKey.value === undefined ? {} : { authorization: `Bearer ${codingKey.value.key}` };
