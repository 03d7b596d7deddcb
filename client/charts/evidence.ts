/** What stands behind a machine-coded line, day by day, put into the columns of a strip: how much of the world's news, and what is unknown. */
import type { DyadFeed } from '../../models/contract/dyadFeed.ts';
import { epochDay } from '../../models/calendar.ts';

/** The days of GET /dyads/:dyad/feed by epoch day. */
export interface Evidence {
  readonly feed: string;
  readonly name: string;
  readonly firstDay: number;
  readonly days: readonly FeedDay[];
  readonly siblings: DyadFeed['siblings'];
  readonly summary: DyadFeed['summary'];
}

export type FeedDay = DyadFeed['days'][number];

export function evidenceOf({ feed, freshness, from, days, siblings, summary }: DyadFeed): Evidence {
  return { feed, name: freshness.name, firstDay: epochDay(from), days, siblings, summary };
}

export const feedDayOn = (evidence: Evidence, day: number): FeedDay | undefined =>
  evidence.days[day - evidence.firstDay];

/** One column of the strip. */
export interface EvidenceColumn {
  /** epoch days, inclusive */
  readonly from: number;
  readonly to: number;
  /** mean share of the world's rows over the known days, percent; NaN where none is known: unknown, never 0 */
  readonly share: number;
  /** days without a stored file */
  readonly unknownDays: number;
  /** days on which the pair and a sibling jump together */
  readonly contaminatedDays: number;
}

/**
 * The days between two days as at most `most` columns of equal length. A column of which no day is known has no share; one that is
 * partly known has the mean of what is known. O(days).
 */
export function evidenceColumns(evidence: Evidence, from: number, to: number, most: number): EvidenceColumn[] {
  const length = Math.max(1, Math.ceil((to - from + 1) / Math.max(1, most)));
  const columns: EvidenceColumn[] = [];
  for (let start = from; start <= to; start += length) {
    const end = Math.min(start + length - 1, to);
    let sum = 0;
    let known = 0;
    let unknownDays = 0;
    let contaminatedDays = 0;
    for (let day = start; day <= end; day++) {
      const found = feedDayOn(evidence, day);
      if (found?.share == null) unknownDays++;
      else {
        sum += found.share;
        known++;
      }
      if (found && isContaminated(found)) contaminatedDays++;
    }
    columns.push({
      from: start,
      to: end,
      share: known === 0 ? Number.NaN : sum / known,
      unknownDays,
      contaminatedDays,
    });
  }
  return columns;
}

/** Whether the pair and one that coders confuse with it jump on the day: then the jump may belong to the other. */
export const isContaminated = ({ jump, siblingJumps }: FeedDay): boolean => jump && siblingJumps.length > 0;
