/** A Chart.js chart on a canvas of the page, updated in place. */
import { Chart, type ChartConfiguration, type ChartTypeRegistry, type DefaultDataPoint } from 'chart.js';
import { CHART_PARTS } from '../charts/parts.ts';

Chart.register(...CHART_PARTS);

type Kind = keyof ChartTypeRegistry;

/** Draws a configuration at a size; datasets that stay keep their elements, so that an update costs little. */
export function drawChart<T extends Kind, D = DefaultDataPoint<T>>(
  canvas: HTMLCanvasElement,
  existing: Chart<T, D> | undefined,
  config: ChartConfiguration<T, D>,
  width: number,
  height: number,
): Chart<T, D> {
  if (!existing) {
    canvas.width = width;
    canvas.height = height;
    const chart = new Chart<T, D>(canvas, config);
    chart.resize(width, height);
    return chart;
  }
  const before = new Map(existing.data.datasets.map((dataset) => [dataset.label, dataset]));
  existing.data.datasets = config.data.datasets.map((dataset) => {
    const kept = before.get(dataset.label);
    return kept ? Object.assign(kept, dataset) : dataset;
  });
  if (config.options) existing.options = config.options;
  existing.config.plugins?.splice(0, Infinity, ...(config.plugins ?? []));
  if (existing.width !== width || existing.height !== height) existing.resize(width, height);
  existing.update('none');
  return existing;
}

/** The day of a chart's axis of time at a place in the window, px; undefined while there is no chart. */
export function dayAtPixel(
  canvas: HTMLCanvasElement | null,
  chart: Pick<Chart, 'scales'> | undefined,
  clientX: number,
): number | undefined {
  const x = chart?.scales['x'];
  return canvas && x
    ? Math.round(x.getValueForPixel(clientX - canvas.getBoundingClientRect().left) ?? Number.NaN)
    : undefined;
}
