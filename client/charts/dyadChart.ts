/** A figure as a Chart.js configuration: one canvas, two panes on one time axis. */
import type { ChartConfiguration, ChartDataset, ScriptableLineSegmentContext } from 'chart.js';
import { CATEGORIES, type Category } from '../../models/codebook.ts';
import { liesInGap } from './dailySeries.ts';
import { type Figure, lineStyle } from './figure.ts';
import { plain, signed } from './format.ts';
import { directLabels } from './marks/directLabels.ts';
import { hatch } from './marks/hatch.ts';
import { overlayColour } from './overlay.ts';
import { levelSteps } from './marks/levelSteps.ts';
import { bands } from './marks/bands.ts';
import { lineValues } from './marks/lineValues.ts';
import { noteMarks } from './marks/notes.ts';
import { numberedMarks } from './marks/numberedMarks.ts';
import { differences } from './marks/differences.ts';
import { paper } from './marks/paper.ts';
import { pins } from './marks/pins.ts';
import { reference } from './marks/reference.ts';
import { rug } from './marks/rug.ts';
import { stretches } from './marks/stretches.ts';
import { toldDays } from './marks/toldDays.ts';
import { fade } from './theme.ts';

export type DyadPoint = { x: number; y: number };
export type DyadChartConfiguration = ChartConfiguration<'line' | 'bar', DyadPoint[]>;

/** Height of the strip between the panes: the rug of events, and the heading of the lower pane. */
const STRIP_HEIGHT = 46;
const HEADING = 34; // of the heading alone: a card has no rug
const NONE = 0.01; // a scale of no height
export const TOP = 24; // px above the upper pane, for its heading

/** The configuration, plugins included. Nothing in it listens or animates: the page moves a pointer over it, not in it. */
export function dyadChart(figure: Figure): DyadChartConfiguration {
  const { theme, x, y, yc, frame } = figure;
  const { inset, text } = frame;
  const hasBars = frame.detail === 'full';
  const top = (frame.detail === 'line' ? 6 : TOP) * text + figure.notes.height;
  const between = (frame.isCard ? (hasBars ? HEADING : NONE) : STRIP_HEIGHT) * text;
  // A scale of no height, where there are no bars: what marks it for the marks stays.
  const lower = hasBars ? figure.lower : 0.0001;
  const font = { family: theme.fontFamily, size: 11 * text };
  const panes = figure.input.height - inset.top - inset.bottom - top - 40 * text;
  const strip = ((1 + lower) * between) / Math.max(panes - between, frame.isCard ? 20 : 80);
  const labels = new Map(x.ticks.map(({ day, label }) => [day, typeof label === 'string' ? label : [...label]]));
  const ticks = (values: readonly number[]) => (axis: { ticks: { value: number }[] }) => {
    axis.ticks = values.map((value) => ({ value }));
  };
  return {
    type: 'line',
    data: { datasets: [...lines(figure), ...bars(figure)] },
    options: {
      animation: false,
      responsive: false,
      maintainAspectRatio: false,
      events: [],
      parsing: false,
      normalized: true,
      layout: {
        padding: {
          top: inset.top + top,
          right: inset.right + figure.marginRight,
          left: inset.left,
          bottom: inset.bottom,
        },
      },
      elements: { point: { radius: 0 } },
      scales: {
        x: {
          type: 'linear',
          min: x.min,
          max: x.max,
          offset: false,
          stacked: true,
          border: { color: theme.faint },
          grid: { offset: false, drawOnChartArea: false, drawTicks: true, tickLength: 5, color: theme.faint },
          afterBuildTicks: ticks(x.ticks.map(({ day }) => day)),
          ticks: {
            autoSkip: false,
            maxRotation: 0,
            align: 'center',
            color: theme.muted,
            font,
            padding: 2,
            callback: (value) => labels.get(Number(value)) ?? '',
          },
        },
        // Chart.js stacks from the bottom: the lower pane comes first.
        yc: {
          type: 'linear',
          stack: 'panes',
          stackWeight: lower,
          min: yc.min,
          max: yc.max,
          stacked: true,
          offset: false,
          border: { display: false },
          grid: { display: hasBars, color: theme.grid, drawTicks: false },
          afterBuildTicks: ticks(hasBars ? yc.ticks : []),
          ticks: { color: theme.muted, font, padding: 6, callback: (value) => signed(Number(value), 0) },
        },
        strip: {
          type: 'linear',
          axis: 'y',
          position: 'left',
          stack: 'panes',
          stackWeight: strip,
          min: 0,
          max: 1,
          border: { display: false },
          grid: { display: false },
          ticks: { display: false },
        },
        y: {
          type: 'linear',
          stack: 'panes',
          stackWeight: 1,
          min: y.min,
          max: y.max,
          offset: false,
          border: { display: false },
          grid: { color: theme.grid, drawTicks: false },
          afterBuildTicks: ticks(y.ticks),
          ticks: { color: theme.muted, font, padding: 6, callback: (value) => plain(Number(value), 0) },
        },
      },
    },
    plugins: [
      paper(figure),
      noteMarks({ ...figure, from: figure.input.view.from, to: figure.input.view.to }, ({ scales }) => [
        { x: scales['x']!, y: scales['y']!, hasFlags: true },
        ...(hasBars ? [{ x: scales['x']!, y: scales['yc']!, hasFlags: false }] : []),
      ]),
      stretches(figure),
      bands(figure),
      reference(figure),
      hatch(figure),
      levelSteps([{ segments: figure.levels, axis: 'y', colour: theme.line, hasLabels: false }], theme),
      rug(figure),
      toldDays(figure),
      pins(figure),
      differences(figure),
      numberedMarks(figure),
      lineValues(figure),
      directLabels(figure),
    ],
  };
}

/** The share of paper in a line where little is coded: it can still be seen in every theme. */
const SPARSE = 0.18;

function lines(figure: Figure): ChartDataset<'line', DyadPoint[]>[] {
  const { theme, days, input } = figure;
  const isPlain = days.every((day) => lineStyle(input.series, day) === 'covered');
  const line = (label: string, values: readonly number[], colour: string): ChartDataset<'line', DyadPoint[]> => ({
    type: 'line',
    label,
    data: days.map((day, i) => ({ x: day, y: liesInGap(input.series, day) ? Number.NaN : values[i]! })),
    xAxisID: 'x',
    yAxisID: 'y',
    borderColor: colour,
    borderWidth: figure.compact ? 1.75 : 2,
    borderJoinStyle: 'round',
    pointRadius: 0,
    tension: 0,
    order: 0,
    // Asked for every point of every frame: left out where the whole line is of one kind.
    segment: isPlain
      ? {}
      : {
          borderDash: ({ p1 }: ScriptableLineSegmentContext) => {
            const style = lineStyle(input.series, p1.parsed.x ?? 0);
            return style === 'uncovered' ? [1.5, 4] : style === 'provisional' ? [6, 4] : undefined;
          },
          borderColor: ({ p1 }: ScriptableLineSegmentContext) => {
            const style = lineStyle(input.series, p1.parsed.x ?? 0);
            return style === 'uncovered'
              ? theme.muted
              : style === 'sparse'
                ? fade(colour, theme.paper, SPARSE)
                : undefined;
          },
        },
  });
  const overlays = figure.overlays.map(({ role, label, values }): ChartDataset<'line', DyadPoint[]> => ({
    type: 'line',
    label: `${role} ${label}`,
    data: days.map((day, i) => ({ x: day, y: values[i]! })),
    xAxisID: 'x',
    yAxisID: 'y',
    borderColor: overlayColour({ role }, theme),
    borderWidth: role === 'first-published' ? 3 : figure.compact ? 1.75 : 2,
    borderJoinStyle: 'round',
    pointRadius: 0,
    tension: 0,
    // What was first published lies behind the line, a what-if before it.
    order: role === 'what-if' ? -1 : 0.5,
  }));
  return input.view.layer === 'index'
    ? [line('Tension index', figure.line, input.series.feeds ? theme.machine : theme.line), ...overlays]
    : [line('Raises tension', figure.conflict, theme.raises), line('Lowers tension', figure.cooperation, theme.lowers)];
}

/** What a dataset of bars is known by; nobody reads it. */
export const barLabel = (category: Category, sign: 'raising' | 'easing'): string => `${category} ${sign}`;

/** One dataset a category and sign, empty ones left out: the stacks above and below zero add up to index - neutral. */
function bars(figure: Figure): ChartDataset<'bar', DyadPoint[]>[] {
  const { theme, bins, categories } = figure;
  const width = bins.length > 70 ? 1 : 0.9;
  return CATEGORIES.flatMap((category, c) => {
    const { fill, outline } = theme.categories[category];
    return (['raising', 'easing'] as const).flatMap((sign): ChartDataset<'bar', DyadPoint[]>[] => {
      const data = bins.map((bin) => ({ x: (bin.from + bin.to) / 2, y: bin.stack[sign][c]! }));
      if (!categories.includes(category) || data.every(({ y }) => y === 0)) return [];
      const faded = (colour: string): string[] =>
        bins.map((bin) => (bin.covered ? colour : fade(colour, theme.paper, 0.6)));
      return [
        {
          type: 'bar',
          label: barLabel(category, sign),
          data,
          xAxisID: 'x',
          yAxisID: 'yc',
          stack: 'contributions',
          backgroundColor: faded(fill),
          // A line of paper keeps neighbours of like luminance apart where a category between them is missing.
          borderColor: faded(outline ?? fade(fill, theme.paper, 0.35)),
          borderWidth: bins.length > 70 ? 0.5 : 1,
          borderSkipped: false,
          categoryPercentage: width,
          barPercentage: bins.length > 70 ? 0.86 : 1,
          order: 1,
        },
      ];
    });
  });
}
