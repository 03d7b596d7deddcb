/** The line of all days, small: what the brush lies on. */
import { useMemo } from 'preact/hooks';
import type { DailySeries } from '../charts/dailySeries.ts';
import { areaPath, heightOf, linePath } from '../charts/paths.ts';

interface Props {
  readonly series: DailySeries;
  /** px */
  readonly width: number;
  /** the place of a day, px */
  readonly at: (day: number) => number;
}

const HEIGHT = 46;

export function BrushPicture({ series, width, at }: Props) {
  const picture = useMemo(() => (width === 0 ? undefined : pathsOf(series, width)), [series, width]);
  return (
    <svg width={width} height={HEIGHT} viewBox={`0 0 ${Math.max(width, 1)} ${HEIGHT}`} aria-hidden="true">
      {series.coverage.uncovered.map((stretch) => (
        <rect
          key={stretch.from}
          class="brush-blank"
          x={at(stretch.from)}
          width={Math.max(at(stretch.to) - at(stretch.from), 0)}
          y={0}
          height={HEIGHT}
        />
      ))}
      {picture ? (
        <>
          <path class="brush-area" d={picture.area} />
          <line class="brush-neutral" x1={0} x2={width} y1={picture.neutral} y2={picture.neutral} />
          <path class="brush-line" d={picture.line} />
        </>
      ) : null}
    </svg>
  );
}

function pathsOf(series: DailySeries, width: number) {
  const values = extremes(series, Math.max(Math.round(width), 2));
  const low = Math.floor(Math.min(series.neutral, ...values) - 2);
  const high = Math.ceil(Math.max(series.neutral, ...values) + 2);
  const area = { width, height: HEIGHT, low, high };
  return {
    area: areaPath(values, series.neutral, area),
    line: linePath(values, area),
    neutral: heightOf(series.neutral, area),
  };
}

/** One value a pixel: of the days that it stands for, the one farthest from neutral, so that no peak is lost. */
function extremes({ index, neutral, firstDay, lastDay }: DailySeries, pixels: number): readonly number[] {
  const days = lastDay - firstDay + 1;
  return Array.from({ length: pixels }, (_, p) => {
    const first = Math.floor((p / pixels) * days);
    const end = Math.max(Math.floor(((p + 1) / pixels) * days), first + 1);
    let extreme = index[first]!;
    for (let i = first + 1; i < end; i++)
      if (Math.abs(index[i]! - neutral) > Math.abs(extreme - neutral)) extreme = index[i]!;
    return extreme;
  });
}
