/** GET /api/v1/dyads: the board, one row a dyad. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { flagOn } from '../../models/flag.ts';
import { explainMove } from '../../models/move.ts';
import type { DyadExtent } from '../ledger/ledger.ts';
import { type Answer, csvAnswer } from './answer.ts';
import type { AnswerCache } from './answerCache.ts';
import { type Board, board, type BoardDyad } from '../../models/contract/board.ts';
import { type Column, members } from '../csv.ts';
import { asOf, model } from './parameters.ts';
import { modelRefOf, pointOn, rounded } from './point.ts';
import type { AskedModel } from './askedModel.ts';
import type { DyadHistory, Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

/** Two years of weeks. */
const SPARKLINE_WEEKS = 104;

export const dyadsRoute = (snapshots: Snapshots, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/dyads',
    summary: 'The board: every dyad that has events',
    description:
      'The dyads with events coded by hand; under a model that reads feeds, the watched ones of which they have anything. Where each dyad stands on the last day, how it moved over the window of the model’s flag (30 days in the baseline), and the event that moved it most.',
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
        () => boardOf(snapshots, vintage, model),
        inCsv,
      );
    },
  });

async function boardOf(snapshots: Snapshots, vintage: Vintage, model: AskedModel): Promise<Board> {
  const dyads: BoardDyad[] = [];
  for (const extent of await vintage.source.extents()) dyads.push(await boardDyad(snapshots, vintage, model, extent));
  return {
    date: toIsoDate(vintage.knownThrough),
    asOf: vintage.asOf?.toISOString() ?? null,
    model: modelRefOf(model),
    dyads,
  };
}

async function boardDyad(
  snapshots: Snapshots,
  vintage: Vintage,
  model: AskedModel,
  extent: DyadExtent,
): Promise<BoardDyad> {
  const history = await snapshots.history(extent.dyad, vintage);
  const { definition } = model;
  const today = vintage.knownThrough;
  const before = today - definition.flag.windowDays;
  const score = await snapshots.score(history, vintage, model, 'both', today);
  const { index, low, high } = pointOn(score, definition, today);
  return {
    id: extent.dyad,
    name: history.name,
    index,
    low,
    high,
    change30: rounded(index - pointOn(score, definition, before).index),
    // Before its first event (one that is only announced) a dyad has no score to flag.
    flag: today < score.firstDay ? 'sparse' : flagOn(score, history.columns, definition, today),
    events: extent.events,
    lastEvent: toIsoDate(extent.lastDay),
    ...topEventOf(history, model, before, today),
    sparkline: sparklineOf(extent, today, (day) => pointOn(score, definition, day).index),
  };
}

/** The new event that moved the index most since `before`; where there is none, the one that counts most today. */
function topEventOf(
  { columns, byId }: DyadHistory,
  { definition }: AskedModel,
  before: number,
  today: number,
): Pick<BoardDyad, 'topEvent' | 'topEventIsRecent'> {
  const mover = explainMove(columns, definition, before, today).new[0];
  const top = mover ?? explainPoint(columns, definition, today).contributions[0];
  if (!top) return { topEvent: null, topEventIsRecent: false };
  const { id, day, type, summary } = byId.get(top.eventId)!;
  return {
    topEvent: { id, date: toIsoDate(day), type, summary, indexPoints: top.indexPoints },
    topEventIsRecent: mover !== undefined,
  };
}

/** Value i is the index on `from` + 7 i days, the last one today's; it does not reach back before the first event. */
function sparklineOf(
  { firstDay }: DyadExtent,
  today: number,
  indexOn: (day: number) => number,
): BoardDyad['sparkline'] {
  const weeks = Math.max(0, Math.min(SPARKLINE_WEEKS, Math.floor((today - firstDay) / 7)));
  const from = today - 7 * weeks;
  return {
    from: toIsoDate(from),
    step: 'week',
    values: Array.from({ length: weeks + 1 }, (_, i) => indexOn(from + 7 * i)),
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
    'flag',
    'events',
    'lastEvent',
  ),
  { name: 'topEventId', of: ({ topEvent }) => topEvent?.id ?? null },
  { name: 'topEventDate', of: ({ topEvent }) => topEvent?.date ?? null },
  { name: 'topEventType', of: ({ topEvent }) => topEvent?.type ?? null },
  { name: 'topEventSummary', of: ({ topEvent }) => topEvent?.summary ?? null },
  { name: 'topEventIndexPoints', of: ({ topEvent }) => topEvent?.indexPoints ?? null },
  ...members<Pick<BoardDyad, 'topEventIsRecent'>, 'topEventIsRecent'>('topEventIsRecent'),
];

const inCsv = ({ date, model, dyads }: Board): Answer =>
  csvAnswer(COLUMNS, dyads, `dyads_${date}_${model.name}@${model.hash}`);
