import type { Plugin } from 'chart.js';
import type { Box } from '../places.ts';
import type { Figure } from '../figure.ts';
import { drawText } from './text.ts';

const PIN = 16;

/** The square that a mark's letter takes at the top of the upper pane. */
export function pinBox(x: number, top: number): Box {
  return { left: x - PIN / 2, right: x + PIN / 2, top, bottom: top + PIN };
}

/** The days that the reader has marked, A and B, and what lies between them. */
export function pins(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme, input } = figure;
  const marked = (['a', 'b'] as const).flatMap((name) => {
    const day = input.view[name];
    return day === undefined || day < input.view.from || day > input.view.to ? [] : [{ name: name.toUpperCase(), day }];
  });
  return {
    id: 'pins',
    beforeDatasetsDraw({ ctx, scales }) {
      if (marked.length < 2) return;
      const x = scales['x']!;
      const [left, right] = marked.map(({ day }) => x.getPixelForValue(day)).sort((p, q) => p - q);
      ctx.save();
      ctx.globalAlpha = 0.06;
      ctx.fillStyle = theme.ink;
      ctx.fillRect(left!, scales['y']!.top, right! - left!, scales['yc']!.bottom - scales['y']!.top);
      ctx.restore();
    },
    afterDatasetsDraw({ ctx, scales }) {
      const x = scales['x']!;
      const y = scales['y']!;
      for (const { name, day } of marked) {
        const at = Math.round(x.getPixelForValue(day)) + 0.5;
        ctx.save();
        ctx.strokeStyle = theme.ink;
        ctx.lineWidth = 1;
        ctx.beginPath();
        ctx.moveTo(at, y.top);
        ctx.lineTo(at, scales['yc']!.bottom);
        ctx.stroke();
        ctx.fillStyle = theme.ink;
        const flag = pinBox(at, y.top);
        ctx.fillRect(flag.left, flag.top, PIN, PIN);
        ctx.restore();
        drawText(ctx, name, at, y.top + PIN / 2 + 0.5, {
          colour: theme.paper,
          family: theme.fontFamily,
          size: 11,
          weight: 700,
          align: 'center',
          baseline: 'middle',
        });
        if (input.view.layer === 'index') {
          const value = input.series.index[day - input.series.firstDay];
          if (value === undefined) continue;
          ctx.save();
          ctx.fillStyle = theme.paper;
          ctx.strokeStyle = theme.ink;
          ctx.lineWidth = 2;
          ctx.beginPath();
          ctx.arc(at, y.getPixelForValue(value), 4, 0, 2 * Math.PI);
          ctx.fill();
          ctx.stroke();
          ctx.restore();
        }
      }
    },
  };
}
