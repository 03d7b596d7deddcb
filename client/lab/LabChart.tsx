/** The published and the drafted line of a dyad, with pointer and keys over them. */
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { Chart } from 'chart.js';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { bandOf, Z90 } from '../../models/band.ts';
import type { Stretch } from '../../models/coverage.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { neutralIndex } from '../../models/score.ts';
import { draftChart } from '../charts/draftChart.ts';
import { type DraftChartInput, draftRanges, type LevelMark } from '../charts/draftFigure.ts';
import { plain, signed } from '../charts/format.ts';
import { drawChart } from '../components/canvasChart.ts';
import { fontsReady, loadAlphabet } from '../components/fonts.ts';
import { useWidth } from '../components/useSize.ts';
import { longDate, words } from '../state/language.ts';
import { theme } from '../state/theme.ts';
import type { ScoredLine } from './messages.ts';
import type { LabSession } from './session.ts';

export interface Window {
  readonly from: number;
  readonly to: number;
}

interface Props {
  readonly session: LabSession;
  readonly name: string;
  readonly window: Window;
  readonly names: DraftChartInput['names'];
  readonly warning: string;
  readonly uncovered: readonly Stretch[];
  readonly marks: DraftChartInput['marks'];
  readonly levels: readonly LevelMark[];
  readonly onMark: (day: number) => void;
}

export function LabChart({ session, name, window, names, warning, uncovered, marks, levels, onMark }: Props) {
  const wording = words.value.labChart;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<'line', { x: number; y: number }[]> | undefined>(undefined);
  const cursor = useSignal<number | undefined>(undefined);
  const say = useSignal('');
  const width = useWidth(frame);
  const height = width < 560 ? 260 : Math.min(430, Math.max(340, Math.round(width * 0.44)));
  const fonts = fontsReady.value;
  const published = session.published.value;
  const drafted = session.drafted.value;
  const isDraft = session.isDraft.value;
  const model = session.settled.value;
  const paint = theme.value;
  const { from, to } = window;

  useEffect(loadAlphabet, [words.value]);
  const ranges = useRef<ReturnType<typeof draftRanges> | undefined>(undefined);
  const input = useMemo((): DraftChartInput | undefined => {
    const { hot } = session;
    if (width === 0 || !published || !hot) return undefined;
    const { y, yd } = draftRanges(hot, from, to, neutralIndex(model));
    ranges.current = { y, yd };
    return {
      names,
      warning: isDraft ? warning : '',
      from,
      to,
      neutral: neutralIndex(model),
      y,
      yd,
      uncovered,
      marks,
      levels,
      theme: paint,
      words: words.value,
      width,
      height,
      compact: width < 560,
    };
  }, [
    published,
    drafted,
    isDraft,
    model,
    from,
    to,
    names,
    warning,
    uncovered,
    marks,
    levels,
    paint,
    words.value,
    width,
    height,
  ]);

  // At rest everything is drawn anew: axes that fit, and the band of the line in force.
  useLayoutEffect(() => {
    const { hot } = session;
    if (!input || !hot || !canvas.current || fonts === 0) return;
    hot.draft = isDraft ? drafted : undefined;
    hot.band = bandAround(isDraft ? drafted : published, isDraft ? model : session.base.peek().definition);
    chart.current = drawChart(canvas.current, chart.current, draftChart(input, hot), width, height);
  }, [input, fonts]);

  // While something moves only the lines are drawn anew; the axes follow where a line would leave them.
  useEffect(() => {
    session.draw = () => {
      const { hot } = session;
      const current = chart.current;
      if (!current || !hot || !input || !canvas.current) return 0;
      const before = performance.now();
      const held = ranges.current ?? input;
      const needed = draftRanges(hot, from, to, input.neutral, held);
      if (
        needed.y.min < held.y.min ||
        needed.y.max > held.y.max ||
        needed.yd.max > held.yd.max ||
        needed.yd.min < held.yd.min
      ) {
        ranges.current = needed;
        drawChart(
          canvas.current,
          current,
          draftChart({ ...input, ...needed, warning: isDraftNow(session) ? warning : '' }, hot),
          width,
          height,
        );
      } else current.draw();
      return performance.now() - before;
    };
    return () => {
      session.draw = undefined;
    };
  }, [input]);
  useEffect(() => () => chart.current?.destroy(), []);

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
    else if (event.key === 'Enter' || event.key === ' ') onMark(at);
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
            if (day !== undefined) onMark(day);
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

/** Whether the draft differs, asked outside of rendering. */
const isDraftNow = (session: LabSession): boolean => session.isDraft.peek();

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

function bandAround(line: ScoredLine | undefined, model: ModelDefinition) {
  if (!line) return undefined;
  const low = new Float64Array(line.tension.length);
  const high = new Float64Array(line.tension.length);
  for (let i = 0; i < low.length; i++) {
    const band = bandOf(line.tension[i]!, line.sd[i]!, model.scale, Z90);
    low[i] = band.low;
    high[i] = band.high;
  }
  return { firstDay: line.firstDay, low, high };
}
