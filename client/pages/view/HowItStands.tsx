/** Whether what a view shows still is what is known. */
import type { ViewStatus } from '../../../models/contract/viewStatus.ts';
import { epochDay } from '../../../models/calendar.ts';
import { printedChange, changeTo, plain, signed } from '../../charts/format.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { dyadName } from '../../state/countryNames.ts';
import { DATA_LANGUAGE, longDate, words } from '../../state/language.ts';

/** Verified, or superseded: as it was, as it is now, and the difference. @param anew where the same days are made into a card of today */
export function HowItStands({ standing, anew }: { readonly standing: ViewStatus; readonly anew: string }) {
  const wording = words.value.view;
  const isSuperseded = standing.status === 'superseded';
  const to = longDate(epochDay(standing.to));
  return (
    <section class={`standing standing-${standing.status}`} aria-labelledby="standing-title">
      <h2 id="standing-title">
        <span class="standing-mark" aria-hidden="true">
          {isSuperseded ? '≠' : '✓'}
        </span>
        {isSuperseded ? wording.superseded : wording.verified}
      </h2>
      <p>
        {standing.reasons.join(' ')} {isSuperseded ? <a href={anew}>{wording.anew}</a> : null}
      </p>
      {standing.changed.length === 0 ? null : (
        <ul class="standing-events small">
          {standing.changed.map(({ eventId, dyad, date, summary, change }) => (
            <li key={eventId}>
              {wording.changes[change]}, {longDate(epochDay(date))}:{' '}
              <a href={`/d/${dyad}/e/${encodeURIComponent(eventId)}`} lang={DATA_LANGUAGE}>
                {summary}
              </a>
            </li>
          ))}
        </ul>
      )}
      {isSuperseded ? (
        <DataTable
          scroll={{ 'aria-labelledby': 'standing-title' }}
          rows={standing.lines}
          rowKey={({ dyad }) => dyad}
          columns={[
            {
              key: 'line',
              heading: wording.indexOn(to),
              isRowHeading: true,
              cell: ({ dyad, name }) => dyadName(dyad, name),
            },
            { key: 'was', heading: wording.was, class: 'num', cell: ({ was }) => plain(was.index) },
            { key: 'now', heading: wording.now, class: 'num', cell: ({ now }) => (now ? plain(now.index) : '–') },
            {
              key: 'difference',
              heading: wording.difference,
              class: 'num',
              cell: ({ was, now }) => (now ? signed(printedChange(was.index, now.index)) : '–'),
            },
            {
              key: 'changeWas',
              heading: wording.changeWas,
              class: 'num',
              cell: ({ was }) => signed(changeTo(was.index, was.change)),
            },
            {
              key: 'changeNow',
              heading: wording.changeNow,
              class: 'num',
              cell: ({ now }) => (now ? signed(changeTo(now.index, now.change)) : '–'),
            },
          ]}
        />
      ) : null}
      {standing.lines.map(({ dyad, name, largest }) =>
        largest ? (
          <p key={dyad} class="muted small">
            {wording.largest(
              dyadName(dyad, name),
              longDate(epochDay(largest.date)),
              plain(largest.was),
              plain(largest.now),
            )}
          </p>
        ) : null,
      )}
    </section>
  );
}
