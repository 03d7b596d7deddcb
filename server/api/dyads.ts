/** GET /api/v1/dyads: the board, one row a dyad. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { type Board, type BoardDyad, board } from '../../models/contract/board.ts';
import { uncoveredBetween } from '../../models/coverage.ts';
import { boardRow, boardStartEnd } from '../board/boardRow.ts';
import { BoundedCache } from '../boundedCache.ts';
import { type Column, members } from '../csv.ts';
import { someAtOnce } from '../gathered.ts';
import type { DyadExtent, LedgerEvent } from '../ledger/ledger.ts';
import { dyadName } from '../referenceData.ts';
import { type Answer, csvAnswer } from './answer.ts';
import { type AnswerCache, formatted } from './answerCache.ts';
import type { AskedModel } from './askedModel.ts';
import { publishedAnswer } from './boardAnswer.ts';
import type { Vintage } from './eventSource.ts';
import { dyadsRecordedSince, knownBefore } from './news.ts';
import { asOf, model } from './parameters.ts';
import { modelRefOf } from './point.ts';
import { route } from './route.ts';
import type { Snapshots } from './snapshots.ts';
import { askedList, decidedBy, keptFor, list } from './watchLists.ts';
import type { WatchLists } from '../alerts/watchLists.ts';

/** Rows kept in memory, some 3 kB each. */
const MAX_ROWS = 25_000;
export const MAX_BOARD_BYTES = MAX_ROWS * 3000;

export const dyadsRoute = (snapshots: Snapshots, answers: AnswerCache, lists: WatchLists) => {
  const rows: Rows = new BoundedCache(MAX_ROWS, () => 1);
  return route({
    method: 'get',
    path: '/api/v1/dyads',
    needs: 'reader',
    summary: 'The board: every dyad that has events',
    description:
      'The dyads with events coded by hand; under a model that reads feeds, the watched ones of which they have anything. Where each dyad stands on the last day, how it moved over the window of the model’s flag (30 days in the baseline), and the act that moved it most. What acts that are new add to the change stands apart from what only fades, and each dyad has its rank in its own history.',
    csv: true,
    query: z.strictObject({ model, asOf, list }),
    answers: { 200: { description: 'The board', body: board } },
    problems: ['unknown-model', 'unknown-list', 'not-ready'],
    async reply(call) {
      const model = await snapshots.model(call.query.model);
      const vintage = await snapshots.vintage(call.query.asOf, model);
      const only = await askedList(lists, call.request, call.query.list);
      const decided = { vintages: [vintage], models: [model] };
      const reply = await answers.kept(call, decidedBy(only, decided), async () => {
        const board = await snapshots.publishedBoard(vintage, model);
        const published = only ? board?.filter(({ board: { id } }) => only.dyads.has(id)) : board;
        if (published && !only && call.format === 'json')
          return publishedAnswer(snapshots.reference, headOf(vintage, model), published);
        const dyads = published
          ? published.map(({ board }) => ({ ...board, name: dyadName(snapshots.reference, board.id) }))
          : await computedRows(snapshots, rows, vintage, model, only?.dyads);
        return formatted(call, { ...headOf(vintage, model), dyads }, inCsv);
      });
      return keptFor(only, reply);
    },
  });
};

/** Computed rows of dyads in states: a dyad that did not change keeps its row, whatever else did. The last day is part of a state. */
type Rows = BoundedCache<BoardDyad>;

const headOf = (vintage: Vintage, model: AskedModel): Omit<Board, 'dyads'> => ({
  date: toIsoDate(vintage.knownThrough),
  asOf: vintage.asOf?.toISOString() ?? null,
  model: modelRefOf(model),
});

/** The rows of a moment that was asked for, of a model that no run scores, or of acts coded by machine. */
async function computedRows(
  snapshots: Snapshots,
  rows: Rows,
  vintage: Vintage,
  model: AskedModel,
  only: ReadonlySet<string> | undefined,
): Promise<BoardDyad[]> {
  const startEnd = boardStartEnd(model.definition.flag.windowDays, vintage.knownThrough);
  const extents = (await vintage.source.extents()).filter(({ dyad }) => only?.has(dyad) ?? true);
  const scoring = vintage.run?.program ?? vintage.run?.name ?? 'computed';
  const published = await snapshots.publishedRowsAt(vintage, model);
  const isWhole = extents.every(({ dyad }) => published.has(dyad));
  const recorded = isWhole ? new Set<string>() : await dyadsRecordedSince(snapshots, vintage, startEnd);
  const rowOf = async (extent: DyadExtent): Promise<BoardDyad> => {
    const same = published.get(extent.dyad);
    if (same) return { ...same, name: dyadName(snapshots.reference, extent.dyad) };
    const state = await vintage.source.stateOf(extent.dyad);
    return rows.get(`${extent.dyad} ${state} ${model.hash} ${scoring}`, () =>
      computedRow(snapshots, vintage, model, extent, recorded.has(extent.dyad) ? startEnd : undefined),
    );
  };
  return someAtOnce(extents, rowOf);
}

/** @param startEnd the end of the first day, where anything was recorded since */
async function computedRow(
  snapshots: Snapshots,
  vintage: Vintage,
  model: AskedModel,
  extent: DyadExtent,
  startEnd: Date | undefined,
): Promise<BoardDyad> {
  const now = await snapshots.history(extent.dyad, vintage);
  const today = vintage.knownThrough;
  const score = await snapshots.score(now, vintage, model, 'both', today);
  const known = startEnd && (await knownBefore(snapshots, now, startEnd))?.history;
  const name = dyadName(snapshots.reference, extent.dyad);
  const summaryOf = ({ summary }: LedgerEvent): string => summary;
  const { definition } = model;
  const withoutEvents = uncoveredBetween(now.columns, definition, -Infinity, today);
  const uncovered = await vintage.source.unknownDays(-Infinity, today, withoutEvents);
  return boardRow({ name, extent, now, known, score, definition, uncovered, today, summaryOf });
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
