/** A new act: the form, what it looks like in the ledger, and recording or suggesting it. */
import { useMemo, useState } from 'preact/hooks';
import type { ActsRecorded, NewAct } from '../../models/contract/acts.ts';
import { Notice } from '../components/Notice.tsx';
import { coder } from '../state/coder.ts';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { type ActDraft, missingIn, newActOf } from './actDraft.ts';
import { ActForm, TextField } from './ActForm.tsx';
import { CoderField } from './CoderField.tsx';
import { freshKey } from './freshKey.ts';
import { focusFault, record, suggest, useWriting } from './writing.ts';

interface Props {
  readonly start: ActDraft;
  readonly onDone: (answer: ActsRecorded | 'suggested', act: ActDraft) => void;
  readonly onCancel?: () => void;
}

type Remarks = ActsRecorded['remarks'];

export function NewActForm({ start, onDone, onCancel }: Props) {
  const wording = words.value.writing;
  const [act, setAct] = useState(start);
  const [reason, setReason] = useState('');
  const [remarks, setRemarks] = useState<{ readonly of: ActDraft; readonly list: Remarks } | undefined>(undefined);
  const writing = useWriting();
  const canRecord = may('editor');
  // The same act sent again, after a lost answer, is the same request.
  const key = useMemo(freshKey, [act]);
  const told = remarks?.of === act ? remarks.list : undefined;

  const submit = async (): Promise<void> => {
    const missing = new Map(missingIn(act).map((place) => [place, wording.missing]));
    if (!canRecord && coder.value === '') missing.set('by', wording.missing);
    if (missing.size > 0) {
      writing.refuse(missing);
      focusFault();
      return;
    }
    const body: NewAct = newActOf(act);
    if (!canRecord) {
      const sent = await writing.send(() =>
        suggest({ kind: 'act', subject: '', change: body, reason: reason.trim() || wording.newAct }),
      );
      if (sent !== undefined) onDone('suggested', act);
      return;
    }
    if (told === undefined) {
      const tried = await writing.send(() => record('/api/v1/acts?dryRun=true', body));
      if (tried === undefined) return focusFault();
      const list = tried.remarks;
      setRemarks({ of: act, list });
      if (list.length > 0) return;
    }
    const answer = await writing.send(() => record('/api/v1/acts', body, key));
    if (answer === undefined) focusFault();
    else onDone(answer, act);
  };

  return (
    <form
      class="desk-panel"
      aria-label={wording.newAct}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void submit();
      }}
    >
      <ActForm act={act} onChange={setAct} faults={writing.faults} />
      {canRecord ? null : (
        <TextField label={wording.whySuggested} value={reason} max={1000} isLong onChange={setReason} />
      )}
      <CoderField fault={writing.faults.get('by')} />
      {told !== undefined && told.length > 0 ? (
        <Notice kind="warning" title={wording.looksLike}>
          <ul>
            {told.map(({ field, message }) => (
              <li key={`${field} ${message}`}>{message}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
      <p class="desk-buttons">
        <button type="submit" class="primary" disabled={writing.isSending} aria-keyshortcuts="Control+Enter">
          {writing.isSending
            ? wording.sending
            : !canRecord
              ? wording.suggest
              : told !== undefined && told.length > 0
                ? wording.recordAnyway
                : wording.record}
        </button>
        {onCancel ? (
          <button type="button" onClick={onCancel}>
            {wording.cancel}
          </button>
        ) : null}
        <span class="muted small">{canRecord ? wording.recordKeys : wording.withoutToken}</span>
      </p>
    </form>
  );
}
