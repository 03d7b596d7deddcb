/** Which column of the file is read for what; each guess can be changed, and what is missing be given once for all rows. */
import type { ImportPreview } from '../../../models/contract/importPreview.ts';
import { type Column, COLUMNS } from '../../../models/importing/columns.ts';
import { words } from '../../state/language.ts';
import { ColumnTable } from '../../tables/ColumnTable.tsx';
import type { PartProps } from './useImport.ts';

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
  const { file, mapping } = preview;
  return (
    <ColumnTable
      file={file}
      columns={columns}
      labelOf={columnLabel}
      onHeading={(column, heading) =>
        change({ columns: { ...mapping.columns, [column]: heading }, severity: undefined })
      }
      constantOf={(column) => mapping.constants?.[column] ?? ''}
      onConstant={(column, value) => change({ constants: { ...mapping.constants, [column]: value } })}
    />
  );
}
