/** The dyad's chart with what the page lays over it: pointer, keyboard, tooltip, announcements. */
import type { Signal } from '@preact/signals';
import type { Chart } from 'chart.js';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { dyadChart, type DyadPoint } from '../charts/dyadChart.ts';
import { type DailySeries } from '../charts/dailySeries.ts';
import { type Figure, type FigureView, dyadFigure, type ToldDay } from '../charts/figure.ts';
import type { ValueRange } from '../charts/valueAxis.ts';
import type { LevelSegment } from '../charts/levels.ts';
import type { FigureNote } from '../charts/notes.ts';
import { sayDay } from '../charts/sentences.ts';
import type { Evidence } from '../charts/evidence.ts';
import { type Overlay } from '../charts/overlay.ts';
import type { Theme } from '../charts/theme.ts';
import type { Scored } from '../state/dyadData.ts';
import { EvidenceStrip } from './EvidenceStrip.tsx';
import { dayAtPixel, drawChart } from './canvasChart.ts';
import { ChartPointer } from './ChartPointer.tsx';
import { DayUnderPointer } from './DayUnderPointer.tsx';
import { fontsReady, loadAlphabet, needGlyphs } from './fonts.ts';
import { useWidth } from './useSize.ts';
import { longDate, words } from '../state/language.ts';

interface Props {
  readonly series: DailySeries;
  readonly scored: Scored | undefined;
  readonly view: FigureView;
  readonly theme: Theme;
  /** other lines beside the index */
  readonly overlays: readonly Overlay[];
  /** stretches of one level, drawn over the index */
  readonly levels: readonly LevelSegment[];
  /** days on which a rule of alerts would have told */
  readonly told: readonly ToldDay[];
  /** notes on the days */
  readonly notes: readonly FigureNote[];
  /** what a feed has of each day, where a line is coded by machine */
  readonly evidence: Evidence | undefined;
  /** whether its share of the world's news stands below the chart */
  readonly hasStrip: boolean;
  /** while a window is dragged its axis must not jump */
  readonly isDragging: boolean;
  readonly cursor: Signal<number | undefined>;
  /** text for the screen reader; a change is read out */
  readonly say: Signal<string>;
  readonly onMark: (day: number) => void;
}

export function heightFor(width: number): number {
  return width < 620 ? 430 : Math.min(560, Math.max(470, Math.round(width * 0.5)));
}

export function DyadChart({
  series,
  scored,
  view,
  theme,
  overlays,
  levels,
  told,
  notes,
  evidence,
  hasStrip,
  isDragging,
  cursor,
  say,
  onMark,
}: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<'line' | 'bar', DyadPoint[]> | undefined>(undefined);
  const heldRange = useRef<ValueRange | undefined>(undefined);
  const [drawnFigure, setDrawnFigure] = useState<Figure | undefined>(undefined);
  const width = useWidth(frame);
  const height = heightFor(width);
  const fonts = fontsReady.value;

  const events = scored?.figureEvents ?? [];
  const figure = useMemo(
    () =>
      width === 0
        ? undefined
        : dyadFigure({
            series,
            explained: scored,
            events,
            view,
            theme,
            width,
            height,
            overlays,
            levels,
            told,
            notes,
            words: words.value,
            moving: isDragging ? heldRange.current : undefined,
          }),
    [
      series,
      scored,
      view.from,
      view.to,
      view.step,
      view.layer,
      view.a,
      view.b,
      theme,
      overlays,
      levels,
      told,
      notes,
      words.value,
      width,
      height,
      isDragging,
    ],
  );
  heldRange.current = figure?.y;

  useEffect(loadAlphabet, [words.value]);
  useEffect(() => {
    if (figure) needGlyphs(figure.numbered.map((event) => event.title + event.summary).join(''));
  }, [figure]);

  useLayoutEffect(() => {
    if (!figure || !canvas.current || fonts === 0) return;
    chart.current = drawChart(canvas.current, chart.current, dyadChart(figure), width, height);
    setDrawnFigure(figure);
  }, [figure, fonts]);
  useEffect(() => () => chart.current?.destroy(), []);

  const dayAt = (clientX: number): number | undefined => {
    const day = dayAtPixel(canvas.current, chart.current, clientX);
    return day === undefined ? undefined : clamp(day, view.from, view.to);
  };
  const moveTo = (day: number): void => {
    cursor.value = clamp(day, view.from, view.to);
    say.value = sayDay(series, cursor.value, events, words.value);
  };
  const dayOfKey = (key: string, isShifted: boolean): number | undefined => {
    const at = cursor.value ?? view.to;
    const days = isShifted ? 7 : 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: at - days,
      ArrowRight: at + days,
      PageUp: at - 30,
      PageDown: at + 30,
      Home: view.from,
      End: view.to,
    };
    return Object.hasOwn(moves, key) ? moves[key] : undefined;
  };

  return (
    <>
      <div class="chart" ref={frame}>
        <canvas ref={canvas} aria-hidden="true" />
        {chart.current && drawnFigure ? (
          <DayUnderPointer
            chart={chart.current}
            series={series}
            scored={scored}
            cursor={cursor}
            view={view}
            width={width}
            overlays={overlays}
            evidence={evidence}
          />
        ) : null}
        <ChartPointer
          label={words.value.dyadChart.label(series.name, longDate(view.from), longDate(view.to))}
          cursor={cursor}
          dayAt={dayAt}
          dayOfKey={dayOfKey}
          onWalk={moveTo}
          onPick={(day) => onMark(day ?? cursor.value ?? view.to)}
        />
      </div>
      {hasStrip && evidence && chart.current && drawnFigure ? (
        <EvidenceStrip
          evidence={evidence}
          from={view.from}
          to={view.to}
          left={chart.current.chartArea.left}
          right={chart.current.chartArea.right}
          width={width}
        />
      ) : null}
    </>
  );
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
