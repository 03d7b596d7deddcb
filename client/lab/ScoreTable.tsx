/** How many judgements of experts a model orders, beside rules that choose no weight. */
import { plain } from '../charts/format.ts';
import { type Column, DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';
import type { JudgementScore } from './studies.ts';

/** A draw's score spreads by about one judgement: the mean of 100 is known to a tenth. */
export const DRAWS = 100;

interface Row {
  readonly label: string;
  readonly score: (score: JudgementScore) => string;
}

export function ScoreTable({
  before,
  after,
}: {
  readonly before: JudgementScore;
  readonly after?: JudgementScore | undefined;
}) {
  const wording = words.value.judged;
  const rows: readonly Row[] = [
    { label: wording.rows.model, score: ({ ordered }) => String(ordered) },
    { label: wording.rows.equal, score: ({ equalWeights }) => String(equalWeights) },
    { label: wording.rows.random, score: ({ random }) => (random.draws === 0 ? '…' : plain(random.mean)) },
    { label: wording.rows.count, score: ({ eventCount }) => String(eventCount) },
  ];
  const columns: readonly Column<Row>[] = [
    {
      key: 'rule',
      heading: wording.orderedOf(before.judged.length),
      isRowHeading: true,
      cell: ({ label }) => label,
    },
    { key: 'published', heading: wording.published, class: 'num', cell: ({ score }) => score(before) },
  ];
  const drafted: readonly Column<Row>[] = after
    ? [
        {
          key: 'draft',
          heading: wording.draft,
          class: 'num is-draft',
          cellClass: () => 'num',
          cell: ({ score }) => score(after),
        },
      ]
    : [];
  const { random, equalWeights, ordered, untested } = before;
  return (
    <div>
      <DataTable
        class="score-table"
        columns={[...columns, ...drafted]}
        rows={rows}
        rowKey={({ label }) => label}
        rowProps={(row) => ({ class: row === rows[0] ? 'is-model' : '' })}
      />
      <p class="muted small">
        {random.draws === 0 ? '' : `${wording.asGood(plain(100 * random.asGood, 0), random.draws)} `}
        {equalWeights > ordered ? wording.equalMore : equalWeights === ordered ? wording.equalSame : ''}
        {untested > 0 ? ` ${wording.untested(untested)}` : ''}
      </p>
    </div>
  );
}
