/** What becomes of each row, before anything is taken; the rows of one outcome can be looked at alone. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';

const ROWS_AT_FIRST = 20;

interface Props<Outcome extends string, Row> {
  readonly outcomes: readonly Outcome[];
  readonly rows: readonly Row[];
  readonly counts: Readonly<Record<Outcome | 'rows', number>>;
  readonly labelOf: (outcome: Outcome) => string;
  readonly act: (row: Row) => ComponentChildren;
  readonly remarks: (row: Row) => ComponentChildren;
}

export function OutcomeRows<Outcome extends string, Row extends { readonly line: number; readonly outcome: Outcome }>({
  outcomes,
  rows,
  counts,
  labelOf,
  act,
  remarks,
}: Props<Outcome, Row>) {
  const wording = words.value.deskImport.rows;
  const [only, setOnly] = useState<Outcome | ''>('');
  const shown = only === '' ? rows : rows.filter(({ outcome }) => outcome === only);
  return (
    <section aria-labelledby="import-rows">
      <h2 id="import-rows">{wording.title}</h2>
      <p>
        <label>
          {wording.filter}{' '}
          <select
            value={only}
            onChange={(event) => setOnly(outcomes.find((outcome) => outcome === event.currentTarget.value) ?? '')}
          >
            <option value="">{wording.all(counts.rows)}</option>
            {outcomes
              .filter((outcome) => counts[outcome] > 0)
              .map((outcome) => (
                <option key={outcome} value={outcome}>
                  {labelOf(outcome)}: {counts[outcome]}
                </option>
              ))}
          </select>
        </label>
      </p>
      <DataTable
        key={only}
        class="import-rows"
        scroll={{ 'aria-labelledby': 'import-rows' }}
        rows={shown}
        rowKey={({ line }) => line}
        fold={{ rows: ROWS_AT_FIRST, label: (all) => wording.showAll(all) }}
        columns={[
          { key: 'line', heading: wording.line, class: 'num', isRowHeading: true, cell: ({ line }) => line },
          {
            key: 'outcome',
            heading: wording.outcome,
            cell: ({ outcome }) => <span class={`outcome outcome-${outcome}`}>{labelOf(outcome)}</span>,
          },
          { key: 'act', heading: wording.act, cell: act },
          { key: 'remark', heading: wording.remark, cell: remarks },
        ]}
      />
    </section>
  );
}
