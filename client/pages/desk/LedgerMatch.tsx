/** The recorded event that a draft most likely is, in what the two differ, and what is to be done. */
import type { EventDetail } from '../../../models/contract/events.ts';
import type { Draft } from '../../../models/drafting/drafted.ts';
import { epochDay } from '../../../models/calendar.ts';
import type { DeskSession } from '../../desk/session.ts';
import { type Decision, isDone, type SheetAct } from '../../desk/sheet.ts';
import { DATA_LANGUAGE, knownDate, words } from '../../state/language.ts';
import { useResource } from '../../state/resource.ts';

const DECISIONS: readonly Decision[] = ['leave', 'source', 'revise', 'record'];

interface Props {
  readonly session: DeskSession;
  readonly act: SheetAct;
  readonly match: NonNullable<Draft['match']>;
}

export function LedgerMatch({ session, act, match }: Props) {
  const wording = words.value.desk;
  const fields: Readonly<Record<string, string>> = words.value.actForm.fields;
  const { data } = useResource<EventDetail>(`/api/v1/events/${encodeURIComponent(match.eventId)}`);
  const event = data?.event;
  return (
    <div class="desk-match">
      <p>
        {wording.match}{' '}
        {event ? (
          <a href={`/d/${event.dyad}/e/${encodeURIComponent(event.id)}`} target="_blank" rel="noreferrer">
            {knownDate(epochDay(event.date), event.datePrecision)},{' '}
            <span lang={DATA_LANGUAGE}>{event.headline || event.summary}</span>
          </a>
        ) : (
          <code>{match.eventId}</code>
        )}
        .{' '}
        {match.differs.length === 0
          ? wording.matchSame
          : wording.matchDiffers(match.differs.map((field) => fields[field] ?? field).join(', '))}
      </p>
      <fieldset disabled={isDone(act)}>
        <legend class="visually-hidden">{wording.match}</legend>
        {DECISIONS.filter((one) => one !== 'revise' || match.differs.length > 0 || act.set.length > 0).map(
          (decision) => (
            <label key={decision} title={wording.decisionNotes[decision]}>
              <input
                type="radio"
                name={`decision-${act.id}`}
                checked={act.decision === decision}
                onChange={() =>
                  session.change('decide', act.id, (one) => ({
                    ...one,
                    decision,
                    state: one.state === 'accepted' ? 'open' : one.state,
                  }))
                }
              />{' '}
              {wording.decisions[decision]}
            </label>
          ),
        )}
      </fieldset>
      {act.decision === 'record' || act.decision === 'revise' ? (
        <label>
          {wording.decisionWhy}{' '}
          <input
            type="text"
            maxLength={300}
            value={act.reason}
            onChange={(event_) => {
              const reason = event_.currentTarget.value.trim();
              session.change('decide', act.id, (one) => ({ ...one, reason }));
            }}
          />
        </label>
      ) : null}
    </div>
  );
}
