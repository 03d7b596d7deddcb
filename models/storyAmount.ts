/** From a story of a feed to an act that a model scores: graded by its code or by its own value, counted once or as its share of the world's news. */
import type { Polarity, Severity } from './event.ts';
import type { Amounts } from './model.ts';

/** What a code means: `act` by the codebook (null when it does not say whether tension rises), `intensity` by the feed's Goldstein table. */
export interface CodeMeaning {
  readonly act: { readonly type: string; readonly polarity: Polarity; readonly severity: Severity } | null;
  readonly intensity: number | null;
}

/** What scoring reads of a story. */
export interface StoryCounts {
  readonly rows: number;
  /** the most sources behind one row */
  readonly sources: number;
  /** rows of the whole world about its day, in the same feed */
  readonly worldRows: number;
  /** sum of the values of its rows where the feed has a scale of its own, below 0 for conflict; null where its code says the value */
  readonly value: number | null;
}

export interface StoryGrade {
  readonly type: string;
  readonly polarity: Polarity;
  readonly severity: Severity;
  /** > 0 */
  readonly amount: number;
}

/** Acts that a Goldstein value grades, but no type of the codebook, count under this one. */
const TYPE_WITHOUT_ACT = 'other';
/** The Goldstein value is the whole grade: severity is the one whose multiplier models keep at 1. */
const USUAL_SEVERITY: Severity = 3;

/**
 * Type, polarity, severity and amount of a story under a model; `undefined` when it does not count: its code says nothing about
 * tension, or it has too few sources.
 *
 * @example gradeOf({ act: null, intensity: -4 }, { rows: 3, sources: 2, worldRows: 2000, value: null }, { unit: 'story', perWorldRows: 100, worldRowsAtLeast: 1000, grade: 'goldstein', minSources: 1 })?.amount // 0.2
 */
export function gradeOf(
  { act, intensity }: CodeMeaning,
  counts: StoryCounts,
  amounts: Amounts,
): StoryGrade | undefined {
  if (counts.sources < amounts.minSources) return undefined;
  const share = shareOf(counts, amounts);
  if (amounts.grade === 'codebook')
    return act === null ? undefined : { type: act.type, polarity: act.polarity, severity: act.severity, amount: share };
  const own = counts.value;
  const value = own ?? intensity ?? 0;
  if (value === 0) return undefined;
  // The values of rows are a sum already, whatever counts once.
  const times = own === null ? share : shareOf({ ...counts, rows: 1 }, amounts);
  return {
    type: act?.type ?? TYPE_WITHOUT_ACT,
    polarity: value > 0 ? -1 : 1,
    severity: USUAL_SEVERITY,
    amount: times * Math.abs(value),
  };
}

/** How often a story counts: once or as often as its rows; as its share of the world's news where the model takes shares. */
export function shareOf(
  { rows, worldRows }: Pick<StoryCounts, 'rows' | 'worldRows'>,
  { unit, perWorldRows, worldRowsAtLeast = 1 }: Amounts,
): number {
  const units = unit === 'row' ? rows : 1;
  return perWorldRows === undefined ? units : (units * perWorldRows) / Math.max(worldRows, worldRowsAtLeast);
}
