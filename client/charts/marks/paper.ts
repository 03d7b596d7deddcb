import type { Plugin } from 'chart.js';
import type { Theme } from '../theme.ts';

/** The background: a canvas is transparent, and a copied picture would be unreadable on another ground. */
export function paper({ theme }: { readonly theme: Theme }): Plugin<'line' | 'bar'> {
  return {
    id: 'paper',
    beforeDraw({ ctx, width, height }) {
      ctx.save();
      ctx.fillStyle = theme.paper;
      ctx.fillRect(0, 0, width, height);
      ctx.restore();
    },
  };
}
