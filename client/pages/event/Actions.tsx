/** Correct, retract, restore, undone by: buttons, and the form that each opens. The forms are fetched when the first is opened. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EventDetail } from '../../../models/contract/events.ts';
import { Notice } from '../../components/Notice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import type { EditingTask } from '../../desk/EventEditing.tsx';
import { words } from '../../state/language.ts';
import { may } from '../../state/person.ts';

type Editing = (typeof import('../../desk/EventEditing.tsx'))['EventEditing'];

export function Actions({ detail }: { readonly detail: EventDetail }) {
  const wording = words.value.correcting;
  const task = useSignal<EditingTask | undefined>(undefined);
  const said = useSignal<string | undefined>(undefined);
  const [loaded, setLoaded] = useState<{ readonly form?: Editing; readonly isMissing?: boolean }>({});
  const buttons = useRef<HTMLParagraphElement>(null);
  const isOpen = task.value !== undefined;
  useEffect(() => {
    if (!isOpen || loaded.form) return;
    import('../../desk/EventEditing.tsx').then(
      ({ EventEditing }) => setLoaded({ form: EventEditing }),
      () => setLoaded({ isMissing: true }),
    );
  }, [isOpen]);
  const labels = !may('editor') ? wording.suggestions : wording.tasks;
  const tasks: readonly EditingTask[] = detail.retracted ? ['restore'] : ['correct', 'retract', 'undoneBy'];
  const open = (next: EditingTask): void => {
    said.value = undefined;
    task.value = task.value === next ? undefined : next;
  };
  const Form = loaded.form;
  return (
    <section class="event-actions" aria-label={wording.title}>
      <p class="desk-buttons" ref={buttons}>
        {tasks.map((one) => (
          <button key={one} type="button" aria-expanded={task.value === one} onClick={() => open(one)}>
            {labels[one]}
          </button>
        ))}
      </p>
      <p role="status" class="event-said">
        {said}
      </p>
      {task.value === undefined ? null : Form ? (
        <Form
          key={task.value}
          detail={detail}
          task={task.value}
          onClose={(done) => {
            task.value = undefined;
            said.value = done;
            buttons.current?.querySelector('button')?.focus();
          }}
        />
      ) : loaded.isMissing ? (
        <Notice kind="error" title={words.value.problems.codeMissing(wording.title)}>
          {words.value.problems.codeMissingNote}
        </Notice>
      ) : (
        <Skeleton kind="text" what={wording.title} />
      )}
    </section>
  );
}
