import type { Chart, Plugin } from 'chart.js';
import { CATEGORIES, type Category } from '../../../models/codebook.ts';
import { spreadAround, spreadBoxes, spreadLabels } from '../places.ts';
import type { Figure } from '../figure.ts';
import { printedChange, plain, signed } from '../format.ts';
import { isSecond, overlayColour } from '../overlay.ts';
import type { Theme } from '../theme.ts';
import { hatchBox } from './hatchBox.ts';
import { leader, OWN_HEIGHT } from './leader.ts';
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

/** A word of the margin: its lines from its middle, one below the other. */
interface EndLabel {
  readonly value: number;
  readonly height: number;
  /** px from its middle down to the line that has the number */
  readonly number: number;
  readonly draw: (middle: number, left: number) => void;
}

/** Where the numbers of the band stand to the value: where there is little room, nowhere. */
type BandPlace = 'below' | 'above' | undefined;

/** px at the size of a page's text that a leader has, where words stand close to the plot */
const LEADER = 6;

function indexLabels(chart: Chart<'line' | 'bar'>, figure: Figure): void {
  const { theme, compact, frame, words } = figure;
  const { text } = frame;
  const { x, y } = chart.scales as Record<'x' | 'y', Chart['scales'][string]>;
  const { neutral } = figure.input.series;
  const at = y.getPixelForValue(neutral);
  const [top, bottom] = [y.top - 4 * text, y.bottom + 16 * text];
  const wanted = ({ value, number }: EndLabel): number => y.getPixelForValue(value) - number;
  const clear = 8 * text;
  const place = (some: readonly EndLabel[], low: number, high: number): number[] | undefined =>
    spreadBoxes(
      some.map(wanted),
      some.map(({ height }) => height),
      low,
      high,
    );
  const isAbove = ({ value }: EndLabel): boolean => value >= neutral;
  /** Values keep their side of the neutral line, where there is room. */
  const onSides = (labels: readonly EndLabel[]): number[] | undefined => {
    const above = place(labels.filter(isAbove), top, at - clear);
    const below = place(
      labels.filter((label) => !isAbove(label)),
      at + clear,
      bottom,
    );
    return above && below && labels.map((label) => (isAbove(label) ? above : below).shift()!);
  };
  const anywhere = (labels: readonly EndLabel[]): number[] | undefined =>
    spreadAround(
      labels.map(wanted),
      labels.map(({ height }) => height),
      [top, bottom],
      [at - clear, at + clear],
    );
  const moved = (labels: readonly EndLabel[], places: readonly number[]): number =>
    Math.max(...labels.map((label, i) => Math.abs(places[i]! - wanted(label))));
  // The neutral line is named at its own height, and so is the last value, as far as there is room: the numbers of the band give way.
  const ways = (['below', 'above', undefined] as const).flatMap((band) => {
    const labels = endLabels(chart, figure, band);
    return [onSides(labels), anywhere(labels)].flatMap((places) =>
      places ? [{ labels, places, off: moved(labels, places) }] : [],
    );
  });
  const named =
    ways.find(({ off }) => off <= OWN_HEIGHT * text) ??
    (ways.length === 0 ? undefined : ways.reduce((best, one) => (one.off < best.off - 0.5 ? one : best)));
  const labels = named?.labels ?? endLabels(chart, figure, 'below');
  const places = named?.places ?? place(labels, top, bottom) ?? labels.map(wanted);
  const isMoved = labels.map((label, i) => Math.abs(places[i]! - wanted(label)) > OWN_HEIGHT * text);
  const beside = chart.chartArea.right + (compact && isMoved.includes(true) ? LEADER * text : 0);
  labels.forEach((label, i) => {
    const left = beside + (compact ? 6 : 8) * text;
    if (isMoved[i] && !Number.isNaN(label.value))
      leader(
        chart.ctx,
        theme.muted,
        { x: x.getPixelForValue(figure.days.at(-1)!), y: y.getPixelForValue(label.value) },
        { x: left - 2 * text, y: places[i]! + label.number },
      );
    label.draw(places[i]!, left);
  });
  if (named)
    drawText(
      chart.ctx,
      compact ? words.charts.neutral : words.charts.neutralAt(plain(neutral, 0)),
      beside + (compact ? 4 : 8) * text,
      at,
      { family: theme.fontFamily, size: 11 * text, baseline: 'middle', colour: theme.muted },
    );
}

/** The last value of the line, with its band or without, and those of the lines beside it. */
function endLabels(chart: Chart<'line' | 'bar'>, figure: Figure, band: BandPlace): EndLabel[] {
  const { theme, compact, line, band90, frame, words } = figure;
  const { text } = frame;
  const last = line.at(-1)!;
  const width = figure.marginRight - (compact ? 6 : 8) * text - 1;
  const small = { family: theme.fontFamily, size: 11 * text, baseline: 'middle' as const };
  const large = (size: number) => ({ ...small, size: size * text, weight: 700 });
  const write = (words: string, left: number, at: number, style: Parameters<typeof drawText>[4]): void =>
    drawText(chart.ctx, words, left, at, style);
  const [low, high] = [plain(band90.low.at(-1)!, 0), plain(band90.high.at(-1)!, 0)];
  // A card's footer says what the band is; a page's tooltip does.
  const hasBand = band !== undefined && (!compact || frame.isCard);
  const height = (compact ? (hasBand ? 29 : 15) : hasBand ? 33 : 18) * text;
  const number = hasBand ? (band === 'below' ? -1 : 1) * (compact ? 7 : 8) * text : 0;
  const own: EndLabel = {
    value: last,
    height,
    number,
    draw: (middle, left) => {
      write(plain(last), left, middle + number, { ...large(compact ? 13 : 17), colour: theme.ink });
      if (hasBand)
        write(words.charts[compact ? 'bandShort' : 'band'](low, high), left, middle - number, {
          ...small,
          colour: theme.muted,
        });
    },
  };
  const others = figure.overlays.flatMap((overlay): EndLabel[] => {
    const { end, role, label } = overlay;
    if (end === undefined) return [];
    const colour = role === 'first-published' ? theme.muted : overlayColour(overlay, theme);
    // Where it ends on the line itself, its number would only repeat the one above.
    if (role === 'first-published' && Math.abs(end - last) < 0.05)
      return compact
        ? []
        : [
            {
              value: end,
              height: 16 * text,
              number: 0,
              draw: (at, left) =>
                write(fitText(chart.ctx, words.charts.grey(label), width, small), left, at, { ...small, colour }),
            },
          ];
    if (compact)
      return [
        {
          value: end,
          height: 15 * text,
          number: 0,
          draw: (at, left) => write(plain(end), left, at, { ...large(13), colour }),
        },
      ];
    const difference = isSecond(overlay) ? '' : `  ${signed(printedChange(last, end))}`;
    // A card names its lines above the plot.
    const hasName = !frame.isCard || !isSecond(overlay);
    return [
      {
        value: end,
        height: (hasName ? 32 : 16) * text,
        number: hasName ? -8 * text : 0,
        draw: (at, left) => {
          write(`${plain(end)}${difference}`, left, at - (hasName ? 8 * text : 0), { ...large(14), colour });
          if (hasName) write(fitText(chart.ctx, label, width, small), left, at + 8 * text, { ...small, colour });
        },
      },
    ];
  });
  return [own, ...others];
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
