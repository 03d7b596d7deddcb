/** The canvas of the lab: drawn whole when nothing moves, and only its lines while a slider moves. */
import { effect, untracked } from '@preact/signals';
import type { Chart } from 'chart.js';
import { type MutableRef, useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { bandOf, Z90 } from '../../models/band.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { neutralIndex } from '../../models/score.ts';
import { draftChart } from '../charts/draftChart.ts';
import { type DraftChartInput, draftRanges, type LiveLines } from '../charts/draftFigure.ts';
import { drawChart } from '../components/canvasChart.ts';
import { fontsReady } from '../components/fonts.ts';
import { words } from '../state/language.ts';
import { theme } from '../state/theme.ts';
import type { ScoredLine } from './messages.ts';
import { type LabSession, LINE_DRAWN, measure } from './session.ts';

/** What a page of the lab shows in its chart. */
export type DraftView = Pick<DraftChartInput, 'names' | 'warning' | 'from' | 'to' | 'uncovered' | 'marks' | 'levels'>;

interface DrawnChart {
  readonly canvas: MutableRef<HTMLCanvasElement | null>;
  readonly chart: MutableRef<Chart<'line', { x: number; y: number }[]> | undefined>;
}

export function useDraftChart(session: LabSession, view: DraftView, width: number, height: number): DrawnChart {
  const canvas: DrawnChart['canvas'] = useRef<HTMLCanvasElement | null>(null);
  const chart: DrawnChart['chart'] = useRef();
  const input = useChartInput(session, view, width, height);
  const isDraft = session.isDraft.value;
  /** read at every draw: who changes them and draws again gets new lines in the same axes */
  const lines = useRef<LiveLines>();
  const ranges = useRef<Pick<DraftChartInput, 'y' | 'yd'>>();
  const drawnLast = useRef(session.latest.peek());
  const fonts = fontsReady.value;

  useLayoutEffect(() => {
    const published = session.published.peek();
    if (!input || !published || !canvas.current || fonts === 0) return;
    const draft = isDraft ? session.drafted.peek() : undefined;
    const model = isDraft ? session.settled.peek() : session.base.peek().definition;
    const band = bandAround(isDraft ? draft : published, model);
    lines.current = Object.assign(lines.current ?? {}, { published, draft, band });
    ranges.current = input;
    chart.current = drawChart(canvas.current, chart.current, draftChart(input, lines.current), width, height);
  }, [input, fonts]);

  useEffect(() => {
    /** The axes follow where a line would leave them. */
    const drawLines = (current: LiveLines): void => {
      if (!input || !chart.current || !canvas.current) return;
      const held = ranges.current ?? input;
      const needed = draftRanges(current, input.from, input.to, input.neutral, held);
      if (fits(needed, held)) return chart.current.draw();
      ranges.current = needed;
      const warning = session.isDraft.peek() ? view.warning : '';
      drawChart(canvas.current, chart.current, draftChart({ ...input, ...needed, warning }, current), width, height);
    };
    return effect(() => {
      const latest = session.latest.value;
      if (!latest || latest === drawnLast.current || !lines.current) return;
      drawnLast.current = latest;
      lines.current.draft = session.isDraft.peek() ? latest.line : undefined;
      lines.current.band = undefined;
      const began = performance.now();
      untracked(() => drawLines(lines.current!));
      const drawMs = performance.now() - began;
      measure(LINE_DRAWN, latest.timing.asked, { computedMs: latest.timing.computedMs, drawMs });
    });
  }, [input]);
  useEffect(() => () => chart.current?.destroy(), []);
  return { canvas, chart };
}

/** What is drawn when nothing moves: axes that fit the lines in force. */
function useChartInput(
  session: LabSession,
  view: DraftView,
  width: number,
  height: number,
): DraftChartInput | undefined {
  const published = session.published.value;
  const drafted = session.drafted.value;
  const isDraft = session.isDraft.value;
  const model = session.settled.value;
  return useMemo(() => {
    if (width === 0 || !published) return undefined;
    const neutral = neutralIndex(model);
    return {
      ...view,
      ...draftRanges({ published, draft: isDraft ? drafted : undefined }, view.from, view.to, neutral),
      warning: isDraft ? view.warning : '',
      neutral,
      theme: theme.value,
      words: words.value,
      width,
      height,
      compact: width < 560,
    };
  }, [...Object.values(view), published, drafted, isDraft, model, theme.value, words.value, width, height]);
}

const fits = (needed: Pick<DraftChartInput, 'y' | 'yd'>, held: Pick<DraftChartInput, 'y' | 'yd'>): boolean =>
  (['y', 'yd'] as const).every((axis) => needed[axis].min >= held[axis].min && needed[axis].max <= held[axis].max);

function bandAround(line: ScoredLine | undefined, model: ModelDefinition): LiveLines['band'] {
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
