/**
 * The candidate that a mistyped word most likely means: the one with the fewest letters to change, if they are few (a third
 * of the word, at most 3). `undefined` when none is near, or when two are equally near.
 *
 * @example nearest('sanktion', ['summit', 'sanction']) // 'sanction'
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const given = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.floor(given.length / 3)) + 1;
  let tied = false;
  for (const candidate of candidates) {
    const distance = editDistance(given, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
      tied = false;
    } else if (distance === bestDistance && best !== undefined) tied = true;
  }
  return tied ? undefined : best;
}

/** Levenshtein's distance, or some number above `limit` as soon as it is known to be above. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    if (Math.min(...row) > limit) return limit + 1;
    previous = row;
  }
  return previous[b.length]!;
}
