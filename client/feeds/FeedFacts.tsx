/** What is stored of a feed, in numbers. */
import type { FeedStates, FetchedFeed } from '../../models/contract/feeds.ts';
import { epochDay } from '../../models/calendar.ts';
import { grouped } from '../charts/format.ts';
import { longDate, words } from '../state/language.ts';
import { Fact } from '../components/Fact.tsx';

export type FeedState = FeedStates['feeds'][number];

const FILE_STATES = ['done', 'pending', 'missing', 'failed', 'refused'] as const;

/** How far a feed reaches, how much of it is stored, and what was wrong with it. */
export function FeedFacts({
  fetched,
  state,
}: {
  readonly fetched: FetchedFeed | undefined;
  readonly state: FeedState | undefined;
}) {
  const wording = words.value.feedList;
  const { gaps = 0, replaced = 0 } = fetched?.pull ?? {};
  return (
    <dl class="evidence-facts">
      {state && state.firstDay !== null && state.newestDay !== null ? (
        <Fact
          name={wording.days}
          value={`${longDate(epochDay(state.firstDay))} – ${longDate(epochDay(state.newestDay))}`}
        />
      ) : null}
      {state?.lastTakenAt ? (
        <Fact name={wording.lastTaken} value={momentOf(state.lastTakenAt)}>
          {fetched ? nextPoll(fetched) : null}
        </Fact>
      ) : fetched ? (
        <Fact name={wording.nextPoll} value={nextPoll(fetched)} />
      ) : null}
      {state ? (
        <>
          <Fact name={wording.rows} value={grouped(state.rows)}>
            {wording.rowsNote(state.interstateRows, state.stories)}
          </Fact>
          <Fact name={wording.lastDay} value={wording.rowsADay(state.lastDay.rows)}>
            {wording.filesADay(state.lastDay.files)}
          </Fact>
          <Fact name={wording.faulty} value={grouped(state.faulty)} isWarning={state.faulty > 0}>
            {faultsOf(state.faults)}
          </Fact>
        </>
      ) : null}
      {replaced > 0 ? (
        <Fact name={wording.corrected} value={grouped(replaced)}>
          {wording.correctedNote}
        </Fact>
      ) : null}
      {gaps > 0 ? (
        <Fact name={wording.gaps} value={grouped(gaps)} isWarning>
          {wording.gapsNote}
        </Fact>
      ) : null}
    </dl>
  );
}

/** How many files are in which state. */
export function FeedFiles({
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

export const stateWord = (state: string): string => {
  const states: Readonly<Record<string, string>> = words.value.feedList.states;
  return states[state] ?? state;
};

/** To the minute, UTC. */
export const momentOf = (moment: string): string =>
  `${longDate(epochDay(moment.slice(0, 10)))} ${moment.slice(11, 16)}`;

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
