/** Drawing a sample of recorded events for a second coder. */
import { useState } from 'preact/hooks';
import type { NewRound, RoundCreated } from '../../models/contract/coding.ts';
import { Notice } from '../components/Notice.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { CoderField } from '../desk/CoderField.tsx';
import { focusFault, useWriting } from '../desk/writing.ts';
import { postJson } from '../state/api.ts';
import { words } from '../state/language.ts';
import { token } from '../state/token.ts';
import { RoundLink } from './RoundLink.tsx';
import { missingNames, RoundNames } from './RoundNames.tsx';

export function DrawForm({ onDrawn }: { readonly onDrawn: () => void }) {
  const wording = words.value.coding;
  const [names, setNames] = useState({ title: '', secondCoder: '' });
  const [share, setShare] = useState('10');
  const [dyads, setDyads] = useState('');
  const [created, setCreated] = useState<RoundCreated | undefined>(undefined);
  const writing = useWriting();
  const send = async (): Promise<void> => {
    const missing = missingNames(names);
    const percent = Number(share.replace(',', '.'));
    if (!(percent > 0 && percent <= 100)) missing.set('share', wording.shareFault);
    if (missing.size > 0) {
      writing.refuse(missing);
      focusFault();
      return;
    }
    const named = dyads.split(/[\s,;]+/).filter((dyad) => dyad !== '');
    const body: NewRound = {
      kind: 'sample',
      title: names.title.trim(),
      secondCoder: names.secondCoder.trim(),
      share: percent / 100,
      ...(named.length > 0 && { dyads: named.map((dyad) => dyad.toUpperCase()) }),
    };
    const answer = await writing.send(() => postJson<RoundCreated>('/api/v1/coding/rounds', token.value ?? '', body));
    if (!answer) {
      focusFault();
      return;
    }
    setCreated(answer);
    onDrawn();
  };
  return (
    <form
      class="act-form desk-panel"
      aria-label={wording.drawTitle}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{wording.drawTitle}</h2>
      <p class="muted small">{wording.drawNote}</p>
      <RoundNames given={names} faults={writing.faults} onChange={setNames} />
      <TextField
        label={wording.share}
        value={share}
        max={6}

        fault={writing.faults.get('share')}
        onChange={setShare}
      />
      <TextField
        label={wording.dyads}
        value={dyads}
        max={2000}
        fault={writing.faults.get('dyads')}
        onChange={setDyads}
      />
      <CoderField />
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
      <p class="desk-buttons">
        <button type="submit" class="primary" disabled={writing.isSending}>
          {wording.draw}
        </button>
      </p>
      {created ? <RoundLink title={wording.drawn(created.round.units)} created={created} /> : null}
    </form>
  );
}
