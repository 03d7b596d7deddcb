/** Operations: the runs, and how fresh the data are. */
import '../styles/deskForms.css';
import '../styles/admin.css';
import type { Board, BoardDyad } from '../../models/contract/board.ts';
import type { ListedRun } from '../../models/contract/runs.ts';
import { epochDay } from '../../models/calendar.ts';
import { GivenUp } from '../alerts/GivenUp.tsx';
import { DataTable } from '../components/DataTable.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Runs, StartRun } from '../components/Runs.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { FeedList } from '../feeds/FeedList.tsx';
import { connection } from '../state/connection.ts';
import { dyadName } from '../state/countryNames.ts';
import { longDate, words } from '../state/language.ts';
import { compared } from '../state/listing.ts';
import { may } from '../state/person.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';

export function Ops() {
  const wording = words.value.ops;
  useTitle(wording.title);
  const { data, problem } = useResource<{ readonly runs: readonly ListedRun[] }>('/api/v1/runs?limit=50');
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
      {may('coder') ? <GivenUp /> : null}
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
