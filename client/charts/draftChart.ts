/** A draft of a model beside the published one: two lines, and below them their difference. */
import type { ChartConfiguration, Plugin } from 'chart.js';
import { en } from '../words/en/index.ts';
import { DRAFT_PAINTS, type DraftChartInput, draftPaint, type LiveLines } from './draftFigure.ts';
import type { ValueRange } from './valueAxis.ts';
import { plain, signed } from './format.ts';
import { liveLines } from './marks/liveLines.ts';
import { paper } from './marks/paper.ts';
import { drawText, textWidth } from './marks/text.ts';
import type { Theme } from './theme.ts';
import { timeTicks } from './timeAxis.ts';

export type DraftChartConfiguration = ChartConfiguration<'line', { x: number; y: number }[]>;

const TOP = 26;
const STRIP_HEIGHT = 40;
const UPPER = 2.6;
const LOWER = 1;

/** @param live is read at every draw: change it and draw again, and only the lines are new */
export function draftChart(input: DraftChartInput, live: LiveLines): DraftChartConfiguration {
  const { width, height, from, to, compact, y, yd } = input;
  const tint = DRAFT_PAINTS[input.theme.name];
  const theme: Theme = input.warning === '' ? input.theme : { ...input.theme, paper: tint.paper, blank: tint.blank };
  const tinted = { ...input, theme };
  const font = { family: theme.fontFamily, size: 11 };
  const marginRight = compact ? 44 : 96;
  const panes = height - TOP - 36;
  const ticks = timeTicks(from, to, Math.max(width - marginRight - 40, 60) / 64, input.words);
  const labels = new Map(ticks.map(({ day, label }) => [day, typeof label === 'string' ? label : [...label]]));
  return {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      responsive: false,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { top: TOP, right: marginRight } },
      scales: {
        x: {
          type: 'linear',
          min: from - 0.5,
          max: to + 0.5,
          border: { color: theme.faint },
          grid: { drawOnChartArea: false, tickLength: 5, color: theme.faint },
          afterBuildTicks: (axis) => {
            axis.ticks = ticks.map(({ day }) => ({ value: day }));
          },
          ticks: {
            autoSkip: false,
            maxRotation: 0,
            color: theme.muted,
            font,
            padding: 2,
            callback: (value) => labels.get(Number(value)) ?? '',
          },
        },
        // Chart.js stacks from the bottom: the lower pane comes first.
        yd: {
          ...pane(theme, font, LOWER, yd, 3, (value) => signed(value, 0)),
          afterBuildTicks: (axis) =>
            void (axis.ticks = [yd.min, 0, yd.max]
              .filter((value) => value === 0 || Math.abs(value) >= (yd.max - yd.min) / 3)
              .map((value) => ({ value }))),
        },
        strip: {
          type: 'linear',
          axis: 'y',
          position: 'left',
          stack: 'panes',
          stackWeight: ((UPPER + LOWER) * STRIP_HEIGHT) / Math.max(panes - STRIP_HEIGHT, 60),
          min: 0,
          max: 1,
          border: { display: false },
          grid: { display: false },
          ticks: { display: false },
        },
        y: pane(theme, font, UPPER, y, compact ? 4 : 6, (value) => plain(value, 0)),
      },
    },
    plugins: [paper(tinted) as Plugin<'line'>, ground(tinted), liveLines(tinted, live), headings(tinted)],
  };
}

function pane(
  theme: Theme,
  font: { family: string; size: number },
  weight: number,
  { min, max }: ValueRange,
  most: number,
  text: (value: number) => string,
) {
  return {
    type: 'linear',
    axis: 'y',
    position: 'left',
    stack: 'panes',
    stackWeight: weight,
    min,
    max,
    border: { display: false },
    grid: { color: theme.grid, drawTicks: false },
    ticks: {
      color: theme.muted,
      font,
      padding: 6,
      maxTicksLimit: most + 1,
      callback: (value: string | number) => text(Number(value)),
    },
  } as const;
}

/** What lies under the lines: days without coverage, the neutral and the zero line, levels, marked days. */
function ground({ theme, uncovered, neutral, marks, levels, from, to }: DraftChartInput): Plugin<'line'> {
  return {
    id: 'ground',
    beforeDatasetsDraw({ ctx, scales, chartArea }) {
      const x = scales['x']!;
      const y = scales['y']!;
      const yd = scales['yd']!;
      ctx.save();
      ctx.fillStyle = theme.blank;
      for (const stretch of uncovered) {
        const left = Math.max(x.getPixelForValue(stretch.from - 0.5), chartArea.left);
        const right = Math.min(x.getPixelForValue(stretch.to + 0.5), chartArea.right);
        if (right > left) for (const { top, bottom } of [y, yd]) ctx.fillRect(left, top, right - left, bottom - top);
      }
      ctx.lineWidth = 1;
      const rule = (at: number, left: number, right: number, colour: string): void => {
        ctx.strokeStyle = colour;
        ctx.beginPath();
        ctx.moveTo(left, Math.round(at) + 0.5);
        ctx.lineTo(right, Math.round(at) + 0.5);
        ctx.stroke();
      };
      rule(y.getPixelForValue(neutral), chartArea.left, chartArea.right, theme.neutralLine);
      rule(yd.getPixelForValue(0), chartArea.left, chartArea.right, theme.neutralLine);
      ctx.setLineDash([5, 3]);
      levels.forEach((level, i) => {
        const end = levels[i + 1]?.day ?? to;
        if (end < from || level.day > to) return;
        rule(
          y.getPixelForValue(level.after),
          Math.max(x.getPixelForValue(level.day), chartArea.left),
          Math.min(x.getPixelForValue(end), chartArea.right),
          theme.ink,
        );
      });
      ctx.setLineDash([2, 2]);
      marks.forEach(({ letter, day }, i) => {
        if (day < from || day > to) return;
        const at = Math.round(x.getPixelForValue(day)) + 0.5;
        ctx.strokeStyle = theme.muted;
        ctx.beginPath();
        ctx.moveTo(at, y.top);
        ctx.lineTo(at, yd.bottom);
        ctx.stroke();
        // The first letter stands before its line, the last behind: two near days stay apart.
        drawText(ctx, letter, i === 0 ? at - 4 : at + 4, y.bottom - 5, {
          colour: theme.ink,
          family: theme.fontFamily,
          size: 12,
          weight: 700,
          align: i === 0 ? 'right' : 'left',
          halo: theme.paper,
        });
      });
      ctx.restore();
    },
  };
}

function headings({ theme, warning, compact, names, words = en }: DraftChartInput): Plugin<'line'> {
  const heading = { colour: theme.ink, family: theme.fontFamily, size: compact ? 11 : 12, weight: 600 };
  const rest = { colour: theme.muted, family: theme.fontFamily, size: compact ? 11 : 12 };
  return {
    id: 'headings',
    afterDatasetsDraw({ ctx, scales, chartArea }) {
      const y = scales['y']!;
      const yd = scales['yd']!;
      drawText(ctx, words.charts.index, 0, y.top - 11, heading);
      if (!compact)
        drawText(
          ctx,
          words.charts.indexScaleShort,
          textWidth(ctx, `${words.charts.index} `, heading) + 3,
          y.top - 11,
          rest,
        );
      if (warning !== '')
        drawText(ctx, warning, chartArea.right, y.top - 11, { ...heading, colour: draftPaint(theme), align: 'right' });
      drawText(ctx, words.draftChart.difference, 0, yd.top - 9, heading);
      if (!compact)
        drawText(
          ctx,
          words.draftChart.lessOf(names.draft, names.published),
          textWidth(ctx, `${words.draftChart.difference} `, heading) + 3,
          yd.top - 9,
          rest,
        );
    },
  };
}
