/** The axis of values: which range it has, and where its ticks stand. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** A range that holds both values, ends on round numbers and spans at least `span`. */
export function roundRange(
  low: number,
  high: number,
  span: number,
  round: number,
  atLeast?: ValueRange,
  most = Infinity,
): ValueRange {
  const unit = high - low > 12 * round ? round * 2 : round;
  let min = Math.floor(Math.min(low, atLeast?.min ?? low) / unit) * unit;
  let max = Math.ceil(Math.max(high, atLeast?.max ?? high) / unit) * unit;
  while (max - min < span) {
    if (max + unit <= most) max += unit;
    if (max - min < span) min -= unit;
  }
  return { min, max };
}

/** Room for the values of a line that runs close to an end of the range, as shares of it. */
export function withRoom(
  { min, max }: ValueRange,
  { low, high }: { readonly low: number; readonly high: number },
  { below, above }: { readonly below: number; readonly above: number },
): ValueRange {
  const span = max - min;
  return {
    min: min >= 10 && low < min + below * span ? min - 10 : min,
    max: max <= 90 && high > max - above * span ? max + 10 : max,
  };
}

/** Round values in a range, about `most` of them. */
export function valueTicks({ min, max }: ValueRange, most: number): number[] {
  const step =
    [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].find((size) => (max - min) / size <= most) ??
    max - min;
  const ticks: number[] = [];
  for (let tick = Math.ceil(min / step) * step; tick <= max; tick += step) ticks.push(tick);
  return ticks;
}
