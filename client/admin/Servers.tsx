/** The server processes on the database, who leads, and how much of what is bounded is used. */
import type { Operation } from '../../models/contract/operation.ts';
import { grouped } from '../charts/format.ts';
import { DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';
import { minute } from '../state/writer.ts';
import { Listed, Moment } from './Listed.tsx';

type Replica = Operation['replicas'][number];

export function Servers() {
  const { adminServers: wording, admin } = words.value;
  return (
    <Listed<Operation> url="/api/v1/operation" what={admin.sections.servers}>
      {({ lease, replicas, quotas, standby, disk: { databaseBytes, freeBytes } }) => (
        <>
          <p>
            {lease === null
              ? wording.nobodyLeads
              : lease.until === null
                ? wording.alone
                : wording.leads(lease.place, lease.term)}
          </p>
          {standby === null ? null : (
            <p>{standby.isThere ? wording.standby(standby.name, standby.reads) : wording.noStandby(standby.name)}</p>
          )}
          <Processes replicas={replicas} />
          <section aria-labelledby="limits-title">
            <h2 id="limits-title">{wording.limits}</h2>
            <DataTable
              class="admin-limits"
              scroll={{ 'aria-labelledby': 'limits-title' }}
              rows={quotas}
              rowKey={({ name }) => name}
              columns={[
                {
                  key: 'what',
                  heading: wording.limit,
                  isRowHeading: true,
                  cell: ({ name }) => wording.quotas[name],
                },
                { key: 'of', heading: wording.of, cell: ({ of }) => wording.scopes[of] },
                { key: 'used', heading: wording.used, class: 'num', cell: ({ used }) => grouped(used) },
                { key: 'most', heading: wording.most, class: 'num', cell: ({ most }) => grouped(most) },
              ]}
            />
          </section>
          {databaseBytes === null ? null : (
            <section aria-labelledby="disk-title">
              <h2 id="disk-title">{wording.disk}</h2>
              <p>
                {wording.database(megabytes(databaseBytes))}{' '}
                {freeBytes === null ? null : wording.free(megabytes(freeBytes))}
              </p>
            </section>
          )}
        </>
      )}
    </Listed>
  );
}

const BYTES_PER_MB = 1_000_000;

const megabytes = (bytes: number): string => words.value.brief.megabytes(grouped(Math.round(bytes / BYTES_PER_MB)));

function Processes({ replicas }: { readonly replicas: readonly Replica[] }) {
  const { adminServers: wording, admin } = words.value;
  return (
    <DataTable
      caption={admin.sections.servers}
      scroll={{ 'aria-label': admin.sections.servers }}
      rows={replicas}
      rowKey={({ place, startedAt }) => `${place} ${startedAt}`}
      columns={[
        {
          key: 'place',
          heading: wording.place,
          isRowHeading: true,
          cell: ({ place, isThis, leads, isSilent, seenAt }) => (
            <>
              {place}
              {leads ? <span class="tag">{wording.leader}</span> : null}
              {isThis ? <span class="tag">{wording.thisOne}</span> : null}
              {isSilent ? (
                <span class="tag is-error" title={wording.silentNote(minute(seenAt))}>
                  {wording.silent}
                </span>
              ) : null}
            </>
          ),
        },
        { key: 'doing', heading: wording.doing, cell: (replica) => workOf(replica) },
        { key: 'serves', heading: wording.serves, class: 'num', cell: ({ servesRun }) => servesRun },
        { key: 'streams', heading: wording.streams, class: 'num', cell: ({ streams }) => streams },
        { key: 'memory', heading: wording.memory, class: 'num', cell: ({ memoryBytes }) => megabytes(memoryBytes) },
        { key: 'version', heading: wording.version, cell: ({ version }) => version },
        { key: 'started', heading: wording.started, cell: ({ startedAt }) => <Moment at={startedAt} /> },
        { key: 'seen', heading: wording.seen, cell: ({ seenAt }) => <Moment at={seenAt} /> },
      ]}
    />
  );
}

function workOf({ runUnderWay, pulls }: Replica): string {
  const wording = words.value.adminServers;
  const work = [
    ...(runUnderWay === null ? [] : [wording.run(runUnderWay)]),
    ...pulls.map((name) => wording.pull(name)),
  ];
  return work.join(', ') || wording.nothing;
}
