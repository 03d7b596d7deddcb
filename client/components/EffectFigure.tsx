/** The chart of one event's effect, with the words for it. */
import type { Chart } from 'chart.js';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { type EffectPoint, effectChart } from '../charts/effectChart.ts';
import type { Theme } from '../charts/theme.ts';
import { words } from '../state/language.ts';
import { drawChart } from './canvasChart.ts';
import { fontsReady, loadAlphabet } from './fonts.ts';
import { useWidth } from './useSize.ts';

interface Props {
  readonly effect: readonly EffectPoint[];
  readonly eventDay: number;
  readonly polarity: 1 | -1;
  readonly theme: Theme;
  readonly label: string;
}

export function EffectFigure({ effect, eventDay, polarity, theme, label }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<'line', { x: number; y: number }[]> | undefined>(undefined);
  const width = useWidth(frame);
  const height = width < 620 ? 260 : 320;
  const fonts = fontsReady.value;
  useEffect(loadAlphabet, [words.value]);
  useLayoutEffect(() => {
    if (!canvas.current || width === 0 || fonts === 0) return;
    chart.current = drawChart(
      canvas.current,
      chart.current,
      effectChart({ effect, eventDay, polarity, theme, words: words.value, width, height }),
      width,
      height,
    );
  }, [effect, eventDay, polarity, theme, words.value, width, fonts]);
  useEffect(() => () => chart.current?.destroy(), []);
  return (
    <div class="chart" ref={frame} role="img" aria-label={label}>
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}
