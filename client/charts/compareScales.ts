/** The scales of a comparison: a pane of a row shares its value axis, one of a column its time axis. */
import type { Chart, Scale } from 'chart.js';
import type { CompareFigure } from './compareFigure.ts';

type Arranged = Pick<CompareFigure, 'input'>;
export const columnsOf = ({ input }: Arranged): number => input.columns ?? 1;

/** The name of a pane's axis: panes of one row share that of the first. */
export const axisOf = (figure: Arranged, pane: number): string => `y${pane - (pane % columnsOf(figure))}`;
/** The name of its time axis: panes of one column share it. */
export const timeAxisOf = (figure: Arranged, pane: number): string =>
  columnsOf(figure) === 1 ? 'x' : `x${pane % columnsOf(figure)}`;
/** All time axes of a chart that is drawn, from left to right: one where its panes are no columns. */
export const timeAxesOf = ({ scales }: Pick<Chart, 'scales'>): Scale[] =>
  Object.values(scales).filter(({ id }) => /^x\d*$/.test(id));

/** The scales of a pane. */
export const scalesOf = (
  figure: Arranged,
  { scales }: Pick<Chart, 'scales'>,
  pane: number,
): { x: Scale; y: Scale } => ({
  x: scales[timeAxisOf(figure, pane)]!,
  y: scales[axisOf(figure, pane)]!,
});
