/** One dyad on the board: where it stands on the last day, how it moved, and the act that moved it most. Pure. */
import { standingIn } from '../../client/charts/standing.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { BoardDyad } from '../../models/contract/board.ts';
import { explainPoint } from '../../models/contribution.ts';
import { firstDayOf, MIN_COVERED_DAYS, uncoveredBetween } from '../../models/coverage.ts';
import { flagOn } from '../../models/flag.ts';
import type { ModelDefinition } from '../../models/model.ts';
import type { Stretch } from '../../models/stretch.ts';
import { explainMove, explainMoveBetween } from '../../models/move.ts';
import { fadingPoints, newsCauses, newsPoints } from '../../models/periodChange.ts';
import { pointOn, pointOrNone, rounded } from '../../models/point.ts';
import { recordSince } from '../../models/record.ts';
import { indexOf, type Score } from '../../models/score.ts';
import type { DyadExtent, ScoredRevision } from '../ledger/ledger.ts';
import { lookedThrough } from './lookedThrough.ts';
import { type KnownDyad, toldCause } from './toldCause.ts';

/** Two years of weeks. */
const SPARKLINE_WEEKS = 104;
export interface BoardInput<Event extends ScoredRevision> {
  readonly name: string;
  readonly extent: DyadExtent;
  readonly now: KnownDyad<Event>;
  /** as it was known at the end of the first day, where anything was recorded since */
  readonly known: KnownDyad<Event> | undefined;
  readonly score: Score;
  readonly definition: ModelDefinition;
  /** of which days nothing is known, from -Infinity to today; left out, what the columns say */
  readonly uncovered?: readonly Stretch[];
  /** epoch day */
  readonly today: number;
  readonly summaryOf: (event: Event) => string;
}

/** The day that the last one is compared with. */
export const boardStart = (windowDays: number, today: number): number => today - windowDays;

/** When that day ended: what was recorded later is news. */
export const boardStartEnd = (windowDays: number, today: number): Date =>
  new Date(`${toIsoDate(boardStart(windowDays, today))}T23:59:59.999Z`);

/** The row of a dyad. O(days log days + events log events). */
export function boardRow<Event extends ScoredRevision>(input: BoardInput<Event>): BoardDyad {
  const { name, extent, now, score, definition, today } = input;
  const { columns } = now;
  const { uncovered = uncoveredBetween(columns, definition, -Infinity, today) } = input;
  const firstValue = firstDayOf(columns, definition) ?? -Infinity;
  const indexOn = (day: number): number | null => (day < firstValue ? null : pointOn(score, definition, day).index);
  const { index, low, high } = pointOrNone(score, definition, columns, today);
  const before = indexOn(boardStart(definition.flag.windowDays, today));
  const isCovered = (day: number): boolean => !uncovered.some(({ from, to }) => from <= day && day <= to);
  return {
    id: extent.dyad,
    name,
    index,
    low,
    high,
    change30: index === null || before === null ? null : rounded(index - before),
    ...newsOf(input),
    ...standingOf(score, definition, today, isCovered),
    lookedThrough: lookedThrough(uncovered, today),
    // Before its first event (one that is only announced) a dyad has no score to flag.
    flag: today < score.firstDay ? 'sparse' : flagOn(score, columns, definition, today),
    events: extent.events,
    lastEvent: toIsoDate(extent.lastDay),
    sparkline: sparklineOf(
      Math.max(firstDayOf(columns, definition) ?? extent.firstDay, extent.firstDay),
      today,
      indexOn,
      isCovered,
    ),
  };
}

/** What is new since the start, beside what only fades; the act that moved the index most, or else counts most today. */
function newsOf<Event extends ScoredRevision>({
  now,
  known,
  definition,
  today,
  summaryOf,
}: BoardInput<Event>): Pick<
  BoardDyad,
  'newPoints30' | 'fadingPoints30' | 'topEvent' | 'topEventIsRecent' | 'topEventNews'
> {
  const { columns } = now;
  const topEventOf = (event: Event, indexPoints: number): BoardDyad['topEvent'] => {
    const { id, day, type } = event;
    return { id, date: toIsoDate(day), type, summary: summaryOf(event), indexPoints };
  };
  const start = boardStart(definition.flag.windowDays, today);
  const asKnownNow = explainMove(columns, definition, start, today);
  const move =
    known && known.columns !== columns
      ? explainMoveBetween(
          { day: start, columns: known.columns, model: definition },
          { day: today, columns, model: definition },
        )
      : asKnownNow;
  const points = { newPoints30: rounded(newsPoints(move)), fadingPoints30: rounded(fadingPoints(asKnownNow)) };
  const undone = new Set(move.ended);
  for (const cause of newsCauses(move)) {
    const told = toldCause(cause, undone.has(cause), now, known, start);
    if (!told) continue;
    const { event, news, indexPoints } = told;
    return { ...points, topEvent: topEventOf(event, indexPoints), topEventIsRecent: true, topEventNews: news };
  }
  const [largest] = explainPoint(columns, definition, today).contributions;
  const topEvent = largest ? topEventOf(now.byId.get(largest.eventId)!, largest.indexPoints) : null;
  return { ...points, topEvent, topEventIsRecent: false, topEventNews: null };
}

/** Where today stands among the covered days. O(days log days). */
function standingOf(
  { firstDay, tension }: Score,
  { scale }: ModelDefinition,
  today: number,
  isCovered: (day: number) => boolean,
): Pick<BoardDyad, 'percentile' | 'coveredDays' | 'highestSince' | 'isHighestOnRecord'> {
  const days: number[] = [];
  for (let day = firstDay; day <= today; day++) if (isCovered(day)) days.push(day);
  if (days.length === 0) return { percentile: null, coveredDays: 0, highestSince: null, isHighestOnRecord: false };
  const indexOn = (day: number): number => indexOf(tension[day - firstDay]!, scale);
  const percentile =
    days.length < MIN_COVERED_DAYS ? null : rounded(standingIn(days.map(indexOn), 'percentile')(indexOn(today)));
  // What only fades, because nobody looks, is no record.
  const heightOn = (day: number): number => (isCovered(day) ? Math.round(10 * indexOn(day)) : -Infinity);
  const record = isCovered(today) ? recordSince(heightOn, days[0]!, today, today) : undefined;
  return {
    percentile,
    coveredDays: days.length,
    highestSince: record ? toIsoDate(record.day) : null,
    isHighestOnRecord: record?.isWholeRecord ?? false,
  };
}

/** Value i is the index on `from` + 7 i days, the last one today's; it does not reach back before the first event and the first value. */
function sparklineOf(
  firstDay: number,
  today: number,
  indexOn: (day: number) => number | null,
  isCovered: (day: number) => boolean,
): BoardDyad['sparkline'] {
  const weeks = Math.max(0, Math.min(SPARKLINE_WEEKS, Math.floor((today - firstDay) / 7)));
  const days = Array.from({ length: weeks + 1 }, (_, i) => today - 7 * (weeks - i));
  const known = days.flatMap((day) => {
    const value = indexOn(day);
    return value === null ? [] : [{ day, value }];
  });
  return {
    from: toIsoDate(days[0]!),
    step: 'week',
    values: known.map(({ value }) => value),
    covered: known.map(({ day }) => isCovered(day)),
  };
}
