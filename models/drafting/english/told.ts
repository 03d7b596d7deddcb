/** What is read of one sentence: acts, days that belong to one of them, and whom the next sentence may take up. */
import type { Span } from '../drafted.ts';
import type { FoundAct, PassedOver } from '../language.ts';
import type { Status } from './modality.ts';
import type { Move } from './targets.ts';

export interface Told extends Pick<FoundAct, 'type' | 'actor' | 'target' | 'pattern' | 'words'> {
  /** index of the verb's chunk, or of the noun's */
  readonly at: number;
  readonly status: Status;
  readonly isPast: boolean;
  readonly isLeader: boolean;
  readonly nouns: readonly string[];
  /** a side says of the other that it did this */
  readonly isReported: boolean;
  /** arms for the target, drills with it: lowers tension between the two */
  readonly isFriendly?: boolean;
  readonly favours?: string;
  /** told as the reason of another act: an act of its own only where a day is said */
  readonly needsDay?: boolean;
  /** a noun takes it up that was told before: only its day is new */
  readonly isRecalled?: boolean;
}

/** Words whose day is that of one act: "announced on April 2". */
export interface OwnDay extends Span {
  /** the first word of the act's telling; undefined: an act that is not drafted */
  readonly of: number | undefined;
}

export interface ReadSentence {
  readonly told: readonly Told[];
  readonly ownDays: readonly OwnDay[];
  readonly passedOver: readonly PassedOver[];
  /** the state that the first clause is about, and the last one besides: for "it" and "they" in the next sentence */
  readonly subject: string;
  readonly object: string;
  readonly moves: readonly Move[];
  /** the two states that "both sides" means in the next sentence */
  readonly pair: readonly string[];
}

export interface Before {
  /** who acted towards whom, the last act first */
  readonly moves: readonly Move[];
  readonly subject: string;
  readonly object: string;
  readonly pair: readonly string[];
}
