/** The small pictures in a row of the board: the value with its band, and two years as a line. */
import type { BoardDyad } from '../../../models/contract/board.ts';
import { plain } from '../../charts/format.ts';
import { areaPath, heightOf, linePath } from '../../charts/paths.ts';
import { words } from '../../state/language.ts';

/** The 90% band and the value on a scale from 0 to 100. */
export function BandBar({ index, low, high }: { readonly index: number; readonly low: number; readonly high: number }) {
  const wording = words.value.board;
  return (
    <svg
      class="band-bar"
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      role="img"
      aria-label={wording.bandFromTo(plain(low), plain(high))}
    >
      <line class="band-scale" x1="0" x2="100" y1="6" y2="6" />
      <line class="band-neutral" x1="50" x2="50" y1="1" y2="11" />
      <rect class="band-range" x={low} width={Math.max(high - low, 0.5)} y="3" height="6" />
      <line class="band-value" x1={index} x2={index} y1="0.5" y2="11.5" />
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

/** Two years of weeks: solid where somebody looked, dotted where the line only fades. */
export function Sparkline({
  values,
  covered,
  frame,
}: Pick<BoardDyad['sparkline'], 'values' | 'covered'> & { readonly frame: SparkFrame }) {
  const wording = words.value.board;
  const neutral = heightOf(50, frame);
  const step = values.length > 1 ? frame.width / (values.length - 1) : 0;
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
      {runsOf(covered).map(({ from, to, isCovered }) => (
        <path
          key={from}
          class={isCovered ? 'spark-line' : 'spark-after'}
          d={linePath(values.slice(from, to + 1), { ...frame, width: step * (to - from) })}
          transform={`translate(${step * from} 0)`}
        />
      ))}
      {values.length > 0 ? (
        <circle class="spark-end" cx={frame.width} cy={heightOf(values.at(-1)!, frame)} r="2.5" />
      ) : null}
    </svg>
  );
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly isCovered: boolean;
}

/** The steps between values, joined where they are alike: a step is covered where both of its ends are. */
function runsOf(covered: readonly boolean[]): Run[] {
  const runs: Run[] = [];
  for (let to = 1; to < covered.length; to++) {
    const isCovered = covered[to - 1]! && covered[to]!;
    const open = runs.at(-1);
    if (open?.isCovered === isCovered) runs[runs.length - 1] = { ...open, to };
    else runs.push({ from: to - 1, to, isCovered });
  }
  return runs;
}
