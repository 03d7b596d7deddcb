/** The days of a note and its source, in words. */
import { epochDay } from '../../models/calendar.ts';
import type { Words } from '../words/words.ts';
import { dateParts } from './format.ts';
import type { NoteInput } from './notes.ts';

/** @example '24 Feb 2022 –' for what goes on */
export function noteDays({ from, to }: Pick<NoteInput, 'from' | 'to'>, { dates, notes }: Words): string {
  const first = dates.full(dateParts(epochDay(from)));
  if (to === from) return first;
  return to === null ? notes.since(first) : notes.between(first, dates.full(dateParts(epochDay(to))));
}

/** The address of a page, where a source is one. */
export function addressOfSource(source: string): string | undefined {
  if (!/^https?:\/\/\S+$/i.test(source)) return undefined;
  return URL.canParse(source) ? source : undefined;
}

/** Of an address the host; a citation as it is. */
export const sourceInShort = (source: string): string => {
  const address = addressOfSource(source);
  return address === undefined ? source : new URL(address).host.replace(/^www\./, '');
};
