/** The coded events: searchable, sortable, each with its source. */
import { useMemo, useState } from 'preact/hooks';
import { signed } from '../charts/format.ts';
import type { Scored } from '../state/dyadData.ts';
import type { DyadView, Sort } from '../state/dyadView.ts';
import { explainPoint } from '../../models/contribution.ts';
import { DATA_LANGUAGE, longDate, knownDate, typeLabel, words } from '../state/language.ts';
import { toggledEvent, whatIfOf } from '../state/whatIf.ts';
import type { Words } from '../words/words.ts';
import { ActLink, CouplingTag, Reports } from './ActLink.tsx';
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

const COLUMNS: readonly {
  readonly sort?: Sort;
  readonly label: keyof Words['events']['columns'];
  readonly class: string;
}[] = [
  { sort: 'date', label: 'date', class: 'col-date' },
  { sort: 'actor', label: 'actor', class: 'col-actor' },
  { sort: 'type', label: 'type', class: 'col-type' },
  { label: 'summary', class: 'col-summary' },
  { sort: 'severity', label: 'severity', class: 'col-severity num' },
  { label: 'role', class: 'col-role' },
  { sort: 'points', label: 'points', class: 'col-points num' },
  { label: 'source', class: 'col-source' },
];

export function EventsTable({ dyad, scored, from, to, view, numbers, onChange }: Props) {
  const wording = words.value.events;
  const [showAll, setShowAll] = useState(false);
  const whatIf = whatIfOf(view.whatIf);
  const points = useMemo(
    () =>
      new Map(
        explainPoint(scored.columns, scored.model, to, scored.direction).contributions.map((c) => [
          c.event,
          c.indexPoints,
        ]),
      ),
    [scored, to],
  );
  const types = useMemo(
    () =>
      [...new Set(scored.records.map((record) => record.type))]
        .map((type) => ({ type, label: typeLabel(type, scored.codebook.get(type)!.label) }))
        .sort((a, b) => (a.label < b.label ? -1 : 1)),
    [scored],
  );
  const rows = useMemo(() => {
    const words = view.search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found: number[] = [];
    scored.records.forEach((record, e) => {
      const day = scored.columns.day[e]!;
      if (!view.allEvents && (day < from || day > to)) return;
      if (view.type !== '' && record.type !== view.type) return;
      const text =
        `${record.summary} ${record.note} ${record.sourceName} ${record.type} ${scored.figureEvents[e]!.title} ${record.actor} ${record.target}`.toLowerCase();
      if (words.every((word) => text.includes(word))) found.push(e);
    });
    const label = (e: number): string => scored.figureEvents[e]!.title;
    const compare: Readonly<Record<Sort, (a: number, b: number) => number>> = {
      date: (a, b) => scored.columns.day[a]! - scored.columns.day[b]!,
      actor: (a, b) =>
        scored.records[a]!.actor < scored.records[b]!.actor
          ? -1
          : scored.records[a]!.actor > scored.records[b]!.actor
            ? 1
            : 0,
      type: (a, b) => (label(a) < label(b) ? -1 : label(a) > label(b) ? 1 : 0),
      severity: (a, b) => scored.records[a]!.severity - scored.records[b]!.severity,
      points: (a, b) => (points.get(a) ?? 0) - (points.get(b) ?? 0),
    };
    const sign = view.descending ? -1 : 1;
    return found.sort((a, b) => sign * (compare[view.sort](a, b) || a - b));
  }, [scored, points, from, to, view.allEvents, view.type, view.search, view.sort, view.descending]);

  const shown = showAll ? rows : rows.slice(0, FIRST_ROWS);
  const inWindow = useMemo(
    () => scored.columns.day.reduce((n, day) => n + (day >= from && day <= to ? 1 : 0), 0),
    [scored, from, to],
  );
  return (
    <section class="events" aria-labelledby="events-title">
      <div class="events-head">
        <h2 id="events-title">{wording.title}</h2>
        <div class="segmented" role="group" aria-label={wording.which}>
          <button type="button" aria-pressed={!view.allEvents} onClick={() => onChange({ allEvents: false })}>
            {wording.inWindow(inWindow)}
          </button>
          <button type="button" aria-pressed={view.allEvents} onClick={() => onChange({ allEvents: true })}>
            {wording.all(scored.records.length)}
          </button>
        </div>
        <label class="field">
          <span class="visually-hidden">{wording.type}</span>
          <select value={view.type} onChange={(event) => onChange({ type: event.currentTarget.value })}>
            <option value="">{wording.allTypes}</option>
            {types.map(({ type, label }) => (
              <option key={type} value={type}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label class="field field-search">
          <span class="visually-hidden">{wording.search}</span>
          <input
            type="search"
            id="search"
            placeholder={wording.searchHint}
            value={view.search}
            onInput={(event) => onChange({ search: event.currentTarget.value })}
          />
        </label>
        <p class="events-count" role="status">
          {rows.length === 0 ? '' : words.value.counts.events(rows.length)}
        </p>
      </div>
      {rows.length === 0 ? (
        <p class="empty">
          {view.search === '' && view.type === ''
            ? wording.noneCoded(longDate(from), longDate(to))
            : view.allEvents
              ? wording.noneFits
              : wording.noneFitsBetween(longDate(from), longDate(to))}{' '}
          {view.allEvents ? null : (
            <button type="button" class="link" onClick={() => onChange({ allEvents: true })}>
              {wording.lookInAll(scored.records.length)}
            </button>
          )}
        </p>
      ) : (
        <table class="events-table">
          <caption class="visually-hidden">{wording.caption(longDate(to))}</caption>
          <thead>
            <tr>
              {COLUMNS.map(({ sort, label, class: name }) => (
                <th
                  key={label}
                  scope="col"
                  class={name}
                  aria-sort={sort === view.sort ? (view.descending ? 'descending' : 'ascending') : undefined}
                >
                  {sort === undefined ? (
                    wording.columns[label]
                  ) : (
                    <button
                      type="button"
                      class="sort"
                      onClick={() =>
                        onChange(
                          view.sort === sort
                            ? { descending: !view.descending }
                            : { sort, descending: sort !== 'actor' && sort !== 'type' },
                        )
                      }
                    >
                      {wording.columns[label]}
                      <span class="sort-mark" aria-hidden="true">
                        {sort === view.sort ? (view.descending ? '▼' : '▲') : ''}
                      </span>
                    </button>
                  )}
                  {label === 'points' ? <span class="th-note">{wording.onDate(longDate(to))}</span> : null}
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
                <tr
                  key={record.id}
                  class={`${record.verified ? '' : 'is-unverified'}${whatIf.withoutEvents.includes(record.id) ? ' is-left-out' : ''}`}
                >
                  <td class="col-date">
                    {number === undefined ? null : <span class="badge">{number}</span>}
                    {knownDate(scored.columns.day[e]!, record.datePrecision)}
                  </td>
                  <td class="col-actor">
                    {record.actor} → {record.target}
                  </td>
                  <td class="col-type">
                    <span title={words.value.categories[record.category]}>
                      <CategoryMark category={record.category} />
                    </span>
                    {scored.figureEvents[e]!.title}
                  </td>
                  <td class="col-summary">
                    <ActLink act={{ dyad, id: record.id, coupledFrom: record.coupledFrom, machine: record.machine }}>
                      <span lang={DATA_LANGUAGE}>{record.summary}</span>
                    </ActLink>
                    <CouplingTag from={record.coupledFrom} />
                    {record.verified ? null : <span class="tag">{wording.unverified}</span>}
                    <button
                      type="button"
                      class="what-if-row"
                      aria-pressed={whatIf.withoutEvents.includes(record.id)}
                      aria-label={wording.leaveOut(record.summary)}
                      title={wording.notCoded}
                      onClick={() => onChange({ whatIf: toggledEvent(whatIf, record.id) })}
                    >
                      {whatIf.withoutEvents.includes(record.id)
                        ? wording.leftOut
                        : whatIf.severities.has(record.id)
                          ? wording.severity(whatIf.severities.get(record.id)!)
                          : wording.whatIf}
                    </button>
                  </td>
                  <td class="col-severity num">{record.severity}</td>
                  <td class="col-role">
                    {record.coupledFrom === undefined ? wording.roles[record.role] : words.value.machine.coupling}
                  </td>
                  <td class="col-points num">
                    {share === undefined ? (scored.columns.day[e]! > to ? wording.later : '0') : signed(share, 2)}
                  </td>
                  <td class="col-source">
                    {record.sourceUrl === '' ? (
                      <span class="muted">
                        {record.sourceName === '' ? wording.none : record.sourceName}{' '}
                        <Reports machine={record.machine} />
                      </span>
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
          {wording.showAll(rows.length)}
        </button>
      ) : null}
    </section>
  );
}
