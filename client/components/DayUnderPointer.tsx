/** The day under the pointer of a dyad's chart: a line through it, its value, and the events that make most of it. */
import type { Signal } from '@preact/signals';
import type { Chart } from 'chart.js';
import { explainPoint } from '../../models/contribution.ts';
import { type DailySeries, lieWithin, valueOn } from '../charts/dailySeries.ts';
import type { DyadPoint } from '../charts/dyadChart.ts';
import type { Evidence } from '../charts/evidence.ts';
import type { FigureView } from '../charts/figure.ts';
import { plain, sharePoints, shorten, signed } from '../charts/format.ts';
import { sourceOf } from '../charts/lineSource.ts';
import { isSecond, type Overlay, overlayOn } from '../charts/overlay.ts';
import type { Scored } from '../state/dyadData.ts';
import { DATA_LANGUAGE, knownDate, longDate, words } from '../state/language.ts';
import { DayEvidence } from './DayEvidence.tsx';
import { tooltipStyle } from './tooltipStyle.ts';

interface Props {
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

/** An element of its own: moving it must not draw the chart again. */
export function DayUnderPointer({ chart, series, scored, cursor, view, width, overlays, evidence }: Props) {
  const day = cursor.value;
  const x = chart.scales['x'];
  const y = chart.scales['y'];
  const yc = chart.scales['yc'];
  if (day === undefined || !x || !y || !yc || day < view.from || day > view.to) return null;
  const left = x.getPixelForValue(day);
  const value = valueOn(series, view.layer === 'index' ? series.index : series.conflict, day);
  if (value === undefined) return null;
  return (
    <>
      <div class="crosshair" style={{ left: `${left}px`, top: `${y.top}px`, height: `${yc.bottom - y.top}px` }} />
      <div class="crosshair-dot" style={{ left: `${left}px`, top: `${y.getPixelForValue(value)}px` }} />
      <div class="tooltip" style={tooltipStyle(left, width < 620 ? yc.bottom + 30 : y.top + 6, TOOLTIP_WIDTH, width)}>
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
          <caption>{wording.shares}</caption>
          <tbody>
            {top.map(({ event, eventId, indexPoints }) => {
              const record = scored.records[event]!;
              const named = scored.figureEvents[event]!;
              return (
                <tr key={eventId} class={named.day === day ? 'is-today' : undefined}>
                  <td class="num">{sharePoints(indexPoints, words.value)}</td>
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
                <td class="num">{sharePoints(restPoints, words.value)}</td>
                <td class="muted">{wording.more(rest.length)}</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
