/** Fewer points for the same picture. */

/**
 * Positions to draw when `days` are more than the picture has columns: of every bucket its lowest and its highest value, in
 * order, and always the first and the last position. One choice for line and band, so that they stay together. Returns
 * `positions` itself where it is short enough. O(n).
 *
 * @param positions ascending
 * @param buckets about the width in pixels
 */
export function bucketPositions(
  valueAt: (position: number) => number,
  positions: readonly number[],
  buckets: number,
): readonly number[] {
  const n = positions.length;
  if (n <= 2 * buckets || buckets < 1) return positions;
  const kept: number[] = [positions[0]!];
  const keep = (position: number): void => {
    if (position > kept[kept.length - 1]!) kept.push(position);
  };
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor((bucket * n) / buckets);
    const end = Math.floor(((bucket + 1) * n) / buckets);
    let low = start;
    let high = start;
    for (let i = start + 1; i < end; i++) {
      if (valueAt(positions[i]!) < valueAt(positions[low]!)) low = i;
      if (valueAt(positions[i]!) > valueAt(positions[high]!)) high = i;
    }
    keep(positions[Math.min(low, high)]!);
    keep(positions[Math.max(low, high)]!);
  }
  keep(positions[n - 1]!);
  return kept;
}
