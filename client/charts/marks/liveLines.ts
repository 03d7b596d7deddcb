/** Lines straight from typed arrays: what is drawn while a slider moves. Chart.js gives the axes and clears the paper; no element is made. */
import type { Chart, Plugin } from 'chart.js';
import { spreadLabels } from '../places.ts';
import { type DraftChartInput, type DraftLine, draftPaint, type LiveLines } from '../draftFigure.ts';
import { plain, signed } from '../format.ts';
import type { Theme } from '../theme.ts';
import { drawText, type DrawingContext } from './text.ts';

interface Scale {
  getPixelForValue(value: number): number;
  readonly top: number;
  readonly bottom: number;
}

export function liveLines(input: DraftChartInput, live: LiveLines): Plugin<'line'> {
  const { theme, names } = input;
  const colour = draftPaint(theme);
  return {
    id: 'liveLines',
    beforeDatasetsDraw(chart) {
      const { ctx, scales, chartArea } = chart;
      const x = scales['x']!;
      const y = scales['y']!;
      const yd = scales['yd']!;
      const [from, to] = [Math.ceil(x.min), Math.floor(x.max)];
      const { published, draft, band } = live;
      ctx.save();
      clip(ctx, chartArea, y);
      if (band) {
        ctx.beginPath();
        trace(ctx, band.high, band.firstDay, from, to, x, y);
        traceBack(ctx, band.low, band.firstDay, from, to, x, y);
        ctx.fillStyle = theme.band90;
        ctx.fill();
      }
      ctx.lineJoin = 'round';
      ctx.beginPath();
      trace(ctx, published.index, published.firstDay, from, to, x, y);
      ctx.strokeStyle = draft ? theme.muted : theme.line;
      ctx.lineWidth = draft ? 1.25 : 2;
      ctx.stroke();
      if (draft) {
        ctx.beginPath();
        trace(ctx, draft.index, draft.firstDay, from, to, x, y);
        ctx.strokeStyle = colour;
        ctx.lineWidth = 2;
        ctx.stroke();
      }
      ctx.restore();
      if (draft) {
        ctx.save();
        clip(ctx, chartArea, yd);
        differenceArea(ctx, live, draft, from, to, x, yd, theme);
        ctx.restore();
      }
      endLabels(chart, live, to, theme, names, input.compact);
    },
  };
}

function clip(
  ink: DrawingContext,
  { left, right }: { readonly left: number; readonly right: number },
  { top, bottom }: Scale,
): void {
  ink.beginPath();
  ink.rect(left, top - 1, right - left, bottom - top + 2);
  ink.clip();
}

/** Lowest and highest value of every pixel column, left to right; a short stretch day by day. O(days). */
function trace(
  ink: DrawingContext,
  values: Float64Array,
  firstDay: number,
  from: number,
  to: number,
  x: Scale,
  y: Scale,
): void {
  const first = Math.max(from, firstDay);
  const last = Math.min(to, firstDay + values.length - 1);
  if (last < first) return;
  const left = x.getPixelForValue(0);
  const dayWidth = x.getPixelForValue(1) - left;
  const zero = y.getPixelForValue(0);
  const rise = y.getPixelForValue(1) - zero;
  if (dayWidth >= 0.5) {
    for (let day = first; day <= last; day++) ink.lineTo(left + day * dayWidth, zero + values[day - firstDay]! * rise);
    return;
  }
  for (let day = first; day <= last;) {
    const column = Math.floor(left + day * dayWidth);
    let low = day;
    let high = day;
    let next = day + 1;
    for (; next <= last && left + next * dayWidth < column + 1; next++) {
      if (values[next - firstDay]! < values[low - firstDay]!) low = next;
      if (values[next - firstDay]! > values[high - firstDay]!) high = next;
    }
    const [one, two] = low < high ? [low, high] : [high, low];
    ink.lineTo(left + one * dayWidth, zero + values[one - firstDay]! * rise);
    if (two !== one) ink.lineTo(left + two * dayWidth, zero + values[two - firstDay]! * rise);
    day = next;
  }
}

/** The lower side of a band, right to left: one value a pixel is enough for an area. */
function traceBack(
  ink: DrawingContext,
  values: Float64Array,
  firstDay: number,
  from: number,
  to: number,
  x: Scale,
  y: Scale,
): void {
  const first = Math.max(from, firstDay);
  const last = Math.min(to, firstDay + values.length - 1);
  const stride = Math.max(1, Math.floor(0.5 / (x.getPixelForValue(1) - x.getPixelForValue(0))));
  for (let day = last; day >= first; day -= stride)
    ink.lineTo(x.getPixelForValue(day), y.getPixelForValue(values[day - firstDay]!));
}

/** draft - published, as an area from zero: above in the colour of what raises, below in that of what lowers. */
function differenceArea(
  ink: DrawingContext,
  { published }: LiveLines,
  draft: DraftLine,
  from: number,
  to: number,
  x: Scale,
  yd: Scale,
  theme: Theme,
): void {
  const first = Math.max(from, draft.firstDay, published.firstDay);
  const last = Math.min(to, draft.firstDay + draft.index.length - 1, published.firstDay + published.index.length - 1);
  const zero = yd.getPixelForValue(0);
  const left = x.getPixelForValue(0);
  const dayWidth = x.getPixelForValue(1) - left;
  const rise = yd.getPixelForValue(1) - zero;
  for (const sign of [1, -1]) {
    ink.beginPath();
    ink.moveTo(left + first * dayWidth, zero);
    for (let day = first; day <= last;) {
      const column = Math.floor(left + day * dayWidth);
      let most = 0;
      let next = day;
      do {
        const difference = draft.index[next - draft.firstDay]! - published.index[next - published.firstDay]!;
        if (difference * sign > most * sign) most = difference;
        next++;
      } while (next <= last && left + next * dayWidth < column + 1);
      ink.lineTo(left + day * dayWidth, zero + most * rise);
      day = next;
    }
    ink.lineTo(left + last * dayWidth, zero);
    ink.closePath();
    ink.fillStyle = sign === 1 ? theme.raises : theme.lowers;
    ink.fill();
  }
}

function endLabels(
  { ctx, scales, chartArea }: Chart<'line'>,
  { published, draft }: LiveLines,
  to: number,
  theme: Theme,
  names: DraftChartInput['names'],
  compact: boolean,
): void {
  const y = scales['y']!;
  const yd = scales['yd']!;
  const left = chartArea.right + 8;
  const style = { family: theme.fontFamily, baseline: 'middle' as const };
  const was = valueOn(published, to);
  const is = draft && valueOn(draft, to);
  if (was === undefined) return;
  if (is === undefined) {
    drawText(ctx, plain(was), left, y.getPixelForValue(was) - (compact ? 0 : 7), {
      ...style,
      colour: theme.ink,
      size: compact ? 12 : 16,
      weight: 700,
    });
    if (!compact)
      drawText(ctx, names.published, left, y.getPixelForValue(was) + 9, { ...style, colour: theme.muted, size: 11 });
    return;
  }
  const [low, high] = spreadLabels(
    [y.getPixelForValue(is), y.getPixelForValue(was)],
    compact ? 15 : 33,
    y.top + 6,
    y.bottom - 6,
  );
  drawText(ctx, plain(is), left, low! - (compact ? 0 : 7), {
    ...style,
    colour: draftPaint(theme),
    size: compact ? 12 : 16,
    weight: 700,
  });
  drawText(ctx, plain(was), left, high! - (compact ? 0 : 7), {
    ...style,
    colour: theme.muted,
    size: compact ? 12 : 14,
    weight: 600,
  });
  if (!compact) {
    drawText(ctx, names.draft, left, low! + 9, { ...style, colour: draftPaint(theme), size: 11 });
    drawText(ctx, names.published, left, high! + 9, { ...style, colour: theme.muted, size: 11 });
  }
  const middle = Math.min(Math.max(yd.getPixelForValue(is - was), yd.top + 6), yd.bottom - 6);
  drawText(ctx, signed(is - was), left, middle, { ...style, colour: theme.ink, size: compact ? 12 : 14, weight: 700 });
}

const valueOn = ({ index, firstDay }: DraftLine, day: number): number | undefined => index[day - firstDay];
