import type { Plugin } from 'chart.js';
import { scalesOf } from '../compareScales.ts';
import type { CompareFigure, FigureLine } from '../compareFigure.ts';
import type { LinePaint } from '../linePaints.ts';
import type { DrawingContext } from './text.ts';

/** px between the symbols that a line carries */
const APART = 170;

/** Each line carries its symbol along, so that it is known in grey and by who sees colours otherwise; single observations are a mark on a stem. */
export function lineSymbols(figure: CompareFigure): Plugin<'line'> {
  const { theme, lines, input, panes } = figure;
  return {
    id: 'lineSymbols',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      for (const line of lines) {
        const { x, y } = scalesOf(figure, chart, line.pane);
        if (line.isFlow)
          observations(
            ctx,
            line,
            (day) => x.getPixelForValue(day),
            (value) => y.getPixelForValue(value),
            input.arrangement === 'multiples' ? (panes[line.pane]!.reference?.at ?? 0) : undefined,
            input.lines.length,
          );
        // A pane of one line needs no symbol to tell it from another.
        else if (input.arrangement !== 'multiples' && lines.length > 1) {
          const last = line.days.at(-1);
          if (last === undefined) continue;
          // Lines begin at different places, so that two that run together do not carry their symbols on top of each other.
          const shift = (line.position / Math.max(input.lines.length, 1)) * APART;
          for (let at = chartArea.right - 40 - shift; at > chartArea.left + 4; at -= APART) {
            const value = valueAt(line, x.getValueForPixel(at) ?? Number.NaN);
            if (value !== undefined) drawSymbol(ctx, line.paint, at, y.getPixelForValue(value), 4.25, theme.paper);
          }
        }
      }
    },
  };
}

/** Without a `base` (several in one pane) only the mark is drawn. */
function observations(
  ink: DrawingContext,
  { days, values, paint, band, styles }: FigureLine,
  xOf: (day: number) => number,
  yOf: (value: number) => number,
  base: number | undefined,
  lines: number,
): void {
  const size = lines > 3 && base === undefined ? 2.5 : 3;
  days.forEach((day, i) => {
    const [at, height] = [xOf(day), yOf(values[i]!)];
    ink.save();
    if (base !== undefined) {
      const drawn = band ? { low: band.low[i]!, high: band.high[i]! } : undefined;
      ink.strokeStyle = paint.colour;
      ink.lineWidth = drawn ? 0.75 : 1.25;
      ink.globalAlpha = drawn ? 0.6 : styles[i] === 'covered' ? 0.9 : 0.5;
      ink.beginPath();
      ink.moveTo(at, drawn ? yOf(drawn.low) : yOf(base));
      ink.lineTo(at, drawn ? yOf(drawn.high) : height);
      ink.stroke();
    }
    ink.restore();
    drawSymbol(ink, paint, at, height, size, undefined);
  });
}

/** Between two points on the straight line; `undefined` outside. */
function valueAt({ days, values }: FigureLine, day: number): number | undefined {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  if (low === 0 || low >= days.length) return undefined;
  const share = (day - days[low - 1]!) / (days[low]! - days[low - 1]!);
  return values[low - 1]! + (values[low]! - values[low - 1]!) * share;
}

/** A symbol of about `size` px from its middle to its rim, with a rim of paper where one is given. */
export function drawSymbol(
  ink: DrawingContext,
  { symbol, colour }: LinePaint,
  x: number,
  y: number,
  size: number,
  rim: string | undefined,
): void {
  ink.save();
  ink.beginPath();
  const polygon = (...points: readonly (readonly [number, number])[]): void => {
    for (const [dx, dy] of points) ink.lineTo(x + dx * size, y + dy * size);
    ink.closePath();
  };
  if (symbol === 'circle') ink.arc(x, y, size, 0, 2 * Math.PI);
  else if (symbol === 'square') polygon([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]);
  else if (symbol === 'triangle') polygon([0, -1.2], [1.15, 0.85], [-1.15, 0.85]);
  else if (symbol === 'wedge') polygon([0, 1.2], [1.15, -0.85], [-1.15, -0.85]);
  else if (symbol === 'diamond') polygon([0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]);
  else
    polygon(
      [-0.4, -1.25],
      [0.4, -1.25],
      [0.4, -0.4],
      [1.25, -0.4],
      [1.25, 0.4],
      [0.4, 0.4],
      [0.4, 1.25],
      [-0.4, 1.25],
      [-0.4, 0.4],
      [-1.25, 0.4],
      [-1.25, -0.4],
      [-0.4, -0.4],
    );
  if (rim !== undefined) {
    ink.strokeStyle = rim;
    ink.lineWidth = 2.5;
    ink.stroke();
  }
  ink.fillStyle = colour;
  ink.fill();
  ink.restore();
}
