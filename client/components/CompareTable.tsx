/** The comparison's data as a table: the same points, the newest first. */
import { useState } from 'preact/hooks';
import { type Step, toIsoDate } from '../../models/calendar.ts';
import type { CompareTableData } from '../charts/compareTable.ts';
import { stateInWords } from '../charts/compareSentences.ts';
import { plain } from '../charts/format.ts';
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

const FIRST_ROWS = 120;

export function CompareTable({ data: { columns, rows }, from, to, step, measure, firstPosition }: Props) {
  const wording = words.value.seriesTable;
  const [showAll, setShowAll] = useState(false);
  const shown = showAll ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <section class="series" aria-labelledby="compared-title">
      <div class="events-head">
        <h2 id="compared-title">{wording.measured(measure, step, longDate(from), longDate(to))}</h2>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="compared-title">
        <table class="series-table compared-table">
          <thead>
            <tr>
              <th scope="col">{wording.date}</th>
              {columns.map(({ key, heading }, i) => (
                <th key={key} scope="col" class="num">
                  <LineMark position={firstPosition + i} /> {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ day, cells }) => (
              <tr key={day}>
                <th scope="row">
                  <time dateTime={toIsoDate(day)}>{longDate(day)}</time>
                </th>
                {cells.map(({ value, style }, i) => {
                  const state = Number.isNaN(value) ? '' : stateInWords(style, words.value);
                  return (
                    <td key={columns[i]!.key} class="num">
                      {state === '' ? null : <span class="muted cell-state">{state} </span>}
                      <span class="cell-value">{Number.isNaN(value) ? '–' : plain(value, 2)}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown.length ? (
        <button type="button" class="more" onClick={() => setShowAll(true)}>
          {wording.showAll(rows.length)}
        </button>
      ) : null}
    </section>
  );
}
