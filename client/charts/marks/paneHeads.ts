import type { Plugin } from 'chart.js';
import { scalesOf } from '../compareScales.ts';
import type { CompareFigure } from '../compareFigure.ts';
import { plain } from '../format.ts';
import { drawSymbol } from './lineSymbols.ts';
import { drawText, fittingText, fitText, textWidth } from './text.ts';

/** The heading of each pane, and the line that it is read against. */
export function paneHeads(figure: CompareFigure): Plugin<'line'> {
  const { theme, compact, panes, lines, input, frame } = figure;
  const { text, inset } = frame;
  const heading = { colour: theme.ink, family: theme.fontFamily, size: 12 * text, weight: 600 };
  const unit = { colour: theme.muted, family: theme.fontFamily, size: (compact ? 11 : 12) * text };
  return {
    id: 'paneHeads',
    beforeDatasetsDraw(chart) {
      const { ctx } = chart;
      const isGrid = (input.columns ?? 1) > 1;
      panes.forEach((pane, p) => {
        const { x, y } = scalesOf(figure, chart, p);
        if (pane.reference) {
          const at = Math.round(y.getPixelForValue(pane.reference.at)) + 0.5;
          ctx.save();
          ctx.beginPath();
          ctx.moveTo(x.left, at);
          ctx.lineTo(x.right, at);
          ctx.strokeStyle = theme.neutralLine;
          ctx.lineWidth = 1;
          ctx.stroke();
          ctx.restore();
        }
        if (frame.detail === 'line') return;
        const bottom = y.top - (isGrid ? 8 : 13) * text - (p < (input.columns ?? 1) ? figure.notes.height : 0);
        let left = isGrid ? x.left : inset.left;
        const paint = input.arrangement === 'multiples' ? lines[p]?.paint : undefined;
        if (paint) {
          drawSymbol(ctx, paint, left + 6 * text, bottom - 4 * text, 4.5 * text, undefined);
          left += 17 * text;
        }
        drawText(ctx, pane.title, left, bottom, heading);
        if (isGrid) {
          const value = lines[p]?.values.at(-1);
          if (value !== undefined)
            drawText(ctx, plain(value), x.right, bottom, { ...heading, weight: 700, align: 'right' });
          return;
        }
        const after = left + textWidth(ctx, `${pane.title} `, heading) + 4;
        const room = input.width - inset.right - after - 4;
        const fitting = frame.isCard
          ? fittingText(ctx, [pane.unit, ''], room, unit)
          : fitText(ctx, pane.unit, room, unit);
        drawText(ctx, fitting, after, bottom, unit);
      });
    },
  };
}
