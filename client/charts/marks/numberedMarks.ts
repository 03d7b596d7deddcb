import type { Chart, Plugin } from 'chart.js';
import type { Figure, NumberedEvent } from '../figure.ts';
import type { Theme } from '../theme.ts';
import { overlaps } from '../places.ts';
import { lineProfile } from './lineProfile.ts';
import { stretchLabels } from './stretches.ts';
import { drawText, type DrawingContext } from './text.ts';

/** Radius of a number's disc at the size of a page's text, px. */
export const DISC = 8;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The numbered events: each a disc with its number at its point of the line, hollow when unverified. What they are is told in a list beside. */
export function numberedMarks(figure: Figure): Plugin<'line' | 'bar'> {
  return {
    id: 'numberedMarks',
    afterDatasetsDraw(chart) {
      const { theme, frame, numbered } = figure;
      const discs = discsOf(chart, figure);
      discs.forEach(({ point }, i) => drawDot(chart.ctx, theme, point, numbered[i]!.verified));
      discs.forEach(({ at }, i) => drawDisc(chart.ctx, theme, at, frame.text, numbered[i]!));
    },
  };
}

/** The line's height at an event: of its own day where that is drawn, else along the drawn line. */
function pointOf(chart: Chart<'line' | 'bar'>, figure: Figure, event: NumberedEvent): Point {
  const { series, view } = figure.input;
  const values = view.layer === 'index' ? series.index : event.step < 0 ? series.cooperation : series.conflict;
  const x = chart.scales['x']!.getPixelForValue(event.day);
  const y = chart.scales['y']!;
  const exact = y.getPixelForValue(values[event.day - series.firstDay]!);
  if (view.step === 'day' || view.layer === 'parts') return { x, y: exact };
  const drawn = lineProfile(figure, chart.scales['x']!, y, 'index')(x, x);
  return { x, y: drawn ? drawn.top : exact };
}

/**
 * Where the discs stand, in the order of the events: on the point, those of one day side by side on it, or where a weightier one stands there,
 * straight above or below it as near as there is room, so that no number needs a line to its point.
 */
export function discsOf(
  chart: Chart<'line' | 'bar'>,
  figure: Figure,
): { readonly point: Point; readonly at: Point; readonly radius: number }[] {
  const { numbered, frame } = figure;
  const radius = DISC * frame.text;
  const apart = 2 * radius + 1;
  const { top, bottom } = chart.scales['y']!;
  const points = numbered.map((event) => pointOf(chart, figure, event));
  const words = stretchLabels(chart.ctx, figure, chart).map(({ box }) => box);
  const places: Point[] = [];
  const byWeight = numbered.map((_, i) => i).sort((p, q) => Math.abs(numbered[q]!.step) - Math.abs(numbered[p]!.step));
  const isOfDay = (i: number, j: number): boolean => numbered[i]!.day === numbered[j]!.day;
  // Those of one day together, as the weightiest of them.
  const groups = byWeight
    .filter((i, at) => byWeight.findIndex((other) => isOfDay(other, i)) === at)
    .map((first) => ({ first, events: numbered.flatMap((_, i) => (isOfDay(i, first) ? [i] : [])) }));
  for (const { first, events } of groups) {
    const { x, y } = points[first]!;
    const lefts = events.map((_, k) => x + (k - (events.length - 1) / 2) * (2 * radius - 1));
    const inside = Math.min(Math.max(y, top + radius), bottom - radius);
    const isUp = numbered[first]!.step >= 0;
    const isFree = (at: number): boolean =>
      at >= top + radius - 0.5 &&
      at <= bottom - radius + 0.5 &&
      lefts.every(
        (left) =>
          places.every((other) => other === undefined || Math.hypot(other.x - left, other.y - at) >= apart) &&
          !(
            at !== inside &&
            words.some((box) =>
              overlaps(box, { left: left - radius, right: left + radius, top: at - radius, bottom: at + radius }, 1),
            )
          ),
      );
    let place = inside;
    for (let shift = 0; shift < bottom - top; shift += 1) {
      const [before, after] = isUp ? [inside - shift, inside + shift] : [inside + shift, inside - shift];
      const free = isFree(before) ? before : isFree(after) ? after : undefined;
      if (free === undefined) continue;
      place = free;
      break;
    }
    events.forEach((i, k) => (places[i] = { x: lefts[k]!, y: place }));
  }
  return points.map((point, i) => ({ point, at: places[i]!, radius }));
}

function drawDot(ink: DrawingContext, theme: Theme, { x, y }: Point, isFilled: boolean): void {
  ink.save();
  ink.beginPath();
  ink.arc(x, y, 3.5, 0, 2 * Math.PI);
  ink.fillStyle = isFilled ? theme.line : theme.paper;
  ink.strokeStyle = isFilled ? theme.paper : theme.line;
  ink.lineWidth = 1.5;
  ink.fill();
  ink.stroke();
  ink.restore();
}

/** @param text size of the text to that of a page's */
export function drawDisc(
  ink: DrawingContext,
  theme: Theme,
  { x, y }: Point,
  text: number,
  { number, verified }: { readonly number: number; readonly verified: boolean },
): void {
  ink.save();
  ink.beginPath();
  ink.arc(x, y, DISC * text, 0, 2 * Math.PI);
  ink.fillStyle = theme.paper;
  ink.fill();
  ink.beginPath();
  ink.arc(x, y, DISC * text - 1, 0, 2 * Math.PI);
  ink.fillStyle = verified ? theme.line : theme.paper;
  ink.fill();
  ink.strokeStyle = theme.line;
  ink.lineWidth = 1;
  ink.stroke();
  ink.restore();
  drawText(ink, String(number), x, y + 0.5, {
    colour: verified ? theme.paper : theme.line,
    family: theme.fontFamily,
    size: 11 * text,
    weight: 700,
    align: 'center',
    baseline: 'middle',
  });
}
