import type { Scale } from 'chart.js';
import type { LineProfile } from '../places.ts';
import type { Figure } from '../figure.ts';

/**
 * The span that the drawn line (or both lines, and those beside it) takes between two pixels. O(points) to build, O(log points +
 * hits) to ask.
 */
export function lineProfile(figure: Figure, x: Scale, y: Scale, which: 'all' | 'index' = 'all'): LineProfile {
  const at = figure.days.map((day) => x.getPixelForValue(day));
  const series =
    figure.input.view.layer === 'index'
      ? [
          figure.line,
          ...(which === 'all' ? figure.overlays : []).map(({ values }) =>
            values.map((value, i) => (Number.isNaN(value) ? figure.line[i]! : value)),
          ),
        ]
      : [figure.conflict, figure.cooperation];
  const heights = series.map((values) => values.map((value) => y.getPixelForValue(value)));
  return (left, right) => {
    // One point beyond either side counts too: the line runs there from within.
    const first = Math.max(lowerBound(at, left) - 1, 0);
    const last = Math.min(lowerBound(at, right), at.length - 1);
    let top = Infinity;
    let bottom = -Infinity;
    for (const values of heights)
      for (let i = first; i <= last; i++) {
        // Cut the segment at the box's sides.
        const inside = at[i]! >= left && at[i]! <= right;
        const height = inside
          ? values[i]!
          : i === first && i + 1 < at.length
            ? between(at, values, i, left)
            : i > 0
              ? between(at, values, i - 1, right)
              : values[i]!;
        top = Math.min(top, height);
        bottom = Math.max(bottom, height);
      }
    return top === Infinity ? null : { top, bottom };
  };
}

function between(at: readonly number[], values: readonly number[], i: number, x: number): number {
  const span = at[i + 1]! - at[i]!;
  const share = span === 0 ? 0 : Math.min(Math.max((x - at[i]!) / span, 0), 1);
  return values[i]! + (values[i + 1]! - values[i]!) * share;
}

/** Position of the first value that is not below `x`. */
function lowerBound(sorted: readonly number[], x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
