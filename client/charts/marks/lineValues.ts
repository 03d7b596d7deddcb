import type { Chart, Plugin } from 'chart.js';
import { type Box, type LineProfile, overlaps } from '../places.ts';
import { extremesWithin } from '../dailySeries.ts';
import type { Figure } from '../figure.ts';
import { plain } from '../format.ts';
import { differenceLabel } from './differences.ts';
import { leader } from './leader.ts';
import { lineProfile } from './lineProfile.ts';
import { DISC, discsOf } from './numberedMarks.ts';
import { stretchLabels } from './stretches.ts';
import { drawText, type DrawingContext, textWidth } from './text.ts';

/** An extreme lies beyond both ends of the line by this, index points: else they tell it. */
const ALIKE = 0.5;
/** px at the size of a page's text between two values. */
const APART = 8;

/** px at the size of a page's text: farther from its point than this, a value has a line to it. */
const NEAR = 13;
/** px of the dot on a point that a value is of */
const DOT = 2.5;

/** On a card, where nothing can be pointed at: the value at the start of the line, at its peak and at its trough. Its end stands in the margin. */
export function lineValues(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme, frame } = figure;
  return {
    id: 'lineValues',
    afterDatasetsDraw(chart) {
      if (!frame.isCard || figure.input.view.layer !== 'index') return;
      const { ctx } = chart;
      for (const { text, box, point } of placedValues(ctx, chart, figure)) {
        drawPoint(ctx, figure, point, box);
        drawText(ctx, text, box.left, box.bottom - 2.5 * frame.text, {
          colour: theme.ink,
          family: theme.fontFamily,
          size: 11 * frame.text,
          weight: 600,
          halo: theme.paper,
        });
      }
    },
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
  /** the dot of an event marks it already */
  readonly isMarked: boolean;
  /** a line to its value would cross that of the data */
  readonly isCutOff: boolean;
}

/** Which point a value is of: a dot on the line, and a line to it where the value stands away. */
function drawPoint(
  ink: DrawingContext,
  { theme, frame: { text } }: Figure,
  { x, y, isMarked, isCutOff }: Point,
  box: Box,
): void {
  const nearest = nearestOf({ x, y }, box);
  ink.save();
  if (!isMarked && !isCutOff && Math.hypot(nearest.x - x, nearest.y - y) > NEAR * text)
    leader(ink, theme.muted, { x, y }, nearest);
  if (!isMarked) {
    ink.beginPath();
    ink.arc(x, y, DOT * text, 0, 2 * Math.PI);
    ink.fillStyle = theme.ink;
    ink.strokeStyle = theme.paper;
    ink.lineWidth = 1;
    ink.fill();
    ink.stroke();
  }
  ink.restore();
}

type Place = Pick<Point, 'x' | 'y'>;

interface Size {
  readonly width: number;
  readonly height: number;
}

const nearestOf = ({ x, y }: Place, { left, right, top, bottom }: Box): Place => ({
  x: Math.min(Math.max(x, left), right),
  y: Math.min(Math.max(y, top), bottom),
});

/** Whether the way from a point to a box is free of others, but for those that the point itself lies in. */
function isFreeWay(from: Place, box: Box, taken: readonly Box[]): boolean {
  const to = nearestOf(from, box);
  const dot = (share: number): Box => {
    const [x, y] = [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)];
    return { left: x, right: x, top: y, bottom: y };
  };
  const others = taken.filter((other) => !overlaps(other, dot(0)));
  return WAY.every((share) => !others.some((other) => overlaps(other, dot(share))));
}

/** Whether the way from a point of the line to a box does not cross the line again. */
function isOffLine(from: Place, box: Box, profile: LineProfile, text: number): boolean {
  const to = nearestOf(from, box);
  return WAY.every((share) => {
    const [x, y] = [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)];
    if (Math.hypot(x - from.x, y - from.y) < LEAVES * text) return true;
    const line = profile(x - 1, x + 1);
    return !line || y < line.top - 1 || y > line.bottom + 1;
  });
}

/** px at the size of a page's text, in which a way has left the line that it begins on */
const LEAVES = 10;
const WAY = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

interface Valued {
  readonly day: number;
  readonly value: number;
  readonly label: string;
  readonly isStart: boolean;
  readonly isLow: boolean;
}

/**
 * The start, and the extremes that neither end tells already: of all days, also where the line is drawn by weeks or months, as a title counts them. The
 * start is that of the change that the title tells: the eve, where one is given.
 */
function valued({ days, input, words }: Figure): Valued[] {
  const { series, view, eve } = input;
  const [first, last] = [days[0]!, days.at(-1)!];
  if (first === last) return [];
  const valueOn = (day: number): number => series.index[day - series.firstDay]!;
  const extremes = extremesWithin(series, view.from, view.to);
  const start = eve ?? valueOn(first);
  const ends = [start, valueOn(last)];
  const isTold = (value: number, isLow: boolean): boolean =>
    isLow ? value > Math.min(...ends) - ALIKE : value < Math.max(...ends) + ALIKE;
  const found: Valued[] = [];
  if (!Number.isNaN(start))
    found.push({
      day: first,
      value: start,
      label: plain(start) === plain(valueOn(view.from)) ? plain(start) : words.charts.onEve(plain(start)),
      isStart: true,
      isLow: start < valueOn(last),
    });
  if (extremes)
    for (const [{ day, value }, isLow] of [
      [extremes.highest, false],
      [extremes.lowest, true],
    ] as const)
      if (!isTold(value, isLow)) found.push({ day, value, label: plain(value), isStart: false, isLow });
  return found;
}

/** Each as near to its point as it stands clear of the line, the discs, the neutral line and all words. */
export function placedValues(
  ink: DrawingContext,
  chart: Chart<'line' | 'bar'>,
  figure: Figure,
): { readonly text: string; readonly box: Box; readonly point: Point }[] {
  const { x, y } = chart.scales as Record<'x' | 'y', Chart['scales'][string]>;
  const { text } = figure.frame;
  const profile = lineProfile(figure, x, y);
  const neutral = y.getPixelForValue(figure.input.series.neutral);
  const discs = discsOf(chart, figure);
  const numbers = discs.map(({ at, radius }): Box => ({
    left: at.x - radius,
    right: at.x + radius,
    top: at.y - radius,
    bottom: at.y + radius,
  }));
  const taken: Box[] = [
    ...numbers,
    ...stretchLabels(ink, figure, chart).map(({ box }) => box),
    ...[differenceLabel(ink, figure, chart)].flatMap((label) => (label ? [label.box] : [])),
  ];
  const { left, right } = chart.chartArea;
  const neutralLine = { left, right, top: neutral - 1, bottom: neutral + 1 };
  const style = { family: figure.theme.fontFamily, size: 11 * text, weight: 600 };
  const height = 12 * text;
  const placed: { text: string; box: Box; point: Point }[] = [];
  for (const { day, value, label, isStart, isLow } of valued(figure)) {
    const width = textWidth(ink, label, style);
    const [at, on] = [x.getPixelForValue(day), y.getPixelForValue(value)];
    const isMarked = discs.some(({ at: disc, radius }) => Math.hypot(disc.x - at, disc.y - on) < radius);
    const isClear = (box: Box): boolean => {
      const line = profile(box.left - 2, box.right + 2);
      return (
        box.left >= chart.chartArea.left + 1 &&
        box.right <= chart.chartArea.right - 1 &&
        box.top >= y.top - 2 &&
        box.bottom <= y.bottom - 1 &&
        ![neutralLine, ...taken].some((other) => overlaps(box, other, 2)) &&
        !(line && box.top < line.bottom + 3 && box.bottom > line.top - 3)
      );
    };
    const hasWay = (box: Box): boolean => isClear(box) && isFreeWay(point, box, taken);
    // Its way runs along the line at most where it leaves it.
    const isFree = (box: Box): boolean => hasWay(box) && isOffLine(point, box, profile, text);
    const [point, size] = [
      { x: at, y: on },
      { width, height },
    ];
    const plot = { left, right, top: y.top, bottom: y.bottom };
    const free =
      boxesAround(point, size, { isLow, isStart }, text).find(isFree) ??
      boxesWithin(plot, size, point).find(isFree) ??
      boxesAround(point, size, { isLow, isStart }, text).find(hasWay) ??
      boxesWithin(plot, size, point).find(hasWay) ??
      // Its way passes behind a number: better than a value untold.
      boxesWithin(plot, size, point).find((box) => isClear(box) && isFreeWay(point, box, taken.slice(numbers.length)));
    if (!free) continue;
    // Side by side two values would read as one range.
    taken.push({ ...free, left: free.left - APART * text, right: free.right + APART * text });
    placed.push({
      text: label,
      box: free,
      point: { ...point, isMarked, isCutOff: !isOffLine(point, free, profile, text) },
    });
  }
  return placed;
}

/** Farther from its point than this, px at the size of a page's text, a value would seem to be another day's. */
const FARTHEST = 60;
/** A value on the other side of its point stands as far as one that is so much farther away. */
const OTHER_SIDE = 12;

/** Where a value may stand, the best place first: above a peak and below a trough, beside the disc of an event where one lies there. */
function boxesAround(
  { x, y }: { readonly x: number; readonly y: number },
  { width, height }: Size,
  { isLow, isStart }: Pick<Valued, 'isLow' | 'isStart'>,
  text: number,
): Box[] {
  const beside = (DISC + 3) * text;
  const lefts = isStart
    ? [x + 3, x + beside, x + 2.5 * beside, x + 5 * beside]
    : [
        x - width / 2,
        x - 1.1 * width,
        x + 0.1 * width,
        x + beside,
        x - beside - width,
        x + 2.5 * beside,
        x - 2.5 * beside - width,
        x + 5 * beside,
        x - 5 * beside - width,
      ];
  const places: { readonly box: Box; readonly cost: number }[] = [];
  for (let shift = -FARTHEST * text; shift <= FARTHEST * text; shift += 2)
    for (const left of lefts) {
      const middle = y + shift;
      const away = Math.hypot(shift, isStart ? (left - x) / 2 : left + width / 2 - x);
      const isOther = isLow ? shift < 0 : shift > 0;
      places.push({
        box: { left, right: left + width, top: middle - height / 2, bottom: middle + height / 2 },
        cost: away + (isOther ? OTHER_SIDE * text : 0),
      });
    }
  return places.sort((p, q) => p.cost - q.cost).map(({ box }) => box);
}

/** All over a plot, the nearest first. */
function boxesWithin({ left, right, top, bottom }: Box, { width, height }: Size, { x, y }: Place): Box[] {
  const boxes: Box[] = [];
  for (let edge = top; edge + height <= bottom; edge += 3)
    for (let side = left + 1; side + width < right; side += width / 4)
      boxes.push({ left: side, right: side + width, top: edge, bottom: edge + height });
  const away = (box: Box): number => Math.hypot((box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y);
  return boxes.sort((p, q) => away(p) - away(q));
}
