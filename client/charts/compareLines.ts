/** What is compared, as lines: values on days, how well each day is covered, and what history they are ranked against. */
import { stepDays, type Step } from '../../models/calendar.ts';
import type { Stretch } from '../../models/stretch.ts';
import { METHODS, type MethodName, type MethodPoint, type MethodUnit } from '../../models/methods/method.ts';
import { type DailySeries, judgedSpan, lieWithin } from './dailySeries.ts';
import { lineStyle, type LineStyle } from './figure.ts';
import { hasNoLevel } from './lineSource.ts';
import { levelSegments, type LevelSegment } from './levels.ts';
import { type Scale, standingIn } from './standing.ts';

export interface CompareLine {
  /** unique among the lines of a chart */
  readonly key: string;
  readonly dyad: string;
  /** @example 'South Korea – Russia' */
  readonly label: string;
  /** for narrow places. @example 'KOR-RUS' */
  readonly short: string;
  readonly unit: MethodUnit;
  /** undefined for the index of a dyad */
  readonly method?: MethodName;
  /** 0 to 100 with a neutral value that all lines share, or the method's own */
  readonly neutral: number | undefined;
  /** the end of the scale that is tenser; an axis of `low` is turned round */
  readonly tenser: 'high' | 'low';
  readonly kind: 'state' | 'flow';
  readonly firstDay: number;
  readonly lastDay: number;
  /** epoch days from `from` to `to` at which it has a point by this step; a flow only where something was observed */
  readonly daysWithin: (from: number, to: number, step: Step) => readonly number[];
  /** as published; NaN where there is none */
  readonly valueOn: (day: number) => number;
  /** the 90% band, or the value -+ 1.96 standard errors */
  readonly bandOn?: (day: number) => { readonly low: number; readonly high: number } | undefined;
  readonly styleOn: (day: number) => LineStyle;
  /** where the value of a day stands on a scale; for `low` lines turned, so that up is tenser */
  readonly standingOn: (day: number, scale: Scale) => number;
  readonly coverage: {
    readonly firstEvent: number | null;
    readonly lastEvent: number | null;
    /** the last day by which the line is judged: later it only fades; null where there is none */
    readonly lastCovered: number | null;
    readonly events: number;
    readonly sparse: readonly Stretch[];
  };
  /** days of its events, ascending; `undefined` while they load */
  readonly eventDays: ArrayLike<number> | undefined;
  /** stretches of one level, sought when first asked for; empty where none changed */
  readonly levels: () => readonly LevelSegment[];
}

/** A dyad's index under a model. The history that it is ranked against are the days by which it is judged, but for those that nobody looked at. */
export function indexLine(
  key: string,
  label: string,
  short: string,
  series: DailySeries,
  eventDays: ArrayLike<number> | undefined,
): CompareLine {
  const { coverage, firstDay, lastDay } = series;
  let levels: readonly LevelSegment[] | undefined;
  const on = (values: Float64Array, day: number): number => values[day - firstDay] ?? Number.NaN;
  const valueOn = (day: number): number => on(series.index, day);
  const history = (): number[] => {
    const span = judgedSpan(series);
    const known = span
      ? Array.from(series.index.subarray(span.from - firstDay, span.to - firstDay + 1)).filter(
          (_, i) => !lieWithin(coverage.uncovered, span.from + i),
        )
      : [];
    return hasNoLevel(series) ? [] : known;
  };
  return {
    key,
    dyad: series.dyad,
    label,
    short,
    unit: 'index',
    neutral: series.neutral,
    tenser: 'high',
    kind: 'state',
    firstDay,
    lastDay,
    daysWithin: (from, to, step) => stepDays(Math.max(from, firstDay), Math.min(to, lastDay), step),
    valueOn,
    bandOn: (day) =>
      Number.isNaN(valueOn(day)) ? undefined : { low: on(series.low, day), high: on(series.high, day) },
    styleOn: (day) => lineStyle(series, day),
    standingOn: standings(history, valueOn, 'high'),
    coverage: { ...coverage, lastCovered: judgedSpan(series)?.to ?? null },
    eventDays,
    levels: () => (levels ??= levelSegments(series)),
  };
}

/** A method on the events of a dyad. A flow is ranked against the periods in which something was coded, and drawn only there: silence is no value. */
export function methodLine(
  name: MethodName,
  label: string,
  points: readonly MethodPoint[],
  series: DailySeries,
  eventDays: ArrayLike<number>,
): CompareLine {
  const method = METHODS[name];
  const byEnd = new Map(points.map((point) => [point.to, point]));
  const observed =
    method.kind === 'state' ? points : points.filter(({ events, value }) => events > 0 && value !== undefined);
  const first = points[0]?.from ?? series.firstDay;
  const last = points.at(-1)?.to ?? series.lastDay;
  const valueOn = (day: number): number => byEnd.get(day)?.value ?? Number.NaN;
  const lastEvent = series.coverage.lastEvent ?? last;
  const history = (): number[] =>
    observed.filter(({ from }) => from <= lastEvent).map(({ value }) => value ?? Number.NaN);
  return {
    key: name,
    dyad: series.dyad,
    label,
    short: label,
    ...method,
    method: name,
    neutral: name === 'index' ? series.neutral : name === 'conflict-share' ? 0.5 : 0,
    firstDay: first,
    lastDay: last,
    daysWithin: (from, to) => observed.flatMap(({ to: day }) => (day >= from && day <= to ? [day] : [])),
    valueOn,
    bandOn: (day) => {
      const point = byEnd.get(day);
      return point?.error === undefined || point.value === undefined || point.events === 0
        ? undefined
        : { low: point.value - Z95 * point.error, high: point.value + Z95 * point.error };
    },
    styleOn: (day) =>
      lieWithin(series.coverage.uncovered, day)
        ? 'uncovered'
        : lieWithin(series.coverage.sparse, day)
          ? 'sparse'
          : 'covered',
    standingOn: standings(history, valueOn, method.tenser),
    coverage: { ...series.coverage, lastCovered: judgedSpan(series)?.to ?? null },
    eventDays,
    levels: () => [],
  };
}

/** Quantile of the standard normal at 0.975: the interval of 95% that is usual for log-ratios. */
const Z95 = 1.959963984540054;

/** Ranks are made when they are first asked for. A line whose low end is the tenser one is turned: up is tenser. */
function standings(
  history: () => number[],
  valueOn: (day: number) => number,
  tenser: 'high' | 'low',
): CompareLine['standingOn'] {
  const made = new Map<Scale, (value: number) => number>();
  const sign = tenser === 'high' ? 1 : -1;
  return (day, scale) => {
    const value = valueOn(day);
    if (scale === 'level') return value;
    let standing = made.get(scale);
    if (!standing)
      made.set(
        scale,
        (standing = standingIn(
          history().map((one) => sign * one),
          scale,
        )),
      );
    return standing(sign * value);
  };
}

/** Coded events of a line from one day to another, both included. */
export function eventsWithin(
  { eventDays }: Pick<CompareLine, 'eventDays'>,
  from: number,
  to: number,
): number | undefined {
  if (!eventDays) return undefined;
  let events = 0;
  for (let e = 0; e < eventDays.length; e++) if (eventDays[e]! >= from && eventDays[e]! <= to) events++;
  return events;
}
