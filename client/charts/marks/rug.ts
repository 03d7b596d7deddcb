import type { Plugin } from 'chart.js';
import type { Figure } from '../figure.ts';

/** A tick for every event of the window that has no number: up where it raises tension, down where it lowers it, hollow when unverified. */
export function rug(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme, frame } = figure;
  return {
    id: 'rug',
    beforeDatasetsDraw({ ctx, scales, chartArea }) {
      // Unexplained ticks are a riddle on a card, and its list says how many events there are.
      if (frame.isCard) return;
      const x = scales['x']!;
      const middle = Math.round(scales['strip']!.top + 15 * frame.text) + 0.5;
      ctx.save();
      ctx.strokeStyle = theme.grid;
      ctx.beginPath();
      ctx.moveTo(chartArea.left, middle);
      ctx.lineTo(chartArea.right, middle);
      ctx.stroke();
      for (const event of [...figure.rug, ...figure.numbered]) {
        const at = x.getPixelForValue(event.day);
        const end = event.step < 0 ? middle + 8 : middle - 8;
        if (event.verified) {
          ctx.strokeStyle = theme.muted;
          ctx.lineWidth = 1.25;
          ctx.beginPath();
          ctx.moveTo(at, middle);
          ctx.lineTo(at, end);
          ctx.stroke();
        } else {
          ctx.fillStyle = theme.paper;
          ctx.strokeStyle = theme.muted;
          ctx.lineWidth = 0.75;
          ctx.beginPath();
          ctx.rect(at - 1.25, Math.min(middle, end), 2.5, 8);
          ctx.fill();
          ctx.stroke();
        }
      }
      ctx.restore();
    },
  };
}
