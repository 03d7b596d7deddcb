/** The chart's data as a table: the same points, the newest first. */
import { useState } from 'preact/hooks';
import { type Step, stepDays, toIsoDate } from '../../models/calendar.ts';
import type { DailySeries } from '../charts/dailySeries.ts';
import { lineStyle } from '../charts/figure.ts';
import { plain, signed } from '../charts/format.ts';
import { type Overlay, overlayOn } from '../charts/overlay.ts';
import { longDate, words } from '../state/language.ts';

interface Props {
  readonly series: DailySeries;
  readonly from: number;
  readonly to: number;
  readonly step: Step;
  readonly csvUrl: string;
  readonly overlays: readonly Overlay[];
}

const FIRST_ROWS = 120;

export function SeriesTable({ series, from, to, step, csvUrl, overlays }: Props) {
  const wording = words.value.seriesTable;
  const [showAll, setShowAll] = useState(false);
  const days = stepDays(from, to, step).toReversed();
  const shown = showAll ? days : days.slice(0, FIRST_ROWS);
  const read = (values: Float64Array, day: number): string => plain(values[day - series.firstDay]!, 2);
  return (
    <section class="series" aria-labelledby="series-title">
      <div class="events-head">
        <h2 id="series-title">{wording.heading(step, longDate(from), longDate(to))}</h2>
        <a class="button" href={csvUrl} download>
          {wording.csv}
        </a>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="series-title">
        <table class="series-table">
          <thead>
            <tr>
              <th scope="col">{wording.date}</th>
              <th scope="col" class="num">
                {wording.index}
              </th>
              <th scope="col" class="num">
                {wording.low}
              </th>
              <th scope="col" class="num">
                {wording.high}
              </th>
              <th scope="col" class="num">
                {wording.raises}
              </th>
              <th scope="col" class="num">
                {wording.lowers}
              </th>
              <th scope="col" class="num">
                {wording.tension}
              </th>
              {overlays.map(({ role, label }) => [
                <th key={`${role} ${label}`} scope="col" class={`num is-${role}`} title={label}>
                  {role === 'what-if' ? wording.whatIf : role === 'first-published' ? wording.firstPublished : label}
                </th>,
                <th key={`${role} ${label} difference`} scope="col" class={`num is-${role}`}>
                  {wording.difference}
                </th>,
              ])}
              <th scope="col">{wording.state}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((day) => (
              <tr key={day}>
                <th scope="row">
                  <time dateTime={toIsoDate(day)}>{longDate(day)}</time>
                </th>
                <td class="num">{read(series.index, day)}</td>
                <td class="num">{read(series.low, day)}</td>
                <td class="num">{read(series.high, day)}</td>
                <td class="num">{read(series.conflict, day)}</td>
                <td class="num">{read(series.cooperation, day)}</td>
                <td class="num">{read(series.tension, day)}</td>
                {overlays.map((overlay) => {
                  const value = overlayOn(overlay, day);
                  return [
                    <td key={`${overlay.role} ${overlay.label}`} class={`num is-${overlay.role}`}>
                      {value === undefined ? '' : plain(value, 2)}
                    </td>,
                    <td key={`${overlay.role} ${overlay.label} difference`} class={`num is-${overlay.role}`}>
                      {value === undefined ? '' : signed(value - series.index[day - series.firstDay]!, 2)}
                    </td>,
                  ];
                })}
                <td>
                  {series.feeds && lineStyle(series, day) === 'uncovered'
                    ? words.value.machine.stripUnknown
                    : wording.states[lineStyle(series, day)]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {days.length > shown.length ? (
        <button type="button" class="more" onClick={() => setShowAll(true)}>
          {wording.showAll(days.length)}
        </button>
      ) : null}
    </section>
  );
}
