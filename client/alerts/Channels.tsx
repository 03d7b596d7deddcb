/** The channels, how each fares, and the form that adds one. */
import { useId, useState } from 'preact/hooks';
import type { ChannelKind } from '../../models/alerts/channel.ts';
import type { AlertChannelEntry } from '../../models/contract/alerts.ts';
import { useAct } from '../admin/Listed.tsx';
import { DataTable } from '../components/DataTable.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { FormEnd } from '../desk/FormEnd.tsx';
import { focusFault, useWriting } from '../desk/writing.ts';
import { postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { token } from '../state/token.ts';
import { minute } from '../state/writer.ts';
import type { AlertChannels } from './alertData.ts';
import { type TestResults, testSaid } from './RuleList.tsx';

export interface KeptChannel {
  readonly channel: AlertChannelEntry;
  readonly secret: string | null;
}

export function Channels({ data: { channels, mail } }: { readonly data: AlertChannels }) {
  const wording = words.value.alertChannels;
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      {channels.length === 0 ? <p class="empty">{wording.none}</p> : <ChannelTable channels={channels} />}
      {!may('admin') ? null : isAdding ? (
        <ChannelForm hasMail={mail} onClose={() => setAdding(false)} />
      ) : (
        <p>
          <button type="button" onClick={() => setAdding(true)}>
            {wording.add}
          </button>
        </p>
      )}
    </>
  );
}

function ChannelTable({ channels }: { readonly channels: readonly AlertChannelEntry[] }) {
  const { alertChannels: wording, alertPage } = words.value;
  const act = useAct();
  const address = (name: string): string => `/api/v1/alerts/channels/${encodeURIComponent(name)}`;
  return (
    <>
      {act.told}
      <DataTable
        caption={wording.heading}
        scroll={{ 'aria-labelledby': 'channels-title' }}
        rows={channels}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', heading: wording.name, isRowHeading: true, cell: ({ name }) => name },
          {
            key: 'kind',
            heading: wording.kind,
            cell: ({ kind, fallback }) => (
              <>
                {wording.kinds[kind]}
                {fallback ? <span class="muted small"> ({wording.isFallback})</span> : null}
              </>
            ),
          },
          { key: 'where', heading: wording.where, cell: ({ host, to }) => host ?? to.join(', ') },
          { key: 'state', heading: wording.state, cell: (channel) => <ChannelState channel={channel} /> },
          ...(may('admin')
            ? [
                {
                  key: 'acts',
                  heading: <span class="visually-hidden">{alertPage.change}</span>,
                  cell: ({ name }: AlertChannelEntry) => (
                    <span class="role-choice">
                      <button
                        type="button"
                        disabled={act.isSending}
                        aria-label={alertPage.testOf(name)}
                        onClick={() => void act.send<TestResults>(`${address(name)}/test`, {}, testSaid)}
                      >
                        {alertPage.test}
                      </button>
                      <button
                        type="button"
                        disabled={act.isSending}
                        aria-label={wording.removeOf(name)}
                        onClick={() => void act.send(`${address(name)}/remove`, {}, () => wording.removed(name))}
                      >
                        {wording.remove}
                      </button>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function ChannelState({ channel }: { readonly channel: AlertChannelEntry }) {
  const wording = words.value.alertChannels;
  const { disabled, waiting, dead, lastSentAt, lastFault } = channel;
  const counts = [
    lastSentAt === null ? wording.unused : wording.lastSent(minute(lastSentAt)),
    waiting > 0 ? wording.waiting(waiting) : '',
    dead > 0 ? wording.dead(dead) : '',
  ].filter((text) => text !== '');
  return (
    <>
      {disabled === '' ? lastFault === '' ? `${wording.works}, ` : '' : <span class="field-fault">{disabled} </span>}
      {lastFault === '' ? null : <span class="field-fault">{lastFault} </span>}
      {counts.join(', ')}
    </>
  );
}

const KINDS: readonly ChannelKind[] = ['email', 'webhook', 'slack', 'teams', 'ntfy', 'heartbeat'];

function ChannelForm({ hasMail, onClose }: { readonly hasMail: boolean; readonly onClose: () => void }) {
  const { alertChannels: wording, alertForm, writing: forms, alertPage } = words.value;
  const id = useId();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ChannelKind>(hasMail ? 'email' : 'webhook');
  const [goesTo, setGoesTo] = useState('');
  const [secret, setSecret] = useState('');
  const [fallback, setFallback] = useState(false);
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
      ...(kind === 'email' ? { to: addressesIn(goesTo) } : { url: goesTo.trim() }),
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
  const noMail = kind === 'email' && !hasMail ? alertForm.noMail : undefined;
  return (
    <form
      class="desk-panel key-form"
      aria-label={wording.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <h3>{wording.add}</h3>
      <div class="key-fields">
        <div>
          <TextField label={wording.name} value={name} max={63} fault={writing.faults.get('name')} onChange={setName} />
          <p class="muted small">{alertForm.nameNote}</p>
        </div>
        <div class="form-field">
          <label for={`${id}-kind`}>{wording.kind}</label>
          <select
            id={`${id}-kind`}
            value={kind}
            onChange={({ currentTarget: { value } }) => setKind(KINDS.find((one) => one === value) ?? 'webhook')}
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {wording.kinds[one]}
              </option>
            ))}
          </select>
          {noMail === undefined ? null : <p class="field-fault">{noMail}</p>}
        </div>
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
