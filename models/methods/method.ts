/**
 * The methods that can be laid beside the index, each with what a reader must know of it, and their values by week or month on the events of one
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

export interface Method {
  readonly label: string;
  readonly unit: string;
  readonly source: string;
  /** one sentence: what it measures and what it misses */
  readonly tells: string;
  /** `state`: a relation stands somewhere on every day. `flow`: what happened within a period, nothing of it in the next */
  readonly kind: 'state' | 'flow';
  /** which end of its scale is the tenser one */
  readonly tenser: 'high' | 'low';
}

export const METHODS: Readonly<Record<MethodName, Method>> = {
  index: {
    label: 'Tension index',
    unit: '0 to 100',
    source: 'this project',
    tells:
      'Every act weighs by type, severity and role, holds and fades, so that a level is the exact sum of what is still felt; the weights are judgement.',
    kind: 'state',
    tenser: 'high',
  },
  'goldstein-sum': {
    label: 'Goldstein sum',
    unit: '−10 to +10 an act, added up',
    source: 'Goldstein 1992; values as GDELT publishes them',
    tells:
      'Adds a fixed value for each kind of act within the period; it has no memory, no severity within a kind, and rises with how much is reported.',
    kind: 'flow',
    tenser: 'low',
  },
  'goldstein-mean': {
    label: 'Goldstein mean',
    unit: '−10 to +10',
    source: 'Goldstein 1992; values as GDELT publishes them',
    tells: 'The mean kind of act within the period; it hides how much happened, and one act makes a month.',
    kind: 'flow',
    tenser: 'low',
  },
  'log-ratio': {
    label: 'Log-ratio of counts',
    unit: 'ln((C+.5) / (K+.5))',
    source: 'Lowe, Benoit, Mikhaylov and Laver 2011',
    tells:
      'Weighs the number of acts that raise tension (C) against those that ease it (K) and says how sure it is; a war counts as much as a protest.',
    kind: 'flow',
    tenser: 'high',
  },
  'conflict-share': {
    label: 'Conflict share',
    unit: '0 to 1',
    source: 'C / (C + K), volume share',
    tells:
      'The share of acts that raise tension among all of the period; blind to how grave they are and to how few there are.',
    kind: 'flow',
    tenser: 'high',
  },
  yan: {
    label: 'Yan’s score',
    unit: '−9 enmity to 9 friendship',
    source: 'after Yan and Zhou 2004; points per act are ours',
    tells:
      'A relation moves the less, the closer it stands to the end that an act pushes to; nothing ever fades, so that what nobody undoes stays.',
    kind: 'state',
    tenser: 'low',
  },
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
