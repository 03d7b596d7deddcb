/** How far each weight would have to move to reverse a conclusion, nearest first. */
import { useSignal } from '@preact/signals';
import { signed } from '../charts/format.ts';
import { type Column, DataTable } from '../components/DataTable.tsx';
import { longDate, words } from '../state/language.ts';
import { numberText } from './parameters.ts';
import type { LabSession } from './session.ts';
import type { Claim, Robustness } from './studies.ts';

const FIRST_ROWS = 8;
/** Half of what a row shows of the change without a weight: less is no part in it. */
const MIN_PART = 0.005;

type Flip = Robustness['flips'][number];

export function WeightFlips({
  session,
  found: { flips, without, change },
  claim,
}: {
  readonly session: LabSession;
  readonly found: Robustness;
  readonly claim: Claim;
}) {
  const wording = words.value.robustness;
  const showAll = useSignal(false);
  const partOf = (type: string): number => Math.abs(without[type]! - change);
  const sorted = flips
    .filter(({ type, flipsAt }) => flipsAt !== undefined || partOf(type) >= MIN_PART)
    .sort(
      (p, q) =>
        Number(q.flipsAt !== undefined) - Number(p.flipsAt !== undefined) ||
        (p.flipsAt === undefined ? partOf(q.type) - partOf(p.type) : 0),
    );
  const columns: readonly Column<Flip>[] = [
    { key: 'type', heading: wording.weightOf, isRowHeading: true, cell: ({ type }) => session.labelOf(type) },
    { key: 'now', heading: wording.now, class: 'num', cell: ({ weight }) => numberText(weight) },
    {
      key: 'at',
      heading: wording.reversesAt,
      class: 'num',
      cell: ({ flipsAt }) => (flipsAt === undefined ? <span class="muted">{wording.never}</span> : numberText(flipsAt)),
    },
    { key: 'change', heading: wording.change, class: 'num', cell: relativeText },
    {
      key: 'without',
      heading: wording.withoutIt,
      title: wording.withoutTitle(longDate(claim.a), longDate(claim.b)),
      class: 'num',
      cell: ({ type }) => signed(without[type]!),
    },
    {
      key: 'try',
      heading: <span class="visually-hidden">{wording.tryHeading}</span>,
      cell: ({ type, weight, flipsAt }) =>
        flipsAt === undefined ? null : (
          <button
            type="button"
            class="link"
            aria-label={wording.tryAt(session.labelOf(type), numberText(flipsAt))}
            onClick={() => tryWeight(session, type, weight, flipsAt)}
          >
            {wording.try}
          </button>
        ),
    },
  ];
  return (
    <div>
      <h3>{wording.howFar}</h3>
      <DataTable
        class="flips"
        columns={columns}
        rows={showAll.value ? sorted : sorted.slice(0, FIRST_ROWS)}
        rowKey={({ type }) => type}
        scroll={{ 'aria-label': wording.flipsLabel }}
      />
      <p class="muted small">
        {wording.others(flips.length - sorted.length)}{' '}
        {sorted.length > FIRST_ROWS ? (
          <button type="button" class="link" onClick={() => (showAll.value = !showAll.value)}>
            {showAll.value ? wording.fewer : wording.showAll(sorted.length)}
          </button>
        ) : null}
      </p>
    </div>
  );
}

function relativeText({ relativeChange }: Flip): string {
  if (relativeChange === undefined) return '';
  return Math.abs(relativeChange) >= 3
    ? `×${numberText(Number((relativeChange + 1).toPrecision(2)))}`
    : `${signed(relativeChange * 100, 0)}%`;
}

/** A hundredth beyond it, so that the reader sees it reversed. */
function tryWeight(session: LabSession, type: string, weight: number, flipsAt: number): void {
  const beyond = flipsAt > weight ? Math.ceil(flipsAt * 100) / 100 : Math.max(0, Math.floor(flipsAt * 100) / 100);
  session.setParameter(`types.${type}.weight`, beyond);
  session.settle();
}
