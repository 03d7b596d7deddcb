import type { Chart, Plugin } from 'chart.js';
import type { Box } from '../places.ts';
import type { Figure } from '../figure.ts';
import { printedChange, dateParts, longDate, plain, shortDate, signed } from '../format.ts';
import { lineProfile } from './lineProfile.ts';
import { drawText, type DrawingContext, textWidth } from './text.ts';

/** What a what-if makes of the index: the area between the two lines, and the difference written where it is largest. */
export function differences(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme, days, line } = figure;
  const shown = figure.overlays.find(({ role }) => role === 'what-if');
  return {
    id: 'differences',
    beforeDatasetsDraw({ ctx, scales, chartArea }) {
      if (!shown) return;
      const x = scales['x']!;
      const y = scales['y']!;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, y.top, chartArea.right - chartArea.left, y.bottom - y.top);
      ctx.clip();
      ctx.beginPath();
      days.forEach((day, i) => ctx.lineTo(x.getPixelForValue(day), y.getPixelForValue(line[i]!)));
      for (let i = days.length - 1; i >= 0; i--)
        ctx.lineTo(
          x.getPixelForValue(days[i]!),
          y.getPixelForValue(Number.isNaN(shown.values[i]) ? line[i]! : shown.values[i]!),
        );
      ctx.closePath();
      ctx.fillStyle = theme.whatIfArea;
      ctx.fill();
      ctx.restore();
    },
    afterDatasetsDraw({ ctx, scales, chartArea }) {
      if (!shown?.largest) return;
      const y = scales['y']!;
      const { day, index, other } = shown.largest;
      const at = Math.round(scales['x']!.getPixelForValue(day)) + 0.5;
      const [from, to] = [y.getPixelForValue(index), y.getPixelForValue(other)];
      ctx.save();
      ctx.strokeStyle = theme.whatIf;
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.moveTo(at, from);
      ctx.lineTo(at, to);
      for (const end of [from, to]) {
        ctx.moveTo(at - 3.5, end);
        ctx.lineTo(at + 3.5, end);
      }
      ctx.stroke();
      ctx.restore();
      const label = differenceLabel(ctx, figure, { scales, chartArea });
      if (label)
        drawText(ctx, label.text, label.box.left, label.box.bottom - 3, {
          ...labelStyle(figure),
          colour: theme.whatIf,
          halo: theme.paper,
        });
    },
  };
}

const isWithinAYear = ({ input: { view } }: Figure): boolean => dateParts(view.from).year === dateParts(view.to).year;
const labelStyle = ({ theme, frame }: Figure) => ({ family: theme.fontFamily, size: 11 * frame.text, weight: 700 });
const LABEL_HEIGHT = 14; // at the size of a page's text

/** The words of the largest difference and where they stand: beyond the what-if's line, on the side away from the index. */
export function differenceLabel(
  ink: DrawingContext,
  figure: Figure,
  { scales, chartArea }: Pick<Chart, 'scales' | 'chartArea'>,
): { readonly text: string; readonly box: Box } | undefined {
  const largest = figure.overlays.find(({ role }) => role === 'what-if')?.largest;
  if (!largest) return undefined;
  const { day, index, other } = largest;
  const text = figure.compact
    ? signed(printedChange(index, other))
    : figure.words.charts.largestDifference(
        signed(printedChange(index, other)),
        isWithinAYear(figure) ? shortDate(day, figure.words) : longDate(day, figure.words),
        plain(other),
        plain(index),
      );
  const width = textWidth(ink, text, labelStyle(figure));
  const x = scales['x']!;
  const y = scales['y']!;
  const left = Math.min(Math.max(x.getPixelForValue(day) - width / 2, chartArea.left + 2), chartArea.right - width - 2);
  const span = lineProfile(figure, x, y)(left, left + width) ?? {
    top: y.getPixelForValue(other),
    bottom: y.getPixelForValue(other),
  };
  const height = LABEL_HEIGHT * figure.frame.text;
  const top =
    other <= index ? Math.min(span.bottom + 6, y.bottom - height - 2) : Math.max(span.top - 6 - height, y.top + 2);
  return { text, box: { left, right: left + width, top, bottom: top + height } };
}
