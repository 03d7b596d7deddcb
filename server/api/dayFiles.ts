/** Of which days a feed is known: a day without a stored file is unknown, never zero. */
import type { Stretch } from '../../models/stretch.ts';
import type { DayFiles } from '../feeds/feedReading.ts';
import type { StoredFeeds } from '../feeds/storedFeeds.ts';

/** Whether nothing of a day is stored. */
export const isUnknown = (files: DayFiles | undefined): boolean => (files?.done ?? 0) === 0;

/** The stretches between two days (epoch) of which no feed of a model has a stored file. Feeds whose files do not say which days they report on are taken as known. */
export async function unknownStretches(
  { feeds, now }: { readonly feeds: StoredFeeds; readonly now: () => Date },
  keys: readonly string[],
  from: number,
  to: number,
): Promise<Stretch[]> {
  const days: ReadonlyMap<number, DayFiles>[] = [];
  for (const key of keys) {
    const found = await feeds.reading.dayFiles(key, from, to);
    if (found.size === 0 && !(await areDated(feeds, key, now()))) return [];
    days.push(found);
  }
  return stretchesOf(from, to, (day) => days.every((files) => isUnknown(files.get(day))));
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

/** Whether the files of a feed say which days they report on: only then can a day be missing. */
export async function areDated({ reading }: StoredFeeds, feed: string, now: Date): Promise<boolean> {
  const status = (await reading.statuses(now)).find((one) => one.feed === feed);
  return !(status && status.newestDay === null && status.files.done > 0);
}
