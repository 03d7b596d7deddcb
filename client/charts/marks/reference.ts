import type { Plugin } from 'chart.js';
import type { BinUnit } from '../bins.ts';
import type { Figure } from '../figure.ts';
import { drawText, textWidth } from './text.ts';

const WHEN: Readonly<Record<BinUnit, string>> = {
  day: 'day by day',
  week: 'at the end of each week',
  month: 'at the end of each month',
  quarter: 'at the end of each quarter',
  year: 'at the end of each year',
};

/** What the panes are read against: their headings, the neutral line of the upper and the zero line of the lower pane. */
export function reference(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme, compact } = figure;
  const heading = { colour: theme.ink, family: theme.fontFamily, size: compact ? 11 : 12, weight: 600 };
  const unit = { colour: theme.muted, family: theme.fontFamily, size: compact ? 11 : 12 };
  return {
    id: 'reference',
    beforeDatasetsDraw({ ctx, scales, chartArea }) {
      const y = scales['y']!;
      const yc = scales['yc']!;
      const rule = (at: number, colour: string): void => {
        ctx.beginPath();
        ctx.moveTo(chartArea.left, Math.round(at) + 0.5);
        ctx.lineTo(chartArea.right, Math.round(at) + 0.5);
        ctx.strokeStyle = colour;
        ctx.lineWidth = 1;
        ctx.stroke();
      };
      ctx.save();
      const neutral = figure.input.view.layer === 'index' ? figure.input.series.neutral : 0;
      rule(y.getPixelForValue(neutral), theme.neutralLine);
      if (figure.bins.length > 0) rule(yc.getPixelForValue(0), theme.neutralLine);
      const write = (title: string, rest: string, bottom: number): void => {
        drawText(ctx, title, 0, bottom, heading);
        drawText(ctx, rest, textWidth(ctx, `${title} `, heading) + 2, bottom, unit);
      };
      if (figure.input.view.layer === 'index') write('Tension index', compact ? '0–100, 50 is neutral' : '0 to 100; 50 is neither tense nor warm', y.top - 10);
      else write('What raises and what lowers tension', compact ? '' : 'tension points', y.top - 10);
      if (figure.bins.length > 0) write('What it is made of', compact ? 'index points from 50' : `index points above and below neutral, by category, ${WHEN[figure.unit]}`, yc.top - 10);
      ctx.restore();
    },
  };
}
