/** Small pictures as SVG path data: the sparkline of the board and the history under the dyad's chart. */

export interface PathFrame {
  readonly width: number;
  readonly height: number;
  /** values at the bottom and at the top */
  readonly low: number;
  readonly high: number;
}

/** A line through evenly spaced values, from the left to the right edge. @example linePath([0, 1], { width: 10, height: 5, low: 0, high: 1 }) // 'M0 5L10 0' */
export function linePath(values: readonly number[], frame: PathFrame): string {
  return points(values, frame)
    .map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`)
    .join('');
}

/** The area between the values and a level. */
export function areaPath(values: readonly number[], level: number, frame: PathFrame): string {
  if (values.length === 0) return '';
  const base = heightOf(level, frame);
  return `M0 ${base}${points(values, frame)
    .map(([x, y]) => `L${x} ${y}`)
    .join('')}L${frame.width} ${base}Z`;
}

export function heightOf(value: number, { height, low, high }: PathFrame): number {
  return round(height * (1 - (value - low) / (high - low)));
}

function points(values: readonly number[], frame: PathFrame): [number, number][] {
  const step = values.length > 1 ? frame.width / (values.length - 1) : 0;
  return values.map((value, i) => [round(i * step), heightOf(value, frame)]);
}

const round = (x: number): number => Math.round(x * 100) / 100;
