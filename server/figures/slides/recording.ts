/**
 * A context that writes down what Chart.js and our marks draw, as marks that a slide can hold: boxes, circles, lines, free forms and words. What a
 * rectangle cuts off is cut off here, because a slide has no clips.
 */
import type { Paint } from '../paint.ts';
import type { Box, Clip } from '../svgPath.ts';
import { type Measure, refusing, type SetText, type Stroke, VectorContext } from '../vectorContext.ts';

export type Point = readonly [x: number, y: number];

export interface ShapeMark {
  readonly kind: 'shape';
  readonly form: 'circle' | 'rectangle' | 'free';
  /** px of the layout */
  readonly box: Box;
  /** of a free form: its lines, each open or closed */
  readonly lines: readonly { readonly points: readonly Point[]; readonly isClosed: boolean }[];
  readonly fill: Paint | undefined;
  readonly stroke: LinePaint | undefined;
}

export interface LinePaint extends Paint {
  /** px */
  readonly width: number;
  readonly dash: readonly number[];
}

export interface TextMark {
  readonly kind: 'text';
  readonly text: string;
  /** of its left end, its middle or its right end */
  readonly x: number;
  /** of the baseline */
  readonly y: number;
  readonly align: 'left' | 'center' | 'right';
  readonly length: number;
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
}

export type Mark = ShapeMark | TextMark;

/** Lines of a curve that nobody tells from it. */
const CURVE_PARTS = 12;

export class RecordingContext extends VectorContext {
  readonly #take: (mark: Mark) => void;
  readonly #clips: Box[] = [];

  constructor(measure: Measure, take: (mark: Mark) => void) {
    super(measure);
    this.#take = take;
    return refusing(this);
  }

  protected beginClip({ box }: Clip): void {
    this.#clips.push(box);
  }
  protected endClip(): void {
    this.#clips.pop();
  }
  protected fillPath(data: string, fill: Paint): void {
    this.#shape(data, fill, undefined);
  }
  protected strokePath(data: string, stroke: Stroke): void {
    this.#shape(data, undefined, stroke);
  }
  protected write({ text, x, y, align, length, size, weight }: SetText, { colour }: Paint): void {
    this.#take({ kind: 'text', text, x, y, align, length, size, weight, colour });
  }
  /** On a slide, words have no halo. */
  protected outline(): void {}

  #shape(data: string, fill: Paint | undefined, stroke: LinePaint | undefined): void {
    const paints = { fill, stroke };
    const whole = linesOf(data);
    const box = boxOf(whole);
    if (fill && isUpright(whole)) {
      const cut = this.#clips.reduce(intersection, box);
      if (cut.right > cut.left && cut.bottom > cut.top)
        this.#take({ kind: 'shape', form: 'rectangle', box: cut, lines: [], ...paints });
      return;
    }
    const circle = circleOf(data);
    if (circle) return this.#take({ kind: 'shape', form: 'circle', box: circle, lines: [], ...paints });
    const lines = stroke ? this.#clips.reduce((cut, clip) => cut.flatMap((line) => within(line, clip)), whole) : whole;
    if (lines.length > 0) this.#take({ kind: 'shape', form: 'free', box: boxOf(lines), lines, ...paints });
  }
}

const intersection = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

/** The box of a circle, as `arc` writes a whole one. */
function circleOf(data: string): Box | undefined {
  const [, left, y, radius] =
    /^M(\S+) (\S+)A(\S+) \S+ 0 0 [01] \S+ [^\sA-Z]+A(?:\S+ ){6}[^\sA-Z]+Z?$/.exec(data)?.map(Number) ?? [];
  if (radius === undefined) return undefined;
  // It begins at its right end.
  return { left: left! - 2 * radius, right: left!, top: y! - radius, bottom: y! + radius };
}

const isUpright = ([only, other]: readonly Line[]): boolean =>
  only !== undefined &&
  other === undefined &&
  only.isClosed &&
  only.points.length === 4 &&
  only.points.every(([x, y], i) => {
    const [nextX, nextY] = only.points[(i + 1) % 4]!;
    return (x === nextX) !== (y === nextY);
  });

type Line = ShapeMark['lines'][number];

/** The path's lines; curves as short straight ones, arcs as their chords. */
function linesOf(data: string): Line[] {
  const lines: { points: Point[]; isClosed: boolean }[] = [];
  for (const [, command, text] of data.matchAll(/([MLQCAZ])([^MLQCAZ]*)/g)) {
    const numbers = text!
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const line = lines.at(-1);
    if (command === 'M') lines.push({ points: [[numbers[0]!, numbers[1]!]], isClosed: false });
    else if (command === 'Z') {
      if (line) line.isClosed = true;
    } else if (command === 'L' || command === 'A') line!.points.push([numbers.at(-2)!, numbers.at(-1)!]);
    else line!.points.push(...curve([line!.points.at(-1)!, ...pairs(numbers)]));
  }
  return lines.filter(({ points }) => points.length > 1);
}

const pairs = (numbers: readonly number[]): Point[] =>
  Array.from({ length: numbers.length / 2 }, (_, i): Point => [numbers[2 * i]!, numbers[2 * i + 1]!]);

/** Points of a Bézier curve, by de Casteljau. */
function curve(controls: readonly Point[]): Point[] {
  return Array.from({ length: CURVE_PARTS }, (_, i) => {
    const share = (i + 1) / CURVE_PARTS;
    let points = controls;
    while (points.length > 1)
      points = points.slice(1).map(([x, y], j): Point => {
        const [px, py] = points[j]!;
        return [px + (x - px) * share, py + (y - py) * share];
      });
    return points[0]!;
  });
}

function boxOf(lines: readonly Line[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { points } of lines)
    for (const [x, y] of points) {
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  return box;
}

/** The parts of a line that lie within a box. */
function within({ points, isClosed }: Line, box: Box): Line[] {
  const isInside = ([x, y]: Point): boolean => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  if (points.every(isInside)) return [{ points, isClosed }];
  const parts: Point[][] = [];
  const all = isClosed ? [...points, points[0]!] : points;
  for (let i = 1; i < all.length; i++) {
    const piece = cut(all[i - 1]!, all[i]!, box);
    if (!piece) continue;
    const last = parts.at(-1)?.at(-1);
    if (last && last[0] === piece[0][0] && last[1] === piece[0][1]) parts.at(-1)!.push(piece[1]);
    else parts.push([...piece]);
  }
  return parts.map((part) => ({ points: part, isClosed: false }));
}

/** What of a straight line lies within a box (Liang and Barsky, 1984). */
function cut([x1, y1]: Point, [x2, y2]: Point, { left, top, right, bottom }: Box): [Point, Point] | undefined {
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [x1 - x2, x1 - left],
    [x2 - x1, right - x1],
    [y1 - y2, y1 - top],
    [y2 - y1, bottom - y1],
  ] as const) {
    if (step === 0) {
      if (room < 0) return undefined;
    } else if (step < 0) from = Math.max(from, room / step);
    else to = Math.min(to, room / step);
  }
  if (from >= to) return undefined;
  const at = (share: number): Point => [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
  return [at(from), at(to)];
}
