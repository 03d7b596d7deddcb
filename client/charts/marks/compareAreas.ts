import type { Plugin } from 'chart.js';
import { scalesOf } from '../compareScales.ts';
import type { CompareFigure, FigureLine } from '../compareFigure.ts';
import { fade } from '../theme.ts';

/** What lies behind the lines: bands, in a pane of its own the other lines in pale for orientation, and the space to zero of a single difference. */
export function compareAreas(figure: CompareFigure): Plugin<'line'> {
  const { theme, lines, panes, input } = figure;
  return {
    id: 'compareAreas',
    beforeDatasetsDraw(chart) {
      const { ctx } = chart;
      panes.forEach((pane, p) => {
        const { x, y } = scalesOf(figure, chart, p);
        ctx.save();
        ctx.beginPath();
        ctx.rect(x.left, y.top, x.right - x.left, y.bottom - y.top);
        ctx.clip();
        const area = (
          { days }: FigureLine,
          low: readonly number[],
          high: readonly number[],
          colour: string,
          alpha: number,
        ): void => {
          ctx.beginPath();
          days.forEach((day, i) => ctx.lineTo(x.getPixelForValue(day), y.getPixelForValue(high[i]!)));
          for (let i = days.length - 1; i >= 0; i--)
            ctx.lineTo(x.getPixelForValue(days[i]!), y.getPixelForValue(low[i]!));
          ctx.closePath();
          ctx.globalAlpha = alpha;
          ctx.fillStyle = colour;
          ctx.fill();
          ctx.globalAlpha = 1;
        };
        const own = lines.filter((line) => line.pane === p);
        const isAlike =
          pane.min === panes[0]!.min &&
          pane.max === panes[0]!.max &&
          lines.every(({ line }) => line.unit === lines[0]!.line.unit);
        if (input.arrangement === 'multiples' && isAlike)
          for (const other of lines) {
            if (other.pane === p || other.isFlow) continue;
            ctx.beginPath();
            other.days.forEach((day, i) => ctx.lineTo(x.getPixelForValue(day), y.getPixelForValue(other.values[i]!)));
            ctx.strokeStyle = fade(theme.muted, theme.paper, 0.68);
            ctx.lineWidth = 1;
            ctx.stroke();
          }
        for (const line of own)
          if (line.band && !line.isFlow)
            area(line, line.band.low, line.band.high, line.paint.colour, theme.name === 'dark' ? 0.2 : 0.13);
        const [only] = own;
        if (input.arrangement === 'difference' && own.length === 1 && only && !only.isFlow)
          area(
            only,
            only.values.map(() => 0),
            only.values,
            only.paint.colour,
            0.14,
          );
        ctx.restore();
      });
    },
  };
}
