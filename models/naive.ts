/**
 * Naive rules, to stand beside a model: how many judgements are ordered before anybody has chosen a weight. Good coding
 * alone orders many, so a model's score means something only next to theirs.
 */
import { type Basis, basisOf } from './basis.ts';
import type { EventColumns } from './eventColumns.ts';
import { epochDay } from './calendar.ts';
import type { Random } from './random.ts';
import { eventsWithin } from './flag.ts';
import { indexOf, type Score, scoreOf } from './score.ts';
import { type DailyValue, judge, type Judgement, type JudgementResult } from './judgement.ts';
import type { ModelDefinition } from './model.ts';

/** The columns of every dyad that is judged, by dyad. */
export type ColumnsByDyad = ReadonlyMap<string, EventColumns>;

/**
 * Judges weights again and again without building the exposures anew: these do not depend on weights, and are built for the
 * days that are judged alone.
 *
 * @param model gives everything but the weights: half-lives, severity, repetition
 * @returns a function that holds the same model with other weights against the judgements, O(days judged x types)
 * @throws RangeError for a judgement of a dyad without columns.
 */
export function judgeWeights(
  judgements: readonly Judgement[],
  columns: ColumnsByDyad,
  model: ModelDefinition,
): (weighted: ModelDefinition) => JudgementResult[] {
  const bases = judgements.flatMap(({ dyad, higher, lower }) =>
    [higher, lower].map(({ from, to }): Basis =>
      basisOf(columnsOf(columns, dyad), model, epochDay(from), epochDay(to)),
    ),
  );
  return (weighted) => {
    const scores = new Map<string, Score[]>();
    for (const basis of bases) scores.set(basis.dyad, [...(scores.get(basis.dyad) ?? []), scoreOf(basis, weighted)]);
    return judge(judgements, (dyad, day) => {
      const score = scores.get(dyad)!.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)!;
      return indexOf(score.tension[day - score.firstDay]!, weighted.scale);
    });
  };
}

/** Rule 1, *all weights 1*: every act counts the same; polarity, severity, half-lives and the rest stay as in the model. */
export function equalWeights(model: ModelDefinition): ModelDefinition {
  return withWeights(model, () => 1);
}

/**
 * Rule 2, *random weights with signs kept*: each weight drawn evenly between 0 and twice the model's mean weight, so that the
 * level is the model's and only the choice between types is left to chance. The sign is the polarity of the coding, and stays.
 */
export function randomWeights(model: ModelDefinition, chance: Random): ModelDefinition {
  const weights = Object.values(model.types).map(({ weight }) => weight);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return withWeights(model, () => 2 * mean * chance());
}

/** A year: about as long as the acts that weigh most are felt, and the same in every season. */
const COUNT_DAYS = 365;

/**
 * Rule 3, *event count*: the number of events in the 365 days that end on a day, whatever they were; more is called tenser.
 * It trails, as an index does, so that it can be read on a single day and within a short period.
 *
 * @throws RangeError for a dyad without columns.
 */
export function eventCount(columns: ColumnsByDyad): DailyValue {
  return (dyad, day) => eventsWithin(columnsOf(columns, dyad), day, COUNT_DAYS);
}

function withWeights(model: ModelDefinition, weightOf: () => number): ModelDefinition {
  return {
    ...model,
    types: Object.fromEntries(
      Object.entries(model.types).map(([type, parameters]) => [type, { ...parameters, weight: weightOf() }]),
    ),
  };
}

function columnsOf(columns: ColumnsByDyad, dyad: string): EventColumns {
  const found = columns.get(dyad);
  if (!found)
    throw new RangeError(
      `A judgement speaks of ${dyad}, which has no events: import them, or take the judgement out of data/judgements.csv.`,
    );
  return found;
}
