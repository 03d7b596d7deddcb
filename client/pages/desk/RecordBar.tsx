/** The foot of the desk: how far the reader is, what it comes to, and recording it. */
import { useState } from 'preact/hooks';
import { plain, signed } from '../../charts/format.ts';
import { Notice } from '../../components/Notice.tsx';
import { CoderField } from '../../desk/CoderField.tsx';
import { useLineChange, dyadsOf } from '../../desk/sheetEffect.ts';
import { newActs, toWrite } from '../../desk/recording.ts';
import type { DeskSession } from '../../desk/session.ts';
import { count, type SheetAct } from '../../desk/sheet.ts';
import { coder } from '../../state/coder.ts';
import { connection } from '../../state/connection.ts';
import { words } from '../../state/language.ts';
import { isKnown, may } from '../../state/person.ts';
import { token } from '../../state/token.ts';
import { KeyCap } from './KeyCap.tsx';
import { useDyadNames } from './LineChange.tsx';
import { KeepButton } from './KeepButton.tsx';
import type { Recording } from './useRecording.ts';

interface Props {
  readonly session: DeskSession;
  readonly recording: Recording;
  readonly onSecondCoder: () => void;
}

export function RecordBar({ session, recording, onSecondCoder }: Props) {
  const wording = words.value.desk;
  const sheet = session.sheet.value;
  const writing = toWrite(sheet);
  const accepted = sheet.acts.filter(({ state }) => state === 'accepted');
  const [isAsked, setAsked] = useState(false);
  const canRecord = may('editor');
  const undoes = session.undoes.value;
  return (
    <section class="desk-bar" aria-label={wording.record(writing.length)}>
      {connection.value.state === 'gone' ? <Notice kind="warning">{wording.offline}</Notice> : null}
      {session.saving.value === 'not kept' ? <Notice kind="warning">{wording.savingNote}</Notice> : null}
      {recording.failure === '' ? null : (
        <Notice kind="error" title={recording.isPartly ? wording.partly : wording.notRecorded}>
          {recording.failure}
        </Notice>
      )}
      <Totals acts={accepted} />
      <div class="desk-bar-line">
        <span class="num">{wording.bar(accepted.length, count(sheet, 'rejected'), count(sheet, 'open'))}</span>
        <button type="button" disabled={undoes === undefined} aria-keyshortcuts="u" onClick={() => session.undo()}>
          {undoes === undefined ? wording.undo : wording.undoStep[undoes]} <KeyCap name="u" />
        </button>
        {recording.needsName ? <CoderField fault={coder.value === '' ? wording.nameMissing : undefined} /> : null}
        {canRecord || isKnown() ? null : isAsked ? (
          <TokenField />
        ) : (
          <button type="button" class="link small" title={wording.noToken} onClick={() => setAsked(true)}>
            {wording.token}
          </button>
        )}
        <button
          type="button"
          class="primary"
          aria-keyshortcuts="Control+Enter"
          disabled={recording.isSending}
          onClick={recording.run}
        >
          {recording.isSending
            ? wording.recording
            : canRecord
              ? wording.record(writing.length)
              : wording.suggest(writing.length)}{' '}
          <KeyCap name="Ctrl ↵" />
        </button>
        {canRecord && newActs(sheet).length > 0 ? (
          <button type="button" onClick={onSecondCoder}>
            {words.value.coding.send}
          </button>
        ) : null}
        <KeepButton session={session} />
        <span class="desk-saving" role="status">
          {wording.saving[session.saving.value]}
          {session.tabs.value > 0 ? ` · ${wording.tabs(session.tabs.value)}` : ''}
        </span>
      </div>
      {canRecord ? null : <p class="muted small">{isKnown() ? wording.onlySuggests : wording.noToken}</p>}
    </section>
  );
}

function TokenField() {
  const wording = words.value.desk;
  const [typed, setTyped] = useState('');
  return (
    <form
      class="desk-entry"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== '') token.value = typed.trim();
      }}
    >
      <label>
        {wording.token}{' '}
        <input
          type="password"
          autoComplete="off"
          title={wording.tokenNote}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit">{wording.confirm}</button>
    </form>
  );
}

/** Today's value of each dyad with everything that is accepted. */
function Totals({ acts }: { readonly acts: readonly SheetAct[] }) {
  const dyads = dyadsOf(acts.filter(({ decision }) => decision === 'record' || decision === 'revise'));
  if (dyads.length === 0) return null;
  return (
    <ul class="desk-totals" aria-label={words.value.desk.together}>
      {dyads.map((dyad) => (
        <Total key={dyad} dyad={dyad} acts={acts} />
      ))}
    </ul>
  );
}

function Total({ dyad, acts }: { readonly dyad: string; readonly acts: readonly SheetAct[] }) {
  const nameOf = useDyadNames();
  const change = useLineChange(dyad, acts, undefined);
  if (!change) return null;
  const { before, after } = change.on;
  return (
    <li class="num">
      {nameOf(dyad)}: {plain(before)} → <b>{plain(after)}</b> <span class="muted">({signed(after - before)})</span>
    </li>
  );
}
