/** What one event does to the index over time: the line with it and without it, and what lies between. */
import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { en } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';
import { spreadLabels } from './places.ts';
import { longDate, plain } from './format.ts';
import { paper } from './marks/paper.ts';
import { drawText } from './marks/text.ts';
import type { Theme } from './theme.ts';
import { timeTicks } from './timeAxis.ts';

export interface EffectPoint {
  /** epoch day */
  readonly day: number;
  readonly index: number;
  readonly without: number;
}

export interface EffectInput {
  readonly effect: readonly EffectPoint[];
  readonly eventDay: number;
  /** +1 raises, -1 lowers */
  readonly polarity: 1 | -1;
  readonly theme: Theme;
  /** English where there are none */
  readonly words?: Words;
  readonly width: number;
  readonly height: number;
}

export type EffectChartConfiguration = ChartConfiguration<'line', { x: number; y: number }[]>;

export function effectChart(input: EffectInput): EffectChartConfiguration {
  const { effect, theme, width, words = en } = input;
  const font = { family: theme.fontFamily, size: 11 };
  const values = effect.flatMap(({ index, without }) => [index, without]);
  const low = Math.floor((Math.min(...values) - 1) / 5) * 5;
  const high = Math.ceil((Math.max(...values) + 1) / 5) * 5;
  const first = effect[0]?.day ?? 0;
  const last = effect.at(-1)?.day ?? 1;
  const compact = width < 560;
  const marginRight = compact ? 78 : 132;
  const ticks = timeTicks(first, last, Math.max(width - marginRight - 40, 60) / 70, words);
  const labels = new Map(ticks.map(({ day, label }) => [day, typeof label === 'string' ? label : [...label]]));
  const line = (label: string, pick: (point: EffectPoint) => number, colour: string, dash: number[]) => ({
    label,
    data: effect.map((point) => ({ x: point.day, y: pick(point) })),
    borderColor: colour,
    borderWidth: 2,
    borderDash: dash,
    pointRadius: 0,
  });
  return {
    type: 'line',
    data: {
      datasets: [
        line(words.effect.with, ({ index }) => index, theme.line, []),
        line(words.effect.without, ({ without }) => without, theme.muted, [4, 3]),
      ],
    },
    options: {
      animation: false,
      responsive: false,
      maintainAspectRatio: false,
      events: [],
      parsing: false,
      normalized: true,
      layout: { padding: { top: 26, right: marginRight } },
      scales: {
        x: {
          type: 'linear',
          min: first,
          max: last,
          grid: { drawOnChartArea: false, color: theme.faint, tickLength: 5 },
          border: { color: theme.faint },
          afterBuildTicks: (axis) => {
            axis.ticks = ticks.map(({ day }) => ({ value: day }));
          },
          ticks: {
            autoSkip: false,
            maxRotation: 0,
            color: theme.muted,
            font,
            callback: (value) => labels.get(Number(value)) ?? '',
          },
        },
        y: {
          type: 'linear',
          min: low,
          max: high,
          grid: { color: theme.grid, drawTicks: false },
          border: { display: false },
          ticks: { color: theme.muted, font, padding: 6, maxTicksLimit: 6 },
        },
      },
    },
    plugins: [paper(input) as Plugin<'line'>, between(input), endLabels(input, compact)],
  };
}

function between({ effect, polarity, theme }: EffectInput): Plugin<'line'> {
  return {
    id: 'between',
    beforeDatasetsDraw({ ctx, scales }) {
      const x = scales['x']!;
      const y = scales['y']!;
      ctx.save();
      ctx.beginPath();
      for (const point of effect) ctx.lineTo(x.getPixelForValue(point.day), y.getPixelForValue(point.index));
      for (const point of effect.toReversed())
        ctx.lineTo(x.getPixelForValue(point.day), y.getPixelForValue(point.without));
      ctx.closePath();
      ctx.fillStyle = polarity === 1 ? theme.raises : theme.lowers;
      ctx.globalAlpha = 0.28;
      ctx.fill();
      ctx.restore();
    },
  };
}

function endLabels({ effect, eventDay, theme, words = en }: EffectInput, compact: boolean): Plugin<'line'> {
  return {
    id: 'endLabels',
    afterDatasetsDraw(chart: Chart<'line'>) {
      const { ctx, scales, chartArea } = chart;
      const y = scales['y']!;
      const at = Math.round(scales['x']!.getPixelForValue(eventDay)) + 0.5;
      ctx.save();
      ctx.strokeStyle = theme.muted;
      ctx.lineWidth = 1;
      ctx.setLineDash([2, 2]);
      ctx.beginPath();
      ctx.moveTo(at, chartArea.top - 6);
      ctx.lineTo(at, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
      const onRight = at > (chartArea.left + chartArea.right) / 2;
      drawText(
        ctx,
        longDate(eventDay, words),
        onRight ? at + 4 : Math.max(at - 4, chartArea.left),
        chartArea.top - 10,
        { colour: theme.muted, family: theme.fontFamily, size: 11, align: onRight ? 'right' : 'left' },
      );
      const last = effect.at(-1);
      if (!last) return;
      const heights = spreadLabels(
        [y.getPixelForValue(last.index), y.getPixelForValue(last.without)],
        15,
        chartArea.top,
        chartArea.bottom,
      );
      const left = chartArea.right + 6;
      drawText(
        ctx,
        compact ? words.effect.endWithShort(plain(last.index)) : words.effect.endWith(plain(last.index)),
        left,
        heights[0]!,
        { colour: theme.line, family: theme.fontFamily, size: 11, weight: 700, baseline: 'middle' },
      );
      drawText(ctx, words.effect.endWithout(plain(last.without)), left, heights[1]!, {
        colour: theme.muted,
        family: theme.fontFamily,
        size: 11,
        weight: 600,
        baseline: 'middle',
      });
    },
  };
}
