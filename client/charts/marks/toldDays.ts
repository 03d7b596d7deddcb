import type { Plugin } from 'chart.js';
import type { Figure } from '../figure.ts';

const HALF = 5; // px of a triangle

/** The days on which a rule of alerts would have told: a line, and a triangle at its foot that points the way the index went. */
export function toldDays({ theme, told }: Figure): Plugin<'line' | 'bar'> {
  return {
    id: 'toldDays',
    afterDatasetsDraw({ ctx, scales }) {
      const x = scales['x']!;
      const { top, bottom } = scales['y']!;
      ctx.save();
      ctx.strokeStyle = theme.muted;
      ctx.fillStyle = theme.ink;
      ctx.lineWidth = 1;
      for (const { day, side } of told) {
        const at = Math.round(x.getPixelForValue(day)) + 0.5;
        ctx.setLineDash([2, 3]);
        ctx.beginPath();
        ctx.moveTo(at, top);
        ctx.lineTo(at, bottom);
        ctx.stroke();
        const [base, tip] = side < 0 ? [bottom - 2 * HALF, bottom - 1] : [bottom - 1, bottom - 2 * HALF];
        ctx.beginPath();
        ctx.moveTo(at - HALF, base);
        ctx.lineTo(at + HALF, base);
        ctx.lineTo(at, tip);
        ctx.fill();
      }
      ctx.restore();
    },
  };
}
