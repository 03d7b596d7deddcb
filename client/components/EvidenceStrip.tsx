/** Below the chart, on its own axis of time: the share of the world's news, and the days of which nothing is known. */
import { evidenceColumns, type Evidence } from '../charts/evidence.ts';
import { longDate, words } from '../state/language.ts';

interface Props {
  readonly evidence: Evidence;
  /** epoch days, inclusive */
  readonly from: number;
  readonly to: number;
  /** pixels of the chart's axis of time */
  readonly left: number;
  readonly right: number;
  readonly width: number;
}

const HEIGHT = 44;
const TOP = 15;
/** Narrower columns are no longer columns. */
const NARROWEST = 3;

export function EvidenceStrip({ evidence, from, to, left, right, width }: Props) {
  const wording = words.value.machine;
  const columns = evidenceColumns(evidence, from, to, Math.floor((right - left) / NARROWEST));
  const most = Math.max(0, ...columns.map(({ share }) => (Number.isNaN(share) ? 0 : share)));
  const at = (day: number): number => left + ((day - from) / (to - from + 1)) * (right - left);
  const label = wording.strip(evidence.name);
  return (
    <svg
      class="evidence-strip"
      width={width}
      height={TOP + HEIGHT}
      role="img"
      aria-label={wording.stripLabel(evidence.name, longDate(from), longDate(to))}
    >
      <defs>
        <pattern id="unknown-days" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V5" />
        </pattern>
      </defs>
      <text x={left} y="10">
        {label}
      </text>
      {most > 0 ? (
        <text class="evidence-most" x={right + 8} y={TOP + 8}>
          {most.toPrecision(2)}%
        </text>
      ) : null}
      {columns.map((column) => {
        const x = at(column.from);
        const columnWidth = Math.max(1, at(column.to + 1) - x - ((right - left) / columns.length > 5 ? 1 : 0));
        const height =
          Number.isNaN(column.share) || most === 0
            ? 0
            : Math.max(column.share > 0 ? 1 : 0, (column.share / most) * HEIGHT);
        return (
          <g key={column.from}>
            {column.unknownDays > 0 ? (
              <rect class="is-unknown" x={x} y={TOP} width={columnWidth} height={HEIGHT} fill="url(#unknown-days)" />
            ) : null}
            {height > 0 ? <rect x={x} y={TOP + HEIGHT - height} width={columnWidth} height={height} /> : null}
            {column.contaminatedDays > 0 ? (
              <path class="is-contaminated" d={`M${x + columnWidth / 2} ${TOP + 7}l4 -7h-8z`} />
            ) : null}
          </g>
        );
      })}
      <path class="evidence-base" d={`M${left} ${TOP + HEIGHT - 0.5}H${right}`} />
    </svg>
  );
}
