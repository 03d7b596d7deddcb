/** The outbox: what was told of, and how far it is on its way. */
import { hash } from 'node:crypto';
import { canonicalJson } from '../../models/canonical.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { AlertEntry, AlertOutbox } from '../../models/contract/alerts.ts';
import { placesOf } from '../placesOf.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Leader } from '../rollup/rollup.ts';
import type { Database, Queryable, SqlRow, SqlValue } from '../store/database.ts';
import type { Reader } from '../store/reading.ts';
import { type AlertContent, contentOf } from './writtenAlert.ts';

export interface Alert extends AlertContent {
  readonly id: string;
  /** a dyad, a state, a feed; empty for the runs */
  readonly subject: string;
  readonly what: AlertEntry['what'];
  /** epoch day on which it came to hold, or was over */
  readonly day: number;
  readonly runId: number | null;
  readonly madeAt: Date;
}

export interface AlertRow extends SqlRow {
  id: string;
  rule: string;
  subject: string;
  what: Alert['what'];
  day: number;
  run_id: number | null;
  made_at: Date;
  alert: string;
  acknowledged_at: Date | null;
  acknowledged_by: string;
}

/** Undefined where what was written of it cannot be read. */
export function alertOf(row: AlertRow): Alert | undefined {
  const content = contentOf(row.alert);
  if (!content) return undefined;
  return {
    ...content,
    id: row.id,
    subject: row.subject,
    what: row.what,
    day: row.day,
    runId: row.run_id,
    madeAt: row.made_at,
  };
}

export interface DeliveryRow extends SqlRow {
  alert_id: string;
  channel: string;
  state: AlertEntry['deliveries'][number]['state'];
  message_id: string;
  attempts: number;
  next_at: Date;
  until: Date;
  sent_at: Date | null;
  repeats: number;
  fault: string;
}

export interface OutboxFilter {
  readonly rule?: string | undefined;
  readonly subject?: string | undefined;
  /** those of which a delivery is in this state */
  readonly state?: string | undefined;
  /** id of the last one of the page before */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** A page of the outbox, the newest first. */
export async function readOutbox(
  database: Reader,
  { rule, subject, state, before, limit }: OutboxFilter,
): Promise<AlertOutbox> {
  const values: SqlValue[] = [];
  const place = (value: SqlValue): string => `$${values.push(value)}`;
  const conditions = ['true'];
  if (rule !== undefined) conditions.push(`rule = ${place(rule)}`);
  if (subject !== undefined) conditions.push(`subject = ${place(subject)}`);
  if (state !== undefined) conditions.push(`id in (select alert_id from alert_delivery where state = ${place(state)})`);
  if (before !== undefined) {
    const id = place(before);
    conditions.push(
      `(made_at < (select made_at from alert_outbox where id = ${id}) or (made_at = (select made_at from alert_outbox where id = ${id}) and id < ${id}))`,
    );
  }
  const rows = await database.query<AlertRow>(
    `select * from alert_outbox where ${conditions.join(' and ')} order by made_at desc, id desc limit cast(${place(limit + 1)} as bigint)`,
    values,
  );
  const page = rows.slice(0, limit);
  const ids = page.map(({ id }) => id);
  const deliveries =
    ids.length === 0
      ? []
      : await database.query<DeliveryRow>(
          `select * from alert_delivery where alert_id in (${placesOf(ids, 1)}) order by channel collate "C"`,
          ids,
        );
  return {
    alerts: page.map((row) =>
      entryOf(
        row,
        deliveries.filter((one) => one.alert_id === row.id),
      ),
    ),
    next: rows.length > limit ? ids.at(-1)! : null,
  };
}

function entryOf(row: AlertRow, deliveries: readonly DeliveryRow[]): AlertEntry {
  const alert = alertOf(row);
  return {
    id: row.id,
    rule: row.rule,
    title: alert?.rule.title ?? row.rule,
    kind: row.what === 'digest' ? '' : (alert?.rule.when.kind ?? ''),
    subject: row.subject,
    what: row.what,
    date: toIsoDate(row.day),
    runId: row.run_id,
    madeAt: row.made_at.toISOString(),
    value: alert?.value ?? 0,
    side: alert?.side ?? 0,
    acts: [...(alert?.eventIds ?? [])],
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedBy: row.acknowledged_by,
    deliveries: deliveries.map((one) => ({
      channel: one.channel,
      state: one.state,
      messageId: one.message_id,
      attempts: one.attempts,
      nextAt: one.state === 'waiting' ? one.next_at.toISOString() : null,
      sentAt: one.sent_at?.toISOString() ?? null,
      repeats: one.repeats,
      fault: one.fault,
    })),
  };
}

export interface FoundAlert {
  readonly alert: Alert;
  /** what the run that found it knew; of one that no run found, when it was made */
  readonly asOf: Date;
}

/** The newest alerts of some dyads; of all when left out. */
export async function newestAlerts(
  database: Reader,
  subjects: readonly string[] | undefined,
  limit: number,
): Promise<FoundAlert[]> {
  const ofThese = subjects ? `subject in (${placesOf(subjects, 2)})` : "subject <> ''";
  const rows = await database.query<AlertRow & { as_of: Date | null }>(
    `select alert_outbox.*, rollup_run.as_of from alert_outbox left join rollup_run on rollup_run.id = run_id where what in ('raised', 'clear') and ${ofThese} order by made_at desc, alert_outbox.id desc limit cast($1 as bigint)`,
    [limit, ...(subjects ?? [])],
  );
  return rows.flatMap((row) => {
    const alert = alertOf(row);
    return alert ? [{ alert, asOf: row.as_of ?? row.made_at }] : [];
  });
}

/** Somebody has seen it: it is told no more again. False where there is none. The first to say so stays. */
export const acknowledge = (database: Database, id: string, by: string, at: Date): Promise<boolean> =>
  database.transaction(async (tx) => {
    const [row] = await tx.query<Pick<AlertRow, 'rule' | 'subject' | 'acknowledged_at'>>(
      'select rule, subject, acknowledged_at from alert_outbox where id = $1',
      [id],
    );
    if (!row || row.acknowledged_at !== null) return row !== undefined;
    await tx.query(
      'update alert_outbox set acknowledged_at = cast($2 as timestamptz), acknowledged_by = $3 where id = $1',
      [id, at, by],
    );
    await appendAudit(tx, { moment: at, recordedBy: by }, [
      {
        action: 'acknowledge-alert',
        subject: id,
        before: null,
        after: { rule: row.rule, subject: row.subject },
        why: '',
      },
    ]);
    return true;
  });

/** By the channels that gave it up an alert goes out once more, under the same id. @returns those channels; none where there is no such alert */
export const sendAgain = (database: Database, id: string, by: string, at: Date): Promise<string[]> =>
  database.transaction(async (tx) => {
    const again = await tx.query<{ channel: string }>(
      `update alert_delivery set state = 'waiting', attempts = 0, fault = '', next_at = cast($2 as timestamptz), until = cast($3 as timestamptz)
       where alert_id = $1 and state = 'dead' returning channel`,
      [id, at, new Date(at.getTime() + TRIED_FOR_MS)],
    );
    const channels = again.map(({ channel }) => channel).sort();
    if (channels.length > 0)
      await appendAudit(tx, { moment: at, recordedBy: by }, [
        {
          action: 'send-alert-again',
          subject: id,
          before: null,
          after: { channels: channels.join(', ') },
          why: '',
        },
      ]);
    return channels;
  });

/** An alert is kept so long; one that still holds, or is on its way, longer. */
const KEPT_FOR_MS = 90 * 86_400_000;
/** So many are taken out at a time. */
const TIDIED_AT_ONCE = 500;

/** Takes out what was told long ago. */
export async function tidyOutbox(database: Database, { owner, term }: Leader, now: Date): Promise<void> {
  await database.transaction(async (tx) => {
    const old = await tx.query<{ id: string }>(
      `select id from alert_outbox o where made_at < cast($1 as timestamptz)
         and not exists (select 1 from alert_delivery d where d.alert_id = o.id and d.state = 'waiting')
         and not exists (select 1 from alert_state s where s.rule = o.rule and s.subject = o.subject and s.state like '%' || o.id || '%')
         and exists (select 1 from lease where id = 1 and owner = $2 and term = $3)
       order by made_at limit ${TIDIED_AT_ONCE}`,
      [new Date(now.getTime() - KEPT_FOR_MS), owner, term],
    );
    if (old.length === 0) return;
    const ids = old.map(({ id }) => id);
    await tx.query(`delete from alert_delivery where alert_id in (${placesOf(ids, 1)})`, ids);
    await tx.query(`delete from alert_outbox where id in (${placesOf(ids, 1)})`, ids);
  });
}

/**
 * The same for the same rule, subject, condition and day, however often it is written. What holds either way, or comes, goes and
 * comes again within a day, is another alert each time: by its side, and by the run or the moment that found it. Acts go by their names, and
 * an unusual day is told of once.
 */
export function alertId({ rule, subject, what, day, side, runId, madeAt, eventIds }: Omit<Alert, 'id'>): string {
  const comesOnceADay = rule.when.kind === 'unusual';
  const own = eventIds.length > 0 ? eventIds : comesOnceADay ? [] : [side, runId ?? madeAt.toISOString()];
  return hash('sha256', canonicalJson([rule.name, subject, what, day, rule.when, own])).slice(0, 24);
}

/** How long an alert is tried. */
export const TRIED_FOR_MS = 3 * 86_400_000;

/** How an alert goes out by a channel. */
interface FirstDelivery {
  readonly channel: string;
  readonly nextAt: Date;
  readonly isSilenced: boolean;
  /** given up then; three days later when left out */
  readonly until?: Date;
}

/** An alert and how it goes out. */
export interface Outgoing {
  readonly alert: Alert;
  readonly deliveries: readonly FirstDelivery[];
}

/** Writes alerts; one that was written before stays as it is. */
export async function writeAlerts(tx: Queryable, alerts: readonly Outgoing[]): Promise<void> {
  if (alerts.length === 0) return;
  const held = new Set<string>();
  for (let begin = 0; begin < alerts.length; begin += 500) {
    const ids = alerts.slice(begin, begin + 500).map(({ alert }) => alert.id);
    for (const { id } of await tx.query<{ id: string }>(
      `select id from alert_outbox where id in (${placesOf(ids, 1)})`,
      ids,
    ))
      held.add(id);
  }
  const fresh = alerts.filter(({ alert }) => !held.has(alert.id) && held.add(alert.id));
  await tx.insert(
    'alert_outbox',
    ['id', 'rule', 'subject', 'what', 'day', 'run_id', 'made_at', 'alert', 'acknowledged_at', 'acknowledged_by'],
    fresh.map(({ alert: { id, subject, what, day, runId, madeAt, ...content } }) => [
      id,
      content.rule.name,
      subject,
      what,
      day,
      runId,
      madeAt,
      JSON.stringify(content satisfies AlertContent),
      null,
      '',
    ]),
  );
  await tx.insert(
    'alert_delivery',
    DELIVERY_COLUMNS,
    fresh.flatMap(({ alert, deliveries }) =>
      deliveries.map(({ channel, nextAt, isSilenced, until }): SqlValue[] => [
        alert.id,
        channel,
        isSilenced ? 'silenced' : 'waiting',
        alert.id,
        0,
        nextAt,
        until ?? new Date(nextAt.getTime() + TRIED_FOR_MS),
        null,
        0,
        '',
      ]),
    ),
  );
}

export const DELIVERY_COLUMNS = [
  'alert_id',
  'channel',
  'state',
  'message_id',
  'attempts',
  'next_at',
  'until',
  'sent_at',
  'repeats',
  'fault',
] as const;
