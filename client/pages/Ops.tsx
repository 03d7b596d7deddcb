/** Operations: the runs, and how fresh the data are. */
import { useSignal } from '@preact/signals';
import type { Board, Run } from '../../server/api/contract.ts';
import { epochDay } from '../../models/calendar.ts';
import { grouped, longDate } from '../charts/format.ts';
import { Notice } from '../components/Notice.tsx';
import { FirstRun, ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { ApiProblem, postJson } from '../state/api.ts';
import { connection, news } from '../state/connection.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';
import { token } from '../state/token.ts';

const STATUS: Readonly<Record<Run['status'], string>> = { running: 'running', complete: 'complete', failed: 'failed', interrupted: 'interrupted' };
const TRIGGERS: Readonly<Record<Run['trigger'], string>> = { start: 'start of the server', schedule: 'schedule', request: 'request', cli: 'command line' };

export function Ops() {
  useTitle('Operations');
  const { data, problem } = useResource<{ readonly runs: readonly Run[] }>('/api/v1/runs?limit=50');
  const board = useResource<Board>('/api/v1/dyads');
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>Operations</h1>
      <p class="lede">
        A roll-up scores the dyads whose events have changed and publishes them all at once. {connection.value.state === 'live' ? 'This page is connected and follows new runs.' : 'This page is not connected at the moment.'}
      </p>
      <StartRun />
      {problem ? <ProblemNotice problem={problem} what="The list of runs" /> : null}
      {data ? <Runs runs={data.runs} /> : problem ? null : <Skeleton kind="text" what="the runs" />}
      <section aria-labelledby="fresh-title">
        <h2 id="fresh-title">Freshness</h2>
        {board.data ? <Freshness board={board.data} /> : board.problem ? <ProblemNotice problem={board.problem} what="The freshness of the dyads" /> : <Skeleton kind="text" what="the dyads" />}
      </section>
    </article>
  );
}

function StartRun() {
  const message = useSignal('');
  const isFailed = useSignal(false);
  const held = token.value;
  if (held === undefined)
    return <p class="muted small">To start a run from here, open the page by the address that the server printed at its start: it carries the token that writing needs.</p>;
  const start = (): void => {
    message.value = 'Starting …';
    isFailed.value = false;
    postJson<{ readonly id: number }>('/api/v1/runs', held).then(
      ({ id }) => {
        message.value = `Run ${id} was asked for.`;
        news.value++;
      },
      (reason: unknown) => {
        isFailed.value = true;
        message.value = reason instanceof ApiProblem ? reason.message : 'The server does not answer.';
      },
    );
  };
  return (
    <p>
      <button type="button" onClick={start}>
        Start a roll-up now
      </button>{' '}
      <span role="status" class={isFailed.value ? 'is-error' : 'muted'}>
        {message}
      </span>
    </p>
  );
}

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  if (runs.length === 0) return <FirstRun />;
  const latest = runs[0]!;
  return (
    <section aria-labelledby="runs-title">
      <h2 id="runs-title">Runs</h2>
      {latest.status === 'failed' ? (
        <Notice kind="error" title="The last run failed.">
          {latest.error} The values of the last complete run are served.
        </Notice>
      ) : null}
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="runs-title">
        <table class="runs">
          <thead>
            <tr>
              <th scope="col" class="num">
                Run
              </th>
              <th scope="col">State</th>
              <th scope="col">Started (UTC)</th>
              <th scope="col" class="num">
                Took
              </th>
              <th scope="col">Because of</th>
              <th scope="col">Through</th>
              <th scope="col" class="num">
                Dyads
              </th>
              <th scope="col" class="num">
                Points
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <th scope="row" class="num">
                  {run.id}
                </th>
                <td>
                  <span class={`run-status run-${run.status}`}>{STATUS[run.status]}</span>
                  {run.error === null ? null : <span class="muted small"> {run.error}</span>}
                </td>
                <td>
                  <time dateTime={run.startedAt}>{run.startedAt.slice(0, 19).replace('T', ' ')}</time>
                </td>
                <td class="num">{run.finishedAt === null ? '' : duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}</td>
                <td>{TRIGGERS[run.trigger]}</td>
                <td>{run.through}</td>
                <td class="num">{run.dyads}</td>
                <td class="num">{grouped(run.points)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Nothing coded for a quarter: somebody should look. */
const STALE_DAYS = 90;

function Freshness({ board }: { readonly board: Board }) {
  const today = epochDay(board.date);
  const dyads = [...board.dyads].sort((a, b) => (a.lastEvent < b.lastEvent ? -1 : a.lastEvent > b.lastEvent ? 1 : 0));
  return (
    <>
      <p class="muted small">
        Values of {longDate(today)}
        {board.asOf === null ? '' : `, events as recorded up to ${board.asOf.slice(0, 16).replace('T', ' ')} UTC`}. The dyad that has waited longest for an event stands first.
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="fresh-title">
        <table>
          <thead>
            <tr>
              <th scope="col">Dyad</th>
              <th scope="col">Last coded event</th>
              <th scope="col" class="num">
                Days since
              </th>
              <th scope="col" class="num">
                Events
              </th>
            </tr>
          </thead>
          <tbody>
            {dyads.map((dyad) => {
              const age = today - epochDay(dyad.lastEvent);
              return (
                <tr key={dyad.id}>
                  <th scope="row">
                    <a href={`/d/${dyad.id}`}>{dyad.name}</a>
                  </th>
                  <td>{longDate(epochDay(dyad.lastEvent))}</td>
                  <td class={age > STALE_DAYS ? 'num is-stale' : 'num'}>{age}</td>
                  <td class="num">{dyad.events}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
