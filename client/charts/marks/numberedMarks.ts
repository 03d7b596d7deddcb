import type { Chart, Plugin } from 'chart.js';
import { type Box, type Callout, type CalloutRequest, placeCallouts } from '../callouts.ts';
import type { Figure, NumberedEvent } from '../figure.ts';
import { dateParts, knownDate, shortDate, signed } from '../format.ts';
import { differenceLabel } from './differences.ts';
import { lineProfile } from './lineProfile.ts';
import { pinBox } from './pins.ts';
import { stretchLabels } from './stretches.ts';
import { drawText, fitText, type DrawingContext, textWidth, wrapText } from './text.ts';

// Sizes of a page's text; a card's may be larger (figure.frame).
const BADGE = 8; // radius of a number's disc, px
const TEXT_WIDTH = 180;
const CARD_TEXT_WIDTH = 190;
const LINE_HEIGHT = 14;

/** How much of a caption is said. */
interface Wording {
  readonly width: number;
  readonly height: number;
  readonly head: boolean;
  readonly lines: readonly string[];
}

interface Caption {
  readonly event: NumberedEvent;
  readonly head: string;
  readonly points: string;
  /** the fullest first, the number alone last */
  readonly wordings: readonly Wording[];
}

interface Placed extends Callout {
  readonly wording: Wording;
}

/** The numbered events: a dot on the line (hollow when unverified), its number, and a caption where there is room. */
export function numberedMarks(figure: Figure): Plugin<'line' | 'bar'> {
  return {
    id: 'numberedMarks',
    afterDatasetsDraw(chart) {
      const captions = figure.numbered.map((event) => caption(chart.ctx, figure, event));
      const placed = place(chart, figure, captions);
      captions.forEach((entry, i) => drawLeader(chart, figure, entry.event, placed[i]!));
      // A dot that a card has no number for would be a riddle: its tick stays.
      captions.forEach((entry, i) =>
        figure.frame.isCard && !placed[i]!.box ? undefined : drawDot(chart, figure, entry.event),
      );
      captions.forEach((entry, i) => drawCaption(chart.ctx, figure, entry, placed[i]!));
    },
  };
}

/** The line's height at an event: of its own day where that is drawn, else along the drawn line. */
function pointOf(chart: Chart<'line' | 'bar'>, figure: Figure, event: NumberedEvent): { x: number; y: number } {
  const { series, view } = figure.input;
  const values = view.layer === 'index' ? series.index : event.step < 0 ? series.cooperation : series.conflict;
  const x = chart.scales['x']!.getPixelForValue(event.day);
  const y = chart.scales['y']!;
  const exact = y.getPixelForValue(values[event.day - series.firstDay]!);
  if (view.step === 'day' || view.layer === 'parts') return { x, y: exact };
  const drawn = lineProfile(figure, chart.scales['x']!, y, 'index')(x, x);
  return { x, y: drawn ? drawn.top : exact };
}

function caption(ink: DrawingContext, { theme, compact, input, words, frame }: Figure, event: NumberedEvent): Caption {
  const { text, isCard } = frame;
  const crossesYears = dateParts(input.view.from).year !== dateParts(input.view.to).year;
  const { month } = dateParts(event.day);
  const date = crossesYears
    ? knownDate(event.day, event.precision, words)
    : event.precision === 'month'
      ? words.dates.axisMonth(month)
      : shortDate(event.day, words);
  const head = words.charts.caption(event.title, date);
  const points =
    input.view.layer === 'parts' && event.tensionStep !== undefined
      ? words.charts.tensionStep(signed(event.tensionStep))
      : signed(event.step);
  const style = { family: theme.fontFamily, size: 11 * text };
  const beside = (2 * BADGE + 6) * text;
  const headWidth = textWidth(ink, `${head} `, { ...style, weight: 600 }) + textWidth(ink, points, style) + 2;
  const summary = event.verified ? event.headline : words.charts.unverified(event.headline);
  const wording = (lines: readonly string[]): Wording => ({
    width: beside + Math.max(headWidth, ...lines.map((line) => textWidth(ink, line, style))),
    height: Math.max(2 * BADGE, (lines.length + 1) * LINE_HEIGHT + 1) * text,
    head: true,
    lines,
  });
  const bare: Wording = { width: 2 * BADGE * text, height: 2 * BADGE * text, head: false, lines: [] };
  if (compact && !isCard) return { event, head, points, wordings: [bare] };
  const width = Math.max((isCard ? CARD_TEXT_WIDTH : TEXT_WIDTH) * text, headWidth);
  const full = isCard && !compact ? [wrapShort(ink, summary, width, 2, style)] : [];
  return {
    event,
    head,
    points,
    wordings: [...full.map(wording), wording([fitText(ink, summary, width, style)]), wording([]), bare],
  };
}

/** At most `most` lines; the last is cut with an ellipsis where the text is longer. */
function wrapShort(
  ink: DrawingContext,
  text: string,
  width: number,
  most: number,
  style: { readonly family: string; readonly size: number },
): string[] {
  const lines = wrapText(ink, text, width, style);
  if (lines.length <= most) return lines.map((line) => fitText(ink, line, width, style));
  return [...lines.slice(0, most - 1), fitText(ink, lines.slice(most - 1).join(' '), width, style)];
}

function place(chart: Chart<'line' | 'bar'>, figure: Figure, captions: readonly Caption[]): Placed[] {
  const { x, y } = chart.scales as { x: Chart['scales'][string]; y: Chart['scales'][string] };
  const area = {
    left: chart.chartArea.left + 2,
    right: figure.compact ? chart.chartArea.right - 1 : chart.chartArea.right - 2,
    top: y.top + 2,
    bottom: y.bottom - 2,
  };
  const profile = lineProfile(figure, x, y);
  const taken: Box[] = stretchLabels(chart.ctx, figure, chart).map(({ box }) => box);
  for (const day of [figure.input.view.a, figure.input.view.b])
    if (day !== undefined) taken.push(pinBox(x.getPixelForValue(day), y.top));
  const difference = differenceLabel(chart.ctx, figure, chart);
  if (difference) taken.push(difference.box);
  const points = captions.map((entry) => pointOf(chart, figure, entry.event));
  // The most important first: it gets the place nearest to its point.
  const order = captions
    .map((_, i) => i)
    .sort((a, b) => Math.abs(captions[b]!.event.step) - Math.abs(captions[a]!.event.step));
  const attempt = (levels: readonly number[]): Placed[] => {
    const wordings = captions.map(({ wordings }, i) => wordings[Math.min(levels[i]!, wordings.length - 1)]!);
    const placed = placeCallouts(
      order.map((i): CalloutRequest => ({ ...points[i]!, ...wordings[i]! })),
      area,
      profile,
      taken,
      figure.frame.isCard,
    );
    const result: Placed[] = [];
    order.forEach((i, at) => (result[i] = { ...placed[at]!, wording: wordings[i]! }));
    return result;
  };
  // In a card a number without words says nothing: the least important say less, until all say something.
  const heads = captions.map(({ wordings }) => Math.max(wordings.length - 2, 0));
  const result = figure.frame.isCard
    ? firstFull(lessAndLess(order, heads).map((levels) => () => attempt(levels)))
    : attempt(captions.map(() => 0));
  // Where there is no room for all the words, the first line; where there is none for that, the number alone.
  for (const [i, callout] of result.entries())
    for (const wording of callout.box
      ? []
      : captions[i]!.wordings.slice(captions[i]!.wordings.indexOf(callout.wording) + 1)) {
      const boxes = result.flatMap(({ box }, other) => (box && other !== i ? [box] : []));
      const [smaller] = placeCallouts([{ ...points[i]!, ...wording }], area, profile, [...taken, ...boxes]);
      if (!smaller?.box) continue;
      result[i] = { ...smaller, wording };
      break;
    }
  return result;
}

/** Levels of wording, from all in full to all at their shortest in words, the least important first. */
function lessAndLess(order: readonly number[], shortest: readonly number[]): number[][] {
  const levels = shortest.map(() => 0);
  const sets = [[...levels]];
  for (let level = 1; level <= Math.max(0, ...shortest); level++)
    for (const i of order.toReversed()) {
      if (shortest[i]! < level) continue;
      levels[i] = level;
      sets.push([...levels]);
    }
  return sets;
}

/** The first attempt that places all, else the last. */
function firstFull(attempts: readonly (() => Placed[])[]): Placed[] {
  let placed: Placed[] = [];
  for (const attempt of attempts) {
    placed = attempt();
    if (placed.every(({ box }) => box)) break;
  }
  return placed;
}

function drawLeader(chart: Chart<'line' | 'bar'>, figure: Figure, event: NumberedEvent, { leader }: Placed): void {
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

function drawCaption(
  ink: DrawingContext,
  figure: Figure,
  { event, head, points }: Caption,
  { box, wording }: Placed,
): void {
  if (!box) return;
  const { theme, frame } = figure;
  const { text } = frame;
  const badge = { x: box.left + BADGE * text, y: box.top + BADGE * text };
  ink.save();
  ink.beginPath();
  ink.arc(badge.x, badge.y, BADGE * text - 0.5, 0, 2 * Math.PI);
  ink.fillStyle = event.verified ? theme.line : theme.paper;
  ink.fill();
  ink.strokeStyle = theme.line;
  ink.lineWidth = 1;
  ink.stroke();
  ink.restore();
  // In a card no text is smaller than the smallest of its preset.
  drawText(ink, String(event.number), badge.x, badge.y + 0.5, {
    colour: event.verified ? theme.paper : theme.line,
    family: theme.fontFamily,
    size: (frame.isCard ? 11 : 10.5) * text,
    weight: 700,
    align: 'center',
    baseline: 'middle',
  });
  if (!wording.head) return;
  const style = { family: theme.fontFamily, size: 11 * text, halo: theme.paper };
  const left = box.left + (2 * BADGE + 6) * text;
  drawText(ink, head, left, box.top + 12 * text, { ...style, colour: theme.ink, weight: 600 });
  const shift = textWidth(ink, `${head} `, { ...style, weight: 600 });
  drawText(ink, points, left + shift + 2, box.top + 12 * text, { ...style, colour: theme.ink });
  wording.lines.forEach((line, i) =>
    drawText(ink, line, left, box.top + (26 + i * LINE_HEIGHT) * text, { ...style, colour: theme.muted }),
  );
}
