/** Sending the accepted acts of a text to a second coder, in place of recording them. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RoundCreated } from '../../models/contract/coding.ts';
import { Notice } from '../components/Notice.tsx';
import { CoderField } from '../desk/CoderField.tsx';
import { lackingIn, newActs, sendToCoder } from '../desk/recording.ts';
import type { DeskSession } from '../desk/session.ts';
import { nameOfSheet } from '../desk/sheet.ts';
import { focusFault, useWriting } from '../desk/writing.ts';
import { coder } from '../state/coder.ts';
import { words } from '../state/language.ts';
import { RoundLink } from './RoundLink.tsx';
import { missingNames, RoundNames } from './RoundNames.tsx';

export function SendToCoder({ session, onClose }: { readonly session: DeskSession; readonly onClose: () => void }) {
  const wording = words.value.coding;
  const { missing, seeFields, cancel } = words.value.writing;
  const acts = newActs(session.sheet.value);
  const [names, setNames] = useState({ title: nameOfSheet(session.sheet.value), secondCoder: '' });
  const [lacking, setLacking] = useState('');
  const [created, setCreated] = useState<RoundCreated | undefined>(undefined);
  const writing = useWriting();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), []);
  const send = async (): Promise<void> => {
    const faults = missingNames(names);
    if (coder.value === '') faults.set('by', missing);
    const sentence = faults.size > 0 ? seeFields : lackingIn(session, acts);
    setLacking(sentence ?? '');
    if (sentence !== undefined) {
      writing.refuse(faults);
      focusFault();
      return;
    }
    const answer = await writing.send(() => sendToCoder(session, names.title.trim(), names.secondCoder.trim()));
    if (answer) setCreated(answer);
    else focusFault();
  };
  if (created)
    return (
      <section class="desk-panel" aria-label={wording.send}>
        <RoundLink title={wording.sent(created.round.units)} created={created} />
        <p>
          <a href="/desk/rounds">{wording.title}</a>
        </p>
      </section>
    );
  return (
    <form
      ref={form}
      class="act-form desk-panel"
      aria-label={wording.send}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{wording.send}</h2>
      <p class="muted small">{wording.sendNote(acts.length)}</p>
      <RoundNames given={names} faults={writing.faults} onChange={setNames} />
      <CoderField fault={writing.faults.get('by')} />
      {writing.failure === '' ? null : <Notice kind="error">{lacking || writing.failure}</Notice>}
      <p class="desk-buttons">
        <button type="submit" class="primary" disabled={writing.isSending || acts.length === 0}>
          {wording.sendActs(acts.length)}
        </button>
        <button type="button" onClick={onClose}>
          {cancel}
        </button>
      </p>
    </form>
  );
}
