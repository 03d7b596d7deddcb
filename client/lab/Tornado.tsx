/** What a quarter more or less of each parameter does to a conclusion, widest first. */
import { signed } from '../charts/format.ts';
import { type Column, DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';
import { nameOf } from './parameterNames.ts';
import type { LabSession } from './session.ts';
import type { Robustness } from './studies.ts';

const FIRST_ROWS = 10;

type Bar = Robustness['bars'][number];

export function Tornado({ session, found }: { readonly session: LabSession; readonly found: Robustness }) {
  const wording = words.value.robustness;
  const bars = found.bars.slice(0, FIRST_ROWS);
  const ends = [found.change, ...bars.flatMap(({ low, high }) => [low, high])];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const at = (value: number): number => (most === least ? 50 : ((value - least) / (most - least)) * 100);
  const columns: readonly Column<Bar>[] = [
    {
      key: 'parameter',
      heading: wording.parameter,
      isRowHeading: true,
      cell: ({ path }) => nameOf(path, session.labelOf),
    },
    { key: 'low', heading: '−25%', class: 'num', cell: ({ low }) => signed(low) },
    {
      key: 'bar',
      heading: (
        <>
          <span class="visually-hidden">{wording.changeOfIndex} </span>
          <span class="num">{wording.changeNow(signed(found.change))}</span>
        </>
      ),
      class: 'tornado-axis',
      cellClass: () => '',
      cell: ({ low, high }) => <RangeBar low={at(low)} now={at(found.change)} high={at(high)} />,
    },
    { key: 'high', heading: '+25%', class: 'num', cell: ({ high }) => signed(high) },
  ];
  return (
    <div>
      <h3>{wording.quarter}</h3>
      <DataTable class="tornado" columns={columns} rows={bars} rowKey={({ path }) => path} />
      <p class="muted small">{wording.tornadoNote(bars.length, found.bars.length)}</p>
    </div>
  );
}

/** Positions from 0 to 100. */
function RangeBar({ low, now, high }: { readonly low: number; readonly now: number; readonly high: number }) {
  const side = (name: string, end: number) => (
    <rect class={name} x={Math.min(end, now)} width={Math.abs(end - now)} y="1" height="8" />
  );
  return (
    <svg class="tornado-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {side('tornado-low', low)}
      {side('tornado-high', high)}
      <line x1={now} x2={now} y1="0" y2="10" />
    </svg>
  );
}
