/** Of which days a feed is known: a day without a stored file is unknown, never zero. */
import type { Stretch } from '../../models/coverage.ts';
import type { DayFiles } from '../feeds/feedReading.ts';
import type { Reading } from './reading.ts';

/** Whether nothing of a day is stored. */
export const isUnknown = (files: DayFiles | undefined): boolean => (files?.done ?? 0) === 0;

/** The stretches between two days (epoch) of which no feed of a model has a stored file. Feeds whose files do not say which days they report on are taken as known. */
export async function unknownStretches(
  reading: Reading,
  feeds: readonly string[],
  from: number,
  to: number,
): Promise<Stretch[]> {
  const days: ReadonlyMap<number, DayFiles>[] = [];
  for (const feed of feeds) {
    const found = await reading.feeds.reading.dayFiles(feed, from, to);
    if (found.size === 0) {
      const status = (await reading.feeds.reading.statuses(reading.now())).find((one) => one.feed === feed);
      if (status?.newestDay === null && status.files.done > 0) return [];
    }
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
