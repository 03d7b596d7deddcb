/** API keys: made, shown once, withdrawn. */
import { useState } from 'preact/hooks';
import type { ApiKey, KeyMade, Person } from '../../models/contract/people.ts';
import { DataTable } from '../components/DataTable.tsx';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { usePrivate } from '../state/private.ts';
import { minute, writer } from '../state/writer.ts';
import { KeyForm } from './KeyForm.tsx';
import { Listed, Moment, MOST, SaveCsv, useAct } from './Listed.tsx';
import { NewKey } from './NewKey.tsx';

export function Keys() {
  const wording = words.value.adminKeys;
  const [made, setMade] = useState<KeyMade | undefined>(undefined);
  const people = usePrivate<{ readonly people: readonly Person[] }>(`/api/v1/people?limit=${MOST}`, 'admin').data;
  return (
    <>
      {made ? (
        <NewKey made={made} onDone={() => setMade(undefined)} />
      ) : (
        <KeyForm
          people={people?.people ?? []}
          onMade={(key) => {
            setMade(key);
            news.value++;
          }}
        />
      )}
      <section aria-labelledby="keys-title">
        <h2 id="keys-title">{wording.list}</h2>
        <Listed<{ readonly keys: readonly ApiKey[] }> url={`/api/v1/keys?limit=${MOST}`} what={wording.list}>
          {({ keys }) =>
            keys.length === 0 ? <p class="empty">{wording.none}</p> : <List keys={keys} people={people?.people ?? []} />
          }
        </Listed>
      </section>
    </>
  );
}

const isPast = (moment: string | null): boolean => moment !== null && Date.parse(moment) <= Date.now();

function List({ keys, people }: { readonly keys: readonly ApiKey[]; readonly people: readonly Person[] }) {
  const { adminKeys: wording, people: names, admin } = words.value;
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const act = useAct();
  const withdraw = async ({ id, name }: ApiKey): Promise<void> => {
    const saying = ({ key }: { readonly key: ApiKey }): string =>
      `${name}: ${wording.withdrawn(key.withdrawnBy ?? '', minute(key.withdrawnAt ?? ''))}`;
    if (await act.send(`/api/v1/keys/${id}/withdrawal`, undefined, saying)) setAsked(undefined);
  };
  return (
    <>
      <SaveCsv url={`/api/v1/keys?format=csv&limit=${MOST}`} name="keys.csv" />
      {act.told}
      <DataTable
        caption={wording.list}
        scroll={{ 'aria-labelledby': 'keys-title' }}
        rows={keys}
        rowKey={({ id }) => id}
        rowProps={(key) => (key.withdrawnAt !== null || isPast(key.endsAt) ? { class: 'muted' } : {})}
        columns={[
          {
            key: 'name',
            heading: wording.name,
            isRowHeading: true,
            cell: ({ name, id }) => <span title={id}>{name}</span>,
          },
          { key: 'role', heading: wording.role, cell: ({ role }) => names.roles[role] },
          {
            key: 'person',
            heading: wording.person,
            cell: ({ personId }) =>
              personId === null ? wording.nobodys : (people.find(({ id }) => id === personId)?.name ?? personId),
          },
          { key: 'by', heading: wording.madeBy, cell: ({ madeBy }) => writer(madeBy) },
          { key: 'at', heading: wording.madeAt, cell: ({ madeAt }) => <Moment at={madeAt} /> },
          { key: 'ends', heading: wording.ends, cell: ({ endsAt }) => <Moment at={endsAt} none={admin.never} /> },
          {
            key: 'used',
            heading: wording.lastUsed,
            cell: ({ lastUsed }) => <Moment at={lastUsed} none={admin.never} />,
          },
          {
            key: 'state',
            heading: wording.state,
            cell: (key) =>
              key.withdrawnAt !== null ? (
                <span class="small">{wording.withdrawn(writer(key.withdrawnBy ?? ''), minute(key.withdrawnAt))}</span>
              ) : isPast(key.endsAt) ? (
                wording.ended
              ) : asked === key.id ? (
                <span class="role-choice">
                  <button
                    type="button"
                    class="primary"
                    disabled={act.isSending}
                    aria-label={wording.withdrawSureOf(key.name)}
                    onClick={() => void withdraw(key)}
                  >
                    {wording.withdrawSure}
                  </button>
                  <button type="button" onClick={() => setAsked(undefined)}>
                    {wording.keep}
                  </button>
                </span>
              ) : (
                <button type="button" aria-label={wording.withdrawOf(key.name)} onClick={() => setAsked(key.id)}>
                  {wording.withdraw}
                </button>
              ),
          },
        ]}
      />
      {keys.length === MOST ? <p class="muted small">{admin.cut(MOST)}</p> : null}
    </>
  );
}
