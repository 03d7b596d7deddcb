import type { Chart, Plugin } from 'chart.js';
import { type Box, type Callout, type CalloutRequest, placeCallouts } from '../callouts.ts';
import type { Figure, NumberedEvent } from '../figure.ts';
import { dateParts, MONTHS, shortDate, signed } from '../format.ts';
import { differenceLabel } from './differences.ts';
import { lineProfile } from './lineProfile.ts';
import { pinBox } from './pins.ts';
import { stretchLabelBox } from './stretches.ts';
import { drawText, fitText, type Ink, textWidth } from './text.ts';

const BADGE = 8; // radius of a number's disc, px
const TEXT_WIDTH = 180;

interface Caption {
  readonly event: NumberedEvent;
  readonly head: string;
  readonly points: string;
  readonly body: string;
  readonly width: number;
  /** of the number and the first line */
  readonly headWidth: number;
}

/** The numbered events: a dot on the line (hollow when unverified), its number, and a caption where there is room. */
export function numberedMarks(figure: Figure): Plugin<'line' | 'bar'> {
  return {
    id: 'numberedMarks',
    afterDatasetsDraw(chart) {
      const captions = figure.numbered.map((event) => caption(chart.ctx, figure, event));
      const placed = place(chart, figure, captions);
      captions.forEach((entry, i) => drawLeader(chart, figure, entry.event, placed[i]!));
      captions.forEach((entry) => drawDot(chart, figure, entry.event));
      captions.forEach((entry, i) => drawCaption(chart.ctx, figure, entry, placed[i]!));
    },
  };
}

/** The line's height at an event: of its own day where that is drawn, else along the drawn line. */
function pointOf(chart: Chart<'line' | 'bar'>, figure: Figure, event: NumberedEvent): { x: number; y: number } {
  const { series, view } = figure.input;
  const values = view.layer === 'index' ? series.index : event.peak < 0 ? series.cooperation : series.conflict;
  const x = chart.scales['x']!.getPixelForValue(event.day);
  const y = chart.scales['y']!;
  const exact = y.getPixelForValue(values[event.day - series.firstDay]!);
  if (view.step === 'day' || view.layer === 'parts') return { x, y: exact };
  const drawn = lineProfile(figure, chart.scales['x']!, y, 'index')(x, x);
  return { x, y: drawn ? drawn.top : exact };
}

function caption(ink: Ink, { theme, compact, input }: Figure, event: NumberedEvent): Caption {
  const { year, month } = dateParts(event.day);
  const crossesYears = dateParts(input.view.from).year !== dateParts(input.view.to).year;
  const date = event.precision === 'month' ? `${MONTHS[month - 1]}${crossesYears ? ` ${year}` : ''}` : crossesYears ? `${shortDate(event.day)} ${year}` : shortDate(event.day);
  const head = `${event.title}, ${date}`;
  const points = signed(event.peak);
  const style = { family: theme.fontFamily, size: 11 };
  const headWidth = textWidth(ink, `${head} `, { ...style, weight: 600 }) + textWidth(ink, points, style) + 2;
  const body = compact ? '' : fitText(ink, event.verified ? event.summary : `unverified: ${event.summary}`, Math.max(TEXT_WIDTH, headWidth), style);
  const width = compact ? 2 * BADGE : 2 * BADGE + 6 + Math.max(headWidth, textWidth(ink, body, style));
  return { event, head, points, body, width, headWidth: 2 * BADGE + 6 + headWidth };
}

function place(chart: Chart<'line' | 'bar'>, figure: Figure, captions: readonly Caption[]): Callout[] {
  const { x, y } = chart.scales as { x: Chart['scales'][string]; y: Chart['scales'][string] };
  const area = { left: chart.chartArea.left + 2, right: figure.compact ? chart.chartArea.right - 1 : chart.chartArea.right - 2, top: y.top + 2, bottom: y.bottom - 2 };
  const profile = lineProfile(figure, x, y);
  const taken = figure.stretches.flatMap((stretch): Box[] => {
    const at = { left: Math.max(x.getPixelForValue(stretch.from - 0.5), area.left), right: Math.min(x.getPixelForValue(stretch.to + 0.5), area.right), top: y.top, bottom: y.bottom };
    const label = stretchLabelBox(chart.ctx, figure, stretch, at, profile);
    return label ? [label.box] : [];
  });
  for (const day of [figure.input.view.a, figure.input.view.b]) if (day !== undefined) taken.push(pinBox(x.getPixelForValue(day), y.top));
  const difference = differenceLabel(chart.ctx, figure, chart);
  if (difference) taken.push(difference.box);
  const requests = captions.map((entry): CalloutRequest => ({ ...pointOf(chart, figure, entry.event), width: entry.width, height: figure.compact ? 2 * BADGE : 29 }));
  // The most important first: it gets the place nearest to its point.
  const order = captions.map((_, i) => i).sort((a, b) => Math.abs(captions[b]!.event.peak) - Math.abs(captions[a]!.event.peak));
  const placed = placeCallouts(order.map((i) => requests[i]!), area, profile, taken);
  const result: Callout[] = [];
  order.forEach((i, at) => (result[i] = placed[at]!));
  // Where there is no room for all the words, the first line; where there is none for that, the number alone.
  for (const [i, callout] of result.entries())
    for (const width of callout.box ? [] : [captions[i]!.headWidth, 2 * BADGE]) {
      const boxes = result.flatMap(({ box }, other) => (box && other !== i ? [box] : []));
      const [smaller] = placeCallouts([{ ...requests[i]!, width, height: 2 * BADGE }], area, profile, [...taken, ...boxes]);
      if (!smaller?.box) continue;
      result[i] = smaller;
      break;
    }
  return result;
}

function drawLeader(chart: Chart<'line' | 'bar'>, figure: Figure, event: NumberedEvent, { leader }: Callout): void {
  if (!leader) return;
  const point = pointOf(chart, figure, event);
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = figure.theme.muted;
  ctx.lineWidth = 0.75;
  ctx.beginPath();
  ctx.moveTo(point.x, point.y);
  ctx.lineTo(leader.x, leader.y);
  ctx.stroke();
  ctx.restore();
}

function drawDot(chart: Chart<'line' | 'bar'>, figure: Figure, event: NumberedEvent): void {
  const { x, y } = pointOf(chart, figure, event);
  const { ctx } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, 4, 0, 2 * Math.PI);
  ctx.fillStyle = event.verified ? figure.theme.line : figure.theme.paper;
  ctx.strokeStyle = event.verified ? figure.theme.paper : figure.theme.line;
  ctx.lineWidth = 1.5;
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}

function drawCaption(ink: Ink, figure: Figure, { event, head, points, body }: Caption, { box }: Callout): void {
  if (!box) return;
  const { theme } = figure;
  const badge = { x: box.left + BADGE, y: box.top + BADGE };
  ink.save();
  ink.beginPath();
  ink.arc(badge.x, badge.y, BADGE - 0.5, 0, 2 * Math.PI);
  ink.fillStyle = event.verified ? theme.line : theme.paper;
  ink.fill();
  ink.strokeStyle = theme.line;
  ink.lineWidth = 1;
  ink.stroke();
  ink.restore();
  drawText(ink, String(event.number), badge.x, badge.y + 0.5, { colour: event.verified ? theme.paper : theme.line, family: theme.fontFamily, size: 10.5, weight: 700, align: 'center', baseline: 'middle' });
  if (figure.compact || box.right - box.left <= 2 * BADGE) return;
  const left = box.left + 2 * BADGE + 6;
  drawText(ink, head, left, box.top + 12, { colour: theme.ink, family: theme.fontFamily, size: 11, weight: 600, halo: theme.paper });
  const shift = textWidth(ink, `${head} `, { family: theme.fontFamily, size: 11, weight: 600 });
  drawText(ink, points, left + shift + 2, box.top + 12, { colour: theme.ink, family: theme.fontFamily, size: 11, halo: theme.paper });
  if (box.bottom - box.top > 2 * BADGE) drawText(ink, body, left, box.top + 26, { colour: theme.muted, family: theme.fontFamily, size: 11, halo: theme.paper });
}
