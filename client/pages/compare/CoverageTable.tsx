/** What each line is built on, in numbers. */
import { type CompareLine, eventsWithin } from '../../charts/compareLines.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { LineName } from '../../components/LineChooser.tsx';
import { LineMark } from '../../components/LineMark.tsx';
import { longDate, words } from '../../state/language.ts';

interface Props {
  readonly lines: readonly CompareLine[];
  readonly from: number;
  readonly to: number;
}

const DAYS_A_YEAR = 365.25;

export function CoverageTable({ lines, from, to }: Props) {
  const wording = words.value.compare;
  return (
    <section class="coverage-section" aria-labelledby="coverage-title">
      <h2 id="coverage-title">{wording.builtOn}</h2>
      <DataTable
        class="coverage-table"
        scroll={{ 'aria-labelledby': 'coverage-title' }}
        rows={lines}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'line',
            heading: wording.line,
            isRowHeading: true,
            cell: ({ label, short }, position) => (
              <>
                <LineMark position={position} /> <LineName label={label} short={short} />
              </>
            ),
          },
          {
            key: 'eventsShown',
            heading: wording.eventsShown,
            class: 'num',
            cell: (line) => eventsWithin(line, from, to) ?? '…',
          },
          { key: 'inAll', heading: wording.inAll, class: 'num', cell: ({ coverage }) => coverage.events },
          {
            key: 'aYear',
            heading: wording.aYear,
            class: 'num',
            cell: (line) => {
              const years = yearsOf(line);
              return years === 0 ? '–' : (line.coverage.events / Math.max(years, 1)).toFixed(1);
            },
          },
          { key: 'first', heading: wording.first, cell: ({ coverage }) => dateOf(coverage.firstEvent) },
          { key: 'last', heading: wording.last, cell: ({ coverage }) => dateOf(coverage.lastEvent) },
          {
            key: 'sparse',
            heading: wording.sparse,
            class: 'num',
            cell: (line) => {
              const years = yearsOf(line);
              const sparseDays = line.coverage.sparse.reduce((sum, { from, to }) => sum + to - from + 1, 0);
              return years === 0 ? '–' : `${Math.round((100 * sparseDays) / DAYS_A_YEAR / years)}%`;
            },
          },
        ]}
      />
    </section>
  );
}

const dateOf = (day: number | null): string => (day === null ? '–' : longDate(day));

/** Years from a line's first event to its last; 0 without events. */
function yearsOf({ coverage: { firstEvent, lastEvent } }: CompareLine): number {
  return firstEvent === null || lastEvent === null ? 0 : (lastEvent - firstEvent + 1) / DAYS_A_YEAR;
}
