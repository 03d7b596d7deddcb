/** The form that adds a channel, or changes one by mail. */
import { useState } from 'preact/hooks';
import type { ChannelKind } from '../../models/alerts/channel.ts';
import type { AlertChannelEntry } from '../../models/contract/alerts.ts';
import { TextField } from '../desk/ActForm.tsx';
import { FormEnd } from '../desk/FormEnd.tsx';
import { focusFault, useWriting } from '../desk/writing.ts';
import { postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { language, words } from '../state/language.ts';
import { token } from '../state/token.ts';
import { Choice } from './Choice.tsx';
import { type DigestDraft, digestDraftOf, DigestFields, digestOf } from './DigestFields.tsx';

const KINDS: readonly ChannelKind[] = ['email', 'webhook', 'slack', 'teams', 'ntfy', 'heartbeat'];

export interface KeptChannel {
  readonly channel: AlertChannelEntry;
  readonly secret: string | null;
}

interface Props {
  /** the channel that is changed: one by mail, whose addresses the page has; a new one otherwise */
  readonly changing: AlertChannelEntry | undefined;
  readonly channels: readonly AlertChannelEntry[];
  readonly hasMail: boolean;
  readonly onClose: () => void;
}

export function ChannelForm({ changing, channels, hasMail, onClose }: Props) {
  const { alertChannels: wording, alertForm, writing: forms, alertPage } = words.value;
  const [name, setName] = useState(changing?.name ?? '');
  const [kind, setKind] = useState<ChannelKind>(changing?.kind ?? (hasMail ? 'email' : 'webhook'));
  const [goesTo, setGoesTo] = useState(changing?.to.join(', ') ?? '');
  const [secret, setSecret] = useState('');
  // What nobody has touched stays as the channel of the name has it.
  const held = channels.find((one) => one.name === name.trim());
  const [typedFallback, setFallback] = useState<boolean | undefined>(undefined);
  const fallback = typedFallback ?? held?.fallback ?? false;
  const [typedDigest, setDigest] = useState<DigestDraft | undefined>(undefined);
  const digest = typedDigest ?? digestDraftOf(held?.digest, language.value);
  const [kept, setKept] = useState<KeptChannel | undefined>(undefined);
  const writing = useWriting();
  const place = kind === 'email' ? 'to' : 'url';
  const keep = async (): Promise<void> => {
    const missing = [name.trim() === '' ? 'name' : '', goesTo.trim() === '' ? place : ''].filter((one) => one !== '');
    if (missing.length > 0) {
      writing.refuse(new Map(missing.map((field) => [field, forms.missing])));
      return focusFault();
    }
    const body = {
      name: name.trim(),
      kind,
      ...(kind === 'email' ? { to: addressesIn(goesTo), digest: digestOf(digest) } : { url: goesTo.trim() }),
      ...(kind === 'ntfy' && secret.trim() !== '' && { token: secret.trim() }),
      ...(fallback && kind !== 'heartbeat' && { fallback }),
    };
    const answer = await writing.send(() => postJson<KeptChannel>('/api/v1/alerts/channels', token.value ?? '', body));
    if (!answer) return focusFault();
    news.value++;
    if (answer.secret === null) onClose();
    else setKept(answer);
  };
  if (kept?.secret != null)
    return (
      <section class="new-key desk-panel" aria-live="polite">
        <p>{wording.secret(kept.channel.name)}</p>
        <code class="secret">{kept.secret}</code>
        <p class="desk-buttons">
          <button type="button" class="primary" onClick={onClose}>
            {wording.done}
          </button>
        </p>
      </section>
    );
  const heading = changing ? wording.changeOf(changing.name) : wording.add;
  const noMail = kind === 'email' && !hasMail ? alertForm.noMail : undefined;
  return (
    <form
      class="desk-panel key-form"
      aria-label={heading}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <h3>{heading}</h3>
      <div class="key-fields">
        {changing ? null : (
          <div>
            <TextField
              label={wording.name}
              value={name}
              max={63}
              fault={writing.faults.get('name')}
              onChange={setName}
            />
            <p class="muted small">{held ? wording.replaces(held.name) : wording.nameNote}</p>
          </div>
        )}
        {changing ? null : (
          <div>
            <Choice
              label={wording.kind}
              value={kind}
              labels={wording.kinds}
              onChoose={(value) => setKind(KINDS.find((one) => one === value) ?? 'webhook')}
            />
            {noMail === undefined ? null : <p class="field-fault">{noMail}</p>}
          </div>
        )}
        <div>
          <TextField
            label={kind === 'email' ? wording.to : wording.url}
            value={goesTo}
            max={2000}
            {...(kind !== 'email' && { inputMode: 'url' as const })}
            fault={faultAt(writing.faults, place)}
            onChange={setGoesTo}
          />
          <p class="muted small">{kind === 'email' ? wording.toNote : wording.urlNote}</p>
        </div>
        {kind === 'ntfy' ? (
          <TextField
            label={wording.token}
            value={secret}
            max={200}
            fault={writing.faults.get('token')}
            onChange={setSecret}
          />
        ) : null}
      </div>
      {kind === 'email' ? <DigestFields draft={digest} faults={writing.faults} onChange={setDigest} /> : null}
      {kind === 'heartbeat' ? null : (
        <label class="form-check">
          <input type="checkbox" checked={fallback} onChange={(event) => setFallback(event.currentTarget.checked)} />{' '}
          {wording.fallback}
        </label>
      )}
      <FormEnd
        writing={writing}
        unplaced={['kind', 'body']}
        save={wording.save}
        close={alertPage.cancel}
        onClose={onClose}
      />
    </form>
  );
}

export const addressesIn = (text: string): string[] =>
  text
    .split(/[,;\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** What is wrong at a place, or at a part of it: `to.0` for `to`. */
export function faultAt(faults: ReadonlyMap<string, string>, place: string): string | undefined {
  for (const [field, message] of faults) if (field === place || field.startsWith(`${place}.`)) return message;
  return undefined;
}
