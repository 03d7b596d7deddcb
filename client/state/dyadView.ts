/** The state of the dyad page as it stands in the address, and back. */
import { type Step, toIsoDate } from '../../models/calendar.ts';
import { type Direction, sidesOf } from '../../models/dyad.ts';
import type { Layer } from '../charts/figure.ts';
import { DEFAULT_RANGE, RANGES } from '../charts/ranges.ts';
import { AddressReader, isMoment, type Range } from './addressReader.ts';
import { words } from './language.ts';

export const SORTS = ['date', 'type', 'severity', 'points', 'actor'] as const;
export type Sort = (typeof SORTS)[number];

export interface DyadView {
  readonly range: Range;
  readonly step: Step;
  readonly layer: Layer;
  readonly direction: Direction;
  /** name of the model, or name@hash */
  readonly model: string | undefined;
  /** moment: what was known then */
  readonly asOf: string | undefined;
  readonly a: number | undefined;
  readonly b: number | undefined;
  /** what was known at B, where the page's moment is not meant: a moment, or `now` */
  readonly asOfTo?: string | undefined;
  /** the model at B, where the page's is not meant */
  readonly modelTo?: string | undefined;
  /** events left out or graded otherwise, as models/whatIf.ts writes it */
  readonly whatIf?: string | undefined;
  /** the values as they were first published, behind today's */
  readonly firstPublished?: true | undefined;
  /** stretches between changes of level, over the line */
  readonly levels?: true | undefined;
  /** the notes on the days are not shown */
  readonly notes?: 'off' | undefined;
  /** the rule of alerts of which the line has the days that it would have told */
  readonly told?: string | undefined;
  /** names of models whose lines lie beside the index: two at most */
  readonly overlays?: readonly string[] | undefined;
  /** the strip of a feed's share of the world's news */
  readonly volume?: true | undefined;
  /** of lines beside the index that are coded by machine: stories with fewer sources are left out */
  readonly minSources?: number | undefined;
  /** whose acts the causes of a move are, in place of the acts one by one */
  readonly by?: 'actor' | undefined;
  readonly table: boolean;
  /** of the events table: beyond the window */
  readonly allEvents: boolean;
  readonly search: string;
  readonly type: string;
  readonly sort: Sort;
  readonly descending: boolean;
}

/** More lines than this beside the index cannot be told apart. */
export const MAX_BESIDE = 2;

export interface ParsedView {
  readonly view: DyadView;
  /** parameters that could not be read, each as a sentence; the default stands in their place */
  readonly faults: readonly string[];
}

const STEPS: readonly Step[] = ['day', 'week', 'month'];

export function parseDyadView(query: URLSearchParams, dyad: string): ParsedView {
  const address = new AddressReader(query);
  const { faults, wording } = address;
  const range = address.range(DEFAULT_RANGE);
  const sides = sidesOf(dyad);
  const directions: Direction[] = sides ? ['both', `${sides[0]}>${sides[1]}`, `${sides[1]}>${sides[0]}`] : ['both'];
  const asOf = address.asOf();
  const asOfTo = query.get('asOfTo') ?? undefined;
  const isValidTo = asOfTo === undefined || asOfTo === 'now' || isMoment(asOfTo);
  if (!isValidTo) faults.push(wording.asOfToBad(asOfTo));
  const whatIf = address.whatIf();
  const overlays = [...new Set((query.get('overlay') ?? '').split(',').filter((name) => name !== ''))].slice(
    0,
    MAX_BESIDE,
  );
  const minSources = Number(address.oneOf('sources', ['1', '2'], '1'));
  const sort = address.oneOf(
    'sort',
    SORTS.flatMap((name) => [name, `-${name}` as const]),
    '-date',
  );
  return {
    view: {
      range,
      step: address.oneOf('step', STEPS, 'day'),
      layer: address.oneOf('view', ['index', 'parts'], 'index'),
      direction: address.oneOf('direction', directions, 'both'),
      model: query.get('model') ?? undefined,
      asOf,
      a: address.day('a'),
      b: address.day('b'),
      asOfTo: isValidTo ? asOfTo : undefined,
      modelTo: query.get('modelTo') ?? undefined,
      whatIf,
      firstPublished: query.get('first') === '1' || undefined,
      levels: query.get('levels') === '1' || undefined,
      notes: address.oneOf('notes', ['on', 'off'], 'on') === 'off' ? 'off' : undefined,
      told: query.get('told') ?? undefined,
      overlays: overlays.length === 0 ? undefined : overlays,
      volume: query.get('volume') === '1' || undefined,
      minSources: minSources === 1 ? undefined : minSources,
      by: address.oneOf('by', ['kind', 'actor'], 'kind') === 'actor' ? 'actor' : undefined,
      table: query.get('table') === '1',
      allEvents: query.get('events') === 'all',
      search: query.get('q') ?? '',
      type: query.get('type') ?? '',
      sort: SORTS.find((name) => sort.endsWith(name))!,
      descending: sort.startsWith('-'),
    },
    faults,
  };
}

/** The parameters that say this view; what is the default is left out. */
export function viewQuery(view: DyadView): Record<string, string | undefined> {
  const named = typeof view.range === 'string';
  const text = (value: string): string | undefined => (value === '' ? undefined : value);
  const date = (day: number | undefined): string | undefined => (day === undefined ? undefined : toIsoDate(day));
  const sort = `${view.descending ? '-' : ''}${view.sort}`;
  return {
    range: typeof view.range === 'string' && view.range !== DEFAULT_RANGE ? view.range : undefined,
    from: named ? undefined : date((view.range as { from: number }).from),
    to: named ? undefined : date((view.range as { to: number }).to),
    step: view.step === 'day' ? undefined : view.step,
    view: view.layer === 'index' ? undefined : view.layer,
    direction: view.direction === 'both' ? undefined : view.direction,
    model: view.model,
    asOf: view.asOf,
    a: date(view.a),
    b: date(view.b),
    asOfTo: view.asOfTo,
    modelTo: view.modelTo,
    whatif: view.whatIf,
    first: view.firstPublished ? '1' : undefined,
    levels: view.levels ? '1' : undefined,
    notes: view.notes,
    told: view.told,
    overlay: view.overlays?.join(',') || undefined,
    volume: view.volume ? '1' : undefined,
    sources: view.minSources === undefined ? undefined : String(view.minSources),
    by: view.by,
    table: view.table ? '1' : undefined,
    events: view.allEvents ? 'all' : undefined,
    q: text(view.search),
    type: text(view.type),
    sort: sort === '-date' ? undefined : sort,
  };
}

/** The parameters that a change changes, and no others: who pressed a key before the page was drawn anew takes nothing back. */
export function changedQuery(view: DyadView, changes: Partial<DyadView>): Record<string, string | undefined> {
  const before = viewQuery(view);
  return Object.fromEntries(
    Object.entries(viewQuery({ ...view, ...changes })).filter(([name, value]) => value !== before[name]),
  );
}

/**
 * The days of an address as far as the line has them: what lies outside is told, and where nothing of it lies inside, the usual range is shown.
 *
 * @param firstDay,lastDay of the line
 */
export function heldRange(
  range: Range,
  firstDay: number,
  lastDay: number,
): { readonly range: Range; readonly faults: readonly string[] } {
  if (typeof range === 'string') return { range, faults: [] };
  const { address } = words.value;
  const { from, to } = range;
  const [first, last] = [toIsoDate(firstDay), toIsoDate(lastDay)];
  if (from > lastDay || to < firstDay)
    return {
      range: DEFAULT_RANGE,
      faults: [address.outside(toIsoDate(from), toIsoDate(to), first, last, address.ranges[DEFAULT_RANGE])],
    };
  return {
    range,
    faults: [
      ...(from < firstDay ? [address.beginsBefore(toIsoDate(from), first)] : []),
      ...(to > lastDay ? [address.endsAfter(toIsoDate(to), last)] : []),
    ],
  };
}

/** Days before the first event that `all` shows, so that the line is seen to leave neutral. */
const LEAD_DAYS = 90;

/**
 * The days that a view shows.
 *
 * @param lastDay the last day of the series
 * @param firstEvent day of the first event; the series may begin before it
 */
export function windowOf(
  range: DyadView['range'],
  firstDay: number,
  lastDay: number,
  firstEvent: number | null,
): { from: number; to: number } {
  if (typeof range !== 'string') {
    const to = Math.min(Math.max(range.to, firstDay), lastDay);
    return { from: Math.min(Math.max(range.from, firstDay), to), to };
  }
  const length = RANGES[range];
  if (length === Infinity)
    return { from: Math.max(firstDay, firstEvent === null ? firstDay : firstEvent - LEAD_DAYS), to: lastDay };
  return { from: Math.max(firstDay, lastDay - length), to: lastDay };
}
