/** The dyad's chart with what the page lays over it: pointer, keyboard, tooltip, announcements. */
import type { Signal } from '@preact/signals';
import type { Chart } from 'chart.js';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { explainPoint } from '../../models/contribution.ts';
import { dyadChart, type DyadPoint } from '../charts/dyadChart.ts';
import { type DailySeries, lieWithin, valueOn } from '../charts/dailySeries.ts';
import { type Figure, type FigureView, dyadFigure, type ValueRange } from '../charts/figure.ts';
import type { LevelSegment } from '../charts/levels.ts';
import { plain, shorten, signed } from '../charts/format.ts';
import { sayDay } from '../charts/sentences.ts';
import { sourceOf } from '../charts/lineSource.ts';
import type { Evidence } from '../charts/evidence.ts';
import { isSecond, type Overlay, overlayOn } from '../charts/overlay.ts';
import type { Theme } from '../charts/theme.ts';
import type { Scored } from '../state/dyadData.ts';
import { DayEvidence } from './DayEvidence.tsx';
import { EvidenceStrip } from './EvidenceStrip.tsx';
import { drawChart } from './canvasChart.ts';
import { fontsReady, loadAlphabet, needGlyphs } from './fonts.ts';
import { useWidth } from './useSize.ts';
import { DATA_LANGUAGE, longDate, knownDate, words } from '../state/language.ts';

interface Props {
  readonly series: DailySeries;
  readonly scored: Scored | undefined;
  readonly view: FigureView;
  readonly theme: Theme;
  /** other lines beside the index */
  readonly overlays: readonly Overlay[];
  /** stretches of one level, drawn over the index */
  readonly levels: readonly LevelSegment[];
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
  evidence,
  hasStrip,
  isDragging,
  cursor,
  say,
  onMark,
}: Props) {
  const wording = words.value.dyadChart;
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
    const area = canvas.current?.getBoundingClientRect();
    const x = chart.current?.scales['x'];
    if (!area || !x) return undefined;
    return clamp(Math.round(x.getValueForPixel(clientX - area.left) ?? Number.NaN), view.from, view.to);
  };
  const moveTo = (day: number): void => {
    cursor.value = clamp(day, view.from, view.to);
    say.value = sayDay(series, cursor.value, events, words.value);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cursor.value ?? view.to;
    const days = event.shiftKey ? 7 : 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: at - days,
      ArrowRight: at + days,
      PageUp: at - 30,
      PageDown: at + 30,
      Home: view.from,
      End: view.to,
    };
    if (Object.hasOwn(moves, event.key)) moveTo(moves[event.key]!);
    else if (event.key === 'Enter' || event.key === ' ') onMark(at);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div class="chart" ref={frame}>
        <canvas ref={canvas} aria-hidden="true" />
        {chart.current && drawnFigure ? (
          <Crosshair
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
        <div
          class="chart-overlay"
          tabIndex={0}
          role="application"
          aria-roledescription={wording.chart}
          aria-label={wording.label(series.name, longDate(view.from), longDate(view.to))}
          onKeyDown={press}
          onPointerMove={(event) => {
            cursor.value = dayAt(event.clientX);
          }}
          onPointerLeave={(event) => {
            if (event.pointerType === 'mouse') cursor.value = undefined;
          }}
          onPointerDown={(event) => {
            if (event.pointerType !== 'mouse') cursor.value = dayAt(event.clientX);
          }}
          onClick={(event) => {
            // A finger shows a day; the buttons below mark it. A mouse shows by pointing, so its click is free to mark.
            if (event instanceof PointerEvent && event.pointerType === 'touch') return;
            const day = dayAt(event.clientX);
            if (day !== undefined) onMark(day);
          }}
          onBlur={() => {
            cursor.value = undefined;
          }}
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

interface CrosshairProps {
  readonly chart: Chart<'line' | 'bar', DyadPoint[]>;
  readonly series: DailySeries;
  readonly scored: Scored | undefined;
  readonly cursor: Signal<number | undefined>;
  readonly view: FigureView;
  readonly width: number;
  readonly overlays: readonly Overlay[];
  readonly evidence: Evidence | undefined;
}

const TOOLTIP_WIDTH = 318;

/** The day under the pointer. An element of its own: moving it must not draw the chart again. */
function Crosshair({ chart, series, scored, cursor, view, width, overlays, evidence }: CrosshairProps) {
  const day = cursor.value;
  const x = chart.scales['x'];
  const y = chart.scales['y'];
  const yc = chart.scales['yc'];
  if (day === undefined || !x || !y || !yc || day < view.from || day > view.to) return null;
  const left = x.getPixelForValue(day);
  const value = valueOn(series, view.layer === 'index' ? series.index : series.conflict, day);
  if (value === undefined) return null;
  const tooltipWidth = Math.min(TOOLTIP_WIDTH, width - 8);
  const onLeft = left > width / 2;
  const tooltipLeft = clamp(onLeft ? left - tooltipWidth - 14 : left + 14, 0, width - tooltipWidth);
  return (
    <>
      <div class="crosshair" style={{ left: `${left}px`, top: `${y.top}px`, height: `${yc.bottom - y.top}px` }} />
      <div class="crosshair-dot" style={{ left: `${left}px`, top: `${y.getPixelForValue(value)}px` }} />
      <div
        class="tooltip"
        style={{
          left: `${tooltipLeft}px`,
          top: `${width < 620 ? yc.bottom + 30 : y.top + 6}px`,
          width: `${tooltipWidth}px`,
        }}
      >
        <DayCard series={series} scored={scored} day={day} overlays={overlays} evidence={evidence} />
      </div>
    </>
  );
}

/** A day's value and the events that make most of it. */
function DayCard({
  series,
  scored,
  day,
  overlays,
  evidence,
}: {
  readonly series: DailySeries;
  readonly scored: Scored | undefined;
  readonly day: number;
  readonly overlays: readonly Overlay[];
  readonly evidence: Evidence | undefined;
}) {
  const wording = words.value.dyadChart;
  const index = valueOn(series, series.index, day)!;
  const explanation = scored && explainPoint(scored.columns, scored.model, day, scored.direction);
  const top = explanation?.contributions.slice(0, 5) ?? [];
  const rest = explanation?.contributions.slice(5) ?? [];
  const restPoints = rest.reduce((sum, c) => sum + c.indexPoints, 0);
  const state = lieWithin(series.coverage.uncovered, day)
    ? words.value.sourceKinds[sourceOf(series).kind].blankDay.tooltip
    : series.provisional[day - series.firstDay] === 1
      ? wording.provisional
      : lieWithin(series.coverage.sparse, day)
        ? wording.sparse
        : null;
  return (
    <>
      <p class="tooltip-head">
        <strong>{longDate(day)}</strong>
        <span class="tooltip-value">{plain(index)}</span>
        <span class="muted">
          90% {plain(valueOn(series, series.low, day)!, 0)}–{plain(valueOn(series, series.high, day)!, 0)}
        </span>
      </p>
      {overlays.map((overlay) => {
        const value = overlayOn(overlay, day);
        return value === undefined ? null : (
          <p key={`${overlay.role} ${overlay.label}`} class={`tooltip-overlay is-${overlay.role}`}>
            <b>{plain(value)}</b> {isSecond(overlay) ? null : signed(value - index)} <span>{overlay.label}</span>
          </p>
        );
      })}
      {state === null ? null : <p class="tooltip-state">{state}</p>}
      {evidence ? <DayEvidence evidence={evidence} day={day} /> : null}
      {scored && top.length > 0 ? (
        <table>
          <tbody>
            {top.map(({ event, eventId, indexPoints }) => {
              const record = scored.records[event]!;
              const named = scored.figureEvents[event]!;
              return (
                <tr key={eventId} class={named.day === day ? 'is-today' : undefined}>
                  <td class="num">{signed(indexPoints)}</td>
                  <td>
                    <b>{named.title}</b>, {knownDate(named.day, named.precision)}
                    {record.verified ? '' : wording.unverified}:{' '}
                    <span class="muted" lang={DATA_LANGUAGE}>
                      {shorten(record.summary, 64)}
                    </span>
                  </td>
                </tr>
              );
            })}
            {rest.length > 0 ? (
              <tr>
                <td class="num">{signed(restPoints)}</td>
                <td class="muted">{wording.more(rest.length)}</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
