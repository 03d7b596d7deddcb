import type { Plugin } from 'chart.js';
import type { Figure } from '../figure.ts';
import { plain, shortDate, signed } from '../format.ts';
import { drawText, textWidth } from './text.ts';

/** What a what-if makes of the index: the area between the two lines, and the difference written where it is largest. */
export function differences(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme, days, line, compact } = figure;
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
      for (let i = days.length - 1; i >= 0; i--) ctx.lineTo(x.getPixelForValue(days[i]!), y.getPixelForValue(shown.values[i]!));
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
      const text = compact ? signed(other - index) : `${signed(other - index)} on ${shortDate(day)}: ${plain(other)}, not ${plain(index)}`;
      const style = { family: theme.fontFamily, size: 11, weight: 700, colour: theme.whatIf, halo: theme.paper };
      const width = textWidth(ctx, text, style);
      const left = Math.min(Math.max(at - width / 2, chartArea.left + 2), chartArea.right - width - 2);
      // Beyond the what-if's end of the stroke, away from the line and from the captions around it.
      const isBelow = other <= index;
      drawText(ctx, text, left, isBelow ? Math.min(to + 15, y.bottom - 4) : Math.max(to - 7, y.top + 10), style);
    },
  };
}
