/** The audit, filtered, page by page and as a file. */
import { useEffect, useState } from 'preact/hooks';
import type { Audit, AuditEntry, AuditState } from '../../models/contract/audit.ts';
import { DataTable } from '../components/DataTable.tsx';
import { NeedsRole } from '../components/NeedsRole.tsx';
import { Notice } from '../components/Notice.tsx';
import { ApiProblem, getPrivate, getPrivateCsv, NoAnswer } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { downloadCsv } from '../state/download.ts';
import { words } from '../state/language.ts';
import { hrefWith, place, replaceQuery } from '../state/location.ts';
import { may } from '../state/person.ts';
import { usePrivate } from '../state/private.ts';
import { token } from '../state/token.ts';
import { minute, writer } from '../state/writer.ts';
import { TextField } from './ActForm.tsx';
import { Differences } from './Differences.tsx';

const TYPED = ['by', 'subject'] as const;
const DAYS = ['from', 'to'] as const;
const FILTERS = ['action', ...TYPED, ...DAYS] as const;
type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

/** A pause of the typist: one question for several letters. */
const PAUSE_MS = 300;
/** The most of one page, for a file. */
const OF_FILE = { format: 'csv', limit: '1000' };

const auditUrl = (filters: Filters, more: Readonly<Record<string, string>> = {}): string =>
  hrefWith('/api/v1/audit', { ...filters, ...more });

export function AuditLog() {
  const wording = words.value.audit;
  const { query } = place.value;
  const filters: Filters = Object.fromEntries(
    FILTERS.flatMap((name) => (query.get(name) === null ? [] : [[name, query.get(name)]])),
  );
  const held = may('editor') ? token.value : undefined;
  const state = usePrivate<AuditState>('/api/v1/audit/state', 'editor').data;
  const [pages, setPages] = useState<readonly Audit[]>([]);
  const [failure, setFailure] = useState('');
  const tell = (error: unknown): void => {
    if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
    setFailure(error.message);
  };
  const first = auditUrl(filters);
  const asked = news.value;
  useEffect(() => {
    if (held === undefined) return;
    let isShown = true;
    const pause = setTimeout(() => {
      getPrivate<Audit>(first, held).then((page) => {
        if (!isShown) return;
        setPages([page]);
        setFailure('');
      }, tell);
    }, PAUSE_MS);
    return () => {
      isShown = false;
      clearTimeout(pause);
    };
  }, [first, held, asked]);
  if (held === undefined) return <NeedsRole role="editor" byToken={wording.withoutToken} />;
  const entries = pages.flatMap((page) => page.entries);
  const next = pages.at(-1)?.next ?? null;
  const more = (): void => {
    getPrivate<Audit>(auditUrl(filters, { before: String(next) }), held).then(
      (page) => setPages([...pages, page]),
      tell,
    );
  };
  const save = (): void => {
    getPrivateCsv(auditUrl(filters, OF_FILE), held).then((text) => downloadCsv('audit.csv', text), tell);
  };
  return (
    <>
      <FilterFields filters={filters} onSave={save} />
      {state ? (
        <p class={state.broken ? 'is-error' : 'check'} role="status">
          {state.broken ? wording.broken(state.broken.number, state.broken.why) : wording.holds(state.entries)}
        </p>
      ) : null}
      {failure === '' ? null : <Notice kind="error">{failure}</Notice>}
      {pages.length > 0 && entries.length === 0 ? <p class="empty">{wording.none}</p> : null}
      {entries.length > 0 ? <Entries entries={entries} /> : null}
      {next === null ? null : (
        <button type="button" class="more" onClick={more}>
          {wording.more}
        </button>
      )}
    </>
  );
}

function FilterFields({ filters, onSave }: { readonly filters: Filters; readonly onSave: () => void }) {
  const wording = words.value.audit;
  const set = (name: (typeof FILTERS)[number], text: string): void =>
    replaceQuery({ [name]: text === '' ? undefined : text });
  return (
    <div class="audit-filters" role="search">
      <div class="form-field">
        <label for="audit-action">{wording.filters.action}</label>
        <select
          id="audit-action"
          value={filters.action ?? ''}
          onChange={(event) => set('action', event.currentTarget.value)}
        >
          <option value="">{wording.anyAction}</option>
          {Object.entries(wording.actions).map(([action, name]) => (
            <option key={action} value={action}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {TYPED.map((name) => (
        <TextField
          key={name}
          label={wording.filters[name]}
          value={filters[name] ?? ''}
          max={200}
          onChange={(text) => set(name, text)}
        />
      ))}
      {DAYS.map((name) => (
        <div key={name} class="form-field">
          <label for={`audit-${name}`}>{wording.filters[name]}</label>
          <input
            id={`audit-${name}`}
            type="date"
            value={filters[name] ?? ''}
            onChange={(event) => set(name, event.currentTarget.value)}
          />
        </div>
      ))}
      <button type="button" onClick={onSave}>
        {wording.csv}
      </button>
    </div>
  );
}

function Entries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const wording = words.value.audit;
  return (
    <DataTable
      class="audit"
      caption={wording.title}
      rows={entries}
      rowKey={({ number }) => number}
      scroll={{ 'aria-label': wording.title }}
      columns={[
        { key: 'number', heading: wording.number, class: 'num', isRowHeading: true, cell: ({ number }) => number },
        {
          key: 'when',
          heading: wording.when,
          cell: ({ at }) => <time dateTime={at}>{words.value.event.utc(minute(at))}</time>,
        },
        { key: 'by', heading: wording.filters.by, cell: ({ by }) => writer(by) },
        {
          key: 'what',
          heading: wording.what,
          cell: ({ action, subject }) => (
            <>
              {wording.actions[action] ?? action} <code>{subject}</code>
            </>
          ),
        },
        {
          key: 'change',
          heading: wording.change,
          cell: (entry) => (
            <>
              {PEOPLE.has(entry.action) ? <PeopleChange entry={entry} /> : <Change entry={entry} />}
              {entry.why === '' ? null : <blockquote>{entry.why}</blockquote>}
            </>
          ),
        },
        {
          key: 'hash',
          heading: wording.hash,
          cell: ({ hash, previousHash }) => <code title={wording.chain(hash, previousHash)}>{hash.slice(0, 10)}</code>,
        },
      ]}
    />
  );
}

const fieldsOf = ({ before, after }: AuditEntry): string[] => [
  ...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]),
];

/** Field by field; a list of many fields, such as a new event, is folded. */
function Change({ entry }: { readonly entry: AuditEntry }) {
  const fields = fieldsOf(entry);
  if (fields.length === 0) return null;
  const was = new Map(Object.entries(entry.before ?? {}));
  const is = new Map(Object.entries(entry.after ?? {}));
  const list = (
    <Differences
      differences={fields.map((field) => ({ field, bearing: undefined, from: was.get(field), to: is.get(field) }))}
    />
  );
  return fields.length <= 3 ? (
    list
  ) : (
    <details>
      <summary>{words.value.audit.fields(fields.length)}</summary>
      {list}
    </details>
  );
}

/** What is about people and keys: their fields are not those of an act, though some have the same names. */
const PEOPLE: ReadonlySet<string> = new Set(['give-role', 'make-key', 'withdraw-key']);

function PeopleChange({ entry: { before, after } }: { readonly entry: AuditEntry }) {
  const { people, audit } = words.value;
  const textOf = (fields: AuditEntry['before'], field: string): string => {
    const value = fields?.[field];
    const text = typeof value === 'string' ? value : '';
    return field === 'role' ? (new Map<string, string>(Object.entries(people.roles)).get(text) ?? text) : text;
  };
  const name = textOf(after, 'name') || textOf(before, 'name');
  const [was, is] = [textOf(before, 'role'), textOf(after, 'role')];
  const person = textOf(after, 'person');
  const ends = textOf(after, 'endsAt');
  return (
    <p>
      {person === '' ? name : `${name} (${person})`}: {was === '' ? null : <del>{was}</del>}{' '}
      {was !== '' && is !== '' ? <span aria-hidden="true">→</span> : null} {is === '' ? null : <ins>{is}</ins>}
      {ends === '' ? null : `, ${audit.endsAt(minute(ends))}`}
    </p>
  );
}
