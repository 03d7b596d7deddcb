/** What the server does by itself: roll-ups and pulls, with what starts and stops them. */
import type { FetchedFeed } from '../../models/contract/feeds.ts';
import type { Health } from '../../models/contract/health.ts';
import type { ListedRun } from '../../models/contract/runs.ts';
import { DataTable } from '../components/DataTable.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Runs, StartRun } from '../components/Runs.tsx';
import { DATA_LANGUAGE, words } from '../state/language.ts';
import { usePrivate } from '../state/private.ts';
import { isRunning } from '../state/pulling.ts';
import { useResource } from '../state/resource.ts';
import { Listed, Moment, useAct } from './Listed.tsx';

export function Jobs() {
  const wording = words.value.adminJobs;
  const { data, problem } = useResource<{ readonly runs: readonly ListedRun[] }>('/api/v1/runs?limit=10');
  return (
    <>
      <Checks />
      <StartRun />
      {problem ? <ProblemNotice problem={problem} what={words.value.ops.theListOfRuns} /> : null}
      {data ? <Runs runs={data.runs} /> : null}
      <section aria-labelledby="pulls-title">
        <h2 id="pulls-title">{wording.feeds}</h2>
        <Listed<{ readonly feeds: readonly FetchedFeed[] }> url="/api/v1/pulls" what={wording.feeds}>
          {({ feeds }) => (feeds.length === 0 ? <p class="muted">{wording.noFeeds}</p> : <Pulls feeds={feeds} />)}
        </Listed>
      </section>
    </>
  );
}

function Checks() {
  const wording = words.value.adminJobs;
  // Where a check fails the answer is 503, and the notice says which.
  const { data, problem } = usePrivate<Health>('/health/ready', 'admin');
  return (
    <section aria-labelledby="checks-title">
      <h2 id="checks-title">{wording.checks}</h2>
      {problem ? <ProblemNotice problem={problem} what={wording.checks} /> : null}
      {data ? (
        <DataTable
          scroll={{ 'aria-labelledby': 'checks-title' }}
          rows={data.checks}
          rowKey={({ name }) => name}
          columns={[
            {
              key: 'check',
              heading: wording.check,
              isRowHeading: true,
              cell: ({ name }) => wording.checkNames[name] ?? name,
            },
            {
              key: 'result',
              heading: wording.result,
              cell: ({ ok, detail }) => (
                <>
                  <span class={ok ? 'check' : 'is-error'}>{ok ? wording.good : wording.bad}</span>{' '}
                  <span class="muted" lang={DATA_LANGUAGE}>
                    {detail}
                  </span>
                </>
              ),
            },
          ]}
        />
      ) : null}
    </section>
  );
}

function Pulls({ feeds }: { readonly feeds: readonly FetchedFeed[] }) {
  const wording = words.value.adminJobs;
  const act = useAct();
  const ask = (name: string, what: string): void =>
    void act.send(`/api/v1/feeds/${encodeURIComponent(name)}/${what}`, undefined, () => '');
  return (
    <>
      {act.told}
      <DataTable
        scroll={{ 'aria-labelledby': 'pulls-title' }}
        rows={feeds}
        rowKey={({ name }) => name}
        columns={[
          { key: 'feed', heading: wording.feed, isRowHeading: true, cell: ({ name }) => <code>{name}</code> },
          { key: 'pull', heading: wording.pull, cell: ({ pull }) => <PullText pull={pull} /> },
          {
            key: 'act',
            heading: '',
            cell: ({ name, pull }) =>
              isRunning({ pull }) ? (
                <button
                  type="button"
                  disabled={act.isSending}
                  aria-label={wording.stopOf(name)}
                  onClick={() => ask(name, 'pulls/stop')}
                >
                  {wording.stop}
                </button>
              ) : (
                <button
                  type="button"
                  disabled={act.isSending}
                  aria-label={wording.startOf(name)}
                  onClick={() => ask(name, 'pulls')}
                >
                  {wording.start}
                </button>
              ),
          },
        ]}
      />
    </>
  );
}

function PullText({ pull }: Pick<FetchedFeed, 'pull'>) {
  const wording = words.value.adminJobs;
  if (pull === null) return <span class="muted">{wording.noPull}</span>;
  if (pull.endedAt === null) return <>{wording.pulling(pull.files, pull.totalFiles)}</>;
  return (
    <>
      <Moment at={pull.endedAt} /> {wording.pulled(pull.done, pull.rows)}
      {pull.stopped ? `, ${wording.stopped}` : ''}
      {pull.fault === null ? null : (
        <span class="is-error" lang={DATA_LANGUAGE}>
          {' '}
          {pull.fault}
        </span>
      )}
    </>
  );
}
