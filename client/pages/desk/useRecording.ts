/** Recording from the page: one request at a time, and what came of it. */
import { useSignal } from '@preact/signals';
import type { LastRecorded } from '../../desk/lastRecorded.ts';
import { lackingIn, recordSheet, suggestSheet, toWrite } from '../../desk/recording.ts';
import type { DeskSession } from '../../desk/session.ts';
import { count } from '../../desk/sheet.ts';
import { ApiProblem, NoAnswer } from '../../state/api.ts';
import { coder } from '../../state/coder.ts';
import { words } from '../../state/language.ts';
import { may } from '../../state/person.ts';
import { token } from '../../state/token.ts';

export interface Recording {
  readonly run: () => void;
  readonly isSending: boolean;
  readonly failure: string;
  readonly isPartly: boolean;
  readonly needsName: boolean;
  readonly recorded: LastRecorded | undefined;
  /** how many acts were suggested */
  readonly suggested: number;
}

export function useRecording(session: DeskSession): Recording {
  const isSending = useSignal(false);
  const failure = useSignal('');
  const isPartly = useSignal(false);
  const needsName = useSignal(false);
  const suggested = useSignal(0);

  const run = async (): Promise<void> => {
    const wording = words.value.desk;
    const sheet = session.sheet.value;
    const writing = toWrite(sheet);
    failure.value = '';
    isPartly.value = false;
    if (writing.length === 0) {
      failure.value = count(sheet, 'accepted') === 0 ? wording.recordNothing : wording.nothingToWrite;
      return;
    }
    const lacking = lackingIn(session, writing);
    if (lacking !== undefined) {
      failure.value = lacking;
      return;
    }
    needsName.value = coder.value === '';
    if (needsName.value) {
      failure.value = wording.nameMissing;
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.desk-bar .coder-field input')?.focus());
      return;
    }
    isSending.value = true;
    const before = count(sheet, 'recorded');
    try {
      if (!may('editor')) suggested.value = await suggestSheet(session);
      else {
        const conflicts = await recordSheet(session);
        if (conflicts.length > 0) {
          isPartly.value = true;
          failure.value = conflicts
            .map((id) => wording.someoneWrote(sheet.acts.find((act) => act.id === id)?.drawn.match?.eventId ?? id))
            .join(' ');
        }
      }
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
      if (error instanceof ApiProblem && error.status === 401) token.value = undefined;
      isPartly.value = count(session.sheet.value, 'recorded') > before;
      const faulty = session.sheet.value.acts.find(({ id }) => session.faults.value.has(id));
      if (faulty) session.current.value = faulty.id;
      failure.value = faulty ? `${error.message} ${wording.seeActs}` : error.message;
    } finally {
      isSending.value = false;
    }
  };
  return {
    run: () => {
      if (!isSending.value) void run();
    },
    isSending: isSending.value,
    failure: failure.value,
    isPartly: isPartly.value,
    needsName: needsName.value,
    recorded: session.sheet.value.last,
    suggested: suggested.value,
  };
}
