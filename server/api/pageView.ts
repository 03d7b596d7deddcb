/** Which view the address of a page shows: the same dyads, days, model and moment. */
import { DEFAULT_RANGE, type RangeName, RANGES } from '../../client/charts/ranges.ts';
import type { View } from '../../client/charts/view.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { LedgerEvent } from '../ledger/ledger.ts';
import type { AskedModel } from './askedModel.ts';
import type { Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { parseViewRequest, viewOf } from './viewRequest.ts';

export interface AskedPage {
  readonly kind: View['kind'];
  /** canonical; a dyad or a move has one */
  readonly dyads: readonly string[];
  readonly query: URLSearchParams;
  /** where the address names no days */
  readonly range: RangeName;
}

const TAKEN: Readonly<Record<View['kind'], readonly string[]>> = {
  dyad: ['step', 'direction', 'model', 'asOf', 'overlay', 'title', 'marking'],
  move: ['direction', 'model', 'asOf', 'title', 'marking'],
  compare: ['model', 'asOf', 'title', 'marking'],
};

export const dyadPage = (dyad: string, query: URLSearchParams): AskedPage => ({
  kind: 'dyad',
  dyads: [dyad],
  query: without(query, ['overlay', 'title', 'marking']),
  range: DEFAULT_RANGE,
});

/** Undefined where the page compares models or methods, or chooses the dyads itself. */
export function comparePage(query: URLSearchParams): AskedPage | undefined {
  const dyads = listOf(query, 'dyads');
  if ((query.get('by') ?? 'dyads') !== 'dyads' || dyads.length < 2) return undefined;
  const [model] = listOf(query, 'models');
  const asked = without(query, ['title', 'marking', 'model']);
  if (model !== undefined) asked.set('model', model);
  return { kind: 'compare', dyads, query: asked, range: DEFAULT_RANGE };
}

/** Undefined for the morning brief, and where the page chooses the dyads itself. What is typed is shown once it is pinned. */
export function briefPage(query: URLSearchParams): AskedPage | undefined {
  const show = query.get('show') ?? 'dyad';
  const dyads = listOf(query, 'dyads');
  if ((show !== 'dyad' && show !== 'move' && show !== 'compare') || dyads.length < (show === 'compare' ? 2 : 1))
    return undefined;
  const asked = without(query, ['title', 'marking']);
  return { kind: show, dyads: show === 'compare' ? dyads : dyads.slice(0, 1), query: asked, range: '1y' };
}

/** @throws Problem where it cannot be shown as it is asked for */
export async function viewOfPage(snapshots: Snapshots, page: AskedPage): Promise<View> {
  const { kind, dyads, query } = page;
  const given = Object.fromEntries(
    ['from', 'to', ...TAKEN[kind]].flatMap((name) => (query.has(name) ? [[name, query.get(name)!]] : [])),
  );
  const whatIf = kind === 'dyad' ? query.get('whatif') : null;
  const subject = kind === 'compare' ? { dyads } : { dyad: dyads[0] };
  const days = 'from' in given && 'to' in given ? {} : await daysOf(snapshots, page, given['asOf']);
  const asked = parseViewRequest({ kind, ...subject, ...given, ...days, ...(whatIf && { whatIf }) });
  return (await viewOf(snapshots, asked)).view;
}

/** The range of an address without days, which ends on the last day. */
async function daysOf(
  snapshots: Snapshots,
  { dyads, query, range }: AskedPage,
  asOf: string | undefined,
): Promise<{ from: string; to: string }> {
  const asked = query.get('range') ?? range;
  const length = Object.entries(RANGES).find(([name]) => name === asked)?.[1] ?? RANGES[range];
  const model = await snapshots.model(query.get('model') ?? undefined);
  const moment = asOf === undefined ? undefined : parseViewRequest({ kind: 'dyad', dyad: dyads[0], asOf }).asOf;
  const vintage = await snapshots.vintage(moment, model);
  const firstDays = await Promise.all(dyads.map(async (dyad) => (await snapshots.extent(dyad, vintage)).firstDay));
  const from = Math.max(Math.min(...firstDays), vintage.lastDay - length);
  return { from: toIsoDate(from), to: toIsoDate(vintage.lastDay) };
}

/** Days before and after an event, in which its step is seen. */
const AROUND = 45;

/** The dyad around an event. @throws Problem */
export async function viewAround(
  snapshots: Snapshots,
  { dyad, day }: Pick<LedgerEvent, 'dyad' | 'day'>,
): Promise<View> {
  const { lastDay } = await snapshots.vintage();
  const query = new URLSearchParams({
    from: toIsoDate(day - AROUND),
    to: toIsoDate(Math.max(day, Math.min(day + AROUND, lastDay))),
  });
  return viewOfPage(snapshots, dyadPage(dyad, query));
}

/** The last 90 days of the pair that leads the board, and how many pairs it has. */
export async function leadOfBoard(
  snapshots: Snapshots,
  vintage: Vintage,
  model: AskedModel,
): Promise<{ readonly view: View | undefined; readonly pairs: number }> {
  const board = ((await snapshots.publishedBoard(vintage, model)) ?? []).map((row) => row.board);
  const [lead] = board.toSorted(
    (a, b) => b.newPoints30 - a.newPoints30 || Math.abs(b.change30 ?? 0) - Math.abs(a.change30 ?? 0),
  );
  if (!lead) return { view: undefined, pairs: 0 };
  const page = dyadPage(lead.id, new URLSearchParams({ range: '90d' }));
  return { view: await viewOfPage(snapshots, page), pairs: board.length };
}

function without(query: URLSearchParams, names: readonly string[]): URLSearchParams {
  const kept = new URLSearchParams(query);
  for (const name of names) kept.delete(name);
  return kept;
}

const listOf = (query: URLSearchParams, name: string): string[] =>
  (query.get(name) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
