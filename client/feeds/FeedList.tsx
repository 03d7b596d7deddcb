/** The feeds of this server: how fresh, how far, what lacks and why. */
import { useEffect, useState } from 'preact/hooks';
import type { FeedStates, FetchedFeed, PullAccountResponse } from '../../models/contract/feeds.ts';
import { epochDay } from '../../models/calendar.ts';
import { longDate, words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { usePolled } from '../state/polled.ts';
import { DataTable } from '../components/DataTable.tsx';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { AddFeed, AddGdelt } from './AddFeed.tsx';
import { FeedControls, LeftControls } from './FeedControls.tsx';
import { FeedFacts, FeedFiles, type FeedState, momentOf, stateWord } from './FeedFacts.tsx';
import { isRunning } from '../state/pulling.ts';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';

const ADD = 'npm run -s tension -- feed add gdelt';

const QUIET_MS = 30_000;

const BUSY_MS = 2_000;

export function FeedList() {
  const wording = words.value.feedList;
  const [isBusy, setBusy] = useState(false);
  const [removed, setRemoved] = useState('');
  const pulls = usePolled<{ readonly feeds: readonly FetchedFeed[] }>('/api/v1/pulls', isBusy ? BUSY_MS : QUIET_MS);
  // A pull may begin and end between two questions: what it stored is asked for once its end is known.
  const stored = usePolled<FeedStates>(
    '/api/v1/feeds',
    isBusy ? BUSY_MS : QUIET_MS,
    pulls.data?.feeds.map(({ name, pull }) => `${name} ${pull?.endedAt ?? ''}`).join('\n'),
  );
  // The first pull of a feed that was just added begins a moment after it.
  const isAwaited = (feed: FetchedFeed): boolean => feed.pull === null || isRunning(feed);
  useEffect(() => setBusy(pulls.data?.feeds.some(isAwaited) ?? false), [pulls.data]);
  return (
    <section aria-labelledby="feeds-title">
      <h2 id="feeds-title">{wording.title}</h2>
      <p role="status" class="small">
        {removed}
      </p>
      {pulls.problem ? <ProblemNotice problem={pulls.problem} what={wording.theFeeds} /> : null}
      {stored.problem ? <ProblemNotice problem={stored.problem} what={wording.theFeeds} /> : null}
      {pulls.data && stored.data ? (
        <>
          <Feeds fetched={pulls.data.feeds} stored={stored.data.feeds} onRemoved={setRemoved} />
          {/* At one place, whether there are feeds or none: the first one that is added must not close its own form. */}
          {may('admin') ? <AddFeed /> : null}
        </>
      ) : pulls.problem || stored.problem ? null : (
        <Skeleton kind="text" what={wording.theFeeds} />
      )}
    </section>
  );
}

function Feeds({
  fetched,
  stored,
  onRemoved,
}: {
  readonly fetched: readonly FetchedFeed[];
  readonly stored: readonly FeedState[];
  readonly onRemoved: (told: string) => void;
}) {
  const wording = words.value.feedList;
  const left = stored.filter((state) => !fetched.some(({ name }) => name === state.feed));
  if (fetched.length === 0 && left.length === 0)
    return (
      <div class="empty feeds-empty">
        <h3>{wording.none}</h3>
        <p>{wording.noneNote}</p>
        {may('admin') ? (
          <AddGdelt />
        ) : (
          <>
            <p>{wording.byCommand}</p>
            <pre class="command" tabIndex={0}>
              {ADD}
            </pre>
          </>
        )}
        <p class="muted small">
          <Phrase text={wording.others} />
        </p>
      </div>
    );
  return (
    <>
      {fetched.map((feed) => (
        <Feed
          key={feed.name}
          name={feed.name}
          fetched={feed}
          state={stored.find((state) => state.feed === feed.name)}
          onRemoved={onRemoved}
        />
      ))}
      {left.map((state) => (
        <Feed key={state.feed} name={state.feed} fetched={undefined} state={state} onRemoved={onRemoved} />
      ))}
    </>
  );
}

function Feed({
  name,
  fetched,
  state,
  onRemoved,
}: {
  readonly name: string;
  readonly fetched: FetchedFeed | undefined;
  readonly state: FeedState | undefined;
  readonly onRemoved: (told: string) => void;
}) {
  const wording = words.value.feedList;
  const pull = fetched?.pull ?? null;
  const standing = standingOf(pull, state);
  return (
    <article class="feed" aria-labelledby={`feed-${name}`}>
      <h3 id={`feed-${name}`}>
        {state?.name ?? name} <code>{name}</code>{' '}
        <span class={`feed-standing is-${standing}`}>{wording.standing[standing]}</span>
      </h3>
      {fetched === undefined ? <p class="muted small">{wording.notFetched}</p> : null}
      {fetched?.line ? (
        <p class="small">
          <Phrase text={wording.line} parts={{ model: <a href={`/m/${fetched.line}`}>{fetched.line}</a> }} />
        </p>
      ) : null}
      {fetched ? (
        <FeedControls feed={fetched} onRemoved={onRemoved} />
      ) : (
        <LeftControls name={name} onRemoved={onRemoved} />
      )}
      {pull && pull.fault !== null ? (
        <Notice kind="error" title={wording.pullFailed}>
          {pull.fault}
        </Notice>
      ) : null}
      {standing === 'stale' && state ? (
        <Notice
          kind="warning"
          title={
            state.newestDay === null
              ? words.value.machine.missing(state.name)
              : words.value.machine.stale(state.name, longDate(epochDay(state.newestDay)))
          }
        >
          {words.value.machine.staleTitle(state.lacking)}
        </Notice>
      ) : null}
      {pull && pull.endedAt === null ? <Progress pull={pull} /> : null}
      <FeedFacts fetched={fetched} state={state} />
      <FeedFiles files={state?.files ?? fetched?.files} nextTryAt={state?.nextTryAt ?? null} />
      {state && state.troubles.length > 0 ? <Troubles state={state} /> : null}
      {pull && pull.faults.length > 0 ? <Lines title={wording.pullFaults} lines={pull.faults} /> : null}
      {pull && pull.remarks.length > 0 ? <Lines title={wording.remarks} lines={pull.remarks} /> : null}
    </article>
  );
}

/** How a feed is doing, in the order in which a reader must know. */
function standingOf(
  pull: FetchedFeed['pull'],
  state: FeedState | undefined,
): keyof (typeof words.value)['feedList']['standing'] {
  const isFirst = (state?.files.done ?? 0) === 0;
  if (pull && pull.endedAt === null) return isFirst ? 'first' : 'pulling';
  if (pull && pull.fault !== null) return 'failing';
  if (!state || isFirst) return 'waiting';
  return state.stale ? 'stale' : 'fresh';
}

/** How far a pull is, how fast, and how long it will go on at that rate. */
function Progress({ pull }: { readonly pull: PullAccountResponse }) {
  const wording = words.value.feedList;
  const seconds = Math.max(1, (Date.now() - Date.parse(pull.startedAt)) / 1000);
  const rowsPerSecond = pull.rows / seconds;
  const secondsLeft = pull.files === 0 ? undefined : ((pull.totalFiles - pull.files) * seconds) / pull.files;
  return (
    <div class="feed-progress">
      <progress value={pull.files} max={Math.max(pull.totalFiles, 1)} aria-label={wording.progress} />
      <p class="small num">
        {pull.stage === 'lists'
          ? wording.readingLists
          : wording.progressOf({
              files: pull.files,
              of: pull.totalFiles,
              rows: pull.rows,
              perSecond: Math.round(rowsPerSecond),
              minutesLeft: secondsLeft === undefined ? undefined : Math.ceil(secondsLeft / 60),
            })}
      </p>
    </div>
  );
}

function Troubles({ state }: { readonly state: FeedState }) {
  const wording = words.value.feedList;
  return (
    <details class="feed-troubles">
      <summary>
        {wording.troubles(state.troubles.length, state.files.missing + state.files.failed + state.files.refused)}
      </summary>
      <DataTable
        scroll={{ 'aria-label': wording.troublesLabel }}
        rows={state.troubles}
        rowKey={({ name }) => name}
        columns={[
          { key: 'file', heading: wording.file, isRowHeading: true, cell: ({ name }) => <code>{name}</code> },
          { key: 'state', heading: wording.state, cell: (trouble) => stateWord(trouble.state) },
          { key: 'reason', heading: wording.reason, cell: ({ reason }) => reason },
          { key: 'attempts', heading: wording.attempts, class: 'num', cell: ({ attempts }) => attempts },
          {
            key: 'again',
            heading: wording.again,
            cell: ({ nextTryAt }) => (nextTryAt === null ? wording.notByItself : momentOf(nextTryAt)),
          },
        ]}
      />
    </details>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <details class="feed-troubles">
      <summary>{title}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
