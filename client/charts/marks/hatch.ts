import type { Plugin } from 'chart.js';
import { CATEGORIES } from '../../../models/codebook.ts';
import type { Figure } from '../figure.ts';
import { fade } from '../theme.ts';
import { hatchBox } from './hatchBox.ts';

/** Diagonal lines over the bars of a hatched category. Drawn, not a canvas pattern: a pattern needs a second canvas. */
export function hatch(figure: Figure): Plugin<'line' | 'bar'> {
  const { theme } = figure;
  const hatched = CATEGORIES.filter((category) => theme.categories[category].hatched);
  return {
    id: 'hatch',
    afterDatasetsDraw(chart) {
      chart.data.datasets.forEach((dataset, i) => {
        const category = hatched.find((name) => dataset.label?.startsWith(`${name} `));
        if (category === undefined) return;
        const { outline } = theme.categories[category];
        chart.getDatasetMeta(i).data.forEach((bar, at) => {
          const { x, y, base, width } = bar.getProps(['x', 'y', 'base', 'width'], true);
          const colour = figure.bins[at]?.covered === false ? fade(outline!, theme.paper, 0.6) : outline!;
          const box = { left: x - width / 2, right: x + width / 2, top: Math.min(y, base), bottom: Math.max(y, base) };
          if (box.bottom - box.top >= 1) hatchBox(chart.ctx, clip(box, chart.chartArea), colour, 4);
        });
      });
    },
  };
}

function clip<T extends { left: number; right: number }>(box: T, area: { left: number; right: number }): T {
  return { ...box, left: Math.max(box.left, area.left), right: Math.min(box.right, area.right) };
}
