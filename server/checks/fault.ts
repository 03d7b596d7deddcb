/** What a check of the whole database finds. */

/** What a check has looked at, in one sentence, and what is amiss: each with its place and what to do. */
export interface Checked {
  readonly check: 'ledger' | 'counts' | 'entries' | 'models' | 'views' | 'published';
  readonly summary: string;
  readonly faults: readonly string[];
  /** why it looked at nothing, and what to do first */
  readonly passedOver?: string;
}

/** What only a backup mends: the program never writes such a thing. */
export const CHANGED_PAST_THE_PROGRAM =
  'It was changed past the program: compare it with a backup, and restore that where it is right.';

/** Faults of one kind that are told; beyond that their number says enough. */
const MOST_TOLD = 5;

/** @param more what they are, such as `revisions` */
export function firstOf(faults: readonly string[], more: string): string[] {
  const rest = faults.length - MOST_TOLD;
  if (rest <= 0) return [...faults];
  return [...faults.slice(0, MOST_TOLD), `${rest.toLocaleString('en')} more ${more} are like these.`];
}
