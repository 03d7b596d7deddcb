/** The feeds of this server: how fresh, how far, what lacks and why. */
import { useEffect, useState } from 'preact/hooks';
import type { FeedStates, FetchedFeed, PullAccountResponse } from '../../models/contract/feeds.ts';
import { epochDay } from '../../models/calendar.ts';
import { grouped } from '../charts/format.ts';
import { longDate, words } from '../state/language.ts';
import { usePolled } from '../state/polled.ts';
import { DataTable } from './DataTable.tsx';
import { Notice } from './Notice.tsx';
import { Phrase } from './Phrase.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { Skeleton } from './Skeleton.tsx';

type FeedState = FeedStates['feeds'][number];

const ADD = 'npm run -s tension -- feed add gdelt';
const QUIET_MS = 30_000;
const BUSY_MS = 2_000;
const FILE_STATES = ['done', 'pending', 'missing', 'failed', 'refused'] as const;

const isRunning = ({ pull }: Pick<FetchedFeed, 'pull'>): boolean => pull !== null && pull.endedAt === null;

export function FeedList() {
  const wording = words.value.feedList;
  const [isBusy, setBusy] = useState(false);
  const pulls = usePolled<{ readonly feeds: readonly FetchedFeed[] }>('/api/v1/pulls', isBusy ? BUSY_MS : QUIET_MS);
  const stored = usePolled<FeedStates>('/api/v1/feeds', isBusy ? BUSY_MS : QUIET_MS);
  useEffect(() => setBusy(pulls.data?.feeds.some(isRunning) ?? false), [pulls.data]);
  return (
    <section aria-labelledby="feeds-title">
      <h2 id="feeds-title">{wording.title}</h2>
      {pulls.problem ? <ProblemNotice problem={pulls.problem} what={wording.theFeeds} /> : null}
      {stored.problem ? <ProblemNotice problem={stored.problem} what={wording.theFeeds} /> : null}
      {pulls.data && stored.data ? (
        <Feeds fetched={pulls.data.feeds} stored={stored.data.feeds} />
      ) : pulls.problem || stored.problem ? null : (
        <Skeleton kind="text" what={wording.theFeeds} />
      )}
    </section>
  );
}

function Feeds({
  fetched,
  stored,
}: {
  readonly fetched: readonly FetchedFeed[];
  readonly stored: readonly FeedState[];
}) {
  const wording = words.value.feedList;
  const left = stored.filter((state) => !fetched.some(({ name }) => name === state.feed));
  if (fetched.length === 0 && left.length === 0)
    return (
      <div class="empty feeds-empty">
        <h3>{wording.none}</h3>
        <p>{wording.noneNote}</p>
        <pre class="command" tabIndex={0}>
          {ADD}
        </pre>
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
        />
      ))}
      {left.map((state) => (
        <Feed key={state.feed} name={state.feed} fetched={undefined} state={state} />
      ))}
    </>
  );
}

function Feed({
  name,
  fetched,
  state,
}: {
  readonly name: string;
  readonly fetched: FetchedFeed | undefined;
  readonly state: FeedState | undefined;
}) {
  const wording = words.value.feedList;
  const pull = fetched?.pull ?? null;
  const isFirst = (state?.files.done ?? 0) === 0;
  const standing =
    pull !== null && pull.endedAt === null
      ? isFirst
        ? 'first'
        : 'pulling'
      : pull !== null && pull.fault !== null
        ? 'failing'
        : !state || isFirst
          ? 'waiting'
          : state.stale
            ? 'stale'
            : 'fresh';
  return (
    <article class="feed" aria-labelledby={`feed-${name}`}>
      <h3 id={`feed-${name}`}>
        {state?.name ?? name} <code>{name}</code>{' '}
        <span class={`feed-standing is-${standing}`}>{wording.standing[standing]}</span>
      </h3>
      {fetched === undefined ? <p class="muted small">{wording.notFetched}</p> : null}
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
      <dl class="evidence-facts">
        {state && state.firstDay !== null && state.newestDay !== null ? (
          <Fact
            name={wording.days}
            value={`${longDate(epochDay(state.firstDay))} – ${longDate(epochDay(state.newestDay))}`}
          />
        ) : null}
        {state?.lastTakenAt ? (
          <Fact name={wording.lastTaken} value={momentOf(state.lastTakenAt)} note={fetched ? nextPoll(fetched) : ''} />
        ) : fetched ? (
          <Fact name={wording.nextPoll} value={nextPoll(fetched)} />
        ) : null}
        {state ? (
          <Fact
            name={wording.rows}
            value={grouped(state.rows)}
            note={wording.rowsNote(state.interstateRows, state.stories)}
          />
        ) : null}
        {state ? (
          <Fact
            name={wording.lastDay}
            value={wording.rowsADay(state.lastDay.rows)}
            note={wording.filesADay(state.lastDay.files)}
          />
        ) : null}
        {state ? (
          <Fact
            name={wording.faulty}
            value={grouped(state.faulty)}
            note={faultsOf(state.faults)}
            isWarning={state.faulty > 0}
          />
        ) : null}
        {pull && pull.gaps > 0 ? (
          <Fact name={wording.gaps} value={grouped(pull.gaps)} note={wording.gapsNote} isWarning />
        ) : null}
      </dl>
      <Files files={state?.files ?? fetched?.files} nextTryAt={state?.nextTryAt ?? null} />
      {state && state.troubles.length > 0 ? <Troubles state={state} /> : null}
      {pull && pull.faults.length > 0 ? <Lines title={wording.pullFaults} lines={pull.faults} /> : null}
      {pull && pull.remarks.length > 0 ? <Lines title={wording.remarks} lines={pull.remarks} /> : null}
    </article>
  );
}

function Fact({
  name,
  value,
  note = '',
  isWarning = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  readonly isWarning?: boolean;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b class={isWarning ? 'num is-stale' : 'num'}>{value}</b>
        {note === '' ? null : <span class="muted small">{note}</span>}
      </dd>
    </div>
  );
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

function Files({
  files,
  nextTryAt,
}: {
  readonly files: FeedState['files'] | undefined;
  readonly nextTryAt: string | null;
}) {
  const wording = words.value.feedList;
  if (!files) return null;
  return (
    <p class="feed-files small">
      {wording.files}{' '}
      {FILE_STATES.filter((state) => files[state] > 0 || state === 'done').map((state) => (
        <span key={state} class={`file-state is-${state}`}>
          {wording.states[state]} <b class="num">{grouped(files[state])}</b>
        </span>
      ))}
      {nextTryAt === null ? null : <span class="muted"> {wording.nextTry(momentOf(nextTryAt))}</span>}
    </p>
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

const stateWord = (state: string): string => {
  const states: Readonly<Record<string, string>> = words.value.feedList.states;
  return states[state] ?? state;
};

/** To the minute, UTC. */
const momentOf = (moment: string): string => `${longDate(epochDay(moment.slice(0, 10)))} ${moment.slice(11, 16)}`;

function nextPoll({ everyMinutes, pull }: FetchedFeed): string {
  const wording = words.value.feedList;
  return pull?.endedAt
    ? wording.nextPollAt(
        everyMinutes,
        new Date(Date.parse(pull.endedAt) + everyMinutes * 60_000).toISOString().slice(11, 16),
      )
    : wording.everyMinutes(everyMinutes);
}

function faultsOf(faults: FeedState['faults']): string {
  const reasons: Readonly<Record<string, string>> = words.value.feedList.reasons;
  return Object.entries(faults)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, n]) => `${reasons[reason] ?? reason} ${grouped(n)}`)
    .join(', ');
}
