/** Operations: the runs, and how fresh the data are. */
import { useSignal } from '@preact/signals';
import type { Board, BoardDyad } from '../../models/contract/board.ts';
import type { Run } from '../../models/contract/runs.ts';
import { epochDay } from '../../models/calendar.ts';
import { grouped } from '../charts/format.ts';
import { DataTable } from '../components/DataTable.tsx';
import { FeedList } from '../components/FeedList.tsx';
import { Notice } from '../components/Notice.tsx';
import { FirstRun, ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { ApiProblem, postJson } from '../state/api.ts';
import { connection, news } from '../state/connection.ts';
import { dyadName } from '../state/countryNames.ts';
import { longDate, words } from '../state/language.ts';
import { compared } from '../state/listing.ts';
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
      <p>
        <a href="/desk/import">{words.value.deskImport.title}</a>
      </p>
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
      <DataTable
        class="runs"
        scroll={{ 'aria-labelledby': 'runs-title' }}
        rows={runs}
        rowKey={({ id }) => id}
        columns={[
          { key: 'run', heading: wording.run, class: 'num', isRowHeading: true, cell: ({ id }) => id },
          {
            key: 'state',
            heading: wording.state,
            cell: ({ status, error }) => (
              <>
                <span class={`run-status run-${status}`}>{wording.status[status]}</span>
                {error === null ? null : <span class="muted small"> {error}</span>}
              </>
            ),
          },
          {
            key: 'started',
            heading: wording.started,
            cell: ({ startedAt }) => <time dateTime={startedAt}>{startedAt.slice(0, 19).replace('T', ' ')}</time>,
          },
          {
            key: 'took',
            heading: wording.took,
            class: 'num',
            cell: ({ startedAt, finishedAt }) =>
              finishedAt === null ? '' : duration(Date.parse(finishedAt) - Date.parse(startedAt)),
          },
          { key: 'because', heading: wording.because, cell: ({ trigger }) => wording.triggers[trigger] },
          { key: 'through', heading: wording.through, cell: ({ through }) => through },
          { key: 'dyads', heading: wording.dyads, class: 'num', cell: ({ dyads }) => dyads },
          { key: 'points', heading: wording.points, class: 'num', cell: ({ points }) => grouped(points) },
        ]}
      />
    </section>
  );
}

function duration(ms: number): string {
  const wording = words.value.ops;
  return ms < 1000 ? wording.milliseconds(ms) : wording.seconds((ms / 1000).toFixed(1));
}

/** Nobody has looked for a quarter: somebody should. */
const STALE_DAYS = 90;

function Freshness({ board }: { readonly board: Board }) {
  const wording = words.value.ops;
  const today = epochDay(board.date);
  const ageOf = ({ lookedThrough }: BoardDyad): number =>
    lookedThrough === null ? Infinity : today - epochDay(lookedThrough);
  const dyads = [...board.dyads].sort((a, b) => compared(a.lookedThrough ?? '', b.lookedThrough ?? ''));
  return (
    <>
      <p class="muted small">
        {board.asOf === null
          ? wording.valuesOf(longDate(today))
          : wording.valuesAsOf(longDate(today), board.asOf.slice(0, 16).replace('T', ' '))}
      </p>
      <DataTable
        scroll={{ 'aria-labelledby': 'fresh-title' }}
        rows={dyads}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'dyad',
            heading: wording.dyad,
            isRowHeading: true,
            cell: ({ id, name }) => <a href={`/d/${id}`}>{dyadName(id, name)}</a>,
          },
          { key: 'last', heading: wording.last, cell: ({ lastEvent }) => longDate(epochDay(lastEvent)) },
          {
            key: 'looked',
            heading: wording.lookedThrough,
            cell: ({ lookedThrough }) =>
              lookedThrough === null ? wording.nobodyLooked : longDate(epochDay(lookedThrough)),
          },
          {
            key: 'age',
            heading: wording.daysSince,
            class: 'num',
            cellClass: (dyad) => (ageOf(dyad) > STALE_DAYS ? 'num is-stale' : 'num'),
            cell: (dyad) => (dyad.lookedThrough === null ? '–' : ageOf(dyad)),
          },
          { key: 'events', heading: wording.events, class: 'num', cell: ({ events }) => events },
        ]}
      />
    </>
  );
}
