/** What can be done with a recorded event: correct, retract, restore, undo by another act. Without the token each is suggested. */
import '../styles/deskForms.css';
import { useState } from 'preact/hooks';
import type { EventDetail } from '../../models/contract/events.ts';
import { Notice } from '../components/Notice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { getJson } from '../state/api.ts';
import { may } from '../state/person.ts';
import { CorrectForm } from './CorrectForm.tsx';
import { record, suggest } from './writing.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { UndoneByForm } from './UndoneByForm.tsx';

export type EditingTask = 'correct' | 'retract' | 'restore' | 'undoneBy';

/** The act with all its bearings: the event of the page first. */
export const actDetails = async ({ event, bearings }: EventDetail): Promise<EventDetail[]> =>
  Promise.all(
    [event.id, ...bearings.flatMap(({ eventId }) => (eventId === event.id ? [] : [eventId]))].map((id) =>
      getJson<EventDetail>(`/api/v1/events/${encodeURIComponent(id)}`),
    ),
  );

interface Props {
  readonly detail: EventDetail;
  readonly task: EditingTask;
  readonly onClose: (done: string | undefined) => void;
}

export function EventEditing({ detail: newest, task, onClose }: Props) {
  const wording = words.value.correcting;
  // News of the event must not take away what is being typed: the form begins with what was there when it was opened.
  const [detail] = useState(newest);
  const { event } = detail;
  const act = useResource<EventDetail[]>(`act ${event.id} ${event.revision}`, () => actDetails(detail));
  const [isWhole, setWhole] = useState(true);
  const rows = detail.bearings.length;
  const isSuggested = !may('editor');
  const done = (): void => {
    news.value++;
    onClose(isSuggested ? words.value.writing.suggestedNote : wording.done[task]);
  };
  const cancel = (): void => onClose(undefined);
  if (task === 'retract' || task === 'restore') {
    const kind = task === 'retract' ? 'retraction' : 'restoration';
    return (
      <ReasonForm
        title={isSuggested ? wording.suggestions[task] : wording.tasks[task]}
        action={isSuggested ? words.value.writing.suggest : wording.tasks[task]}
        send={(reason) => {
          const change = { reason, ...(rows > 1 && isWhole ? { wholeAct: true } : {}) };
          return isSuggested
            ? suggest({ kind, subject: event.id, change, reason })
            : record(`/api/v1/events/${encodeURIComponent(event.id)}/${kind}`, change);
        }}
        onDone={done}
        onCancel={cancel}
      >
        <p class="muted small">{wording.notes[task]}</p>
        {rows > 1 ? (
          <label class="form-check">
            <input type="checkbox" checked={isWhole} onChange={(change) => setWhole(change.currentTarget.checked)} />{' '}
            {wording.wholeAct(rows)}
          </label>
        ) : null}
      </ReasonForm>
    );
  }
  if (!act.data)
    return act.problem ? (
      <Notice kind="error">{act.problem.message}</Notice>
    ) : (
      <Skeleton kind="text" what={words.value.event.theEvent} />
    );
  return task === 'correct' ? (
    <CorrectForm details={act.data} onDone={done} onCancel={cancel} />
  ) : (
    <UndoneByForm detail={detail} onDone={done} onCancel={cancel} />
  );
}
