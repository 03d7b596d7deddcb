/** Operations: the runs, and how fresh the data are. */
import { useSignal } from '@preact/signals';
import type { Board, Run } from '../../server/api/contract.ts';
import { epochDay } from '../../models/calendar.ts';
import { grouped } from '../charts/format.ts';
import { FeedList } from '../components/FeedList.tsx';
import { Notice } from '../components/Notice.tsx';
import { FirstRun, ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { ApiProblem, postJson } from '../state/api.ts';
import { connection, news } from '../state/connection.ts';
import { dyadName } from '../state/countryNames.ts';
import { longDate, words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';
import { token } from '../state/token.ts';

export function Ops() {
  const wording = words.value.ops;
  useTitle(wording.title);
  const { data, problem } = useResource<{ readonly runs: readonly Run[] }>('/api/v1/runs?limit=50');
  const board = useResource<Board>('/api/v1/dyads');
  return (
    <article class="plain-page">
      <h1 tabIndex={-1}>{wording.title}</h1>
      <p class="lede">
        {wording.lede} {connection.value.state === 'live' ? wording.connected : wording.notConnected}
      </p>
      <StartRun />
      {problem ? <ProblemNotice problem={problem} what={wording.theListOfRuns} /> : null}
      {data ? <Runs runs={data.runs} /> : problem ? null : <Skeleton kind="text" what={wording.theRuns} />}
      <FeedList />
      <section aria-labelledby="fresh-title">
        <h2 id="fresh-title">{wording.freshness}</h2>
        {board.data ? (
          <Freshness board={board.data} />
        ) : board.problem ? (
          <ProblemNotice problem={board.problem} what={wording.theFreshness} />
        ) : (
          <Skeleton kind="text" what={words.value.board.theDyads} />
        )}
      </section>
    </article>
  );
}

function StartRun() {
  const wording = words.value.ops;
  const message = useSignal('');
  const isFailed = useSignal(false);
  const held = token.value;
  if (held === undefined) return <p class="muted small">{wording.token}</p>;
  const start = (): void => {
    message.value = wording.starting;
    isFailed.value = false;
    postJson<{ readonly id: number }>('/api/v1/runs', held).then(
      ({ id }) => {
        message.value = wording.asked(id);
        news.value++;
      },
      (reason: unknown) => {
        isFailed.value = true;
        message.value = reason instanceof ApiProblem ? reason.message : words.value.problems.noAnswer;
      },
    );
  };
  return (
    <p>
      <button type="button" onClick={start}>
        {wording.start}
      </button>{' '}
      <span role="status" class={isFailed.value ? 'is-error' : 'muted'}>
        {message}
      </span>
    </p>
  );
}

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  const wording = words.value.ops;
  if (runs.length === 0) return <FirstRun />;
  const latest = runs[0]!;
  return (
    <section aria-labelledby="runs-title">
      <h2 id="runs-title">{wording.runs}</h2>
      {latest.status === 'failed' ? (
        <Notice kind="error" title={wording.lastFailed}>
          {latest.error} {wording.lastFailedNote}
        </Notice>
      ) : null}
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="runs-title">
        <table class="runs">
          <thead>
            <tr>
              <th scope="col" class="num">
                {wording.run}
              </th>
              <th scope="col">{wording.state}</th>
              <th scope="col">{wording.started}</th>
              <th scope="col" class="num">
                {wording.took}
              </th>
              <th scope="col">{wording.because}</th>
              <th scope="col">{wording.through}</th>
              <th scope="col" class="num">
                {wording.dyads}
              </th>
              <th scope="col" class="num">
                {wording.points}
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
                  <span class={`run-status run-${run.status}`}>{wording.status[run.status]}</span>
                  {run.error === null ? null : <span class="muted small"> {run.error}</span>}
                </td>
                <td>
                  <time dateTime={run.startedAt}>{run.startedAt.slice(0, 19).replace('T', ' ')}</time>
                </td>
                <td class="num">
                  {run.finishedAt === null ? '' : duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}
                </td>
                <td>{wording.triggers[run.trigger]}</td>
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
  const wording = words.value.ops;
  return ms < 1000 ? wording.milliseconds(ms) : wording.seconds((ms / 1000).toFixed(1));
}

/** Nothing coded for a quarter: somebody should look. */
const STALE_DAYS = 90;

function Freshness({ board }: { readonly board: Board }) {
  const wording = words.value.ops;
  const today = epochDay(board.date);
  const dyads = [...board.dyads].sort((a, b) => (a.lastEvent < b.lastEvent ? -1 : a.lastEvent > b.lastEvent ? 1 : 0));
  return (
    <>
      <p class="muted small">
        {board.asOf === null
          ? wording.valuesOf(longDate(today))
          : wording.valuesAsOf(longDate(today), board.asOf.slice(0, 16).replace('T', ' '))}
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="fresh-title">
        <table>
          <thead>
            <tr>
              <th scope="col">{wording.dyad}</th>
              <th scope="col">{wording.last}</th>
              <th scope="col" class="num">
                {wording.daysSince}
              </th>
              <th scope="col" class="num">
                {wording.events}
              </th>
            </tr>
          </thead>
          <tbody>
            {dyads.map((dyad) => {
              const age = today - epochDay(dyad.lastEvent);
              return (
                <tr key={dyad.id}>
                  <th scope="row">
                    <a href={`/d/${dyad.id}`}>{dyadName(dyad.id, dyad.name)}</a>
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
