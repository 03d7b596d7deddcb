/** Where words stand on a canvas: boxes that do not overlap, labels pushed apart. */

/** Pixels of a canvas, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The span of y that the line takes between two x, or `null` where it has no point. */
export type LineProfile = (left: number, right: number) => { readonly top: number; readonly bottom: number } | null;

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

/**
 * As {@link spreadLabels}, of labels that take up different heights: each keeps to the limits with all of it. `undefined` where they have no room.
 *
 * @param wanted the middles
 */
export function spreadBoxes(
  wanted: readonly number[],
  heights: readonly number[],
  top: number,
  bottom: number,
): number[] | undefined {
  if (heights.reduce((sum, height) => sum + height, 0) > bottom - top) return undefined;
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  let edge = top;
  for (const i of order) {
    placed[i] = Math.max(wanted[i]!, edge + heights[i]! / 2);
    edge = placed[i]! + heights[i]! / 2;
  }
  edge = bottom;
  for (const i of order.toReversed()) {
    placed[i] = Math.min(placed[i]!, edge - heights[i]! / 2);
    edge = placed[i]! - heights[i]! / 2;
  }
  return placed;
}

/**
 * As {@link spreadBoxes}, clear of a stretch where something else is written: above it or below, whichever moves them least.
 *
 * @param taken from and to
 */
export function spreadAround(
  wanted: readonly number[],
  heights: readonly number[],
  [top, bottom]: readonly [number, number],
  [from, to]: readonly [number, number],
): number[] | undefined {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  let best: number[] | undefined;
  let least = Infinity;
  for (let above = 0; above <= order.length; above++) {
    const placed: number[] = [];
    const place = (some: readonly number[], low: number, high: number): void => {
      const middles = spreadBoxes(
        some.map((i) => wanted[i]!),
        some.map((i) => heights[i]!),
        low,
        high,
      );
      some.forEach((i, k) => (placed[i] = middles?.[k] ?? Infinity));
    };
    place(order.slice(0, above), top, from);
    place(order.slice(above), to, bottom);
    const moved = wanted.reduce((sum, height, i) => sum + Math.abs(placed[i]! - height), 0);
    if (moved < least) [best, least] = [placed, moved];
  }
  return best;
}

/**
 * Heights of labels that each want to stand at a height of their own but need `spacing` between them: pushed apart as little
 * as their order allows, within the limits. In the order given. O(n log n).
 */
export function spreadLabels(wanted: readonly number[], spacing: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  let previous = top - spacing;
  for (const i of order) previous = placed[i] = Math.max(wanted[i]!, previous + spacing);
  let next = bottom + spacing;
  for (const i of order.toReversed()) next = placed[i] = Math.min(placed[i]!, next - spacing);
  return placed;
}
