/** The channels, and how each fares. */
import { useState } from 'preact/hooks';
import type { AlertChannelEntry } from '../../models/contract/alerts.ts';
import { useAct } from '../admin/Listed.tsx';
import { DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { minute } from '../state/writer.ts';
import type { AlertChannels } from './alertData.ts';
import { ChannelForm } from './ChannelForm.tsx';
import { clock } from './DigestFields.tsx';
import { type TestResults, testSaid } from './RuleList.tsx';

export function Channels({ data: { channels, mail, links } }: { readonly data: AlertChannels }) {
  const wording = words.value.alertChannels;
  const [open, setOpen] = useState<AlertChannelEntry | 'new' | undefined>(undefined);
  return (
    <>
      {channels.length === 0 ? (
        <p class="empty">{wording.none}</p>
      ) : (
        <ChannelTable channels={channels} onChange={setOpen} />
      )}
      {links ? null : <p class="muted small">{wording.noLinks}</p>}
      {!may('admin') ? null : open !== undefined ? (
        <ChannelForm
          key={open === 'new' ? '' : open.name}
          changing={open === 'new' ? undefined : open}
          channels={channels}
          hasMail={mail}
          onClose={() => setOpen(undefined)}
        />
      ) : (
        <p>
          <button type="button" onClick={() => setOpen('new')}>
            {wording.add}
          </button>
        </p>
      )}
    </>
  );
}

interface TableProps {
  readonly channels: readonly AlertChannelEntry[];
  readonly onChange: (channel: AlertChannelEntry) => void;
}

function ChannelTable({ channels, onChange }: TableProps) {
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
            cell: ({ kind, fallback, digest }) => (
              <>
                {wording.kinds[kind]}
                {fallback ? <span class="muted small"> ({wording.isFallback})</span> : null}
                {digest === null ? null : (
                  <div class="muted small">{wording.digestAt(digest.every, clock(digest.hour), digest.timeZone)}</div>
                )}
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
                  cell: (channel: AlertChannelEntry) => (
                    <span class="role-choice">
                      {channel.kind === 'email' ? (
                        <button
                          type="button"
                          aria-label={wording.changeOf(channel.name)}
                          onClick={() => onChange(channel)}
                        >
                          {alertPage.change}
                        </button>
                      ) : null}
                      <button
                        type="button"
                        disabled={act.isSending}
                        aria-label={alertPage.testOf(channel.name)}
                        onClick={() => void act.send<TestResults>(`${address(channel.name)}/test`, {}, testSaid)}
                      >
                        {alertPage.test}
                      </button>
                      <button
                        type="button"
                        disabled={act.isSending}
                        aria-label={wording.removeOf(channel.name)}
                        onClick={() =>
                          void act.send(`${address(channel.name)}/remove`, {}, () => wording.removed(channel.name))
                        }
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
      {disabled === '' ? null : <span class="field-fault">{disabled} </span>}
      {disabled === '' && lastFault === '' && lastSentAt !== null ? `${wording.works}, ` : ''}
      {lastFault === '' ? null : <span class="field-fault">{lastFault} </span>}
      {counts.join(', ')}
    </>
  );
}
