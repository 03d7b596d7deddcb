/** What an act would do to the line of a dyad, said before it is recorded. */
import { useMemo } from 'preact/hooks';
import { epochDay, parseDay } from '../../models/calendar.ts';
import type { Board } from '../../models/contract/board.ts';
import type { EventPage, EventRecord } from '../../models/contract/events.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import { effectOfActs, type IndexChange } from '../../models/actEffect.ts';
import { codebookOf } from '../../models/codebook.ts';
import { type ScoredEvent, SEVERITIES } from '../../models/event.ts';
import { plain, signed } from '../charts/format.ts';
import { dyadName } from '../state/countryNames.ts';
import { allPages, eventsUrl, scoredRecord } from '../state/dyadData.ts';
import { knownDate, longDate, words } from '../state/language.ts';
import { pinnedModel } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { type ActDraft, dyadOfBearing } from './actDraft.ts';
import { useTypes } from '../state/eventTypes.ts';

/** The events of a dyad; none where nobody has coded any, undefined until they have come. */
export function useDyadEvents(dyad: string | undefined): readonly EventRecord[] | undefined {
  const key = dyad === undefined ? null : eventsUrl(dyad, undefined);
  const { data, problem } = useResource<EventPage>(key, () => allPages(key!));
  return data?.events ?? (problem?.status === 404 ? NONE : undefined);
}

const NONE: readonly EventRecord[] = [];

/** The change on the day of the act and today, under the model of the board; undefined while something is open. */
export function useActEffect(act: ActDraft, at: number): IndexChange[] | undefined {
  const bearing = act.bearings[at]!;
  const dyad = dyadOfBearing(bearing);
  const events = useDyadEvents(dyad);
  const board = useResource<Board>('/api/v1/dyads').data;
  const model = useResource<ModelDetail>(board ? `/api/v1/models/${pinnedModel(board.model)}` : null).data;
  const types = useTypes();
  return useMemo(() => {
    const day = parseDay(act.date);
    const planned = day === undefined ? undefined : scoredDraft(act, at, day);
    if (!board || !model || dyad === undefined || !events || !planned) return undefined;
    const codebook = codebookOf(types);
    if (!codebook.has(act.type)) return undefined;
    const before = events.map(scoredRecord);
    const after = [...before.filter(({ id }) => id !== planned.id), planned];
    const today = epochDay(board.date);
    const days = planned.day < today ? [planned.day, today] : [planned.day];
    return effectOfActs(dyad, before, after, days, codebook, model.definition);
  }, [act, at, dyad, events, board, model, types]);
}

function scoredDraft(act: ActDraft, at: number, day: number): ScoredEvent | undefined {
  const { id = '~', actor, target, role, polarity, severity, ends } = act.bearings[at]!;
  const grade = SEVERITIES.find((known) => known === severity);
  if (polarity === null || grade === undefined || actor === '' || target === '') return undefined;
  const lastDay = parseDay(act.endDate);
  return {
    id,
    day,
    actor,
    target,
    role,
    type: act.type,
    polarity,
    severity: grade,
    verified: act.verified,
    ends,
    ...(lastDay !== undefined && lastDay >= day && { lastDay }),
  };
}

/** "5 Apr 2024: 78.1 → 79.0 (+0.9)", and the same of today. */
export function BearingEffect({ act, at }: { readonly act: ActDraft; readonly at: number }) {
  const wording = words.value.actForm;
  const changes = useActEffect(act, at);
  const dyad = dyadOfBearing(act.bearings[at]!);
  const board = useResource<Board>('/api/v1/dyads').data;
  const name = board?.dyads.find(({ id }) => id === dyad)?.name;
  return (
    <p class="act-effect" role="status">
      {changes && dyad !== undefined ? (
        <>
          <b>{dyadName(dyad, name ?? dyad)}</b>{' '}
          {changes.map(({ day, before, after }, i) => (
            <span key={day} class="act-effect-day">
              {i === 0 ? knownDate(day, act.datePrecision) : wording.today(longDate(day))}: {plain(before)} →{' '}
              <b>{plain(after)}</b> <span class="muted">({signed(after - before)})</span>
            </span>
          ))}
        </>
      ) : (
        <span class="muted">{wording.effectOpen}</span>
      )}
    </p>
  );
}
