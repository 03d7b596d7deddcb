/** The published and the drafted line of a dyad, with pointer and keys over them. */
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { DraftChartInput } from '../charts/draftFigure.ts';
import { plain, signed } from '../charts/format.ts';
import { loadAlphabet } from '../components/fonts.ts';
import { useWidth } from '../components/useSize.ts';
import { longDate, words } from '../state/language.ts';
import type { ScoredLine } from './messages.ts';
import type { LabSession } from './session.ts';
import { type DraftView, useDraftChart } from './useDraftChart.ts';

interface Props extends DraftView {
  readonly session: LabSession;
  readonly name: string;
  readonly onMark?: (day: number) => void;
}

export function LabChart({ session, name, onMark, ...view }: Props) {
  const wording = words.value.labChart;
  const { names, from, to, marks } = view;
  const frame = useRef<HTMLDivElement>(null);
  const cursor = useSignal<number | undefined>(undefined);
  const say = useSignal('');
  const width = useWidth(frame);
  const height = width < 560 ? 260 : Math.min(430, Math.max(340, Math.round(width * 0.44)));
  const isDraft = session.isDraft.value;
  useEffect(loadAlphabet, [words.value]);
  const { canvas, chart } = useDraftChart(session, view, width, height);

  const valueText = useComputed(() => (cursor.value === undefined ? undefined : dayValues(cursor.value, session)));
  useSignalEffect(() => {
    if (valueText.value !== undefined) say.value = valueText.value.text;
  });
  const dayAt = (clientX: number): number | undefined => {
    const x = chart.current?.scales['x'];
    if (!canvas.current || !x) return undefined;
    const day = Math.round(x.getValueForPixel(clientX - canvas.current.getBoundingClientRect().left) ?? Number.NaN);
    return Number.isNaN(day) ? undefined : Math.min(Math.max(day, from), to);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cursor.value ?? to;
    const days = event.shiftKey ? 7 : 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: at - days,
      ArrowRight: at + days,
      PageUp: at - 30,
      PageDown: at + 30,
      Home: from,
      End: to,
    };
    if (Object.hasOwn(moves, event.key)) cursor.value = Math.min(Math.max(moves[event.key]!, from), to);
    else if (event.key === 'Enter' || event.key === ' ') onMark?.(at);
    else return;
    event.preventDefault();
  };
  const x = chart.current?.scales['x'];
  return (
    <figure class="lab-figure">
      <div class="chart" ref={frame}>
        <canvas ref={canvas} aria-hidden="true" style={{ height: `${height}px` }} />
        {cursor.value !== undefined && x ? (
          <div
            class="crosshair"
            style={{ left: `${x.getPixelForValue(cursor.value)}px`, top: '26px', height: `${height - 26 - 34}px` }}
          />
        ) : null}
        <div
          class="chart-overlay"
          tabIndex={0}
          role="application"
          aria-roledescription={words.value.dyadChart.chart}
          aria-label={wording.label(
            name,
            names.published,
            isDraft ? names.draft : undefined,
            longDate(from),
            longDate(to),
          )}
          onKeyDown={press}
          onPointerMove={(event) => (cursor.value = dayAt(event.clientX))}
          onPointerLeave={(event) => {
            if (event.pointerType === 'mouse') cursor.value = undefined;
          }}
          onBlur={() => (cursor.value = undefined)}
          onClick={(event) => {
            const day = dayAt(event.clientX);
            if (day !== undefined) onMark?.(day);
          }}
        />
      </div>
      <figcaption class="lab-readout num">
        {valueText.value === undefined ? (
          <span class="muted">
            {wording.point}
            {marks.length > 0 ? wording.clickToSet : ''}.
          </span>
        ) : (
          <Readout {...valueText.value} isDraft={isDraft} names={names} />
        )}
      </figcaption>
      <span class="visually-hidden" aria-live="polite">
        {say.value}
      </span>
    </figure>
  );
}

interface DayValues {
  readonly day: number;
  readonly was: number | undefined;
  readonly is: number | undefined;
  readonly text: string;
}

function dayValues(day: number, session: LabSession): DayValues {
  const wording = words.value.labChart;
  const read = (line: ScoredLine | undefined): number | undefined => line?.index[day - line.firstDay];
  const was = read(session.published.value);
  const is = session.isDraft.value ? read(session.drafted.value) : undefined;
  const text =
    was === undefined
      ? wording.outside(longDate(day))
      : wording.day(
          longDate(day),
          plain(was),
          is === undefined ? undefined : { value: plain(is), difference: signed(is - was) },
        );
  return { day, was, is, text };
}

function Readout({
  day,
  was,
  is,
  isDraft,
  names,
}: DayValues & { readonly isDraft: boolean; readonly names: DraftChartInput['names'] }) {
  const wording = words.value.labChart;
  return (
    <>
      <strong>{longDate(day)}</strong>
      {was === undefined ? (
        <span class="muted">{wording.outsideShort}</span>
      ) : (
        <span>
          {names.published} {plain(was)}
        </span>
      )}
      {isDraft && is !== undefined && was !== undefined ? (
        <>
          <span class="is-draft">
            {names.draft} {plain(is)}
          </span>
          <span>{wording.difference(signed(is - was))}</span>
        </>
      ) : null}
    </>
  );
}
