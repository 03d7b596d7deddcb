/** The channels. What they hold of addresses and secrets leaves this room only towards the address itself. */
import { randomBytes } from 'node:crypto';
import { type AlertChannel, type Digest, readChannel } from '../../models/alerts/channel.ts';
import type { AlertChannelEntry } from '../../models/contract/alerts.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { AuditFields } from '../ledger/change.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';
import { AlertRefused } from './keptRules.ts';

export interface KeptChannel {
  readonly channel: AlertChannel;
  /** why nothing goes by it any more; empty while it does */
  readonly disabled: string;
  readonly changedAt: Date;
}

export interface KeptChannels {
  list(): Promise<AlertChannelEntry[]>;
  read(tx?: Queryable): Promise<KeptChannel[]>;
  /** of those by which alerts go: a heartbeat tells of runs */
  names(tx: Queryable): Promise<ReadonlySet<string>>;
  /**
   * Keeps a channel in place of the one of its name, which is enabled again.
   *
   * @returns the secret that was made for a webhook without one
   * @throws AlertRefused
   */
  put(channel: unknown, by: string): Promise<{ readonly entry: AlertChannelEntry; readonly secret: string | null }>;
  /** It took a test or a call that stands in no outbox, or did not: told as long as this server runs. @param fault empty where it did */
  tried(name: string, fault: string): void;
  /** What was on its way by it goes no further. False where there is none. @throws AlertRefused where a rule names it */
  remove(name: string, by: string): Promise<boolean>;
}

export interface KeptChannelsParts {
  readonly database: Database;
  readonly now: () => Date;
  /** names of the rules that tell by a channel */
  readonly rulesOf: (channel: string) => Promise<readonly string[]>;
  /** what is wrong with an address for this server; undefined where nothing is */
  readonly faultOf: (url: string) => string | undefined;
  /** the shared watch lists, by name */
  readonly lists: (tx: Queryable) => Promise<ReadonlyMap<string, unknown>>;
  /** whether there is a server of mail */
  readonly hasMail: boolean;
}

interface ChannelRow extends SqlRow {
  name: string;
  channel: string;
  disabled: string;
  changed_at: Date;
  changed_by: string;
}

interface Counts extends SqlRow {
  channel: string;
  waiting: number;
  dead: number;
  last_sent: Date | null;
}

export function openKeptChannels({ database, now, rulesOf, faultOf, lists, hasMail }: KeptChannelsParts): KeptChannels {
  const read = async (tx: Queryable = database): Promise<KeptChannel[]> =>
    (await tx.query<ChannelRow>('select * from alert_channel order by name collate "C"')).map(
      ({ channel, disabled, changed_at: changedAt }) => ({
        channel: JSON.parse(channel) as AlertChannel, // written by `put`, which takes a checked one
        disabled,
        changedAt,
      }),
    );

  const trials = new Map<string, { readonly at: Date; readonly fault: string }>();

  const list = async (): Promise<AlertChannelEntry[]> => {
    const rows = await database.query<ChannelRow>('select * from alert_channel order by name collate "C"');
    const counts = await database.query<Counts>(
      `select channel, sum(case when state = 'waiting' then 1 else 0 end) as waiting,
         sum(case when state = 'dead' then 1 else 0 end) as dead, max(sent_at) as last_sent
       from alert_delivery group by channel`,
    );
    const faults = await database.query<{ channel: string; state: string; fault: string; next_at: Date }>(
      `select channel, state, fault, next_at from alert_delivery where state in ('waiting', 'dead') and fault <> ''
       order by state desc, case when state = 'waiting' then next_at end, next_at desc`,
    );
    return rows.map((row) => {
      const channel = JSON.parse(row.channel) as AlertChannel;
      const count = counts.find((one) => one.channel === row.name);
      const sentAt = count?.last_sent ?? null;
      const trial = trials.get(row.name);
      const taken = trial?.fault === '' && (sentAt === null || trial.at > sentAt) ? trial.at : sentAt;
      return {
        name: row.name,
        kind: channel.kind,
        fallback: channel.fallback,
        host: 'url' in channel ? new URL(channel.url).host : null,
        to: 'to' in channel ? channel.to : [],
        digest: digestOf(channel) ?? null,
        disabled: row.disabled,
        changedAt: row.changed_at.toISOString(),
        changedBy: row.changed_by,
        waiting: Number(count?.waiting ?? 0),
        dead: Number(count?.dead ?? 0),
        lastSentAt: taken?.toISOString() ?? null,
        // What was given up stands there until something is sent, or the channel is saved again.
        lastFault:
          faults.find(
            ({ channel: of, state, next_at: at }) =>
              of === row.name && (state === 'waiting' || (at >= row.changed_at && at >= (taken ?? at))),
          )?.fault ?? (trial && trial.at >= (sentAt ?? trial.at) ? trial.fault : ''),
      };
    });
  };

  return {
    list,
    read,
    tried: (name, fault) => void trials.set(name, { at: now(), fault }),
    names: async (tx) =>
      new Set((await read(tx)).flatMap(({ channel: { name, kind } }) => (kind === 'heartbeat' ? [] : [name]))),
    async put(value, by) {
      const found = readChannel(value);
      if ('faults' in found) throw new AlertRefused(found.faults);
      const fault = 'url' in found.channel ? faultOf(found.channel.url) : undefined;
      if (fault !== undefined) throw new AlertRefused([{ field: 'url', message: fault }]);
      if (found.channel.kind === 'email' && !hasMail)
        throw new AlertRefused([
          { field: 'kind', message: 'is email, and this server has no SMTP_URL: set it where the server starts' },
        ]);
      const isSigned = found.channel.kind === 'webhook';
      const isMade = isSigned && !('secret' in found.channel && found.channel.secret !== undefined);
      const secret = isMade ? `whsec_${randomBytes(32).toString('base64')}` : null;
      const channel = secret === null ? found.channel : { ...found.channel, secret };
      const watched = digestOf(channel)?.list;
      await database.transaction(async (tx) => {
        if (watched !== undefined && !(await lists(tx)).has(watched))
          throw new AlertRefused([
            {
              field: 'digest.list',
              message: `is ${watched}, which is no shared watch list: GET /api/v1/lists lists them`,
            },
          ]);
        const held = (await read(tx)).find((one) => one.channel.name === channel.name);
        await tx.query(
          `insert into alert_channel (name, channel, disabled, changed_at, changed_by) values ($1, $2, '', $3, $4)
           on conflict (name) do update set channel = excluded.channel, disabled = '', changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
          [channel.name, JSON.stringify(channel), now(), by],
        );
        const isChanged = held !== undefined && JSON.stringify(held.channel) !== JSON.stringify(channel);
        // What the channel as it was did not take is tried by it as it is now, and not only when it was to be tried again.
        if (isChanged)
          await tx.query(
            "update alert_delivery set next_at = cast($2 as timestamptz) where channel = $1 and state = 'waiting' and attempts > 0",
            [channel.name, now()],
          );
        const before = held ? fieldsOf(held.channel) : null;
        const content = held && { content: isChanged ? 'another' : 'as it was' };
        if (isChanged) trials.delete(channel.name);
        await note(tx, 'put-alert-channel', channel.name, by, before, { ...fieldsOf(channel), ...content });
      });
      return { entry: (await list()).find(({ name }) => name === channel.name)!, secret };
    },
    async remove(name, by) {
      const rules = await rulesOf(name);
      if (rules.length > 0)
        throw new AlertRefused([
          { field: 'channel', message: `is named by the rules ${rules.join(', ')}: take it out of them first` },
        ]);
      return database.transaction(async (tx) => {
        const held = (await read(tx)).find(({ channel }) => channel.name === name);
        if (!held) return false;
        await tx.query('delete from alert_channel where name = $1', [name]);
        await tx.query("delete from alert_delivery where channel = $1 and state = 'waiting'", [name]);
        trials.delete(name);
        await note(tx, 'remove-alert-channel', name, by, fieldsOf(held.channel), null);
        return true;
      });
    },
  };

  async function note(
    tx: Queryable,
    action: string,
    subject: string,
    by: string,
    before: AuditFields | null,
    after: AuditFields | null,
  ): Promise<void> {
    await appendAudit(tx, { moment: now(), recordedBy: by }, [{ action, subject, before, after, why: '' }]);
  }
}

/** The morning brief that goes by a channel. */
export const digestOf = (channel: AlertChannel): Digest | undefined =>
  channel.kind === 'email' ? channel.digest : undefined;

/** What the audit says of a channel: neither its address nor a secret. */
const fieldsOf = (channel: AlertChannel): AuditFields => ({
  kind: channel.kind,
  fallback: channel.fallback,
  ...('url' in channel && { host: new URL(channel.url).host }),
  ...('to' in channel && { to: channel.to }),
  ...(digestOf(channel) && { digest: JSON.stringify(digestOf(channel)) }),
});
