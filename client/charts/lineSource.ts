/** Who coded the acts of a line, and what follows from it. The only place that looks at a model's feeds and couplings to tell. */
import { epochDay } from '../../models/calendar.ts';
import { MIN_COVERED_DAYS } from '../../models/coverage.ts';
import type { DailySeries } from './dailySeries.ts';

/** Acts coded by machine that the page takes apart, at most: a pair of great powers has hundreds of thousands, and the server explains those. */
export const MAX_ACTS = 20_000;

/** What there is of a pair. */
interface PairActs {
  /** events coded by hand */
  readonly events: number;
  readonly feeds: readonly { readonly feed: string }[];
}

export interface LineSource {
  /** `words.sourceKinds` says what follows for the reader */
  readonly kind: 'hand' | 'machine';
  /** dyads inherit acts of others */
  readonly isCoupled: boolean;
  /** keys of the feeds that code the acts; none where people do */
  readonly feeds: readonly string[];
  /** whether there is anything of a pair; `undefined`, a pair of which nothing is known yet, may have something */
  readonly hasActs: (pair: PairActs | undefined) => boolean;
  /** whether the browser can fetch that many acts and take the line apart itself */
  readonly isTakenApart: (acts: number) => boolean;
}

/** A model, its definition, or a series of it: each says what it reads. */
interface Sourced {
  readonly feeds?: readonly (string | { readonly feed: string })[] | undefined;
  readonly couplings?: unknown;
}

export function sourceOf({ feeds, couplings }: Sourced): LineSource {
  const isCoupled = couplings !== undefined && couplings !== false;
  if (feeds === undefined)
    return {
      kind: 'hand',
      isCoupled,
      feeds: [],
      hasActs: (pair) => pair === undefined || pair.events > 0,
      isTakenApart: () => true,
    };
  const keys = feeds.map((feed) => (typeof feed === 'string' ? feed : feed.feed));
  return {
    kind: 'machine',
    isCoupled,
    feeds: keys,
    hasActs: (pair) => pair === undefined || pair.feeds.some(({ feed }) => keys.includes(feed)),
    isTakenApart: (acts) => acts <= MAX_ACTS,
  };
}

/** Whether the browser can score a model itself, from the events coded by hand of one dyad. */
export function isHandCoded(model: Sourced): boolean {
  const { kind, isCoupled } = sourceOf(model);
  return kind === 'hand' && !isCoupled;
}

/** A line of acts coded by machine that is young: until a year of it is known, its index follows when it began. */
export const hasNoLevel = ({ feeds, coverage }: Pick<DailySeries, 'feeds' | 'coverage'>): boolean =>
  feeds !== undefined && coverage.coveredDays < MIN_COVERED_DAYS;

/** The last day of a line that is known. */
export function lastKnownDay({ coverage, firstDay, lastDay, feeds }: DailySeries): number {
  const open = feeds === undefined ? undefined : coverage.uncovered.find(({ to }) => to >= lastDay);
  return open ? Math.max(firstDay, open.from - 1) : lastDay;
}

/** The last day that a feed has stored, for a window that should end there. */
export const newestDayOf = ({ feeds = [] }: DailySeries): number | undefined => {
  const days = feeds.flatMap(({ newestDay }) => (newestDay === null ? [] : [epochDay(newestDay)]));
  return days.length === 0 ? undefined : Math.max(...days);
};
