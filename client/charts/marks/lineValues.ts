import type { Chart, Plugin } from 'chart.js';
import { type Box, overlaps } from '../places.ts';
import { lieWithin } from '../dailySeries.ts';
import type { Figure } from '../figure.ts';
import { plain } from '../format.ts';
import { differenceLabel } from './differences.ts';
import { lineProfile } from './lineProfile.ts';
import { DISC, discsOf } from './numberedMarks.ts';
import { stretchLabels } from './stretches.ts';
import { drawText, type DrawingContext, textWidth } from './text.ts';

/** Nearer to an end of the line than this, an extreme is told by the value there, px at the size of a page's text. */
const AT_END = 26;
/** Values that print alike, or nearly: one of them says it. */
const ALIKE = 0.5;
/** px at the size of a page's text between two values. */
const APART = 8;

/** On a card, where nothing can be pointed at: the value at the start of the line, at its peak and at its trough. Its end stands in the margin. */
export function lineValues(figure: Figure): Plugin<'line' | 'bar'> {
  return {
    id: 'lineValues',
    afterDatasetsDraw(chart) {
      if (!figure.frame.isCard || figure.input.view.layer !== 'index') return;
      for (const { text, box } of placedValues(chart.ctx, chart, figure))
        drawText(chart.ctx, text, box.left, box.bottom - 2.5 * figure.frame.text, {
          colour: figure.theme.ink,
          family: figure.theme.fontFamily,
          size: 11 * figure.frame.text,
          weight: 600,
          halo: figure.theme.paper,
        });
    },
  };
}

interface Valued {
  readonly day: number;
  readonly value: number;
  readonly isStart: boolean;
  readonly isLow: boolean;
}

/** The start, and the extremes that neither end tells already: of all days, also where the line is drawn by weeks or months, as a title counts them. */
function valued({ days, input, frame }: Figure, chart: Pick<Chart, 'scales'>): Valued[] {
  const { series, view } = input;
  const [first, last] = [days[0]!, days.at(-1)!];
  if (first === last) return [];
  const valueOn = (day: number): number => series.index[day - series.firstDay]!;
  const x = (day: number): number => chart.scales['x']!.getPixelForValue(day);
  let peak: number | undefined;
  let trough: number | undefined;
  for (let day = view.from; day <= view.to; day++) {
    // Where nobody looked the line only fades: such a day is no peak.
    if (Number.isNaN(valueOn(day)) || lieWithin(series.coverage.uncovered, day)) continue;
    if (peak === undefined || valueOn(day) > valueOn(peak)) peak = day;
    if (trough === undefined || valueOn(day) < valueOn(trough)) trough = day;
  }
  const isTold = (day: number): boolean =>
    [first, last].some(
      (end) =>
        Math.abs(valueOn(day) - valueOn(end)) < ALIKE ||
        Math.abs(x(day) - x(end)) < AT_END * frame.text * (end === first ? 1.4 : 0.6),
    );
  const found: Valued[] = [];
  const add = (day: number | undefined, isLow: boolean): void => {
    if (day !== undefined && (day === first || !isTold(day)))
      found.push({ day, value: valueOn(day), isStart: day === first, isLow });
  };
  if (!Number.isNaN(valueOn(first))) add(first, valueOn(first) < valueOn(last));
  if (peak !== first) add(peak, false);
  if (trough !== first) add(trough, true);
  return found;
}

/** Each as near to its point as it stands clear of the line, the discs, the neutral line and all words. */
function placedValues(
  ink: DrawingContext,
  chart: Chart<'line' | 'bar'>,
  figure: Figure,
): { readonly text: string; readonly box: Box }[] {
  const { x, y } = chart.scales as Record<'x' | 'y', Chart['scales'][string]>;
  const { text } = figure.frame;
  const profile = lineProfile(figure, x, y);
  const neutral = y.getPixelForValue(figure.input.series.neutral);
  const taken: Box[] = [
    ...discsOf(chart, figure).map(({ at, radius }) => ({
      left: at.x - radius,
      right: at.x + radius,
      top: at.y - radius,
      bottom: at.y + radius,
    })),
    ...stretchLabels(ink, figure, chart).map(({ box }) => box),
    ...[differenceLabel(ink, figure, chart)].flatMap((label) => (label ? [label.box] : [])),
    { left: chart.chartArea.left, right: chart.chartArea.right, top: neutral - 1, bottom: neutral + 1 },
  ];
  const style = { family: figure.theme.fontFamily, size: 11 * text, weight: 600 };
  const height = 12 * text;
  const placed: { text: string; box: Box }[] = [];
  for (const { day, value, isStart, isLow } of valued(figure, chart)) {
    const label = plain(value);
    const width = textWidth(ink, label, style);
    const point = { x: x.getPixelForValue(day), y: y.getPixelForValue(value) };
    const free = boxesAround(point, { width, height }, { isLow, isStart }, text).find((box) => {
      const line = profile(box.left - 2, box.right + 2);
      return (
        box.left >= chart.chartArea.left + 1 &&
        box.right <= chart.chartArea.right - 1 &&
        box.top >= y.top - 2 &&
        box.bottom <= y.bottom - 1 &&
        !taken.some((other) => overlaps(box, other, 2)) &&
        !(line && box.top < line.bottom + 3 && box.bottom > line.top - 3)
      );
    });
    if (!free) continue;
    // Side by side two values would read as one range.
    taken.push({ ...free, left: free.left - APART * text, right: free.right + APART * text });
    placed.push({ text: label, box: free });
  }
  return placed;
}

/** Farther from its point than this, px at the size of a page's text, a value would seem to be another day's. */
const FARTHEST = 30;
/** A value on the other side of its point stands as far as one that is so much farther away. */
const OTHER_SIDE = 12;

/** Where a value may stand, the best place first: above a peak and below a trough, beside the disc of an event where one lies there. */
function boxesAround(
  { x, y }: { readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
  { isLow, isStart }: Pick<Valued, 'isLow' | 'isStart'>,
  text: number,
): Box[] {
  const beside = (DISC + 3) * text;
  const lefts = isStart
    ? [x + 3, x + beside]
    : [x - width / 2, x - 1.1 * width, x + 0.1 * width, x + beside, x - beside - width];
  const places: { readonly box: Box; readonly cost: number }[] = [];
  for (let shift = -FARTHEST * text; shift <= FARTHEST * text; shift += 2)
    for (const left of lefts) {
      const middle = y + shift;
      const away = Math.hypot(shift, isStart ? (left - x) / 4 : left + width / 2 - x);
      const isOther = isLow ? shift < 0 : shift > 0;
      places.push({
        box: { left, right: left + width, top: middle - height / 2, bottom: middle + height / 2 },
        cost: away + (isOther ? OTHER_SIDE * text : 0),
      });
    }
  return places.sort((p, q) => p.cost - q.cost).map(({ box }) => box);
}
