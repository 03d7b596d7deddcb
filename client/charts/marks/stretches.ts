import type { Chart, Plugin } from 'chart.js';
import { type Box, overlaps } from '../places.ts';
import type { Figure, StretchLabel } from '../figure.ts';
import { hatchBox } from './hatchBox.ts';
import { lineProfile } from './lineProfile.ts';
import { neutralOf } from './reference.ts';
import { drawText, type DrawingContext, textWidth, wrapText } from './text.ts';

/** Stretches that say less: uncovered ones are greyed, sparse ones hatched, and each says so where there is room. */
export function stretches(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme } = figure;
  return {
    id: 'stretches',
    beforeDatasetsDraw({ ctx, scales, chartArea }) {
      const x = scales['x']!;
      const y = scales['y']!;
      const yc = scales['yc']!;
      for (const stretch of figure.stretches) {
        const left = Math.max(x.getPixelForValue(stretch.from - 0.5), chartArea.left);
        const right = Math.min(x.getPixelForValue(stretch.to + 0.5), chartArea.right);
        ctx.save();
        if (stretch.kind === 'uncovered') {
          ctx.fillStyle = theme.blank;
          ctx.fillRect(left, y.top, right - left, y.bottom - y.top);
          ctx.fillRect(left, yc.top, right - left, yc.bottom - yc.top);
        } else hatchBox(ctx, { left, right, top: y.top, bottom: y.bottom }, theme.hatch, 7);
        ctx.restore();
      }
    },
    afterDatasetsDraw({ ctx, scales, chartArea }) {
      for (const placed of stretchLabels(ctx, figure, { scales, chartArea })) drawLabel(ctx, figure, placed);
    },
  };
}

const LINE_HEIGHT = 14; // at the size of a page's text

export interface PlacedLabel {
  readonly stretch: StretchLabel;
  readonly box: Box;
  readonly lines: readonly string[];
  /** before its stretch, which is too narrow for it */
  readonly isBefore: boolean;
}

/** Where the stretches are named; what would stand on another label is left out, what is missing altogether is named before what is sparse. */
export function stretchLabels(
  ink: DrawingContext,
  figure: Figure,
  { scales, chartArea }: Pick<Chart, 'scales' | 'chartArea'>,
): PlacedLabel[] {
  const x = scales['x']!;
  const y = scales['y']!;
  const profile = lineProfile(figure, x, y);
  const placed: PlacedLabel[] = [];
  // What is hatched, and that nothing is coded up to its end, a card says above its plot.
  const unsaid = figure.stretches.filter(
    ({ kind, to }) => !(figure.frame.isCard && (kind === 'sparse' || to === figure.input.view.to)),
  );
  for (const stretch of unsaid.toSorted((p, q) => Number(q.kind === 'uncovered') - Number(p.kind === 'uncovered'))) {
    const left = Math.max(x.getPixelForValue(stretch.from - 0.5), chartArea.left);
    const right = Math.min(x.getPixelForValue(stretch.to + 0.5), chartArea.right);
    const area = { left, right, top: y.top, bottom: y.bottom };
    const label = placeLabel(ink, figure, stretch, area, profile, y.getPixelForValue(neutralOf(figure)));
    if (label && !placed.some(({ box }) => overlaps(box, label.box, 4))) placed.push(label);
  }
  return placed;
}

function placeLabel(
  ink: DrawingContext,
  figure: Figure,
  stretch: StretchLabel,
  area: Box,
  profile: ReturnType<typeof lineProfile>,
  neutral: number,
): PlacedLabel | null {
  const { text } = figure.frame;
  const style = { family: figure.theme.fontFamily, size: 11 * text };
  const room = area.right - area.left - 14 * text;
  // What is missing up to today must be said even where its stretch is narrow: then the words begin before it.
  const isNarrow = room < 58 * text;
  if (
    isNarrow &&
    !(stretch.kind === 'uncovered' && stretch.to === figure.input.view.to && stretch.from > figure.input.view.from)
  )
    return null;
  const lines = wrapText(ink, stretch.label, (isNarrow ? 150 : Math.min(room / text, 210)) * text, style);
  const height = lines.length * LINE_HEIGHT * text;
  if (lines.length > 6) return null;
  const widest = Math.max(...lines.map((line) => textWidth(ink, line, style)));
  const left = isNarrow ? area.right - 6 - widest : area.left + 7;
  const line = profile(Math.min(left, area.left), area.right);
  const above = line ? line.top - area.top : 0;
  const below = line ? area.bottom - line.bottom : area.bottom - area.top;
  // Clear of the line and of the neutral one, where there is more room first.
  const places = [
    { room: below, top: area.bottom - height - 8 },
    { room: above, top: area.top + 8 },
  ].filter(({ room, top }) => room >= height + 16 && (neutral < top - 2 || neutral > top + height + 2));
  if (places.length === 0) return null;
  const { top } = places.reduce((best, one) => (one.room > best.room ? one : best));
  return { stretch, box: { left, right: left + widest, top, bottom: top + height }, lines, isBefore: left < area.left };
}

function drawLabel(ink: DrawingContext, figure: Figure, { stretch, box, lines, isBefore }: PlacedLabel): void {
  const { theme, frame } = figure;
  const style = {
    colour: theme.muted,
    family: theme.fontFamily,
    size: 11 * frame.text,
    halo: stretch.kind === 'sparse' || isBefore ? theme.paper : theme.blank,
  };
  lines.forEach((line, i) => drawText(ink, line, box.left, box.top + (i * LINE_HEIGHT + 11) * frame.text, style));
}
