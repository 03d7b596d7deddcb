/**
 * What the score might have been: weights drawn anew (log-normal, with the model's relative standard deviation) and each event as
 * coded only with its confidence q. The test of the closed-form band, and the answer to questions that have no closed form.
 */
import { quantileSorted } from 'simple-statistics';
import { confidenceOf, unitImpacts } from './impacts.ts';
import type { EventColumns } from './eventColumns.ts';
import { kernel } from './kernel.ts';
import { remainingOf } from './remaining.ts';
import { type UnobservedStretch, unobservedStretches } from './unobserved.ts';
import { logNormalFactor, type Random } from './random.ts';
import { indexOf } from './score.ts';
import type { ModelDefinition } from './model.ts';
import type { Task } from './task.ts';

/** Drawn tensions of one dyad: one array of draws for each day asked for. The n-th draws of all dyads and days share their weights. */
export type DrawnTensions = readonly Float64Array[];

/** An event on a day: what it adds to tension, per unit of weight, if it is as coded. */
interface Part {
  readonly event: number;
  readonly type: number;
  readonly unitPoints: number;
}

/**
 * Draws the tension of several dyads on several days. In a draw each weight is multiplied by a log-normal factor of mean 1 and relative
 * standard deviation `weightSd`; an event of confidence q is there with probability q, and then counts in full (a / q), so that the mean
 * is the model's tension. Where the model has a `codingSd`, the severity of each event is off by a log-normal factor as well. Repetition is not drawn: it is counted over the events as they are. O(draws x days x events).
 *
 * @returns for each dyad, for each day, the draws. A step of the task is one draw.
 */
export function* drawTensions(
  dyads: readonly EventColumns[],
  model: ModelDefinition,
  days: readonly number[],
  draws: number,
  chance: Random,
): Task<DrawnTensions[]> {
  const types = Object.keys(model.types);
  const prepared = dyads.map((columns) => {
    const impacts = unitImpacts(columns, model);
    const remaining = remainingOf(columns, model);
    const typeOf = columns.types.map((type) => types.indexOf(type));
    const parts = days.map((day): Part[] => {
      const found: Part[] = [];
      for (let event = 0; event < impacts.length && columns.day[event]! <= day; event++) {
        const type = typeOf[columns.type[event]!]!;
        if (type < 0) continue; // a type that the model does not name
        const unitPoints = (impacts[event]! * remaining(event, day)) / confidenceOf(columns, event, model);
        if (unitPoints !== 0) found.push({ event, type, unitPoints });
      }
      return found;
    });
    const missed = unobservedStretches(columns, model, Math.min(...days), Math.max(...days));
    return {
      columns,
      parts,
      missed,
      counted: new Float64Array(impacts.length),
      tensions: days.map(() => new Float64Array(draws)),
    };
  });
  const weights = new Float64Array(types.length);
  const { codingSd } = model;
  for (let draw = 0; draw < draws; draw++) {
    for (const [k, type] of types.entries())
      weights[k] = model.types[type]!.weight * logNormalFactor(chance, model.weightSd);
    for (const { columns, parts, missed, counted, tensions } of prepared) {
      for (let event = 0; event < counted.length; event++) {
        const q = confidenceOf(columns, event, model);
        counted[event] = q === 1 || chance() < q ? (codingSd === undefined ? 1 : logNormalFactor(chance, codingSd)) : 0;
      }
      for (const [i, list] of parts.entries()) {
        let tension = model.base;
        for (const { event, type, unitPoints } of list) tension += weights[type]! * unitPoints * counted[event]!;
        tensions[i]![draw] = tension;
      }
      for (const act of drawMissed(missed, chance)) {
        const weight = weights[types.indexOf(act.type)]!;
        const parameters = model.types[act.type]!;
        for (const [i, day] of days.entries())
          tensions[i]![draw] = tensions[i]![draw]! + weight * act.unitImpact * kernel(day - act.day, parameters);
      }
    }
    yield { done: draw + 1, total: draws };
  }
  return prepared.map(({ tensions }) => tensions);
}

/** Acts on days that nobody looked at: they come at random with the rate of their type, and raise tension as often as they lower it. */
function drawMissed(
  stretches: readonly UnobservedStretch[],
  random: Random,
): { readonly type: string; readonly day: number; readonly unitImpact: number }[] {
  const acts: { type: string; day: number; unitImpact: number }[] = [];
  for (const { type, from, to, perDay, meanSquare } of stretches) {
    if (perDay === 0) continue;
    const size = Math.sqrt(meanSquare);
    for (let at = waiting(perDay, random); at < to - from + 1; at += waiting(perDay, random))
      acts.push({ type, day: from + Math.floor(at), unitImpact: random() < 0.5 ? size : -size });
  }
  return acts;
}

/** Days until the next act of a Poisson process. */
const waiting = (perDay: number, random: Random): number => -Math.log(1 - random()) / perDay;

/** The index below which a share `p` of the draws lies (R's quantile, type 7). @throws an error without draws. */
export function drawnQuantile(tensions: Float64Array, scale: number, p: number): number {
  return indexOf(quantileSorted(Array.from(tensions.toSorted()), p), scale);
}

/** How often the first lies above the second: 0.5 is no difference. Ties count half; `undefined` without draws. */
export function shareAbove(a: Float64Array, b: Float64Array): number | undefined {
  if (a.length === 0) return undefined;
  let above = 0;
  for (let draw = 0; draw < a.length; draw++) above += a[draw]! > b[draw]! ? 1 : a[draw] === b[draw] ? 0.5 : 0;
  return above / a.length;
}

/** Rank robustness: row i, column j says how often dyad i is tenser than dyad j on the day at position `day`. */
export function rankRobustness(drawn: readonly DrawnTensions[], day: number): (number | undefined)[][] {
  return drawn.map((a) => drawn.map((b) => shareAbove(a[day]!, b[day]!)));
}
