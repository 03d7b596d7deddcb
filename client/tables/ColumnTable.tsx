/** Which column of a file is read for what; each guess can be changed, and what is missing be given once for all rows. */
import type { ImportPreview } from '../../models/contract/importPreview.ts';
import { DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';

interface Chosen<Name extends string> {
  readonly column: Name;
  readonly heading: string | null;
  readonly basis: keyof (typeof words.value)['deskImport']['columns']['bases'];
}

interface Props<Name extends string> {
  readonly file: ImportPreview['file'];
  readonly columns: readonly Chosen<Name>[];
  readonly labelOf: (column: Name) => string;
  readonly onHeading: (column: Name, heading: string | null) => void;
  /** what stands in every row; undefined: such a column has no constant */
  readonly constantOf: (column: Name) => string | undefined;
  readonly onConstant: (column: Name, value: string) => void;
}

export function ColumnTable<Name extends string>({
  file,
  columns,
  labelOf,
  onHeading,
  constantOf,
  onConstant,
}: Props<Name>) {
  const wording = words.value.deskImport.columns;
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
        { key: 'field', heading: wording.field, isRowHeading: true, cell: ({ column }) => labelOf(column) },
        {
          key: 'heading',
          heading: wording.heading,
          cell: ({ column, heading, basis }) => (
            <>
              <select
                aria-label={wording.heads(labelOf(column))}
                value={heading ?? ''}
                onChange={(event) => onHeading(column, event.currentTarget.value || null)}
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
          cell: ({ column, heading }) => {
            const constant = constantOf(column);
            return heading === null && constant !== undefined ? (
              <input
                type="text"
                aria-label={wording.constant(labelOf(column))}
                placeholder={wording.bases.constant}
                value={constant}
                onChange={(event) => onConstant(column, event.currentTarget.value.trim())}
              />
            ) : (
              <span class="small">{samplesOf(heading)}</span>
            );
          },
        },
      ]}
    />
  );
}
