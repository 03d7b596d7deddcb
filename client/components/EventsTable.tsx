/** The coded events: searchable, sortable, each with its source. */
import { useMemo, useState } from 'preact/hooks';
import { CATEGORY_NAMES } from '../charts/bins.ts';
import { count, knownDate, longDate, signed } from '../charts/format.ts';
import { keepingAsOf } from '../state/asOf.ts';
import type { Scored } from '../state/dyadData.ts';
import type { DyadView, Sort } from '../state/dyadView.ts';
import { explainPoint } from '../../models/contribution.ts';
import { toggledEvent, whatIfOf } from '../state/whatIf.ts';
import { CategoryMark } from './CategoryMark.tsx';

interface Props {
  readonly dyad: string;
  readonly scored: Scored;
  readonly from: number;
  readonly to: number;
  readonly view: DyadView;
  readonly numbers: ReadonlyMap<string, number>;
  readonly onChange: (changes: Partial<DyadView>) => void;
}

const FIRST_ROWS = 100;

const COLUMNS: readonly { readonly sort?: Sort; readonly label: string; readonly class: string }[] = [
  { sort: 'date', label: 'Date', class: 'col-date' },
  { sort: 'actor', label: 'Actor → target', class: 'col-actor' },
  { sort: 'type', label: 'Type', class: 'col-type' },
  { label: 'Summary', class: 'col-summary' },
  { sort: 'severity', label: 'Sev.', class: 'col-severity num' },
  { label: 'Role', class: 'col-role' },
  { sort: 'points', label: 'Points', class: 'col-points num' },
  { label: 'Source', class: 'col-source' },
];

export function EventsTable({ dyad, scored, from, to, view, numbers, onChange }: Props) {
  const [showAll, setShowAll] = useState(false);
  const whatIf = whatIfOf(view.whatIf);
  const points = useMemo(() => new Map(explainPoint(scored.columns, scored.model, to, scored.direction).contributions.map((c) => [c.event, c.indexPoints])), [scored, to]);
  const types = useMemo(() => [...new Set(scored.records.map((record) => record.type))].map((type) => ({ type, label: scored.codebook.get(type)!.label })).sort((a, b) => (a.label < b.label ? -1 : 1)), [scored]);
  const rows = useMemo(() => {
    const words = view.search.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const found: number[] = [];
    scored.records.forEach((record, e) => {
      const day = scored.columns.day[e]!;
      if (!view.allEvents && (day < from || day > to)) return;
      if (view.type !== '' && record.type !== view.type) return;
      const text = `${record.summary} ${record.note} ${record.sourceName} ${record.type} ${scored.figureEvents[e]!.title} ${record.actor} ${record.target}`.toLowerCase();
      if (words.every((word) => text.includes(word))) found.push(e);
    });
    const label = (e: number): string => scored.figureEvents[e]!.title;
    const compare: Readonly<Record<Sort, (a: number, b: number) => number>> = {
      date: (a, b) => scored.columns.day[a]! - scored.columns.day[b]!,
      actor: (a, b) => (scored.records[a]!.actor < scored.records[b]!.actor ? -1 : scored.records[a]!.actor > scored.records[b]!.actor ? 1 : 0),
      type: (a, b) => (label(a) < label(b) ? -1 : label(a) > label(b) ? 1 : 0),
      severity: (a, b) => scored.records[a]!.severity - scored.records[b]!.severity,
      points: (a, b) => (points.get(a) ?? 0) - (points.get(b) ?? 0),
    };
    const sign = view.descending ? -1 : 1;
    return found.sort((a, b) => sign * (compare[view.sort](a, b) || a - b));
  }, [scored, points, from, to, view.allEvents, view.type, view.search, view.sort, view.descending]);

  const shown = showAll ? rows : rows.slice(0, FIRST_ROWS);
  const inWindow = useMemo(() => scored.columns.day.reduce((n, day) => n + (day >= from && day <= to ? 1 : 0), 0), [scored, from, to]);
  return (
    <section class="events" aria-labelledby="events-title">
      <div class="events-head">
        <h2 id="events-title">Events</h2>
        <div class="segmented" role="group" aria-label="Which events">
          <button type="button" aria-pressed={!view.allEvents} onClick={() => onChange({ allEvents: false })}>
            {inWindow} in the window
          </button>
          <button type="button" aria-pressed={view.allEvents} onClick={() => onChange({ allEvents: true })}>
            all {scored.records.length}
          </button>
        </div>
        <label class="field">
          <span class="visually-hidden">Type of event</span>
          <select value={view.type} onChange={(event) => onChange({ type: event.currentTarget.value })}>
            <option value="">All types</option>
            {types.map(({ type, label }) => (
              <option key={type} value={type}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label class="field field-search">
          <span class="visually-hidden">Search the events</span>
          <input type="search" id="search" placeholder="Search events   /" value={view.search} onInput={(event) => onChange({ search: event.currentTarget.value })} />
        </label>
        <p class="events-count" role="status">
          {rows.length === 0 ? '' : count(rows.length, 'event')}
        </p>
      </div>
      {rows.length === 0 ? (
        <p class="empty">
          {view.search === '' && view.type === ''
            ? `No coded events between ${longDate(from)} and ${longDate(to)}: absence of events, not peace.`
            : `No event ${view.allEvents ? 'of this dyad' : `between ${longDate(from)} and ${longDate(to)}`} fits the search.`}{' '}
          {view.allEvents ? null : (
            <button type="button" class="link" onClick={() => onChange({ allEvents: true })}>
              Look in all {scored.records.length}
            </button>
          )}
        </p>
      ) : (
        <table class="events-table">
          <caption class="visually-hidden">Coded events; points are index points on {longDate(to)}</caption>
          <thead>
            <tr>
              {COLUMNS.map(({ sort, label, class: name }) => (
                <th key={label} scope="col" class={name} aria-sort={sort === view.sort ? (view.descending ? 'descending' : 'ascending') : undefined}>
                  {sort === undefined ? (
                    label
                  ) : (
                    <button type="button" class="sort" onClick={() => onChange(view.sort === sort ? { descending: !view.descending } : { sort, descending: sort !== 'actor' && sort !== 'type' })}>
                      {label}
                      <span class="sort-mark" aria-hidden="true">
                        {sort === view.sort ? (view.descending ? '▼' : '▲') : ''}
                      </span>
                    </button>
                  )}
                  {label === 'Points' ? <span class="th-note">on {longDate(to)}</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((e) => {
              const record = scored.records[e]!;
              const share = points.get(e);
              const number = numbers.get(record.id);
              return (
                <tr key={record.id} class={`${record.verified ? '' : 'is-unverified'}${whatIf.withoutEvents.includes(record.id) ? ' is-left-out' : ''}`}>
                  <td class="col-date">
                    {number === undefined ? null : <span class="badge">{number}</span>}
                    {knownDate(scored.columns.day[e]!, record.datePrecision)}
                  </td>
                  <td class="col-actor">
                    {record.actor} → {record.target}
                  </td>
                  <td class="col-type">
                    <span title={CATEGORY_NAMES[record.category]}>
                      <CategoryMark category={record.category} />
                    </span>
                    {scored.figureEvents[e]!.title}
                  </td>
                  <td class="col-summary">
                    <a href={keepingAsOf(`/d/${dyad}/e/${record.id}`)}>{record.summary}</a>
                    {record.verified ? null : <span class="tag">unverified</span>}
                    <button
                      type="button"
                      class="what-if-row"
                      aria-pressed={whatIf.withoutEvents.includes(record.id)}
                      aria-label={`What if: leave out ${record.summary}`}
                      title="What if this event had not been coded?"
                      onClick={() => onChange({ whatIf: toggledEvent(whatIf, record.id) })}
                    >
                      {whatIf.withoutEvents.includes(record.id) ? 'left out' : whatIf.severities.has(record.id) ? `severity ${whatIf.severities.get(record.id)}` : 'what if'}
                    </button>
                  </td>
                  <td class="col-severity num">{record.severity}</td>
                  <td class="col-role">{record.role}</td>
                  <td class="col-points num">{share === undefined ? (scored.columns.day[e]! > to ? 'later' : '0') : signed(share, 2)}</td>
                  <td class="col-source">
                    {record.sourceUrl === '' ? (
                      <span class="muted">{record.sourceName === '' ? 'none' : record.sourceName}</span>
                    ) : (
                      <a href={record.sourceUrl} rel="noreferrer external" title={record.sourceUrl}>
                        {record.sourceName}
                      </a>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {rows.length > shown.length ? (
        <button type="button" class="more" onClick={() => setShowAll(true)}>
          Show all {rows.length}
        </button>
      ) : null}
    </section>
  );
}
