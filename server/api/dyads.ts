/** GET /api/v1/dyads: the board, one row a dyad. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { standingIn } from '../../client/charts/standing.ts';
import { coverageOf } from '../../models/coverage.ts';
import { flagOn } from '../../models/flag.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { explainMove, explainMoveBetween } from '../../models/move.ts';
import { fadingPoints, newsCauses, newsPoints } from '../../models/periodChange.ts';
import { recordSince } from '../../models/record.ts';
import { indexOf, type Score } from '../../models/score.ts';
import type { DyadExtent, LedgerEvent } from '../ledger/ledger.ts';
import { type Answer, csvAnswer } from './answer.ts';
import type { AnswerCache } from './answerCache.ts';
import { BoundedCache } from '../boundedCache.ts';
import { type Board, board, type BoardDyad } from '../../models/contract/board.ts';
import { type Column, members } from '../csv.ts';
import { lookedThrough } from './lookedThrough.ts';
import { dyadsRecordedSince, knownBefore, toldCause } from './news.ts';
import { asOf, model } from './parameters.ts';
import { modelRefOf, pointOrNone, rounded } from './point.ts';
import type { AskedModel } from './askedModel.ts';
import type { DyadHistory, Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

/** Fewer covered days make no history to rank in. */
const MIN_COVERED_DAYS = 365;
/** Two years of weeks. */
const SPARKLINE_WEEKS = 104;
/** Rows kept in memory, some 3 kB each. */
const MAX_ROWS = 25_000;
/** Dyads that are read together. */
const DYADS_AT_ONCE = 64;

export const dyadsRoute = (snapshots: Snapshots, answers: AnswerCache) => {
  const rows: Rows = new BoundedCache(MAX_ROWS, () => 1);
  return route({
    method: 'get',
    path: '/api/v1/dyads',
    needs: 'reader',
    summary: 'The board: every dyad that has events',
    description:
      'The dyads with events coded by hand; under a model that reads feeds, the watched ones of which they have anything. Where each dyad stands on the last day, how it moved over the window of the model’s flag (30 days in the baseline), and the act that moved it most. What acts that are new add to the change stands apart from what only fades, and each dyad has its rank in its own history.',
    csv: true,
    query: z.strictObject({ model, asOf }),
    answers: { 200: { description: 'The board', body: board } },
    problems: ['unknown-model', 'not-ready'],
    async reply(call) {
      const model = snapshots.model(call.query.model);
      const vintage = await snapshots.vintage(call.query.asOf, model);
      return answers.reply(
        call,
        { vintages: [vintage], models: [model] },
        () => boardOf(snapshots, rows, vintage, model),
        inCsv,
      );
    },
  });
};

/** Rows of dyads in states: a dyad that did not change keeps its row, whatever else did. The last day is part of a state. */
type Rows = BoundedCache<BoardDyad>;

async function boardOf(snapshots: Snapshots, rows: Rows, vintage: Vintage, model: AskedModel): Promise<Board> {
  const today = vintage.knownThrough;
  const start = today - model.definition.flag.windowDays;
  const recorded = await dyadsRecordedSince(snapshots, vintage, endOfDay(start));
  const asked: Asked = { snapshots, vintage, model, today, start };
  const scoring = vintage.run ? (vintage.run.program ?? vintage.run.name) : 'computed';
  const extents = await vintage.source.extents();
  const dyads: BoardDyad[] = [];
  for (let begin = 0; begin < extents.length; begin += DYADS_AT_ONCE)
    dyads.push(
      ...(await Promise.all(
        extents.slice(begin, begin + DYADS_AT_ONCE).map(async (extent) => {
          const state = await vintage.source.stateOf(extent.dyad);
          return rows.get(`${extent.dyad} ${state} ${model.hash} ${scoring}`, () =>
            boardDyad(asked, extent, recorded.has(extent.dyad)),
          );
        }),
      )),
    );
  return {
    date: toIsoDate(today),
    asOf: vintage.asOf?.toISOString() ?? null,
    model: modelRefOf(model),
    dyads,
  };
}

/** What the board is made from; epoch days. */
interface Asked {
  readonly snapshots: Snapshots;
  readonly vintage: Vintage;
  readonly model: AskedModel;
  readonly today: number;
  /** the day that today is compared with */
  readonly start: number;
}

const endOfDay = (day: number): Date => new Date(`${toIsoDate(day)}T23:59:59.999Z`);

async function boardDyad(asked: Asked, extent: DyadExtent, isRecordedSince: boolean): Promise<BoardDyad> {
  const { snapshots, vintage, model, today, start } = asked;
  const history = await snapshots.history(extent.dyad, vintage);
  const { definition } = model;
  const { columns } = history;
  const score = await snapshots.score(history, vintage, model, 'both', today);
  const coverage = coverageOf(columns, definition, -Infinity, today);
  const indexOn = (day: number): number | null => pointOrNone(score, definition, columns, day).index;
  const { index, low, high } = pointOrNone(score, definition, columns, today);
  const before = indexOn(start);
  const isCovered = (day: number): boolean => !coverage.uncovered.some(({ from, to }) => from <= day && day <= to);
  return {
    id: extent.dyad,
    name: history.name,
    index,
    low,
    high,
    change30: index === null || before === null ? null : rounded(index - before),
    ...(await newsOf(asked, history, isRecordedSince)),
    ...standingOf(score, definition, today, isCovered),
    lookedThrough: lookedThrough(coverage, today),
    // Before its first event (one that is only announced) a dyad has no score to flag.
    flag: today < score.firstDay ? 'sparse' : flagOn(score, columns, definition, today),
    events: extent.events,
    lastEvent: toIsoDate(extent.lastDay),
    sparkline: sparklineOf(Math.max(coverage.firstDay ?? extent.firstDay, extent.firstDay), today, indexOn, isCovered),
  };
}

/** What is new since the start, beside what only fades; the act that moved the index most, or else counts most today. */
async function newsOf(
  { snapshots, model: { definition }, today, start }: Asked,
  history: DyadHistory,
  isRecordedSince: boolean,
): Promise<Pick<BoardDyad, 'newPoints30' | 'fadingPoints30' | 'topEvent' | 'topEventIsRecent' | 'topEventNews'>> {
  const { columns } = history;
  const known = isRecordedSince ? (await knownBefore(snapshots, history, endOfDay(start)))?.history : undefined;
  const asKnownNow = explainMove(columns, definition, start, today);
  const move = known
    ? explainMoveBetween(
        { day: start, columns: known.columns, model: definition },
        { day: today, columns, model: definition },
      )
    : asKnownNow;
  const points = { newPoints30: rounded(newsPoints(move)), fadingPoints30: rounded(fadingPoints(asKnownNow)) };
  const undone = new Set(move.ended);
  for (const cause of newsCauses(move)) {
    const told = toldCause(cause, undone.has(cause), history, known, start);
    if (told) return { ...points, topEvent: topEventOf(told), topEventIsRecent: true, topEventNews: told.news };
  }
  const [largest] = explainPoint(columns, definition, today).contributions;
  const topEvent = largest
    ? topEventOf({ event: history.byId.get(largest.eventId)!, indexPoints: largest.indexPoints })
    : null;
  return { ...points, topEvent, topEventIsRecent: false, topEventNews: null };
}

const topEventOf = ({
  event: { id, day, type, summary },
  indexPoints,
}: {
  readonly event: LedgerEvent;
  readonly indexPoints: number;
}): BoardDyad['topEvent'] => ({ id, date: toIsoDate(day), type, summary, indexPoints });

/** Where today stands among the covered days. O(days log days). */
function standingOf(
  { firstDay, tension }: Score,
  { scale }: ModelDefinition,
  today: number,
  isCovered: (day: number) => boolean,
): Pick<BoardDyad, 'percentile' | 'coveredDays' | 'highestSince' | 'isHighestOnRecord'> {
  const indexOn = (day: number): number => indexOf(tension[day - firstDay]!, scale);
  const days = Array.from({ length: Math.max(0, today - firstDay + 1) }, (_, i) => firstDay + i).filter(isCovered);
  const percentile =
    days.length < MIN_COVERED_DAYS ? null : rounded(standingIn(days.map(indexOn), 'percentile')(indexOn(today)));
  // What only fades, because nobody looks, is no record.
  const heightOn = (day: number): number => (isCovered(day) ? Math.round(10 * indexOn(day)) : -Infinity);
  const record = isCovered(today) && days.length > 0 ? recordSince(heightOn, days[0]!, today, today) : undefined;
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

const COLUMNS: readonly Column<BoardDyad>[] = [
  ...members<Omit<BoardDyad, 'topEvent' | 'sparkline'>, Exclude<keyof BoardDyad, 'topEvent' | 'sparkline'>>(
    'id',
    'name',
    'index',
    'low',
    'high',
    'change30',
    'newPoints30',
    'fadingPoints30',
    'percentile',
    'coveredDays',
    'highestSince',
    'isHighestOnRecord',
    'lookedThrough',
    'flag',
    'events',
    'lastEvent',
  ),
  { name: 'topEventId', of: ({ topEvent }) => topEvent?.id ?? null },
  { name: 'topEventDate', of: ({ topEvent }) => topEvent?.date ?? null },
  { name: 'topEventType', of: ({ topEvent }) => topEvent?.type ?? null },
  { name: 'topEventSummary', of: ({ topEvent }) => topEvent?.summary ?? null },
  { name: 'topEventIndexPoints', of: ({ topEvent }) => topEvent?.indexPoints ?? null },
  ...members<Pick<BoardDyad, 'topEventIsRecent' | 'topEventNews'>, 'topEventIsRecent' | 'topEventNews'>(
    'topEventIsRecent',
    'topEventNews',
  ),
];

const inCsv = ({ date, model, dyads }: Board): Answer =>
  csvAnswer(COLUMNS, dyads, `dyads_${date}_${model.name}@${model.hash}`);
