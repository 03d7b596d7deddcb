/** Who wrote what, when and why: the audit, filtered and as a file. */
import '../../styles/deskForms.css';
import { useEffect, useState } from 'preact/hooks';
import type { Audit as AuditAnswer, AuditEntry, AuditState } from '../../../models/contract/audit.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextField } from '../../desk/ActForm.tsx';
import { Differences } from '../../desk/Differences.tsx';
import { DeskNav } from '../../desk/DeskNav.tsx';
import { ApiProblem, getPrivate, getPrivateText, NoAnswer } from '../../state/api.ts';
import { news } from '../../state/connection.ts';
import { AS_CSV, downloadCsv } from '../../state/download.ts';
import { words } from '../../state/language.ts';
import { hrefWith, place, replaceQuery } from '../../state/location.ts';
import { usePrivate } from '../../state/private.ts';
import { useTitle } from '../../state/title.ts';
import { token } from '../../state/token.ts';

const TYPED = ['by', 'subject'] as const;
type Filters = Readonly<Record<(typeof TYPED)[number] | 'action', string | undefined>>;

/** A pause of the typist: one question for several letters. */
const PAUSE_MS = 300;

const auditUrl = (filters: Filters, more: Readonly<Record<string, string | undefined>> = {}): string =>
  hrefWith('/api/v1/audit', { ...filters, ...more });

export function Audit() {
  const wording = words.value.audit;
  useTitle(wording.title);
  const { query } = place.value;
  const filters: Filters = {
    by: query.get('by') ?? undefined,
    action: query.get('action') ?? undefined,
    subject: query.get('subject') ?? undefined,
  };
  const held = token.value;
  const state = usePrivate<AuditState>('/api/v1/audit/state').data;
  const [pages, setPages] = useState<readonly AuditAnswer[]>([]);
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
      getPrivate<AuditAnswer>(first, held).then((page) => {
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
  const entries = pages.flatMap((page) => page.entries);
  const next = pages.at(-1)?.next ?? null;
  const more = (): void => {
    getPrivate<AuditAnswer>(auditUrl(filters, { before: String(next) }), held ?? '').then(
      (page) => setPages([...pages, page]),
      tell,
    );
  };
  const save = (): void => {
    getPrivateText(auditUrl(filters, AS_CSV), held ?? '').then((text) => downloadCsv('audit.csv', text), tell);
  };
  return (
    <article class="plain-page desk-page">
      <DeskNav />
      <h1 tabIndex={-1}>{wording.title}</h1>
      <p class="lede">{wording.lede}</p>
      {held === undefined ? (
        <p class="empty">{wording.withoutToken}</p>
      ) : (
        <>
          <div class="audit-filters" role="search">
            <div class="form-field">
              <label for="audit-action">{wording.filters.action}</label>
              <select
                id="audit-action"
                value={filters.action ?? ''}
                onChange={(event) => replaceQuery({ action: event.currentTarget.value || undefined })}
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
                onChange={(text) => replaceQuery({ [name]: text === '' ? undefined : text })}
              />
            ))}
            <button type="button" onClick={save}>
              {wording.csv}
            </button>
          </div>
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
      )}
    </article>
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
          cell: ({ at }) => <time dateTime={at}>{words.value.event.utc(at.slice(0, 16).replace('T', ' '))}</time>,
        },
        { key: 'by', heading: wording.filters.by, cell: ({ by }) => by },
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
              <Change entry={entry} />
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

/** Field by field; a list of many fields, such as a new event, is folded. */
function Change({ entry: { before, after } }: { readonly entry: AuditEntry }) {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (fields.length === 0) return null;
  const was = new Map(Object.entries(before ?? {}));
  const is = new Map(Object.entries(after ?? {}));
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
