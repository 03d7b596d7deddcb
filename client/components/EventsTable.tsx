/** The coded events: searchable, sortable, each with its source. */
import { useMemo } from 'preact/hooks';
import { explainPoint } from '../../models/contribution.ts';
import { signed } from '../charts/format.ts';
import type { Scored } from '../state/dyadData.ts';
import type { DyadView, Sort } from '../state/dyadView.ts';
import { foundEvents } from '../state/foundEvents.ts';
import { DATA_LANGUAGE, longDate, knownDate, typeLabel, words } from '../state/language.ts';
import { toggledEvent, whatIfOf } from '../state/whatIf.ts';
import { ActLink, CouplingTag, Reports } from './ActLink.tsx';
import { CategoryMark } from './CategoryMark.tsx';
import { type Column, DataTable } from './DataTable.tsx';
import { SearchField } from './SearchField.tsx';
import { Segmented } from './Segmented.tsx';

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

export function EventsTable(props: Props) {
  const { scored, from, to, view, onChange } = props;
  const wording = words.value.events;
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
  const rows = useMemo(
    () => foundEvents(scored, points, from, to, view),
    [scored, points, from, to, view.allEvents, view.type, view.search, view.sort, view.descending],
  );
  const sortBy = (sort: Sort): void =>
    onChange(
      view.sort === sort ? { descending: !view.descending } : { sort, descending: sort !== 'actor' && sort !== 'type' },
    );
  const whatIf = whatIfOf(view.whatIf);
  return (
    <section class="events" aria-labelledby="events-title">
      <Head {...props} found={rows.length} />
      {rows.length === 0 ? (
        <NoneFound {...props} />
      ) : (
        <DataTable
          class="events-table"
          caption={wording.caption(longDate(to))}
          rows={rows}
          rowKey={(e) => scored.records[e]!.id}
          rowProps={(e) => {
            const { id, verified } = scored.records[e]!;
            return {
              class: `${verified ? '' : 'is-unverified'}${whatIf.withoutEvents.includes(id) ? ' is-left-out' : ''}`,
            };
          }}
          fold={{ rows: FIRST_ROWS, label: wording.showAll }}
          sorting={{ by: view.sort, isDescending: view.descending, onSort: sortBy }}
          columns={columns(props, points)}
        />
      )}
    </section>
  );
}

/** Which events are shown: of the window or all, of one type, with the words that somebody types. */
function Head({ scored, from, to, view, onChange, found }: Props & { readonly found: number }) {
  const wording = words.value.events;
  const inWindow = useMemo(
    () => scored.columns.day.reduce((n, day) => n + (day >= from && day <= to ? 1 : 0), 0),
    [scored, from, to],
  );
  const types = useMemo(
    () =>
      [...new Set(scored.records.map((record) => record.type))]
        .map((type) => ({ type, label: typeLabel(type, scored.codebook.get(type)!.label) }))
        .sort((a, b) => (a.label < b.label ? -1 : 1)),
    [scored],
  );
  return (
    <div class="events-head">
      <h2 id="events-title">{wording.title}</h2>
      <Segmented
        label={wording.which}
        value={view.allEvents ? 'all' : 'window'}
        onChoose={(which) => onChange({ allEvents: which === 'all' })}
        options={[
          { value: 'window', label: wording.inWindow(inWindow) },
          { value: 'all', label: wording.all(scored.records.length) },
        ]}
      />
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
      <SearchField
        label={wording.search}
        hint={wording.searchHint}
        value={view.search}
        onSearch={(search) => onChange({ search })}
      />
      <p class="events-count" role="status">
        {found === 0 ? '' : words.value.counts.events(found)}
      </p>
    </div>
  );
}

function NoneFound({ scored, from, to, view, onChange }: Props) {
  const wording = words.value.events;
  return (
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
  );
}

/** @param points index points of each event on the last day of the window */
function columns(
  { dyad, scored, to, view, numbers, onChange }: Props,
  points: ReadonlyMap<number, number>,
): readonly Column<number, Sort>[] {
  const wording = words.value.events;
  const column = (
    key: keyof typeof wording.columns,
    name: string,
    cell: Column<number>['cell'],
    more: Pick<Column<number, Sort>, 'sort' | 'note'> = {},
  ): Column<number, Sort> => ({ key, heading: wording.columns[key], class: name, cell, ...more });
  const record = (e: number): Scored['records'][number] => scored.records[e]!;
  return [
    column(
      'date',
      'col-date',
      (e) => (
        <>
          {numbers.has(record(e).id) ? <span class="badge">{numbers.get(record(e).id)}</span> : null}
          {knownDate(scored.columns.day[e]!, record(e).datePrecision)}
        </>
      ),
      { sort: 'date' },
    ),
    column('actor', 'col-actor', (e) => `${record(e).actor} → ${record(e).target}`, { sort: 'actor' }),
    column(
      'type',
      'col-type',
      (e) => (
        <>
          <span title={words.value.categories[record(e).category]}>
            <CategoryMark category={record(e).category} />
          </span>
          {scored.figureEvents[e]!.title}
        </>
      ),
      { sort: 'type' },
    ),
    column('summary', 'col-summary', (e) => (
      <Summary dyad={dyad} record={record(e)} whatIf={view.whatIf} onWhatIf={(text) => onChange({ whatIf: text })} />
    )),
    column('severity', 'col-severity num', (e) => record(e).severity, { sort: 'severity' }),
    column('role', 'col-role', (e) =>
      record(e).coupledFrom === undefined ? wording.roles[record(e).role] : words.value.machine.coupling,
    ),
    column(
      'points',
      'col-points num',
      (e) => {
        const share = points.get(e);
        return share === undefined ? (scored.columns.day[e]! > to ? wording.later : '0') : signed(share, 2);
      },
      { sort: 'points', note: <span class="th-note">{wording.onDate(longDate(to))}</span> },
    ),
    column('source', 'col-source', (e) => <Source record={record(e)} />),
  ];
}

function Summary({
  dyad,
  record,
  whatIf: text,
  onWhatIf,
}: {
  readonly dyad: string;
  readonly record: Scored['records'][number];
  readonly whatIf: string | undefined;
  readonly onWhatIf: (text: string | undefined) => void;
}) {
  const wording = words.value.events;
  const { id, summary, verified, coupledFrom, machine } = record;
  const whatIf = whatIfOf(text);
  const isLeftOut = whatIf.withoutEvents.includes(id);
  const severity = whatIf.severities.get(id);
  return (
    <>
      <ActLink act={{ dyad, id, coupledFrom, machine }}>
        <span lang={DATA_LANGUAGE}>{summary}</span>
      </ActLink>
      <CouplingTag from={coupledFrom} />
      {verified ? null : <span class="tag">{wording.unverified}</span>}
      <button
        type="button"
        class="what-if-row"
        aria-pressed={isLeftOut}
        aria-label={wording.leaveOut(summary)}
        title={wording.notCoded}
        onClick={() => onWhatIf(toggledEvent(whatIf, id))}
      >
        {isLeftOut ? wording.leftOut : severity === undefined ? wording.whatIf : wording.severity(severity)}
      </button>
    </>
  );
}

function Source({ record: { sourceUrl, sourceName, machine } }: { readonly record: Scored['records'][number] }) {
  if (sourceUrl !== '')
    return (
      <a href={sourceUrl} rel="noreferrer external" title={sourceUrl}>
        {sourceName}
      </a>
    );
  return (
    <span class="muted">
      {sourceName === '' ? words.value.events.none : sourceName} <Reports machine={machine} />
    </span>
  );
}
