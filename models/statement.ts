/**
 * A statement that a model makes true or false: over one period the index lies above that over another, by so many points. A
 * judgement is one ("2022 was tenser than 2021"), a conclusion from the line is one ("it rose by 5 points from 1 March to 5 April").
 */
import { basisOf } from './basis.ts';
import type { EventColumns } from './eventColumns.ts';
import { epochDay } from './calendar.ts';
import { indexOf, indexSlope } from './score.ts';
import type { Judgement, PeriodStatistic } from './judgement.ts';
import type { ModelDefinition } from './model.ts';
import type { ColumnsByDyad } from './naive.ts';
import { dot, typesOf } from './weights.ts';

/** The index of a dyad over days, both ends included, read as its mean or as its highest day. */
export interface StatementReading {
  readonly columns: EventColumns;
  readonly from: number;
  readonly to: number;
  readonly statistic: PeriodStatistic;
}

export interface Statement {
  readonly higher: StatementReading;
  readonly lower: StatementReading;
  /** index points by which `higher` must lie above `lower`; 0 for "above at all" */
  readonly byPoints: number;
}

/** How true a statement is, as a function of the weights: above 0 it holds. Weights stand in the model's order of types. */
export interface Margin {
  readonly types: readonly string[];
  /** index points by which the statement holds, below 0 by which it misses. O(days x types) */
  at(weights: ArrayLike<number>): number;
  /** its slope in each weight */
  slopes(weights: ArrayLike<number>): Float64Array;
  /** difference of unit exposures, higher - lower: what tension's difference is linear in. A highest day is that under `weights` */
  exposureDifference(weights: ArrayLike<number>): Float64Array;
}

/** The statement that a judgement makes. @throws RangeError for a dyad without columns. */
export function statementOf(judgement: Judgement, columns: ColumnsByDyad): Statement {
  const dyadColumns = columns.get(judgement.dyad);
  if (!dyadColumns)
    throw new RangeError(
      `The judgement ${judgement.id} is about ${judgement.dyad}, which has no events: import them, or leave the judgement out.`,
    );
  const reading = ({ from, to, statistic }: Judgement['higher']): StatementReading => ({
    columns: dyadColumns,
    from: epochDay(from),
    to: epochDay(to),
    statistic,
  });
  return { higher: reading(judgement.higher), lower: reading(judgement.lower), byPoints: 0 };
}

/**
 * The margin of a statement under a model whose weights may vary; holds, half-lives and multipliers are the model's. Builds the
 * exposures of its days once, so that each other weighting costs O(days x types).
 */
export function marginOf(statement: Statement, model: ModelDefinition): Margin {
  const higher = readingOf(statement.higher, model);
  const lower = readingOf(statement.lower, model);
  const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, k) => value - b[k]!);
  return {
    types: typesOf(model),
    at: (weights) => higher.value(weights) - lower.value(weights) - statement.byPoints,
    slopes: (weights) => difference(higher.slopes(weights), lower.slopes(weights)),
    exposureDifference: (weights) => difference(higher.exposure(weights), lower.exposure(weights)),
  };
}

function readingOf({ columns, from, to, statistic }: StatementReading, model: ModelDefinition) {
  const types = typesOf(model);
  const basis = basisOf(columns, model, from, to);
  const column = new Map(basis.types.map((one) => [one.type, one]));
  /** net exposure of each type, day by day: one row of types a day */
  const days = Array.from({ length: to - from + 1 }, (_, i) =>
    Float64Array.from(types, (type) => {
      const one = column.get(type);
      return one ? one.raising[i]! - one.easing[i]! : 0;
    }),
  );
  const tension = (day: Float64Array, weights: ArrayLike<number>): number => model.base + dot(day, weights);
  const read = (weights: ArrayLike<number>): Float64Array[] => {
    if (statistic === 'mean') return days;
    let highest = days[0]!;
    for (const day of days) if (tension(day, weights) > tension(highest, weights)) highest = day;
    return [highest];
  };
  const average = (weights: ArrayLike<number>, factor: (day: Float64Array) => number): Float64Array => {
    const sum = new Float64Array(types.length);
    const chosen = read(weights);
    for (const day of chosen) {
      const amount = factor(day) / chosen.length;
      for (let k = 0; k < sum.length; k++) sum[k] = sum[k]! + amount * day[k]!;
    }
    return sum;
  };
  return {
    value: (weights: ArrayLike<number>): number => {
      const chosen = read(weights);
      let sum = 0;
      for (const day of chosen) sum += indexOf(tension(day, weights), model.scale);
      return sum / chosen.length;
    },
    slopes: (weights: ArrayLike<number>): Float64Array =>
      average(weights, (day) => indexSlope(tension(day, weights), model.scale)),
    exposure: (weights: ArrayLike<number>): Float64Array => average(weights, () => 1),
  };
}
