/** Which column of the file is read for what; each guess can be changed, and what is missing be given once for all rows. */
import type { ImportPreview } from '../../../models/contract/importPreview.ts';
import { type Column, COLUMNS } from '../../../models/importing/columns.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { words } from '../../state/language.ts';
import type { PartProps } from './FileFacts.tsx';

/** What the form of an act calls a column. */
export function columnLabel(column: string): string {
  const own = words.value.deskImport.columns;
  if (column === 'id') return own.id;
  if (column === 'act_id') return own.actId;
  const name = column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const fields: Readonly<Record<string, string>> = words.value.actForm.fields;
  return fields[name] ?? column;
}

const isColumn = (name: string): name is Column => COLUMNS.some((column) => column === name);

export const columnLabels = (columns: readonly string[]): string =>
  columns.map((column) => (isColumn(column) ? columnLabel(column) : column)).join(', ');

export function Columns({ preview, change }: PartProps) {
  const wording = words.value.deskImport.columns;
  const { columns, questions } = preview;
  const isShown = ({ heading, isNeeded, basis }: ImportPreview['columns'][number]): boolean =>
    isNeeded || heading !== null || basis === 'constant' || basis === 'codebook';
  const shown = columns.filter(isShown);
  const others = columns.filter((column) => !isShown(column));
  return (
    <section aria-labelledby="import-columns">
      <h2 id="import-columns">{wording.title}</h2>
      {questions.missing.length === 0 ? null : (
        <p class="import-question" role="status">
          {wording.missing(columnLabels(questions.missing))}
        </p>
      )}
      <Table preview={preview} columns={shown} change={change} />
      <details>
        <summary>{wording.more}</summary>
        <Table preview={preview} columns={others} change={change} />
      </details>
    </section>
  );
}

function Table({ preview, columns, change }: PartProps & { readonly columns: ImportPreview['columns'] }) {
  const wording = words.value.deskImport.columns;
  const { file, mapping } = preview;
  const samplesOf = (heading: string | null): string =>
    file.headings.find((one) => one.heading === heading)?.samples.join(' · ') ?? '';
  return (
    <DataTable
      class="import-columns"
      caption={wording.title}
      scroll={{ 'aria-label': wording.title }}
      rows={columns}
      rowKey={({ column }) => column}
      columns={[
        { key: 'field', heading: wording.field, isRowHeading: true, cell: ({ column }) => columnLabel(column) },
        {
          key: 'heading',
          heading: wording.heading,
          cell: ({ column, heading, basis }) => (
            <>
              <select
                aria-label={wording.heads(columnLabel(column))}
                value={heading ?? ''}
                onChange={(event) =>
                  change({
                    columns: { ...mapping.columns, [column]: event.currentTarget.value || null },
                    severity: undefined,
                  })
                }
              >
                <option value="">{wording.none}</option>
                {file.headings.map((one) => (
                  <option key={one.heading} value={one.heading}>
                    {one.heading}
                  </option>
                ))}
              </select>{' '}
              <span class="muted small">{wording.bases[basis]}</span>
            </>
          ),
        },
        {
          key: 'shows',
          heading: wording.shows,
          cell: ({ column, heading }) =>
            heading === null ? (
              <input
                type="text"
                aria-label={wording.constant(columnLabel(column))}
                placeholder={wording.bases.constant}
                value={mapping.constants?.[column] ?? ''}
                onChange={(event) =>
                  change({ constants: { ...mapping.constants, [column]: event.currentTarget.value.trim() } })
                }
              />
            ) : (
              <span class="small">{samplesOf(heading)}</span>
            ),
        },
      ]}
    />
  );
}
