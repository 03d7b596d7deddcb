/** An act in few words: its headline, or where the coder wrote none, the beginning of its summary. */
import type { Words } from '../words/words.ts';
import { shorten } from './format.ts';

export interface NamedAct {
  readonly summary: string;
  readonly headline?: string | undefined;
  readonly headlineKo?: string | undefined;
}

/** As long as a headline may be. */
const MAX_HEADLINE = 60;

export function headlineOf(act: NamedAct, { headlineIn }: Words): string {
  const written = headlineIn(act) ?? '';
  return written === '' ? shorten(act.summary.replace(/\.$/, ''), MAX_HEADLINE) : written;
}
