/** Of which days nothing is known of the feeds of a model. */
import type { Stretch } from '../../models/stretch.ts';
import type { FeedMark, FeedReading } from '../feeds/feedReading.ts';

/** The stretches between two days (epoch, the first may be -Infinity) of which no feed of a model is known. */
export async function unknownStretches(
  reading: FeedReading,
  feeds: readonly string[],
  mark: FeedMark,
  from: number,
  to: number,
): Promise<Stretch[]> {
  const known: ReadonlySet<number>[] = [];
  for (const feed of feeds) known.push(await reading.knownDays(feed, mark));
  const first = Math.min(...known.map((days) => days.values().next().value ?? Infinity));
  if (first > to) return [{ from, to }];
  const stretches = stretchesOf(Math.max(from, first), to, (day) => !known.some((days) => days.has(day)));
  return from < first ? [{ from, to: first - 1 }, ...stretches] : stretches;
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
