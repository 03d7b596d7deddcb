/** The answer of `GET /dyads/:dyad/series?step=day` as columns: what every chart and every sentence is made from. */
import type { Series, SeriesPoint } from '../../models/contract/series.ts';
import { epochDay } from '../../models/calendar.ts';
import type { Direction } from '../../models/dyad.ts';
import type { CoveredStretch, Stretch } from '../../models/stretch.ts';

/** All arrays have one entry a day from `firstDay` to `lastDay` (epoch days). */
export interface DailySeries {
  readonly dyad: string;
  readonly name: string;
  /** the names of the two sides, in the order of the codes */
  readonly sides: readonly [string, string];
  readonly model: Series['model'];
  readonly asOf: string | null;
  readonly direction: Direction;
  readonly neutral: number;
  readonly scale: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly index: Float64Array;
  /** the 90% band */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly tension: Float64Array;
  readonly conflict: Float64Array;
  readonly cooperation: Float64Array;
  readonly sd: Float64Array;
  readonly provisional: Uint8Array;
  readonly coverage: SeriesCoverage;
  /** of acts coded by machine: the feeds behind it; its uncovered stretches are then days of which no file is stored */
  readonly feeds?: Series['feeds'];
}

export interface SeriesCoverage {
  readonly firstEvent: number | null;
  readonly lastEvent: number | null;
  /** the first day that has a value; null where every day has one */
  readonly firstDay: number | null;
  /** whether somebody declared which days were looked at, and the model asks */
  readonly isDeclared: boolean;
  /** the stretches that somebody declared, whether or not the model asks */
  readonly declared: readonly CoveredStretch[];
  readonly events: number;
  /** of the whole line */
  readonly coveredDays: number;
  readonly codingLagDays: number;
  readonly sparse: readonly Stretch[];
  readonly uncovered: readonly Stretch[];
  readonly note: string | null;
}

/**
 * Columns of a daily series, from its first day with a value. `undefined` where it has none.
 *
 * @throws RangeError when the answer is not daily, or has a gap: a chart of it would be wrong without a trace.
 */
export function dailySeries(answer: Series): DailySeries | undefined {
  if (answer.step !== 'day')
    throw new RangeError(`A daily series was asked for, but the answer has step ${answer.step}.`);
  const first = answer.points.findIndex(({ index }) => index !== null);
  if (first === -1) return undefined;
  const points = answer.points.slice(first);
  const firstDay = epochDay(points[0]!.date);
  const lastDay = epochDay(points.at(-1)!.date);
  if (lastDay - firstDay + 1 !== points.length)
    throw new RangeError(
      `The series of ${answer.dyad} from ${points[0]!.date} to ${points.at(-1)!.date} should have ${lastDay - firstDay + 1} days, but has ${points.length}.`,
    );
  const [a, b] = answer.dyad.split('-');
  const names = answer.name.split(/ [–-] /);
  return {
    dyad: answer.dyad,
    name: answer.name,
    sides: [names[0] ?? a!, names[1] ?? b!],
    model: answer.model,
    asOf: answer.asOf,
    direction: asDirection(answer.direction),
    neutral: answer.neutral,
    scale: answer.scale,
    firstDay,
    lastDay,
    ...columnsOf(answer.dyad, points),
    coverage: {
      firstEvent: dayOrNull(answer.coverage.firstEvent),
      lastEvent: dayOrNull(answer.coverage.lastEvent),
      firstDay: dayOrNull(answer.coverage.firstDay),
      isDeclared: answer.coverage.isDeclared,
      declared: answer.coverage.declared.map(({ density, ...dates }) => ({ ...stretch(dates), density })),
      events: answer.coverage.events,
      coveredDays: answer.coverage.coveredDays,
      codingLagDays: answer.coverage.codingLagDays,
      sparse: answer.coverage.sparse.map(stretch),
      uncovered: answer.coverage.uncovered.map(stretch),
      note: answer.coverage.note,
    },
    ...(answer.feeds && { feeds: answer.feeds }),
  };
}

const COLUMNS = ['index', 'low', 'high', 'tension', 'conflict', 'cooperation', 'sd'] as const;

/** In one pass: there are thousands of points. @throws RangeError for a point without a value */
function columnsOf(
  dyad: string,
  points: readonly SeriesPoint[],
): Pick<DailySeries, (typeof COLUMNS)[number] | 'provisional'> {
  const column = (): Float64Array => new Float64Array(points.length);
  const columns = {
    index: column(),
    low: column(),
    high: column(),
    tension: column(),
    conflict: column(),
    cooperation: column(),
    sd: column(),
  };
  const provisional = new Uint8Array(points.length);
  for (const [i, point] of points.entries()) {
    for (const name of COLUMNS) {
      const value = point[name];
      if (value === null) throw new RangeError(`The series of ${dyad} has no value on ${point.date}, and one before.`);
      columns[name][i] = value;
    }
    provisional[i] = point.provisional ? 1 : 0;
  }
  return { ...columns, provisional };
}

/** `both` or `KOR>RUS`, as the API writes it. */
export function asDirection(text: string): Direction {
  const [actor, target] = text.split('>');
  return target === undefined ? 'both' : `${actor!}>${target}`;
}

const dayOrNull = (date: string | null): number | null => (date === null ? null : epochDay(date));
const stretch = ({ from, to }: { from: string; to: string }): Stretch => ({ from: epochDay(from), to: epochDay(to) });

/** The value on a day; `undefined` outside the series. */
export function valueOn(series: DailySeries, values: Float64Array, day: number): number | undefined {
  return values[day - series.firstDay];
}

/** Whether a day lies in a hole between days that are known: there a line of acts coded by machine is interrupted. */
export function liesInGap({ feeds, coverage, firstDay, lastDay }: DailySeries, day: number): boolean {
  return (
    feeds !== undefined &&
    coverage.uncovered.some((s) => day >= s.from && day <= s.to && s.from > firstDay && s.to < lastDay)
  );
}

/** The last day before another that somebody declared to have looked at; `undefined` where there is none. */
export function lastLookedAt({ declared }: SeriesCoverage, before: number): number | undefined {
  const ends = declared.flatMap(({ from, to }) => (from < before ? [Math.min(to, before - 1)] : []));
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/** The days by which a line is judged: later ones only fade. Where nobody declared any, those from the first event to the last. */
export function judgedSpan({
  coverage,
  firstDay,
  lastDay,
}: Pick<DailySeries, 'coverage' | 'firstDay' | 'lastDay'>): Stretch | undefined {
  const { firstEvent, lastEvent, isDeclared } = coverage;
  const last = isDeclared ? lastLookedAt(coverage, lastDay + 1) : lastEvent;
  const first = isDeclared ? firstDay : firstEvent;
  if (last == null || first === null) return undefined;
  const span = { from: Math.max(first, firstDay), to: Math.min(last, lastDay) };
  return span.from <= span.to ? span : undefined;
}

/** Whether a day lies in one of the stretches. */
export function lieWithin(stretches: readonly Stretch[], day: number): boolean {
  return stretches.some((s) => day >= s.from && day <= s.to);
}

/**
 * The series with neutral days put before its first event, so that a chart of all history shows the line leave neutral. Without
 * events such a model says exactly neutral, with no band; the stretch counts as uncovered. Unchanged where it begins earlier anyway, or where
 * days before the first that somebody looked at have no value.
 */
export function withLead(series: DailySeries, days: number): DailySeries {
  const { coverage, firstDay } = series;
  if (coverage.firstDay !== null || coverage.firstEvent === null || coverage.firstEvent < firstDay) return series;
  const missing = Math.max(0, days - (coverage.firstEvent - firstDay));
  if (missing === 0) return series;
  const base = series.scale * Math.log(series.neutral / (100 - series.neutral));
  const grow = (values: Float64Array, before: number): Float64Array => {
    const grown = new Float64Array(values.length + missing).fill(before, 0, missing);
    grown.set(values, missing);
    return grown;
  };
  const provisional = new Uint8Array(series.provisional.length + missing);
  provisional.set(series.provisional, missing);
  const before = { from: firstDay - missing, to: coverage.firstEvent - 1 };
  return {
    ...series,
    firstDay: firstDay - missing,
    index: grow(series.index, series.neutral),
    low: grow(series.low, series.neutral),
    high: grow(series.high, series.neutral),
    tension: grow(series.tension, base),
    conflict: grow(series.conflict, 0),
    cooperation: grow(series.cooperation, 0),
    sd: grow(series.sd, 0),
    provisional,
    coverage: { ...coverage, uncovered: [before, ...coverage.uncovered.filter((stretch) => stretch.from > before.to)] },
  };
}

interface DayValue {
  readonly day: number;
  readonly value: number;
}

/** The highest and the lowest day of a stretch, of those that somebody looked at: elsewhere the line only fades. Of equal days the first. O(days). */
export function extremesWithin(
  series: DailySeries,
  from: number,
  to: number,
): { readonly highest: DayValue; readonly lowest: DayValue } | undefined {
  let highest: DayValue | undefined;
  let lowest: DayValue | undefined;
  for (let day = from; day <= to; day++) {
    const value = series.index[day - series.firstDay]!;
    if (Number.isNaN(value) || lieWithin(series.coverage.uncovered, day)) continue;
    if (!highest || value > highest.value) highest = { day, value };
    if (!lowest || value < lowest.value) lowest = { day, value };
  }
  return highest && lowest && { highest, lowest };
}
