/** Alerts on their way, as the leader reads and notes them: each write carries its term, so that one that leads no more changes nothing. */
import { hash } from 'node:crypto';
import type { Leader } from '../rollup/rollup.ts';
import { placesOf } from '../placesOf.ts';
import type { Database, SqlValue } from '../store/database.ts';
import { type Alert, alertOf, type AlertRow, DELIVERY_COLUMNS, type DeliveryRow, TRIED_FOR_MS } from './outbox.ts';

export interface Delivery {
  readonly alert: Alert;
  readonly channel: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly until: Date;
  readonly repeats: number;
}

/** What goes out as one letter. */
export interface DueLetter {
  readonly id: string;
  readonly channel: string;
  readonly deliveries: readonly Delivery[];
}

/** So many alerts of a channel at once are one letter. */
export const FOLD_FROM = 5;
const AT_ONCE = 200;
const LEADS = 'exists (select 1 from lease where id = 1 and owner = $1 and term = $2)';

export const openDeliveries = (database: Database) => ({
  /** What is due, the oldest first; many of a channel that nobody tried yet are folded. */
  async due(leader: Leader, now: Date): Promise<DueLetter[]> {
    const rows = await database.query<DeliveryRow & AlertRow>(
      `select d.*, o.* from alert_delivery d join alert_outbox o on o.id = d.alert_id
       where d.state = 'waiting' and d.next_at <= cast($1 as timestamptz) order by d.next_at, o.id limit ${AT_ONCE}`,
      [now],
    );
    const letters = new Map<string, Delivery[]>();
    for (const row of await this.folded(leader, rows)) {
      const key = `${row.channel} ${row.message_id}`;
      const delivery: Delivery = {
        alert: alertOf(row),
        channel: row.channel,
        messageId: row.message_id,
        attempts: row.attempts,
        until: row.until,
        repeats: row.repeats,
      };
      letters.set(key, [...(letters.get(key) ?? []), delivery]);
    }
    return [...letters.values()].map((deliveries) => {
      const { messageId: id, channel } = deliveries[0]!;
      return { id, channel, deliveries };
    });
  },

  /** A folded letter keeps its alerts and its id at each attempt. */
  async folded<Row extends DeliveryRow>(leader: Leader, rows: readonly Row[]): Promise<Row[]> {
    const folded = new Map<string, string>();
    for (const channel of new Set(rows.map((row) => row.channel))) {
      const fresh = rows.filter(
        (row) => row.channel === channel && row.attempts === 0 && row.message_id === row.alert_id,
      );
      if (fresh.length < FOLD_FROM) continue;
      const ids = fresh.map((row) => row.alert_id);
      const id = hash('sha256', ids.toSorted().join(' ')).slice(0, 24);
      await database.query(
        `update alert_delivery set message_id = $3 where channel = $4 and alert_id in (${placesOf(ids, 5)}) and ${LEADS}`,
        [leader.owner, leader.term, id, channel, ...ids],
      );
      for (const alert of ids) folded.set(`${channel} ${alert}`, id);
    }
    return rows.map((row) => ({ ...row, message_id: folded.get(`${row.channel} ${row.alert_id}`) ?? row.message_id }));
  },

  async sent(leader: Leader, { id, channel }: DueLetter, at: Date): Promise<void> {
    await database.query(
      `update alert_delivery set state = 'sent', sent_at = cast($3 as timestamptz), attempts = attempts + 1, fault = ''
       where channel = $4 and message_id = $5 and state = 'waiting' and ${LEADS}`,
      [leader.owner, leader.term, at, channel, id],
    );
  },

  /** It is tried again then; the others of the channel wait with it. */
  async failed(leader: Leader, { id, channel }: DueLetter, fault: string, nextAt: Date): Promise<void> {
    await database.query(
      `update alert_delivery set attempts = attempts + 1, fault = $3, next_at = cast($4 as timestamptz)
       where channel = $5 and message_id = $6 and state = 'waiting' and ${LEADS}`,
      [leader.owner, leader.term, fault, nextAt, channel, id],
    );
  },

  /** Given up: another channel tells it, where one is meant for that. */
  async dead(
    leader: Leader,
    { channel, deliveries }: DueLetter,
    fault: string,
    fallbacks: readonly string[],
    at: Date,
  ): Promise<void> {
    const ids = deliveries.map(({ alert }) => alert.id);
    await database.transaction(async (tx) => {
      const gone = await tx.query(
        `update alert_delivery set state = 'dead', attempts = attempts + 1, fault = $3
         where channel = $4 and alert_id in (${placesOf(ids, 5)}) and state = 'waiting' and ${LEADS} returning alert_id`,
        [leader.owner, leader.term, fault, channel, ...ids],
      );
      if (gone.length === 0) return;
      for (const fallback of fallbacks) {
        const held = await tx.query<{ alert_id: string }>(
          `select alert_id from alert_delivery where channel = $1 and alert_id in (${placesOf(ids, 2)})`,
          [fallback, ...ids],
        );
        const fresh = ids.filter((id) => !held.some((row) => row.alert_id === id));
        await tx.insert(
          'alert_delivery',
          DELIVERY_COLUMNS,
          fresh.map((id): SqlValue[] => [
            id,
            fallback,
            'waiting',
            id,
            0,
            at,
            new Date(at.getTime() + TRIED_FOR_MS),
            null,
            0,
            '',
          ]),
        );
      }
    });
  },

  /** The other side says that it is there no more. */
  async disable(leader: Leader, channel: string, why: string, now: Date): Promise<DueLetter> {
    await database.query(`update alert_channel set disabled = $3 where name = $4 and ${LEADS}`, [
      leader.owner,
      leader.term,
      why,
      channel,
    ]);
    const rows = await database.query<DeliveryRow & AlertRow>(
      `select d.*, o.* from alert_delivery d join alert_outbox o on o.id = d.alert_id where d.state = 'waiting' and d.channel = $1`,
      [channel],
    );
    const deliveries = rows.map((row) => ({
      alert: alertOf(row),
      channel,
      messageId: row.message_id,
      attempts: row.attempts,
      until: now,
      repeats: row.repeats,
    }));
    return { id: '', channel, deliveries };
  },

  /** Which other channels gave these alerts up, and why. */
  async givenUp(ids: readonly string[]): Promise<Map<string, { readonly channel: string; readonly fault: string }>> {
    const rows = await database.query<DeliveryRow>(
      `select * from alert_delivery where state = 'dead' and alert_id in (${placesOf(ids, 1)})`,
      ids,
    );
    return new Map(rows.map(({ alert_id: id, channel, fault }) => [id, { channel, fault }]));
  },

  /** Told again what still holds, was told so many days ago and nobody has acknowledged. */
  async repeat(leader: Leader, now: Date, nextAt: (alert: Alert) => Date): Promise<void> {
    const rows = await database.query<DeliveryRow & AlertRow>(
      `select d.*, o.* from alert_delivery d join alert_outbox o on o.id = d.alert_id
       where d.state = 'sent' and o.what = 'raised' and o.acknowledged_at is null and o.alert like '%"repeatDays"%'
         and exists (select 1 from alert_state s where s.rule = o.rule and s.subject = o.subject and s.state like '%' || o.id || '%')`,
    );
    for (const row of rows) {
      const alert = alertOf(row);
      const { repeatDays } = alert.rule;
      if (repeatDays === undefined || row.sent_at === null) continue;
      if (row.sent_at.getTime() + repeatDays * DAY_MS > now.getTime()) continue;
      const repeats = row.repeats + 1;
      await database.query(
        `update alert_delivery set state = 'waiting', message_id = $3, attempts = 0, repeats = $4, next_at = cast($5 as timestamptz), until = cast($6 as timestamptz)
         where alert_id = $7 and channel = $8 and state = 'sent' and repeats = $9 and ${LEADS}`,
        [
          leader.owner,
          leader.term,
          `${alert.id}-${repeats}`,
          repeats,
          nextAt(alert),
          new Date(now.getTime() + TRIED_FOR_MS),
          alert.id,
          row.channel,
          row.repeats,
        ],
      );
    }
  },
});

const DAY_MS = 86_400_000;
