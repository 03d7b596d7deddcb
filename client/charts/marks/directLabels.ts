import type { Chart, Plugin } from 'chart.js';
import { CATEGORIES } from '../../../models/codebook.ts';
import { CATEGORY_NAMES } from '../bins.ts';
import { spreadLabels } from '../callouts.ts';
import type { Figure } from '../figure.ts';
import { plain, signed } from '../format.ts';
import { hatchBox } from './hatchBox.ts';
import { drawText, fitText, type Ink } from './text.ts';

/** Labels in the right margin, at the height of what they name, instead of a legend. */
export function directLabels(figure: Figure): Plugin<'line' | 'bar'> {
  return {
    id: 'directLabels',
    afterDatasetsDraw(chart) {
      if (figure.input.view.layer === 'index') indexLabels(chart, figure);
      else partLabels(chart, figure);
      if (!figure.compact) categoryLabels(chart, figure);
    },
  };
}

function indexLabels(chart: Chart<'line' | 'bar'>, figure: Figure): void {
  const { theme, compact, line, band90 } = figure;
  const y = chart.scales['y']!;
  const left = chart.chartArea.right + 8;
  const last = line.length - 1;
  const style = { family: theme.fontFamily, size: 11, baseline: 'middle' as const };
  const beside = figure.overlays.filter(({ end }) => end !== undefined);
  const wanted = [y.getPixelForValue(line[last]!) + (compact ? 0 : 8), y.getPixelForValue(figure.input.series.neutral), ...beside.map(({ end }) => y.getPixelForValue(end!) + (compact ? 0 : 8))];
  const [value, neutral, ...others] = spreadLabels(wanted, compact ? 18 : 34, y.top + (compact ? 4 : 8), y.bottom);
  const width = figure.input.width - left - 1;
  beside.forEach((overlay, i) => {
    const colour = overlay.role === 'what-if' ? theme.whatIf : theme.muted;
    const isSame = Math.abs(overlay.end! - line[last]!) < 0.05;
    // Where it ends on the line itself, its number would only repeat the one above.
    if (isSame && overlay.role === 'first-published') drawText(chart.ctx, compact ? '' : `grey: ${overlay.label}`, left, others[i]! - 8, { ...style, colour });
    else if (compact) drawText(chart.ctx, plain(overlay.end!), left - 2, others[i]!, { ...style, colour, size: 13, weight: 700 });
    else {
      drawText(chart.ctx, `${plain(overlay.end!)}  ${signed(overlay.end! - line[last]!)}`, left, others[i]! - 8, { ...style, colour, size: 14, weight: 700 });
      drawText(chart.ctx, fitText(chart.ctx, overlay.label, width, style), left, others[i]! + 8, { ...style, colour });
    }
  });
  if (compact) {
    drawText(chart.ctx, plain(line[last]!), left - 2, value!, { ...style, colour: theme.ink, size: 13, weight: 700 });
  } else {
    drawText(chart.ctx, plain(line[last]!), left, value! - 8, { ...style, colour: theme.ink, size: 17, weight: 700 });
    drawText(chart.ctx, `90% band ${plain(band90.low[last]!, 0)}–${plain(band90.high[last]!, 0)}`, left, value! + 8, { ...style, colour: theme.muted });
  }
  drawText(chart.ctx, compact ? 'neutral' : `${plain(figure.input.series.neutral, 0)} neutral`, left - (compact ? 4 : 0), neutral!, { ...style, colour: theme.muted });
}

function partLabels(chart: Chart<'line' | 'bar'>, figure: Figure): void {
  const { theme, compact } = figure;
  const y = chart.scales['y']!;
  const left = chart.chartArea.right + 8;
  const parts = [
    { label: 'raises', value: figure.conflict.at(-1)!, colour: theme.raises },
    { label: 'lowers', value: figure.cooperation.at(-1)!, colour: theme.lowers },
  ];
  const heights = spreadLabels(parts.map(({ value }) => y.getPixelForValue(value)), 17, y.top + 6, y.bottom - 6);
  parts.forEach(({ label, value, colour }, i) =>
    drawText(chart.ctx, compact ? plain(value, 0) : `${label} ${plain(value)}`, left, heights[i]!, { colour, family: theme.fontFamily, size: 13, weight: 700, baseline: 'middle' }),
  );
}

const SPACING = 15;

function categoryLabels(chart: Chart<'line' | 'bar'>, figure: Figure): void {
  const { theme, bins, categories } = figure;
  const last = bins.at(-1);
  if (!last) return;
  const yc = chart.scales['yc']!;
  const left = chart.chartArea.right + 8;
  let up = 0;
  let down = 0;
  const labels = CATEGORIES.flatMap((category, c) => {
    const raising = last.stack.raising[c]!;
    const easing = last.stack.easing[c]!;
    const middle = raising >= -easing ? up + raising / 2 : down + easing / 2;
    up += raising;
    down += easing;
    return categories.includes(category) ? [{ category, points: raising + easing, wanted: yc.getPixelForValue(middle) }] : [];
  });
  const heights = spreadLabels(labels.map(({ wanted }) => wanted), SPACING, yc.top - 20, yc.bottom + 14);
  labels.forEach(({ category, points }, i) => {
    swatch(chart.ctx, figure, category, left, heights[i]! - 4.5);
    drawText(chart.ctx, CATEGORY_NAMES[category], left + 15, heights[i]!, { colour: theme.ink, family: theme.fontFamily, size: 11, baseline: 'middle' });
    drawText(chart.ctx, signed(points), figure.input.width - 1, heights[i]!, { colour: theme.muted, family: theme.fontFamily, size: 11, baseline: 'middle', align: 'right' });
  });
}

function swatch(ink: Ink, { theme }: Figure, category: (typeof CATEGORIES)[number], left: number, top: number): void {
  const { fill, outline, hatched } = theme.categories[category];
  ink.save();
  ink.fillStyle = fill;
  ink.fillRect(left, top, 9, 9);
  ink.restore();
  if (hatched && outline) hatchBox(ink, { left, top, right: left + 9, bottom: top + 9 }, outline, 3);
  if (!outline) return;
  ink.save();
  ink.strokeStyle = outline;
  ink.lineWidth = 1;
  ink.strokeRect(left + 0.5, top + 0.5, 8, 8);
  ink.restore();
}
