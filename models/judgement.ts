/** Judgements: sourced expert statements that one period was tenser than another. A model's score is how many it orders correctly. */
import { epochDay } from './calendar.ts';
import { coverageOf } from './coverage.ts';
import type { EventColumns } from './eventColumns.ts';
import type { ModelDefinition } from './model.ts';

/** How the index of a period is read: its mean, or its highest day. */
export type PeriodStatistic = 'mean' | 'max';

export interface Judgement {
  readonly id: string;
  readonly dyad: string;
  /** the tenser period, ISO dates, both ends included */
  readonly higher: { readonly from: string; readonly to: string; readonly statistic: PeriodStatistic };
  readonly lower: { readonly from: string; readonly to: string; readonly statistic: PeriodStatistic };
  readonly statement: string;
  readonly sourceName: string;
  readonly sourceUrl: string;
}

export interface JudgementResult {
  readonly judgement: Judgement;
  readonly higher: number;
  readonly lower: number;
  /** higher - lower: positive when ordered as the judgement says */
  readonly margin: number;
  readonly agrees: boolean;
}

/** A value for every day of a dyad, such as its index; epoch day in, value out. */
export type DailyValue = (dyad: string, day: number) => number;

/**
 * Holds a measure against the judgements. A tie is no agreement. O(days in the periods).
 *
 * @throws RangeError for a period whose dates are not real or that ends before it begins.
 */
export function judge(judgements: readonly Judgement[], valueOn: DailyValue): JudgementResult[] {
  return judgements.map((judgement) => {
    const read = ({ from, to, statistic }: Judgement['higher']): number => {
      const first = epochDay(from);
      const last = epochDay(to);
      if (last < first)
        throw new RangeError(
          `The judgement ${judgement.id} has a period from ${from} to ${to}, which ends before it begins: swap the dates.`,
        );
      let highest = -Infinity;
      let sum = 0;
      for (let day = first; day <= last; day++) {
        const value = valueOn(judgement.dyad, day);
        highest = Math.max(highest, value);
        sum += value;
      }
      return statistic === 'max' ? highest : sum / (last - first + 1);
    };
    const higher = read(judgement.higher);
    const lower = read(judgement.lower);
    return { judgement, higher, lower, margin: higher - lower, agrees: higher > lower };
  });
}

/** The judgements that test the model, see `isTested`; `columns` by dyad. */
export const testedJudgements = (
  judgements: readonly Judgement[],
  columns: ReadonlyMap<string, EventColumns>,
  model: ModelDefinition,
): Judgement[] =>
  judgements.filter((judgement) => {
    const ofDyad = columns.get(judgement.dyad);
    return !ofDyad || isTested(judgement, ofDyad, model);
  });

/**
 * Whether a judgement tests the model: not if nobody looked at any day of one of its periods, since all that the line says of such
 * days is what is left of earlier acts.
 *
 * @param columns the events and the declared coverage of its dyad
 */
export function isTested({ higher, lower }: Judgement, columns: EventColumns, model: ModelDefinition): boolean {
  return [higher, lower].every((period) => {
    const [from, to] = [epochDay(period.from), epochDay(period.to)];
    return !coverageOf(columns, model, from, to).uncovered.some((stretch) => stretch.from <= from && to <= stretch.to);
  });
}
