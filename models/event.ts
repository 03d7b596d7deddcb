/** A coded event: one act as it bears on one dyad. */

export const SEVERITIES = [1, 2, 3, 4, 5] as const;
/** 1 routine, 3 the normal level of a well-reported act, 5 historic for the type (data/severity.md). */
export type Severity = (typeof SEVERITIES)[number];
/** Whether the act is between the two sides, or bears on the dyad through a third party or a body. */
export type Role = 'direct' | 'indirect';
/** 1 raises tension in this dyad, -1 lowers it. Set by the coder for each event, never derived from its type. */
export type Polarity = 1 | -1;

/** What scoring reads of an event. */
export interface ScoredEvent {
  /** stable id; breaks ties between events of one day */
  readonly id: string;
  /** epoch day, local to the acting party */
  readonly day: number;
  /** ISO alpha-3 code, or EU, UN, NATO */
  readonly actor: string;
  readonly target: string;
  readonly role: Role;
  /** a type of the codebook */
  readonly type: string;
  readonly polarity: Polarity;
  readonly severity: Severity;
  /** the source page confirms act and date */
  readonly verified: boolean;
  /** how much of the act counts, > 0: the share of the world's news behind an act coded by machine, or of a coupling; 1 when left out */
  readonly amount?: number;
  /** sources that a feed counted behind an act coded by machine */
  readonly sources?: number;
  /** epoch day on which an act that lasted ended (a fight, a measure for a time); left out for an act of a day */
  readonly lastDay?: number;
  /** ids of earlier events of the dyad that this act undoes */
  readonly ends?: readonly string[];
  /** the dyad that the act is between, when it bears on this one by a coupling of the model */
  readonly coupledFrom?: string;
}

/** A coded event with its evidence, as the ledger keeps it. */
export interface CodedEvent extends ScoredEvent {
  /** canonical dyad id */
  readonly dyad: string;
  /** a row of precision `month` carries a placeholder day */
  readonly datePrecision: 'day' | 'month';
  /** third parties */
  readonly others: readonly string[];
  /** CAMEO code, a string: leading zeros count */
  readonly cameo: string;
  readonly summary: string;
  readonly sourceName: string;
  /** empty when the source has no address (then the event is not verified) */
  readonly sourceUrl: string;
  /** as printed by the source: a date, a month, a year, or empty */
  readonly sourceDate: string;
  readonly note: string;
  /** names the act, which may have a row in several dyads; left out for an act of this row alone */
  readonly actId?: string;
  /** the act as a caption of at most 60 characters, and of 30 in Korean; left out where nobody has written one */
  readonly headline?: string;
  readonly headlineKo?: string;
}

/** The act that a row codes: rows that share it tell of one act. */
export const actOf = ({ id, actId }: Pick<CodedEvent, 'id' | 'actId'>): string => actId ?? id;
