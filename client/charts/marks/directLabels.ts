import type { Chart, Plugin } from 'chart.js';
import { CATEGORIES, type Category } from '../../../models/codebook.ts';
import { spreadLabels } from '../places.ts';
import type { Figure } from '../figure.ts';
import { plain, signed } from '../format.ts';
import { isSecond, overlayColour } from '../overlay.ts';
import type { Theme } from '../theme.ts';
import { hatchBox } from './hatchBox.ts';
import { drawText, fitText, type DrawingContext } from './text.ts';

/** Labels in the right margin, at the height of what they name, instead of a legend. */
export function directLabels(figure: Figure): Plugin<'line' | 'bar'> {
  return {
    id: 'directLabels',
    afterDatasetsDraw(chart) {
      if (figure.input.view.layer === 'index') indexLabels(chart, figure);
      else partLabels(chart, figure);
      // A card has them in its legend.
      if (!figure.compact && !figure.frame.isCard) categoryLabels(chart, figure);
    },
  };
}

function indexLabels(chart: Chart<'line' | 'bar'>, figure: Figure): void {
  const { theme, compact, line, band90, frame, words } = figure;
  const { text } = frame;
  const y = chart.scales['y']!;
  const left = chart.chartArea.right + 8 * text;
  const last = line.length - 1;
  const style = { family: theme.fontFamily, size: 11 * text, baseline: 'middle' as const };
  const beside = figure.overlays.filter(({ end }) => end !== undefined);
  const middle = y.getPixelForValue(figure.input.series.neutral);
  // Two lines of text hang lower than one.
  const hung = compact ? 0 : 8 * text;
  const [value, ...others] = aroundNeutral(
    [line[last]!, ...beside.map(({ end }) => end!)].map((value) => y.getPixelForValue(value) + hung),
    [line[last]!, ...beside.map(({ end }) => end!)].map((value) => value >= figure.input.series.neutral),
    middle,
    { above: (compact ? (frame.isCard ? 27 : 13) : 25) * text, below: (compact ? 14 : 25) * text },
    (compact ? (frame.isCard ? 32 : 18) : 34) * text,
    { top: y.top + (compact ? 4 : 8) * text, bottom: y.bottom + 12 * text },
  );
  const width = figure.input.width - frame.inset.right - left - 1;
  beside.forEach((overlay, i) => {
    const colour = overlay.role === 'first-published' ? theme.muted : overlayColour(overlay, theme);
    const isSame = Math.abs(overlay.end! - line[last]!) < 0.05;
    // Where it ends on the line itself, its number would only repeat the one above.
    if (isSame && overlay.role === 'first-published')
      drawText(
        chart.ctx,
        compact ? '' : fitText(chart.ctx, words.charts.grey(overlay.label), width, style),
        left,
        others[i]! - 8 * text,
        { ...style, colour },
      );
    else if (compact)
      drawText(chart.ctx, plain(overlay.end!), left - 2, others[i]!, {
        ...style,
        colour,
        size: 13 * text,
        weight: 700,
      });
    else {
      drawText(
        chart.ctx,
        `${plain(overlay.end!)}  ${isSecond(overlay) ? '' : signed(overlay.end! - line[last]!)}`,
        left,
        others[i]! - 8 * text,
        { ...style, colour, size: 14 * text, weight: 700 },
      );
      drawText(chart.ctx, fitText(chart.ctx, overlay.label, width, style), left, others[i]! + 8 * text, {
        ...style,
        colour,
      });
    }
  });
  if (compact) {
    drawText(chart.ctx, plain(line[last]!), left - 2, value!, {
      ...style,
      colour: theme.ink,
      size: 13 * text,
      weight: 700,
    });
    // A card's footer says what the band is; a page's tooltip does.
    if (frame.isCard)
      drawText(
        chart.ctx,
        words.charts.bandShort(plain(band90.low[last]!, 0), plain(band90.high[last]!, 0)),
        left - 2,
        value! + 14 * text,
        { ...style, colour: theme.muted },
      );
  } else {
    drawText(chart.ctx, plain(line[last]!), left, value! - 8 * text, {
      ...style,
      colour: theme.ink,
      size: 17 * text,
      weight: 700,
    });
    drawText(
      chart.ctx,
      words.charts.band(plain(band90.low[last]!, 0), plain(band90.high[last]!, 0)),
      left,
      value! + 8 * text,
      { ...style, colour: theme.muted },
    );
  }
  drawText(
    chart.ctx,
    compact ? words.charts.neutral : words.charts.neutralAt(plain(figure.input.series.neutral, 0)),
    left - (compact ? 4 : 0),
    middle,
    { ...style, colour: theme.muted },
  );
}

/**
 * Heights of values beside a neutral line that is named at its own height: those of the line and those below keep their side of it, `above` and
 * `below` px away from it at least.
 */
function aroundNeutral(
  wanted: readonly number[],
  isAbove: readonly boolean[],
  neutral: number,
  clear: { readonly above: number; readonly below: number },
  spacing: number,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): number[] {
  const side = (which: boolean, low: number, high: number): number[] =>
    spreadLabels(
      wanted.filter((_, i) => isAbove[i] === which),
      spacing,
      low,
      high,
    );
  const above = side(true, top, neutral - clear.above);
  const below = side(false, neutral + clear.below, Math.max(bottom, neutral + clear.below));
  return isAbove.map((isOver) => (isOver ? above : below).shift()!);
}

function partLabels(chart: Chart<'line' | 'bar'>, figure: Figure): void {
  const { theme, compact, frame, words } = figure;
  const y = chart.scales['y']!;
  const left = chart.chartArea.right + 8 * frame.text;
  const parts = [
    { label: words.charts.raises, value: figure.conflict.at(-1)!, colour: theme.raises },
    { label: words.charts.lowers, value: figure.cooperation.at(-1)!, colour: theme.lowers },
  ];
  const heights = spreadLabels(
    parts.map(({ value }) => y.getPixelForValue(value)),
    17 * frame.text,
    y.top + 6,
    y.bottom - 6,
  );
  parts.forEach(({ label, value, colour }, i) =>
    drawText(chart.ctx, compact ? plain(value, 0) : `${label} ${plain(value)}`, left, heights[i]!, {
      colour,
      family: theme.fontFamily,
      size: 13 * frame.text,
      weight: 700,
      baseline: 'middle',
    }),
  );
}

const SPACING = 15;

function categoryLabels(chart: Chart<'line' | 'bar'>, figure: Figure): void {
  const { theme, bins, categories, frame, words } = figure;
  const { text } = frame;
  const last = bins.at(-1);
  if (!last) return;
  const yc = chart.scales['yc']!;
  const left = chart.chartArea.right + 8 * text;
  let up = 0;
  let down = 0;
  const labels = CATEGORIES.flatMap((category, c) => {
    const raising = last.stack.raising[c]!;
    const easing = last.stack.easing[c]!;
    const middle = raising >= -easing ? up + raising / 2 : down + easing / 2;
    up += raising;
    down += easing;
    return categories.includes(category)
      ? [{ category, points: raising + easing, wanted: yc.getPixelForValue(middle) }]
      : [];
  });
  // On a card the time axis leaves room beside it, as far as the plot goes, and so does the rug.
  const [above, below] = frame.isCard
    ? [yc.top - 36 * text, Math.min(yc.bottom + 34 * text, figure.input.height - frame.inset.bottom - 8 * text)]
    : [yc.top - 20 * text, yc.bottom + 14 * text];
  const heights = spreadLabels(
    labels.map(({ wanted }) => wanted),
    SPACING * text,
    above,
    below,
  );
  labels.forEach(({ category, points }, i) => {
    const style = { family: theme.fontFamily, size: 11 * text, baseline: 'middle' as const };
    swatch(chart.ctx, theme, category, left, heights[i]! - 4.5 * text, 9 * text);
    drawText(chart.ctx, words.categories[category], left + 15 * text, heights[i]!, { ...style, colour: theme.ink });
    drawText(chart.ctx, signed(points), figure.input.width - frame.inset.right - 1, heights[i]!, {
      ...style,
      colour: theme.muted,
      align: 'right',
    });
  });
}

/** A square in the paint of a category, `size` px wide. */
export function swatch(
  ink: DrawingContext,
  theme: Theme,
  category: Category,
  left: number,
  top: number,
  size: number,
): void {
  const { fill, outline, hatched } = theme.categories[category];
  ink.save();
  ink.fillStyle = fill;
  ink.fillRect(left, top, size, size);
  ink.restore();
  if (hatched && outline) hatchBox(ink, { left, top, right: left + size, bottom: top + size }, outline, 3);
  if (!outline) return;
  ink.save();
  ink.strokeStyle = outline;
  ink.lineWidth = 1;
  ink.strokeRect(left + 0.5, top + 0.5, size - 1, size - 1);
  ink.restore();
}
