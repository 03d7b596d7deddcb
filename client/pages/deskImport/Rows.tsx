/** What becomes of each row, before anything is recorded. */
import type { ImportPreview, PreviewRow } from '../../../models/contract/importPreview.ts';
import { ROW_OUTCOMES } from '../../../models/importing/outcomes.ts';
import { words } from '../../state/language.ts';
import { OutcomeRows } from '../../tables/OutcomeRows.tsx';
import { columnLabel, columnLabels } from './Columns.tsx';

export function Rows({ preview }: { readonly preview: ImportPreview }) {
  const { outcomes } = words.value.deskImport;
  return (
    <OutcomeRows
      outcomes={ROW_OUTCOMES}
      rows={preview.rows}
      counts={preview.counts}
      labelOf={(outcome) => outcomes[outcome]}
      act={({ cells }) => (
        <>
          <span class="small">
            {[`${cells.date ?? ''} ${cells.actor ?? ''} → ${cells.target ?? ''}`, cells.type, cells.severity]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <br />
          {cells.summary}
        </>
      )}
      remarks={(row) => <Remarks row={row} />}
    />
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
