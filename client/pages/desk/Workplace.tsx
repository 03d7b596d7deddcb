/** A text and its acts side by side, worked through by keyboard. */
import { useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { SendToCoder } from '../../coding/SendToCoder.tsx';
import { Notice } from '../../components/Notice.tsx';
import { DeskNav } from '../../desk/DeskNav.tsx';
import type { Desk } from '../../desk/useDesk.ts';
import { words } from '../../state/language.ts';
import { AboutText } from './AboutText.tsx';
import { ActList } from './ActList.tsx';
import { TabConflict } from './Conflict.tsx';
import { DeskText } from './DeskText.tsx';
import { JustRecorded } from './JustRecorded.tsx';
import { ModelChoice } from './ModelChoice.tsx';
import { OwnWords } from './OwnWords.tsx';
import { RecordBar } from './RecordBar.tsx';
import type { Panel } from './ActCard.tsx';
import { focusCurrentAct, useDeskKeys } from './useDeskKeys.ts';
import { useRecording } from './useRecording.ts';

export function Workplace({ session }: Desk) {
  const wording = words.value.desk;
  const lit = useSignal<string | undefined>(undefined);
  const panel = useSignal<Panel>(undefined);
  const tried = useSignal<string | undefined>(undefined);
  const hasFocus = useSignal(true);
  const said = useSignal('');
  const isSending = useSignal(false);
  const recording = useRecording(session);
  const run = useDeskKeys({ session, panel, tried, hasFocus, said, record: recording.run });
  const choose = useCallback(
    (id: string) => {
      if (session.current.value !== id) panel.value = undefined;
      hasFocus.value = true;
      session.current.value = id;
    },
    [session],
  );
  const { title, text } = session.sheet.value;
  return (
    <article class="desk">
      <div class="desk-head">
        <h1 tabIndex={-1}>{title || wording.title}</h1>
        <DeskNav />
      </div>
      <div class="desk-tools">
        <a href="/desk">{wording.newText}</a>
      </div>
      <TabConflict session={session} />
      {session.isMatched.value ? null : <Notice kind="warning">{wording.unmatched}</Notice>}
      <AboutText session={session} onSourceGiven={focusCurrentAct} />
      <ModelChoice session={session} />
      <JustRecorded session={session} recording={recording} />
      <div class={text === '' ? 'desk-grid is-single' : 'desk-grid'}>
        <DeskText key={session.sheet.value.id} session={session} lit={lit} />
        <ActList
          session={session}
          lit={lit}
          panel={panel}
          tried={tried}
          hasFocus={hasFocus}
          run={run}
          onChoose={choose}
        />
      </div>
      <OwnWords session={session} />
      {isSending.value ? <SendToCoder session={session} onClose={() => (isSending.value = false)} /> : null}
      <RecordBar session={session} recording={recording} onSecondCoder={() => (isSending.value = true)} />
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
    </article>
  );
}
