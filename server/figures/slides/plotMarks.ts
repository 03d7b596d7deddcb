/**
 * What a card's plot draws beside its data: words, numbers, discs, hatching, ticks. It is drawn as for a picture, without the data, which a slide has
 * as charts; so that a slide and a picture cannot tell two things.
 */
import type { CompareFigure } from '../../../client/charts/compareFigure.ts';
import { Chart, type ChartConfiguration, type Plugin } from 'chart.js';
import type { Card } from '../../../client/charts/card/card.ts';
import type { DrawingContext } from '../drawing.ts';
import { wideMeasure } from '../measuring.ts';
import { type Mark, RecordingContext } from './recording.ts';

export interface Scale {
  /** px of the layout */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly min: number;
  readonly max: number;
  /** between its ticks, where they count from its least value, as those of a presentation program do */
  readonly step: number | undefined;
}

export interface PlotMarks {
  /** behind the data, and before them */
  readonly behind: readonly Mark[];
  readonly front: readonly Mark[];
  readonly scales: Readonly<Record<string, Scale>>;
}

/** What these draw are data, or the slide's own paper. */
const LEFT_OUT: ReadonlySet<string> = new Set(['paper', 'bands', 'hatch', 'hatching']);
/** What lies behind the lines of a comparison. */
const AREAS = 'compareAreas';

export const hasNativeBands = ({ input }: CompareFigure): boolean => input.arrangement === 'multiples';

export function plotMarks(card: Card): PlotMarks {
  const behind: Mark[] = [];
  const front: Mark[] = [];
  let isBehind = true;
  const ink = new RecordingContext(wideMeasure, (mark) => void (isBehind ? behind : front).push(mark));
  const scales: Record<string, Scale> = {};
  const watching: Plugin = {
    id: 'watching',
    beforeDatasetsDraw: () => void (isBehind = false),
    beforeDatasetDraw: () => false,
    afterDraw(chart) {
      for (const [id, { left, top, right, bottom, min, max, ticks }] of Object.entries(chart.scales))
        scales[id] = {
          left,
          top,
          right,
          bottom,
          min,
          max,
          step: regularStep(
            min,
            ticks.map(({ value }) => value),
          ),
        };
    },
  };
  const { width, height, plot: configuration, shown } = card;
  const isNative = (id: string): boolean =>
    LEFT_OUT.has(id) || (id === AREAS && shown.kind === 'compare' && hasNativeBands(shown.figure));
  Object.defineProperty(ink, 'canvas', { value: { width, height, getContext: () => ink } });
  const isHorizontal = configuration.options?.indexAxis === 'y';
  new Chart(ink as unknown as DrawingContext, {
    ...(isHorizontal ? configuration : withoutRegularAxes(configuration)),
    plugins: [...(configuration.plugins ?? []).filter(({ id }) => !isNative(id)), watching],
  }).destroy();
  return { behind: behind.filter((mark) => !isRule(mark)), front: [...behind.filter(isRule), ...front], scales };
}

/** A line at a value, such as neutral: the grid of a chart, which is lighter, would lie on it. */
const isRule = (mark: Mark): boolean =>
  mark.kind === 'shape' && mark.stroke !== undefined && mark.form === 'free' && mark.box.top === mark.box.bottom;

/** The value axes whose ticks a presentation program sets alike are left to it. */
function withoutRegularAxes(configuration: ChartConfiguration): ChartConfiguration {
  const scales = Object.fromEntries(
    Object.entries(configuration.options?.scales ?? {}).map(([id, scale]) => {
      const asked = scale as unknown as {
        readonly min: number;
        readonly afterBuildTicks?: (axis: { ticks: { value: number }[] }) => void;
        readonly grid?: object;
        readonly ticks?: object;
      };
      const axis = { ticks: [] as { value: number }[] };
      if (id.startsWith('y')) asked.afterBuildTicks?.(axis);
      const step = regularStep(
        asked.min,
        axis.ticks.map(({ value }) => value),
      );
      return [
        id,
        step === undefined
          ? scale
          : {
              ...asked,
              grid: { ...asked.grid, color: 'transparent' },
              ticks: { ...asked.ticks, color: 'transparent' },
            },
      ];
    }),
  );
  return { ...configuration, options: { ...configuration.options, scales } } as ChartConfiguration;
}

/** Between ticks that are a whole number of steps away from the least value of the axis. */
function regularStep(min: number, ticks: readonly number[]): number | undefined {
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : Number.NaN;
  const away = (ticks[0]! - min) / step;
  return step > 0 && Math.abs(away - Math.round(away)) < 1e-9 ? step : undefined;
}
