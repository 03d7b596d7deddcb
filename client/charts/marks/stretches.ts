import type { Plugin } from 'chart.js';
import type { Box } from '../callouts.ts';
import type { Figure, StretchLabel } from '../figure.ts';
import { hatchBox } from './hatchBox.ts';
import { lineProfile } from './lineProfile.ts';
import { drawText, type Ink, textWidth, wrapText } from './text.ts';

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
      const x = scales['x']!;
      const y = scales['y']!;
      for (const stretch of figure.stretches) {
        const left = Math.max(x.getPixelForValue(stretch.from - 0.5), chartArea.left);
        const right = Math.min(x.getPixelForValue(stretch.to + 0.5), chartArea.right);
        label(ctx, figure, stretch, { left, right, top: y.top, bottom: y.bottom }, lineProfile(figure, x, y));
      }
    },
  };
}

const LINE_HEIGHT = 14; // at the size of a page's text

/** Boxes of the labels, so that captions keep off them. */
export function stretchLabelBox(ink: Ink, figure: Figure, stretch: StretchLabel, area: Box, profile: ReturnType<typeof lineProfile>): { box: Box; lines: string[] } | null {
  const { text } = figure.frame;
  const style = { family: figure.theme.fontFamily, size: 11 * text };
  const room = area.right - area.left - 14 * text;
  // What is missing up to today must be said even where its stretch is narrow: then the words begin before it.
  const isNarrow = room < 58 * text;
  if (isNarrow && !(stretch.kind === 'uncovered' && stretch.to === figure.input.view.to && stretch.from > figure.input.view.from)) return null;
  const lines = wrapText(ink, stretch.label, (isNarrow ? 150 : Math.min(room / text, 210)) * text, style);
  const height = lines.length * LINE_HEIGHT * text;
  if (lines.length > 6) return null;
  const widest = Math.max(...lines.map((line) => textWidth(ink, line, style)));
  const left = isNarrow ? area.right - 6 - widest : area.left + 7;
  const line = profile(Math.min(left, area.left), area.right);
  const above = line ? line.top - area.top : 0;
  const below = line ? area.bottom - line.bottom : area.bottom - area.top;
  if (Math.max(above, below) < height + 16) return null;
  const top = below >= above ? area.bottom - height - 8 : area.top + 8;
  return { box: { left, right: left + widest, top, bottom: top + height }, lines };
}

function label(ink: Ink, figure: Figure, stretch: StretchLabel, area: Box, profile: ReturnType<typeof lineProfile>): void {
  const placed = stretchLabelBox(ink, figure, stretch, area, profile);
  const { text } = figure.frame;
  placed?.lines.forEach((line, i) =>
    drawText(ink, line, placed.box.left, placed.box.top + (i * LINE_HEIGHT + 11) * text, { colour: figure.theme.muted, family: figure.theme.fontFamily, size: 11 * text, halo: stretch.kind === 'sparse' || placed.box.left < area.left ? figure.theme.paper : figure.theme.blank }),
  );
}
