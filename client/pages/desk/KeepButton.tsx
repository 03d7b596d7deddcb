/** Keeping a text at the desk, so that colleagues see it; two who keep the same text learn of each other. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SavedDraft } from '../../../models/contract/desk.ts';
import { keepAtDesk, sheetOf, useOthers } from '../../desk/keptAtDesk.ts';
import type { DeskSession } from '../../desk/session.ts';
import { ApiProblem, NoAnswer } from '../../state/api.ts';
import { words } from '../../state/language.ts';
import { may } from '../../state/person.ts';
import { Differing } from './Conflict.tsx';

export function KeepButton({ session }: { readonly session: DeskSession }) {
  const wording = words.value.desk;
  const said = useSignal('');
  const other = useSignal<SavedDraft | undefined>(undefined);
  const { kept } = session.sheet.value;
  useEffect(() => {
    said.value = '';
  }, [session]);
  const others = useOthers(kept?.id);
  if (!may('coder')) return null;
  const keep = async (): Promise<void> => {
    said.value = '';
    try {
      const answer = await keepAtDesk(session.sheet.value);
      if ('other' in answer) other.value = answer.other;
      else {
        const { id, version } = answer.saved;
        session.keptAs({ id, version });
        said.value = wording.keptAs(version);
      }
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
      said.value = error.message;
    }
  };
  const decide = (choice: 'theirs' | 'mine'): void => {
    const theirs = other.value;
    if (!theirs) return;
    other.value = undefined;
    if (choice === 'theirs') session.settle(sheetOf(theirs, session.sheet.value));
    else {
      session.keptAs({ id: theirs.id, version: theirs.version });
      void keep();
    }
  };
  return (
    <>
      <button type="button" title={wording.keepNote} onClick={() => void keep()}>
        {kept ? wording.keepAgain : wording.keep}
      </button>
      <span class="small muted" role="status">
        {said.value} {others.length > 0 ? wording.alsoOpen(others.join(', ')) : ''}
      </span>
      {other.value ? (
        <Differing
          title={wording.conflictServer(other.value.savedBy)}
          mine={session.sheet.value}
          theirs={sheetOf(other.value, session.sheet.value)}
          onTheirs={() => decide('theirs')}
          onMine={() => decide('mine')}
        />
      ) : null}
    </>
  );
}
