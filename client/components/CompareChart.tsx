/** The chart of a comparison with what the page lays over it: pointer, keyboard, tooltip, announcements. */
import type { Signal } from '@preact/signals';
import type { Chart } from 'chart.js';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { stepDays } from '../../models/calendar.ts';
import { compareChart, type ComparePoint } from '../charts/compareChart.ts';
import { axisOf } from '../charts/compareScales.ts';
import {
  type CompareFigure,
  compareFigure,
  compareHeight,
  type CompareInput,
  differenceOn,
} from '../charts/compareFigure.ts';
import { digitsOf, sayCompared, stateInWords } from '../charts/compareSentences.ts';
import { plain, signed } from '../charts/format.ts';
import { linePaint } from '../charts/linePaints.ts';
import { dayAtPixel, drawChart } from './canvasChart.ts';
import { ChartPointer } from './ChartPointer.tsx';
import { fontsReady, loadAlphabet, needGlyphs } from './fonts.ts';
import { LineMark } from './LineMark.tsx';
import { tooltipStyle } from './tooltipStyle.ts';
import { useWidth } from './useSize.ts';
import { longDate, words } from '../state/language.ts';

interface Props extends Omit<CompareInput, 'width' | 'height' | 'moving'> {
  readonly isDragging: boolean;
  readonly cursor: Signal<number | undefined>;
  /** text for the screen reader; a change is read out */
  readonly say: Signal<string>;
}

export function CompareChart({ isDragging, cursor, say, ...view }: Props) {
  const { lines, arrangement, scale, step, from, to, showLevels, theme, notes } = view;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<'line', ComparePoint[]> | undefined>(undefined);
  const held = useRef<CompareFigure['panes'] | undefined>(undefined);
  const [drawn, setDrawn] = useState<CompareFigure | undefined>(undefined);
  const width = useWidth(frame);
  const areMethods = lines.some(({ method }) => method !== undefined);
  const height = compareHeight(width, arrangement, lines.length, areMethods);
  const fonts = fontsReady.value;

  const figure = useMemo(
    () =>
      width === 0
        ? undefined
        : compareFigure({ ...view, words: words.value, width, height, moving: isDragging ? held.current : undefined }),
    [lines, arrangement, scale, step, from, to, showLevels, theme, notes, words.value, width, height, isDragging],
  );
  held.current = figure?.panes;

  useEffect(loadAlphabet, [words.value]);
  useEffect(() => needGlyphs(lines.map(({ label, unit }) => label + unit).join('')), [lines]);
  useLayoutEffect(() => {
    if (!figure || !canvas.current || fonts === 0) return;
    // Panes are scales: another number of them is another chart.
    if (drawn && drawn.panes.length !== figure.panes.length) {
      chart.current?.destroy();
      chart.current = undefined;
    }
    chart.current = drawChart(canvas.current, chart.current, compareChart(figure), width, height);
    setDrawn(figure);
  }, [figure, fonts]);
  useEffect(() => () => chart.current?.destroy(), []);

  // Methods have a value a period; an index has one every day, whatever the step of the drawn points.
  const stops = useMemo(
    () =>
      areMethods
        ? stepDays(Math.min(...lines.map(({ firstDay }) => firstDay)), to, step).filter((day) => day >= from)
        : undefined,
    [areMethods, lines, from, to, step],
  );
  const nearest = (day: number): number => {
    const within = clamp(day, from, to);
    if (!stops || stops.length === 0) return within;
    return stops.reduce((best, stop) => (Math.abs(stop - within) < Math.abs(best - within) ? stop : best), stops[0]!);
  };
  const dayAt = (clientX: number): number | undefined => {
    const day = dayAtPixel(canvas.current, chart.current, clientX);
    return day === undefined ? undefined : nearest(day);
  };
  const dayOfKey = (key: string, isShifted: boolean): number | undefined => {
    const at = cursor.value ?? nearest(to);
    const walk = (days: number, periods: number): number => {
      if (!stops) return at + days;
      return stops[clamp(stops.indexOf(nearest(at)) + periods, 0, stops.length - 1)] ?? at;
    };
    const moves: Readonly<Record<string, () => number>> = {
      ArrowLeft: () => walk(isShifted ? -7 : -1, isShifted ? -3 : -1),
      ArrowRight: () => walk(isShifted ? 7 : 1, isShifted ? 3 : 1),
      PageUp: () => walk(-30, -12),
      PageDown: () => walk(30, 12),
      Home: () => from,
      End: () => to,
    };
    return Object.hasOwn(moves, key) ? nearest(moves[key]!()) : undefined;
  };

  return (
    <div class="chart" ref={frame}>
      <canvas ref={canvas} aria-hidden="true" />
      {chart.current && drawn ? (
        <ComparedDay chart={chart.current} figure={drawn} cursor={cursor} width={width} />
      ) : null}
      <ChartPointer
        label={words.value.compareChart.label(
          lines.map(({ label }) => label),
          longDate(from),
          longDate(to),
          stops ? step : 'day',
        )}
        cursor={cursor}
        dayAt={dayAt}
        dayOfKey={dayOfKey}
        onWalk={(day) => {
          cursor.value = day;
          say.value = sayCompared({ ...view, words: words.value }, day);
        }}
      />
    </div>
  );
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

const TOOLTIP_WIDTH = 270;

/** All lines on the day under the pointer. An element of its own: moving it must not draw the chart again. */
function ComparedDay({
  chart,
  figure,
  cursor,
  width,
}: {
  readonly chart: Chart<'line', ComparePoint[]>;
  readonly figure: CompareFigure;
  readonly cursor: Signal<number | undefined>;
  readonly width: number;
}) {
  const day = cursor.value;
  const { arrangement, scale, lines, from, to } = figure.input;
  const x = chart.scales['x'];
  const top = chart.scales[axisOf(figure, 0)];
  const bottom = chart.scales[axisOf(figure, figure.panes.length - 1)];
  if (day === undefined || !x || !top || !bottom || day < from || day > to) return null;
  const left = x.getPixelForValue(day);
  const first = lines[0]!;
  const rows = figure.lines.map(({ line, position, pane }) => {
    const value = arrangement === 'difference' ? differenceOn(line, first, day, scale) : line.standingOn(day, scale);
    return { line, position, pane, value, height: chart.scales[axisOf(figure, pane)]?.getPixelForValue(value) };
  });
  const isOrdered = arrangement !== 'multiples';
  const shown = isOrdered
    ? rows.toSorted((a, b) => (Number.isNaN(a.value) ? 1 : Number.isNaN(b.value) ? -1 : b.value - a.value))
    : rows;
  return (
    <>
      <div
        class="crosshair"
        style={{ left: `${left}px`, top: `${top.top}px`, height: `${bottom.bottom - top.top}px` }}
      />
      {rows.map(({ line, position, value, height }) =>
        Number.isNaN(value) || height === undefined || line.kind === 'flow' ? null : (
          <div
            key={line.key}
            class="crosshair-dot"
            style={{
              left: `${left}px`,
              top: `${height}px`,
              backgroundColor: linePaint(figure.theme.name, position).colour,
            }}
          />
        ),
      )}
      <div
        class="tooltip"
        style={tooltipStyle(left, width < 620 ? bottom.bottom + 30 : top.top + 6, TOOLTIP_WIDTH, width)}
      >
        <p class="tooltip-head">
          <strong>{longDate(day)}</strong>
          {arrangement === 'difference' ? (
            <span class="muted">{words.value.compareChart.minus(first.short)}</span>
          ) : null}
        </p>
        <table class="compared-day">
          <tbody>
            {shown.map(({ line, position, value }) => {
              const state = Number.isNaN(value) ? '' : stateInWords(line.styleOn(day), words.value);
              const digits = digitsOf(line, scale);
              return (
                <tr key={line.key}>
                  <td>
                    <LineMark position={position} /> {line.label}
                    {state === '' ? null : <span class="muted"> {state}</span>}
                  </td>
                  <td class="num">
                    {Number.isNaN(value)
                      ? '–'
                      : arrangement === 'difference' || scale === 'z'
                        ? signed(value, digits)
                        : plain(value, digits)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
