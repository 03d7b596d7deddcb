/** A comparison as a Chart.js configuration: one canvas, one time axis, one pane or one for each line. */
import type { ChartConfiguration, ChartDataset, ScaleOptionsByType, ScriptableLineSegmentContext } from 'chart.js';
import type { CompareFigure, FigureLine } from './compareFigure.ts';
import { axisOf, columnsOf, scalesOf, timeAxisOf } from './compareScales.ts';
import { plain, signed } from './format.ts';
import { compareAreas } from './marks/compareAreas.ts';
import { levelSteps } from './marks/levelSteps.ts';
import { noteMarks } from './marks/notes.ts';
import { lineEnds } from './marks/lineEnds.ts';
import { lineSymbols } from './marks/lineSymbols.ts';
import { paneHeads } from './marks/paneHeads.ts';
import { paper } from './marks/paper.ts';
import { fade } from './theme.ts';

export type ComparePoint = { x: number; y: number };
export type CompareChartConfiguration = ChartConfiguration<'line', ComparePoint[]>;

/** Height of the strip above each pane but the first, for its heading. */
const HEAD = 40;
const TOP = 30;
/** Width between two columns of panes to that of one. */
const GAP = 0.08;

/** The configuration, plugins included. Nothing in it listens or animates: the page moves a pointer over it, not in it. */
export function compareChart(figure: CompareFigure): CompareChartConfiguration {
  const { theme, x, panes, input, frame } = figure;
  const { inset, text } = frame;
  const top = (frame.detail === 'line' ? 6 * text : TOP * text) + figure.notes.height;
  const font = { family: theme.fontFamily, size: 11 * text };
  const labels = new Map(x.ticks.map(({ day, label }) => [day, typeof label === 'string' ? label : [...label]]));
  // Chart.js gives out height by weight: a head is so many panes high that it comes out at HEAD px.
  const columns = columnsOf(figure);
  const rows = Math.ceil(panes.length / columns);
  const heads = rows - 1;
  const room = Math.max(input.height - inset.top - inset.bottom - top - (40 + heads * HEAD) * text, 30 * rows);
  const headWeight = (HEAD * text * rows) / room;
  // Chart.js gives stacked axes half the width among them, which is too little for six panes on a phone: so they are as wide as their longest label.
  const written = (pane: number, value: number): string =>
    input.arrangement === 'difference' || input.scale === 'z'
      ? signed(value, panes[pane]!.digits)
      : plain(value, panes[pane]!.digits);
  const longest = Math.max(2, ...panes.flatMap(({ ticks }, pane) => ticks.map((tick) => written(pane, tick).length)));
  const afterFit = (axis: { width: number }): void => {
    axis.width = Math.round(longest * 6.6 * text + 10);
  };
  const scales: Record<string, unknown> = {};
  for (let column = 0; column < columns; column++) {
    scales[timeAxisOf(figure, column)] = {
      type: 'linear',
      axis: 'x',
      position: 'bottom',
      ...(columns > 1 && { stack: 'columns', stackWeight: 1 }),
      min: x.min,
      max: x.max,
      offset: false,
      border: { color: theme.faint },
      grid: { offset: false, drawOnChartArea: false, drawTicks: true, tickLength: 5, color: theme.faint },
      afterBuildTicks: ticksAt(x.ticks.map(({ day }) => day)),
      ticks: {
        autoSkip: false,
        maxRotation: 0,
        align: 'center',
        color: theme.muted,
        font,
        padding: 2,
        callback: (value: string | number) => labels.get(Number(value)) ?? '',
      },
    } satisfies DeepPartialScale;
    if (column < columns - 1)
      scales[`gap${column}`] = {
        type: 'linear',
        axis: 'x',
        position: 'bottom',
        stack: 'columns',
        stackWeight: GAP,
        min: 0,
        max: 1,
        border: { display: false },
        grid: { display: false },
        ticks: { display: false },
      } satisfies DeepPartialScale;
  }
  // Chart.js stacks from the bottom: the last pane comes first.
  for (let pane = (rows - 1) * columns; pane >= 0; pane -= columns) {
    const { min, max, ticks, isTurned } = panes[pane]!;
    scales[axisOf(figure, pane)] = {
      type: 'linear',
      axis: 'y',
      position: 'left',
      stack: 'panes',
      stackWeight: 1,
      min,
      max,
      reverse: isTurned,
      border: { display: false },
      grid: { color: theme.grid, drawTicks: false },
      afterBuildTicks: ticksAt(ticks),
      ticks: {
        color: theme.muted,
        font,
        padding: 6,
        callback: (value: string | number) => written(pane, Number(value)),
      },
      afterFit,
    } satisfies DeepPartialScale;
    if (pane > 0)
      scales[`head${pane}`] = {
        type: 'linear',
        axis: 'y',
        position: 'left',
        stack: 'panes',
        stackWeight: headWeight,
        min: 0,
        max: 1,
        border: { display: false },
        grid: { display: false },
        ticks: { display: false },
        afterFit,
      } satisfies DeepPartialScale;
  }
  return {
    type: 'line',
    data: { datasets: figure.lines.map((line) => dataset(figure, line)) },
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
      scales: scales as NonNullable<NonNullable<CompareChartConfiguration['options']>['scales']>,
    },
    plugins: [
      paper(figure),
      noteMarks({ ...figure, from: input.from, to: input.to }, (chart) =>
        panes.map((_, pane) => ({ ...scalesOf(figure, chart, pane), hasFlags: pane < columns })),
      ),
      paneHeads(figure),
      compareAreas(figure),
      levelSteps(
        figure.lines.map(({ levels, pane, paint }) => ({
          segments: levels,
          axis: axisOf(figure, pane),
          colour: paint.colour,
          hasLabels: figure.lines.length === 1 || figure.input.arrangement === 'multiples',
        })),
        theme,
        figure.words,
      ),
      lineSymbols(figure),
      lineEnds(figure),
    ],
  };
}

type DeepPartialScale = { readonly [Key in keyof ScaleOptionsByType<'linear'>]?: unknown } & {
  readonly type: 'linear';
};

const ticksAt = (values: readonly number[]) => (axis: { ticks: { value: number }[] }) => {
  axis.ticks = values.map((value) => ({ value }));
};

function dataset(
  figure: CompareFigure,
  { line, paint, days, values, styles, pane, isFlow, levels }: FigureLine,
): ChartDataset<'line', ComparePoint[]> {
  const { theme, compact } = figure;
  const isPlain = styles.every((style) => style === 'covered');
  return {
    type: 'line',
    label: line.key,
    data: days.map((day, i) => ({ x: day, y: values[i]! })),
    xAxisID: timeAxisOf(figure, pane),
    yAxisID: axisOf(figure, pane),
    // Under its levels the line steps back.
    borderColor: levels.length > 0 ? fade(paint.colour, theme.paper, 0.45) : paint.colour,
    borderWidth: levels.length > 0 ? 1.25 : compact ? 1.75 : 2,
    borderJoinStyle: 'round',
    pointRadius: 0,
    tension: 0,
    // Observations of single months are marks (lineSymbols); a line through them would tell of months in which nothing was seen.
    showLine: !isFlow,
    segment: isPlain
      ? {}
      : {
          borderDash: ({ p1DataIndex }: ScriptableLineSegmentContext) => DASHES[styles[p1DataIndex]!],
        },
  };
}

/** Broken where little is coded or may still be coded, dotted where nothing is: in the paint of the line, which a paler one would lose against the paper. */
const DASHES = { covered: undefined, sparse: [6, 3.5], provisional: [6, 3.5], uncovered: [1.5, 4] };
