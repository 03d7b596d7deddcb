/** A suggested change: who, why, what it changes; an editor accepts it or declines it with a word. */
import { useState } from 'preact/hooks';
import type { Suggestion } from '../../models/contract/desk.ts';
import type { EventDetail } from '../../models/contract/events.ts';
import { Notice } from '../components/Notice.tsx';
import { postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { DATA_LANGUAGE, words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { may } from '../state/person.ts';
import { token } from '../state/token.ts';
import type { Difference } from './actDraft.ts';
import { Differences } from './Differences.tsx';
import { ReasonForm } from './ReasonForm.tsx';
import { useWriting } from './writing.ts';

export function SuggestionCard({ suggestion }: { readonly suggestion: Suggestion }) {
  const wording = words.value.queue;
  const { id, kind, subject, by, signedIn, reason, at } = suggestion;
  const [isDeclining, setDeclining] = useState(false);
  const writing = useWriting();
  const eventId = eventOf(suggestion);
  const current = useResource<EventDetail>(
    eventId === undefined ? null : `/api/v1/events/${encodeURIComponent(eventId)}`,
  ).data;
  const decide = (accept: boolean, word: string): Promise<Suggestion> =>
    postJson<Suggestion>(`/api/v1/suggestions/${encodeURIComponent(id)}/decision`, token.value ?? '', {
      accept,
      reason: word,
    });
  const accept = async (): Promise<void> => {
    if ((await writing.send(() => decide(true, ''))) !== undefined) news.value++;
  };
  return (
    <article class="suggestion" aria-labelledby={`suggestion-${id}`}>
      <h3 id={`suggestion-${id}`}>
        {wording.kinds[kind]}
        {current ? (
          <>
            {': '}
            <a href={`/d/${current.event.dyad}/e/${encodeURIComponent(current.event.id)}`} lang={DATA_LANGUAGE}>
              {current.event.summary}
            </a>
          </>
        ) : subject === '' ? null : (
          <>
            {': '}
            <code>{subject}</code>
          </>
        )}
      </h3>
      <p class="muted small">
        {wording.by(by, at.slice(0, 16).replace('T', ' '))}
        {signedIn === true ? null : ` ${wording.notSignedIn(signedIn)}`}
      </p>
      {reason === '' ? null : <blockquote>{reason}</blockquote>}
      {kind === 'retraction' || kind === 'restoration' ? (
        <p class="small">{wording.outcome[kind]}</p>
      ) : eventId !== undefined && current === undefined ? null : ( // what is recorded now is on its way
        <Differences differences={differencesOfSuggestion(suggestion, current)} />
      )}
      {writing.failure === '' ? null : (
        <Notice kind="error">{[writing.failure, ...writing.faults.values()].join(' ')}</Notice>
      )}
      {isDeclining ? (
        <ReasonForm
          title={wording.decline}
          action={wording.decline}
          isReasonOptional
          send={(word) => decide(false, word)}
          onDone={() => news.value++}
          onCancel={() => setDeclining(false)}
        />
      ) : !may('editor') ? null : (
        <p class="desk-buttons">
          <button type="button" class="primary" disabled={writing.isSending} onClick={() => void accept()}>
            {wording.accept}
          </button>
          <button type="button" disabled={writing.isSending} onClick={() => setDeclining(true)}>
            {wording.decline}
          </button>
        </p>
      )}
    </article>
  );
}

/** The event that a suggestion is about: a correction names the act, and the revisions of its events that were seen. */
function eventOf({ kind, subject, change: { revisions } }: Suggestion): string | undefined {
  if (kind === 'act' || subject === '') return undefined;
  const seen = typeof revisions === 'object' && revisions !== null ? Object.keys(revisions) : [];
  return seen[0] ?? subject;
}

/** Fields of a body that say how it is sent, not what it changes. */
const NOT_A_CHANGE = new Set(['reason', 'revisions', 'bearings', 'wholeAct', 'id']);

/** The suggested fields beside what is recorded now; a new act has nothing before it. */
function differencesOfSuggestion({ change }: Suggestion, current: EventDetail | undefined): Difference[] {
  const now = new Map<string, unknown>(Object.entries(current?.event ?? {}));
  const of = (fields: object, bearing: string | undefined, before: ReadonlyMap<string, unknown>): Difference[] =>
    Object.entries(fields).flatMap(([field, to]: [string, unknown]) =>
      NOT_A_CHANGE.has(field) ? [] : [{ field, bearing, from: before.get(field), to }],
    );
  const bearings = 'bearings' in change && Array.isArray(change['bearings']) ? change['bearings'] : [];
  return [
    ...of(change, undefined, now),
    ...bearings.flatMap((bearing: unknown) => {
      if (typeof bearing !== 'object' || bearing === null) return [];
      const id = 'id' in bearing ? String(bearing.id) : '';
      return of(bearing, id, id === current?.event.id ? now : new Map());
    }),
  ];
}
