/** Which was worse? Two real events at a time, and the weights follow. */
import { useSignal } from '@preact/signals';
import type { EventDetail } from '../../models/contract/events.ts';
import { epochDay } from '../../models/calendar.ts';
import { DATA_LANGUAGE, knownDate, words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { lockedTypes } from './draft.ts';
import { mostMoved, movedWeights, rounded } from './movedWeights.ts';
import type { LabSession } from './session.ts';
import type { Answer, NamedAct } from './studies.ts';
import { useStudy } from './useStudy.ts';

export function Elicit({ session }: { readonly session: LabSession }) {
  const wording = words.value.elicit;
  const answers = useSignal<readonly Answer[]>([]);
  const isOpen = useSignal(false);
  const model = session.settled.value;
  const locks = session.locks.value;
  const studied = useStudy(
    session,
    isOpen.value ? { name: 'elicit', model, answers: answers.value, locked: lockedTypes({ locks, model }) } : undefined,
    [model, locks, answers.value, isOpen.value],
    true,
  );
  const found = studied.result;
  const answer = (worse: NamedAct, other: NamedAct): void => {
    answers.value = [...answers.value, { worse, other }];
  };
  const moved = found && answers.value.length > 0 ? movedWeights(model, found.model) : [];
  return (
    <section class="lab-section" aria-labelledby="elicit-title">
      <h2 id="elicit-title">{wording.title}</h2>
      <p class="muted small">{wording.lede}</p>
      {isOpen.value ? null : (
        <button type="button" onClick={() => (isOpen.value = true)}>
          {wording.begin}
        </button>
      )}
      {studied.problem === undefined ? null : <p class="is-error">{studied.problem}</p>}
      {isOpen.value && found?.next ? (
        <div class="pair" aria-busy={studied.progress !== undefined}>
          {([found.next.a, found.next.b] as const).map((act, i, both) => (
            <ActCard key={act.id} act={act} onWorse={() => answer(act, both[1 - i]!)} />
          ))}
        </div>
      ) : null}
      {isOpen.value && found && !found.next ? <p>{wording.noMore}</p> : null}
      {found && answers.value.length > 0 ? (
        <p>
          {wording.inLine(answers.value.length, found.agrees)}{' '}
          {moved.length === 0 ? wording.nothingMoved : mostMoved(moved, session)}{' '}
          <button
            type="button"
            disabled={moved.length === 0}
            onClick={() => {
              session.adopt(rounded(found.model), wording.answers);
              answers.value = [];
            }}
          >
            {wording.take}
          </button>{' '}
          <button type="button" class="quiet" onClick={() => (answers.value = answers.value.slice(0, -1))}>
            {wording.takeBack}
          </button>
        </p>
      ) : null}
    </section>
  );
}

function ActCard({ act, onWorse }: { readonly act: NamedAct; readonly onWorse: () => void }) {
  const wording = words.value.elicit;
  const { data } = useResource<EventDetail>(`/api/v1/events/${encodeURIComponent(act.id)}`);
  const event = data?.event;
  return (
    <div class="act">
      {event ? (
        <>
          <p class="muted small">
            {knownDate(epochDay(event.date), event.datePrecision)} · {event.actor} → {event.target} ·{' '}
            {words.value.events.severity(event.severity)}
          </p>
          <p>
            <a lang={DATA_LANGUAGE} href={`/d/${act.dyad}/e/${act.id}`}>
              {event.summary}
            </a>
          </p>
          <button type="button" onClick={onWorse}>
            {wording.worse}
          </button>
        </>
      ) : (
        <p class="muted">…</p>
      )}
    </div>
  );
}
