/**
 * The methods that can be laid beside the index, and their values by week or month on the events of one
 * dyad. A value without events in its period is what the method says of silence (a sum is 0, a mean is nothing); `events` tells silence apart.
 */
import type { EventColumns } from '../eventColumns.ts';
import { stepEnd, type Step } from '../calendar.ts';
import { indexOf, type Score } from '../score.ts';
import type { ModelDefinition } from '../model.ts';
import { countSeries } from './counts.ts';
import { type GoldsteinTable, goldsteinSeries } from './goldstein.ts';
import { eventsByPeriod, type Period } from './period.ts';
import { yanSeries } from './yan.ts';

export const METHOD_NAMES = ['index', 'goldstein-sum', 'goldstein-mean', 'log-ratio', 'conflict-share', 'yan'] as const;
export type MethodName = (typeof METHOD_NAMES)[number];

/** What the values of a method are counted in; how it is called in a language is said in client/words. */
export type MethodUnit = 'index' | 'goldstein-sum' | 'goldstein-mean' | 'log-ratio' | 'share' | 'friendship';

export interface Method {
  readonly unit: MethodUnit;
  /** `state`: a relation stands somewhere on every day. `flow`: what happened within a period, nothing of it in the next */
  readonly kind: 'state' | 'flow';
  /** which end of its scale is the tenser one */
  readonly tenser: 'high' | 'low';
}

export const METHODS: Readonly<Record<MethodName, Method>> = {
  index: { unit: 'index', kind: 'state', tenser: 'high' },
  'goldstein-sum': { unit: 'goldstein-sum', kind: 'flow', tenser: 'low' },
  'goldstein-mean': { unit: 'goldstein-mean', kind: 'flow', tenser: 'low' },
  'log-ratio': { unit: 'log-ratio', kind: 'flow', tenser: 'high' },
  'conflict-share': { unit: 'share', kind: 'flow', tenser: 'high' },
  yan: { unit: 'friendship', kind: 'state', tenser: 'low' },
};

export interface MethodPoint extends Period {
  /** coded events within the period */
  readonly events: number;
  /** `undefined`: the method has no value where nothing was observed */
  readonly value: number | undefined;
  /** standard error, for methods that give one */
  readonly error?: number;
}

export interface MethodInput {
  readonly columns: EventColumns;
  /** CAMEO code of each event, in the order of the columns */
  readonly cameo: readonly string[];
  readonly model: ModelDefinition;
  readonly goldstein: GoldsteinTable;
  /** of the dyad under the model; covers the days asked for */
  readonly score: Score;
}

/**
 * The values of a method from the period of the first event to that of `to` (an epoch day; the last period may be cut there). Empty without events.
 * The index and Yan's score are read on the last day of the period. O(events log events + periods).
 *
 * @throws RangeError when the score does not cover the days.
 */
export function methodSeries(
  name: MethodName,
  input: MethodInput,
  to: number,
  step: Exclude<Step, 'day'>,
): MethodPoint[] {
  const { columns, cameo, model, score } = input;
  const first = columns.day[0];
  if (first === undefined || first > to) return [];
  const from = periodStart(first, step);
  const events = cameo.map((code, e) => ({
    day: columns.day[e]!,
    cameo: code,
    polarity: columns.polarity[e]! > 0 ? (1 as const) : (-1 as const),
  }));
  const periods = eventsByPeriod(events, from, to, step).map((period): Period & { events: number } => ({
    from: period.from,
    to: period.to,
    events: period.events.length,
  }));
  const values = (): { value: number | undefined; error?: number }[] => {
    if (name === 'goldstein-sum')
      return goldsteinSeries(events, input.goldstein, from, to, step).map(({ sum }) => ({ value: sum }));
    if (name === 'goldstein-mean')
      return goldsteinSeries(events, input.goldstein, from, to, step).map(({ mean }) => ({ value: mean }));
    if (name === 'log-ratio')
      return countSeries(events, from, to, step).map(({ logRatio, logRatioError }) => ({
        value: logRatio,
        error: logRatioError,
      }));
    if (name === 'conflict-share')
      return countSeries(events, from, to, step).map(({ conflictShare }) => ({ value: conflictShare }));
    if (name === 'yan') return yanSeries(columns, model, from, to, step).map((point) => ({ value: point.score }));
    return periods.map(({ to: day }) => {
      const tension = score.tension[day - score.firstDay];
      if (tension === undefined)
        throw new RangeError(`The score of ${score.dyad} ends on day ${score.lastDay}, but day ${day} is asked for.`);
      return { value: indexOf(tension, model.scale) };
    });
  };
  return values().map((value, i) => ({ ...periods[i]!, ...value }));
}

/** The first day of the week (Monday) or month that a day lies in. */
function periodStart(day: number, step: Exclude<Step, 'day'>): number {
  let start = day;
  while (stepEnd(start - 1, step) === stepEnd(day, step)) start--;
  return start;
}
