/** What becomes of each row, before anything is recorded. */
import { useState } from 'preact/hooks';
import type { ImportPreview, PreviewRow } from '../../../models/contract/importPreview.ts';
import { ROW_OUTCOMES } from '../../../models/importing/outcomes.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { words } from '../../state/language.ts';
import { columnLabel, columnLabels } from './Columns.tsx';

const ROWS_AT_FIRST = 20;

export function Rows({ preview }: { readonly preview: ImportPreview }) {
  const wording = words.value.deskImport;
  const { counts, rows } = preview;
  const [only, setOnly] = useState<PreviewRow['outcome'] | ''>('');
  const shown = only === '' ? rows : rows.filter(({ outcome }) => outcome === only);
  return (
    <section aria-labelledby="import-rows">
      <h2 id="import-rows">{wording.rows.title}</h2>
      <p>
        <label>
          {wording.rows.filter}{' '}
          <select
            value={only}
            onChange={(event) => setOnly(ROW_OUTCOMES.find((outcome) => outcome === event.currentTarget.value) ?? '')}
          >
            <option value="">{wording.rows.all(counts.rows)}</option>
            {ROW_OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => (
              <option key={outcome} value={outcome}>
                {wording.outcomes[outcome]}: {counts[outcome]}
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
        fold={{ rows: ROWS_AT_FIRST, label: (all) => wording.rows.showAll(all) }}
        columns={[
          { key: 'line', heading: wording.rows.line, class: 'num', isRowHeading: true, cell: ({ line }) => line },
          {
            key: 'outcome',
            heading: wording.rows.outcome,
            cell: ({ outcome }) => <span class={`outcome outcome-${outcome}`}>{wording.outcomes[outcome]}</span>,
          },
          {
            key: 'act',
            heading: wording.rows.act,
            cell: ({ cells }) => (
              <>
                <span class="small">
                  {[`${cells.date ?? ''} ${cells.actor ?? ''} → ${cells.target ?? ''}`, cells.type, cells.severity]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <br />
                {cells.summary}
              </>
            ),
          },
          { key: 'remark', heading: wording.rows.remark, cell: (row) => <Remarks row={row} /> },
        ]}
      />
    </section>
  );
}

function Remarks({ row: { faults, remarks, changed, assumed } }: { readonly row: PreviewRow }) {
  const wording = words.value.deskImport.rows;
  return (
    <ul class="import-remarks small">
      {[...faults, ...remarks].map(({ field, value, message }) => (
        <li key={`${field} ${message}`}>
          {field === null ? '' : `${columnLabel(field)} `}
          {value === null || value === '' || message.includes(`"${value}"`) ? '' : `“${value}” `}
          {message}
        </li>
      ))}
      {changed.length === 0 ? null : <li>{wording.changed(columnLabels(changed))}</li>}
      {assumed.filter((column) => column !== 'id').length === 0 ? null : (
        <li class="muted">{wording.assumed(columnLabels(assumed.filter((column) => column !== 'id')))}</li>
      )}
    </ul>
  );
}
