/** The waterfall of a move, drawn; the table beside it says the same. */
import type { Chart } from 'chart.js';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Theme } from '../charts/theme.ts';
import type { WaterfallRow } from '../charts/waterfall.ts';
import { waterfallChart, waterfallHeight, type WaterfallPoint } from '../charts/waterfallChart.ts';
import { drawChart } from './canvasChart.ts';
import { fontsReady, loadAlphabet } from './fonts.ts';
import { words } from '../state/language.ts';
import { useWidth } from './useSize.ts';

export function Waterfall({
  rows,
  theme,
  label,
}: {
  readonly rows: readonly WaterfallRow[];
  readonly theme: Theme;
  readonly label: string;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<'bar', WaterfallPoint[]> | undefined>(undefined);
  const width = useWidth(frame);
  const height = waterfallHeight(rows);
  const fonts = fontsReady.value;
  const config = useMemo(
    () => (width === 0 ? undefined : waterfallChart({ rows, theme, words: words.value, width, height })),
    [rows, theme, words.value, width, height],
  );
  useEffect(loadAlphabet, [words.value]);
  useLayoutEffect(() => {
    if (!config || !canvas.current || fonts === 0) return;
    // Built anew: the number of rows changes with the move, and labels do not update in place.
    chart.current?.destroy();
    chart.current = drawChart(canvas.current, undefined, config, width, height);
  }, [config, fonts]);
  useEffect(() => () => chart.current?.destroy(), []);
  return (
    <div class="waterfall" ref={frame} role="img" aria-label={label} style={{ minHeight: `${height}px` }}>
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}
