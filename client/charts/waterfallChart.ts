/** A waterfall as a Chart.js configuration: floating bars, connectors, and every number written at its bar. */
import type { Chart, ChartConfiguration, Plugin, Scale } from 'chart.js';
import { en } from '../words/en/index.ts';
import { changeTo, plain, shareLabel, signed } from './format.ts';
import { PAGE } from './frame.ts';
import { hatchBox } from './marks/hatchBox.ts';
import { paper } from './marks/paper.ts';
import { drawText, fitText, textWidth } from './marks/text.ts';
import { type CategoryPaint, fade, type Theme } from './theme.ts';
import type { WaterfallRow } from './waterfall.ts';
import {
  BEHIND,
  indentOf,
  type NameColumn,
  nameColumn,
  nameStyle,
  valueRange,
  type WaterfallInput,
} from './waterfallColumns.ts';

export type WaterfallPoint = [number, number] | null;
export type WaterfallConfiguration = ChartConfiguration<'bar', WaterfallPoint[]>;

const ROW_HEIGHT = 31;
const BAR_HEIGHT = 19;
const AXIS_HEIGHT = 26;
const TOP = 4;
/** px at the size of a page's text, on a card: a pale bar is known by it where the picture is shown small. */
const OUTLINE = 1.5;

export function waterfallHeight(rows: readonly WaterfallRow[]): number {
  return TOP + rows.length * ROW_HEIGHT + AXIS_HEIGHT;
}

/** As high as on a page, or as a card has room for. */
function barHeightOf({ rows, height, frame = PAGE }: WaterfallInput): number {
  const room = (height - frame.inset.top - frame.inset.bottom - TOP - AXIS_HEIGHT * frame.text) / rows.length;
  return Math.min(BAR_HEIGHT * frame.text, Math.max(0.66 * room, 4));
}

export function waterfallChart(input: WaterfallInput): WaterfallConfiguration {
  const { rows, theme, frame = PAGE } = input;
  const { inset, text } = frame;
  const width = input.width - inset.left - inset.right;
  const column = nameColumn(input);
  const range = valueRange(input, Math.max(width - column.width, 80));
  const font = { family: theme.fontFamily, size: 11 * text };
  const barHeight = barHeightOf(input);
  const paints = rows.map((row) => rowPaint(row, theme));
  return {
    type: 'bar',
    data: {
      labels: rows.map((_, i) => String(i)),
      datasets: [
        {
          label: 'index points',
          data: rows.map((row): WaterfallPoint => (row.role === 'part' ? [row.from, row.to] : null)),
          backgroundColor: paints.map(({ fill }) => fill),
          borderColor: paints.map(({ fill, outline }) => outline ?? fill),
          borderWidth: frame.isCard ? OUTLINE * text : 1,
          borderSkipped: false,
          barThickness: barHeight,
        },
      ],
    },
    options: {
      indexAxis: 'y',
      animation: false,
      responsive: false,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { top: inset.top + TOP, right: inset.right + 2, bottom: inset.bottom, left: inset.left } },
      scales: {
        x: {
          type: 'linear',
          min: range.min,
          max: range.max,
          border: { display: false },
          grid: { color: theme.grid, tickLength: 4 },
          afterBuildTicks: (axis) => {
            axis.ticks = range.ticks.map((value) => ({ value }));
          },
          ticks: {
            color: theme.muted,
            font,
            padding: 2,
            maxRotation: 0,
            callback: (value) => plain(Number(value), range.digits),
          },
        },
        y: {
          type: 'category',
          border: { display: false },
          grid: { display: false },
          ticks: { display: false },
          afterFit: (axis: Scale) => {
            axis.width = column.width;
          },
        },
      },
    },
    plugins: [paper(input) as Plugin<'bar'>, connectors(input), hatching(input, paints), labels(input, column)],
  };
}

/** How a row is painted: new groups as in the stacked bars, fading ones paler within their own outline, what is of no one category plain: its name says what it is. */
export function rowPaint({ kind, category }: WaterfallRow, theme: Theme): CategoryPaint {
  if (category === null)
    return kind === 'fading'
      ? { fill: fade(theme.muted, theme.paper, 0.7), outline: theme.muted, hatched: false }
      : { fill: theme.muted, outline: null, hatched: false };
  const paint = theme.categories[category];
  return kind === 'fading'
    ? { fill: fade(paint.fill, theme.paper, 0.62), outline: paint.outline ?? paint.fill, hatched: paint.hatched }
    : paint;
}

/** The middle of a row, and where a value of the index lies. */
function placeOf(chart: Pick<Chart, 'scales'>): { y: (row: number) => number; x: (value: number) => number } {
  return {
    y: (row) => chart.scales['y']!.getPixelForValue(row),
    x: (value) => chart.scales['x']!.getPixelForValue(value),
  };
}

type WaterfallPlugin = Plugin<'bar'>;

/** Thin lines from each bar's end to the next bar's beginning, and the level of the start down to the end. */
function connectors(input: WaterfallInput): WaterfallPlugin {
  const { rows, theme } = input;
  const barHeight = barHeightOf(input);
  return {
    id: 'connectors',
    beforeDatasetsDraw(chart) {
      const { x, y } = placeOf(chart);
      const { ctx } = chart;
      const steps = rows.flatMap((row, i) => (row.role === 'heading' ? [] : [{ row, i }]));
      ctx.save();
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.neutralLine;
      steps.slice(0, -1).forEach(({ row, i }, n) => {
        const next = steps[n + 1]!;
        const at = Math.round(x(row.to)) + 0.5;
        ctx.beginPath();
        ctx.moveTo(at, y(i) + (row.role === 'start' ? 0 : barHeight / 2));
        ctx.lineTo(at, y(next.i) - barHeight / 2);
        ctx.stroke();
      });
      const first = steps[0];
      const last = steps.at(-1);
      if (first && last && steps.length > 2) {
        const at = Math.round(x(first.row.to)) + 0.5;
        ctx.setLineDash([1, 3]);
        ctx.beginPath();
        ctx.moveTo(at, y(first.i));
        ctx.lineTo(at, y(last.i) + barHeight / 2);
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

function hatching(input: WaterfallInput, paints: readonly CategoryPaint[]): WaterfallPlugin {
  const { rows } = input;
  const barHeight = barHeightOf(input);
  return {
    id: 'hatching',
    afterDatasetsDraw(chart) {
      const { x, y } = placeOf(chart);
      rows.forEach((row, i) => {
        const { hatched, outline } = paints[i]!;
        if (row.role !== 'part' || !hatched || !outline) return;
        const [left, right] = [x(row.from), x(row.to)].sort((a, b) => a - b);
        hatchBox(
          chart.ctx,
          { left: left!, right: right!, top: y(i) - barHeight / 2, bottom: y(i) + barHeight / 2 },
          outline,
          4,
        );
      });
    },
  };
}

/** Names on the left, numbers at the bars. */
function labels(input: WaterfallInput, { hasNotes }: NameColumn): WaterfallPlugin {
  const { rows, theme, words = en, frame = PAGE, ink, isChangeElsewhere } = input;
  const size = (px: number): number => px * frame.text;
  const origin = frame.inset.left;
  const text = { family: theme.fontFamily, size: size(12), baseline: 'middle' as const };
  return {
    id: 'labels',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      const { x, y } = placeOf(chart);
      const axis = { ...text, size: size(11), colour: theme.muted };
      const isShort = textWidth(ink ?? ctx, words.waterfall.axis, axis) > chartArea.left - origin - size(14);
      drawText(
        ctx,
        isShort ? words.waterfall.axisShort : words.waterfall.axis,
        origin,
        chartArea.bottom + size(13),
        axis,
      );
      const rowHeight = rows.length > 1 ? y(1) - y(0) : ROW_HEIGHT;
      rows.forEach((row, i) => {
        const at = y(i);
        const isTotal = row.role === 'start' || row.role === 'end';
        if (row.role === 'end') {
          const edge = Math.round(at - rowHeight / 2) + 0.5;
          ctx.save();
          ctx.strokeStyle = theme.faint;
          ctx.lineWidth = 1;
          ctx.beginPath();
          ctx.moveTo(origin, edge);
          ctx.lineTo(chartArea.right, edge);
          ctx.stroke();
          ctx.restore();
        }
        const indent = size(indentOf(row));
        const name = {
          ...text,
          ...nameStyle(row, frame.text),
          colour: row.role === 'heading' ? theme.muted : theme.ink,
        };
        const note = hasNotes ? row.note : '';
        const noteStyle = { ...text, size: size(11), colour: theme.muted, align: 'right' as const };
        const room =
          chartArea.left -
          origin -
          indent -
          size(BEHIND) -
          (frame.isCard && note !== '' ? textWidth(ctx, note, noteStyle) + size(8) : 0);
        drawText(ctx, fitText(ctx, row.label, room, name), origin + indent, at, name);
        if (note !== '') drawText(ctx, note, chartArea.left - size(BEHIND), at, noteStyle);
        if (row.role === 'heading') return;
        if (isTotal) mark(ctx, theme, x(row.to), at, barHeightOf(input));
        if (row.role === 'start') {
          drawText(ctx, plain(row.to), x(row.to) + size(7), at, {
            ...text,
            size: size(13),
            weight: 700,
            colour: theme.ink,
            halo: theme.paper,
          });
          return;
        }
        const isLeft = row.points < 0;
        const end = x(row.to) + size(isLeft ? -6 : 6);
        const align = isLeft ? ('right' as const) : ('left' as const);
        if (row.role === 'part') {
          drawText(ctx, shareLabel(row.points), end, at, {
            ...text,
            weight: 600,
            colour: theme.ink,
            align,
            halo: theme.paper,
          });
          return;
        }
        const value = { ...text, size: size(13), weight: 700 };
        const change = { ...text, weight: 600 };
        const wide = textWidth(ctx, plain(row.to), value) + size(7);
        drawText(ctx, plain(row.to), end, at, { ...value, colour: theme.ink, align, halo: theme.paper });
        if (!isChangeElsewhere)
          drawText(ctx, signed(changeTo(row.to, row.points)), end + (isLeft ? -wide : wide), at, {
            ...change,
            colour: theme.muted,
            align,
            halo: theme.paper,
          });
      });
    },
  };
}

/** Where the index stood: a stroke, not a bar, because a bar from the edge of the picture would have a length that means nothing. */
function mark(ctx: Chart['ctx'], theme: Theme, x: number, y: number, barHeight: number): void {
  ctx.save();
  ctx.fillStyle = theme.line;
  ctx.fillRect(Math.round(x) - 1.5, y - barHeight / 2 - 1, 3, barHeight + 2);
  ctx.restore();
}
