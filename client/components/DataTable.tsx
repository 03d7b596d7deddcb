/** A table of data: its columns are data, its headings sort, and where it is wider than its place a key can scroll it. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { toIsoDate } from '../../models/calendar.ts';
import { longDate, words } from '../state/language.ts';

export interface Column<Row, Sort extends string = never> {
  readonly key: string;
  readonly heading: ComponentChildren;
  readonly cell: (row: Row, at: number) => ComponentChildren;
  /** of the heading and every cell; `num` aligns numbers */
  readonly class?: string;
  /** of a cell, where it depends on the row */
  readonly cellClass?: (row: Row) => string;
  /** the cell names its row */
  readonly isRowHeading?: boolean;
  /** the heading sorts by this */
  readonly sort?: Sort;
  /** stands in the heading after what sorts */
  readonly note?: ComponentChildren;
  readonly title?: string;
}

export interface Sorting<Sort extends string> {
  readonly by: Sort;
  readonly isDescending: boolean;
  readonly onSort: (sort: Sort) => void;
}

interface Props<Row, Sort extends string> {
  readonly columns: readonly Column<Row, Sort>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, at: number) => string | number;
  readonly rowProps?: (row: Row) => JSX.HTMLAttributes<HTMLTableRowElement>;
  /** a heading of the rows below it, across all columns */
  readonly spanning?: (row: Row) => ComponentChildren;
  readonly class?: string;
  /** read out before the table */
  readonly caption?: string;
  readonly isBusy?: boolean;
  /** the name of the part in which the table scrolls sideways */
  readonly scroll?: { readonly 'aria-label': string } | { readonly 'aria-labelledby': string };
  readonly sorting?: Sorting<Sort>;
  /** rows at first, and what the button says that shows all of them */
  readonly fold?: { readonly rows: number; readonly label: (all: number) => string };
}

export function DataTable<Row, Sort extends string = never>(props: Props<Row, Sort>) {
  const { columns, rows, rowKey, rowProps, spanning, caption, scroll, sorting, fold } = props;
  const [isOpen, setOpen] = useState(false);
  const shown = fold && !isOpen ? rows.slice(0, fold.rows) : rows;
  const table = (
    <table class={props.class} aria-busy={props.isBusy}>
      {caption === undefined ? null : <caption class="visually-hidden">{caption}</caption>}
      <thead>
        <tr>
          {columns.map((column) => (
            <Heading key={column.key} column={column} sorting={sorting} />
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row, at) => {
          const heading = spanning?.(row);
          return (
            <tr key={rowKey(row, at)} {...rowProps?.(row)}>
              {heading === undefined ? (
                columns.map((column) => <Cell key={column.key} column={column} row={row} at={at} />)
              ) : (
                <th scope="rowgroup" colSpan={columns.length}>
                  {heading}
                </th>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
  return (
    <>
      {scroll ? (
        // A group, not a region: the section around it often is a region of the same name.
        <div class="scroll" tabIndex={0} role="group" {...scroll}>
          {table}
        </div>
      ) : (
        table
      )}
      {fold && rows.length > shown.length ? (
        <button type="button" class="more" onClick={() => setOpen(true)}>
          {fold.label(rows.length)}
        </button>
      ) : null}
    </>
  );
}

function Heading<Row, Sort extends string>({
  column: { heading, sort, note, title, class: name },
  sorting,
}: {
  readonly column: Column<Row, Sort>;
  readonly sorting: Sorting<Sort> | undefined;
}) {
  const isSorted = sorting !== undefined && sort === sorting.by;
  return (
    <th
      scope="col"
      class={name}
      title={title}
      aria-sort={isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : undefined}
    >
      {sort === undefined || !sorting ? (
        heading
      ) : (
        <button type="button" class="sort" onClick={() => sorting.onSort(sort)}>
          {heading}
          <span class="sort-mark" aria-hidden="true">
            {isSorted ? (sorting.isDescending ? '▼' : '▲') : ''}
          </span>
        </button>
      )}
      {note}
    </th>
  );
}

function Cell<Row, Sort extends string>({
  column,
  row,
  at,
}: {
  readonly column: Column<Row, Sort>;
  readonly row: Row;
  readonly at: number;
}) {
  const name = column.cellClass ? column.cellClass(row) : column.class;
  const content = column.cell(row, at);
  return column.isRowHeading ? (
    <th scope="row" class={name}>
      {content}
    </th>
  ) : (
    <td class={name}>{content}</td>
  );
}

/** The day that a row is of. */
export const dateColumn = <Row extends { readonly day: number }>(): Column<Row> => ({
  key: 'date',
  heading: words.value.seriesTable.date,
  isRowHeading: true,
  cell: ({ day }) => <time dateTime={toIsoDate(day)}>{longDate(day)}</time>,
});
