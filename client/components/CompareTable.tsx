/** The comparison's data as a table: the same points, the newest first. */
import type { Step } from '../../models/calendar.ts';
import type { CompareTableData } from '../charts/compareTable.ts';
import { stateInWords } from '../charts/compareSentences.ts';
import { plain } from '../charts/format.ts';
import { DataTable, dateColumn } from './DataTable.tsx';
import { LineMark } from './LineMark.tsx';
import { longDate, words } from '../state/language.ts';

interface Props {
  readonly data: CompareTableData;
  readonly from: number;
  readonly to: number;
  readonly step: Step;
  /** what the values are */
  readonly measure: string;
  /** position of the first column's line among all lines */
  readonly firstPosition: number;
}

type Row = CompareTableData['rows'][number];

const FIRST_ROWS = 120;

export function CompareTable({ data: { columns, rows }, from, to, step, measure, firstPosition }: Props) {
  const wording = words.value.seriesTable;
  return (
    <section class="series" aria-labelledby="compared-title">
      <div class="events-head">
        <h2 id="compared-title">{wording.measured(measure, step, longDate(from), longDate(to))}</h2>
      </div>
      <DataTable
        class="series-table compared-table"
        scroll={{ 'aria-labelledby': 'compared-title' }}
        rows={rows}
        rowKey={({ day }) => day}
        fold={{ rows: FIRST_ROWS, label: wording.showAll }}
        columns={[
          dateColumn(),
          ...columns.map(({ key, heading }, i) => ({
            key,
            heading: (
              <>
                <LineMark position={firstPosition + i} /> {heading}
              </>
            ),
            class: 'num',
            cell: ({ cells }: Row) => <Value cell={cells[i]!} />,
          })),
        ]}
      />
    </section>
  );
}

function Value({ cell: { value, style } }: { readonly cell: Row['cells'][number] }) {
  if (Number.isNaN(value)) return <span class="cell-value">–</span>;
  const state = stateInWords(style, words.value);
  return (
    <>
      {state === '' ? null : <span class="muted cell-state">{state} </span>}
      <span class="cell-value">{plain(value, 2)}</span>
    </>
  );
}
