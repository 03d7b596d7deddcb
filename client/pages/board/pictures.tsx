/** The small pictures in a row of the board: the value with its band, and two years as a line. */
import type { BoardDyad } from '../../../models/contract/board.ts';
import { plain } from '../../charts/format.ts';
import { areaPath, heightOf, linePath } from '../../charts/paths.ts';
import { words } from '../../state/language.ts';

/** The 90% band and the value on a scale from 0 to 100. */
export function BandBar({ dyad }: { readonly dyad: BoardDyad }) {
  const wording = words.value.board;
  return (
    <svg
      class="band-bar"
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      role="img"
      aria-label={wording.bandFromTo(plain(dyad.low), plain(dyad.high))}
    >
      <line class="band-scale" x1="0" x2="100" y1="6" y2="6" />
      <line class="band-neutral" x1="50" x2="50" y1="1" y2="11" />
      <rect class="band-range" x={dyad.low} width={Math.max(dyad.high - dyad.low, 0.5)} y="3" height="6" />
      <line class="band-value" x1={dyad.index} x2={dyad.index} y1="0.5" y2="11.5" />
    </svg>
  );
}

export interface SparkFrame {
  readonly width: number;
  readonly height: number;
  readonly low: number;
  readonly high: number;
}

/** One scale for all rows: two sparklines side by side must compare. */
export function sparkFrame(dyads: readonly BoardDyad[]): SparkFrame {
  const values = dyads.flatMap((dyad) => dyad.sparkline.values);
  return { width: 150, height: 34, low: Math.min(45, ...values) - 2, high: Math.max(55, ...values) + 2 };
}

export function Sparkline({
  values,
  from,
  frame,
  lastEvent,
}: {
  readonly values: readonly number[];
  readonly from: number;
  readonly frame: SparkFrame;
  readonly lastEvent: number;
}) {
  const wording = words.value.board;
  const neutral = heightOf(50, frame);
  const covered = Math.max(1, Math.min(values.length, Math.floor((lastEvent - from) / 7) + 1));
  const step = values.length > 1 ? frame.width / (values.length - 1) : 0;
  const after = values.slice(covered - 1);
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${frame.width + 6} ${frame.height}`}
      width={frame.width + 6}
      height={frame.height}
      role="img"
      aria-label={
        values.length === 0 ? wording.noHistory : wording.twoYearsFromTo(plain(values[0]!), plain(values.at(-1)!))
      }
    >
      <path class="spark-area" d={areaPath(values, 50, frame)} />
      <line class="spark-neutral" x1="0" x2={frame.width} y1={neutral} y2={neutral} />
      <path class="spark-line" d={linePath(values.slice(0, covered), { ...frame, width: step * (covered - 1) })} />
      {after.length > 1 ? (
        <path
          class="spark-after"
          d={linePath(after, { ...frame, width: step * (after.length - 1) })}
          transform={`translate(${step * (covered - 1)} 0)`}
        />
      ) : null}
      {values.length > 0 ? (
        <circle class="spark-end" cx={frame.width} cy={heightOf(values.at(-1)!, frame)} r="2.5" />
      ) : null}
    </svg>
  );
}
