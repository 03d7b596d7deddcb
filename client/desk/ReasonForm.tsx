/** A change that needs a reason and nothing else: retract, restore, take back, decline. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Notice } from '../components/Notice.tsx';
import { coder } from '../state/coder.ts';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { TextField } from './ActForm.tsx';
import { CoderField } from './CoderField.tsx';
import { focusFault, useWriting } from './writing.ts';

interface Props {
  readonly title: string;
  readonly action: string;
  readonly isReasonOptional?: boolean;
  /** what else is needed is there */
  readonly isReady?: boolean;
  /** @throws ApiProblem, NoAnswer */
  readonly send: (reason: string) => Promise<unknown>;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  /** what it does, before it is done */
  readonly children?: ComponentChildren;
}

export function ReasonForm({ title, action, isReasonOptional = false, isReady = true, ...rest }: Props) {
  const { send, onDone, onCancel, children } = rest;
  const wording = words.value.writing;
  const [reason, setReason] = useState('');
  const writing = useWriting();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(), []);
  const submit = async (): Promise<void> => {
    const missing = new Map<string, string>();
    if (!isReasonOptional && reason.trim() === '') missing.set('reason', wording.reasonMissing);
    // Who suggests is named in the suggestion itself.
    if (!may('editor') && coder.value === '') missing.set('by', wording.missing);
    if (missing.size > 0) {
      writing.refuse(missing);
      focusFault();
      return;
    }
    if ((await writing.send(() => send(reason.trim()))) !== undefined) onDone();
  };
  return (
    <form
      ref={form}
      class="desk-panel"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{title}</h2>
      {children}
      <TextField
        label={wording.reason}
        value={reason}
        max={1000}
        isLong
        fault={writing.faults.get('reason')}
        onChange={setReason}
      />
      <CoderField fault={writing.faults.get('by')} />
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
      <p class="desk-buttons">
        <button type="submit" class="primary" disabled={writing.isSending || !isReady}>
          {writing.isSending ? wording.sending : action}
        </button>
        <button type="button" onClick={onCancel}>
          {wording.cancel}
        </button>
      </p>
    </form>
  );
}
