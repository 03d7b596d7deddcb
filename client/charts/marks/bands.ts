import type { Plugin } from 'chart.js';
import { liesInGap } from '../dailySeries.ts';
import type { Figure } from '../figure.ts';

/** The 90% and 50% bands around the index; in the view of parts, the areas under the two lines. */
export function bands(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme, days } = figure;
  return {
    id: 'bands',
    beforeDatasetsDraw({ ctx, scales, chartArea }) {
      const x = scales['x']!;
      const y = scales['y']!;
      const runs = knownRuns(figure);
      const area = (low: readonly number[], high: readonly number[], colour: string): void => {
        ctx.beginPath();
        for (const { first, last } of runs) {
          for (let i = first; i <= last; i++)
            ctx[i === first ? 'moveTo' : 'lineTo'](x.getPixelForValue(days[i]!), y.getPixelForValue(high[i]!));
          for (let i = last; i >= first; i--) ctx.lineTo(x.getPixelForValue(days[i]!), y.getPixelForValue(low[i]!));
          ctx.closePath();
        }
        ctx.fillStyle = colour;
        ctx.fill();
      };
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, y.top, chartArea.right - chartArea.left, y.bottom - y.top);
      ctx.clip();
      if (figure.input.view.layer === 'index') {
        area(figure.band90.low, figure.band90.high, theme.band90);
        area(figure.band50.low, figure.band50.high, theme.band50);
      } else {
        const zero = days.map(() => 0);
        area(zero, figure.conflict, theme.raisesArea);
        area(zero, figure.cooperation, theme.lowersArea);
      }
      ctx.restore();
    },
  };
}

/** Positions of drawn points without a gap between them. */
function knownRuns({ days, input }: Figure): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  days.forEach((day, i) => {
    if (liesInGap(input.series, day)) return;
    const run = runs.at(-1);
    if (run?.last === i - 1) run.last = i;
    else runs.push({ first: i, last: i });
  });
  return runs;
}
