/** Of which days a feed is known: a day without a stored file, or of undated files without a row, is unknown, never zero. */
import type { Stretch } from '../../models/stretch.ts';
import type { FeedMark } from '../feeds/feedReading.ts';
import type { StoredFeeds } from '../feeds/storedFeeds.ts';

/** Whether a feed is known of a day (epoch). */
type IsKnown = (day: number) => boolean;

/**
 * Which days of a range a feed is known of: those of which a file is stored, or, where files do not say which days they report on, those of
 * which they hold any row of the world.
 */
export async function knownDays(
  { reading }: StoredFeeds,
  feed: string,
  { mark, now, from, to }: { readonly mark: FeedMark; readonly now: Date; readonly from: number; readonly to: number },
): Promise<IsKnown> {
  const status = (await reading.statuses(now)).find((one) => one.feed === feed);
  if (status?.isDated === false) {
    const world = await reading.world(feed, mark);
    return (day) => (world.get(day)?.rows ?? 0) > 0;
  }
  const files = await reading.dayFiles(feed, from, to);
  return (day) => (files.get(day)?.done ?? 0) > 0;
}

/** The stretches between two days (epoch) of which no feed of a model is known. */
export async function unknownStretches(
  { feeds, now }: { readonly feeds: StoredFeeds; readonly now: () => Date },
  keys: readonly string[],
  mark: FeedMark,
  from: number,
  to: number,
): Promise<Stretch[]> {
  const known: IsKnown[] = [];
  for (const key of keys) known.push(await knownDays(feeds, key, { mark, now: now(), from, to }));
  return stretchesOf(from, to, (day) => !known.some((isKnown) => isKnown(day)));
}

/** The days of a range that something holds for, as stretches. */
export function stretchesOf(from: number, to: number, holds: (day: number) => boolean): Stretch[] {
  const stretches: { from: number; to: number }[] = [];
  for (let day = from; day <= to; day++) {
    if (!holds(day)) continue;
    const open = stretches.at(-1);
    if (open?.to === day - 1) open.to = day;
    else stretches.push({ from: day, to: day });
  }
  return stretches;
}
