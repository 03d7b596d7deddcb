/**
 * A sample in which every item has the same chance, spread over strata: the items of a stratum stand together in random order, and every
 * (1 / share)-th is taken from a random start (systematic sampling). So a stratum gives its share, rounded up or down.
 */
import { seededRandom } from '../random.ts';

/** @param share above 0, at most 1. The same seed and items (in any order of `keyOf`) give the same sample, in random order */
export function stratifiedSample<T>(
  items: readonly T[],
  stratumOf: (item: T) => string,
  keyOf: (item: T) => string,
  share: number,
  seed: number,
): T[] {
  const random = seededRandom(seed);
  const placed = items
    .toSorted((a, b) => compare(keyOf(a), keyOf(b)))
    .map((item) => ({ item, stratum: stratumOf(item), place: random() }))
    .sort((a, b) => compare(a.stratum, b.stratum) || a.place - b.place);
  const start = random();
  return placed
    .filter((_, i) => Math.floor((i + 1) * share + start) > Math.floor(i * share + start))
    .map(({ item }) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
