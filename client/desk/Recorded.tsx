/** What was recorded, with the way to it, and the way back: the last step can be undone. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActsRecorded } from '../../models/contract/acts.ts';
import { Notice } from '../components/Notice.tsx';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { useDyadNames } from './StateField.tsx';
import { record, useWriting } from './writing.ts';

interface Props {
  readonly recorded: ActsRecorded | 'suggested';
  readonly onNext: () => void;
  readonly next: string;
}

export function Recorded({ recorded, onNext, next }: Props) {
  const wording = words.value.writing;
  const writing = useWriting();
  const nameOf = useDyadNames();
  const [isUndone, setUndone] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const events = recorded === 'suggested' ? [] : recorded.acts.flatMap((act) => act.events);
  const undo = async (): Promise<void> => {
    for (const { id } of events) {
      const done = await writing.send(() =>
        record(`/api/v1/events/${encodeURIComponent(id)}/retraction`, { reason: wording.undoReason }),
      );
      if (done === undefined) return;
    }
    setUndone(true);
    news.value++;
  };
  return (
    <section class="recorded">
      <Notice title={recorded === 'suggested' ? wording.suggested : isUndone ? wording.undone : wording.recorded}>
        {recorded === 'suggested' ? wording.suggestedNote : null}
        {events.map(({ id, dyad }, i) => (
          <span key={id}>
            {i === 0 ? '' : ' · '}
            <a href={`/d/${dyad}/e/${encodeURIComponent(id)}`}>{nameOf(dyad)}</a>
          </span>
        ))}
      </Notice>
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
      <p class="desk-buttons">
        <button ref={button} type="button" class="primary" onClick={onNext}>
          {next}
        </button>
        {recorded === 'suggested' || isUndone ? null : (
          <button type="button" disabled={writing.isSending} onClick={() => void undo()}>
            {wording.undo}
          </button>
        )}
      </p>
    </section>
  );
}
