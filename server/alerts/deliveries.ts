/** Alerts on their way, as the leader reads and notes them: each write carries its term, so that one that leads no more changes nothing. */
import { hash } from 'node:crypto';
import type { AlertChannel } from '../../models/alerts/channel.ts';
import type { AlertRule } from '../../models/alerts/rule.ts';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import { placesOf } from '../placesOf.ts';
import type { Leader } from '../rollup/rollup.ts';
import type { Database, Queryable, SqlRow, SqlValue } from '../store/database.ts';
import { type Alert, alertOf, type AlertRow, DELIVERY_COLUMNS, type DeliveryRow, TRIED_FOR_MS } from './outbox.ts';
import { afterQuiet } from './quietHours.ts';
import { isSilent, silenceOf } from './silences.ts';
import { keyOf, readStates, type RuleState } from './states.ts';

/** What goes out as one letter: all of a channel that has one id. */
export interface DueLetter {
  readonly id: string;
  readonly channel: string;
}

/** A letter that the leader has in hand; that it tries it is counted already. */
export interface TakenLetter extends DueLetter {
  readonly alerts: readonly { readonly alert: Alert; readonly repeats: number }[];
  /** ids of alerts that cannot be read: they are given up, and no other channel can tell them */
  readonly damaged: readonly string[];
  readonly attempts: number;
  /** it is given up then */
  readonly until: Date;
}

/** So many alerts of a channel at once are one letter. */
export const FOLD_FROM = 5;
const FOLD_MOST = 500;
/** Letters of a channel in a round. */
const AT_ONCE = 200;
const DAMAGED =
  'What was written of this alert in the outbox cannot be read. Look at what its rule tells of the pair today, and look after the database: run doctor.';
const LEADS = 'exists (select 1 from lease where id = 1 and owner = $1 and term = $2)';
/** Begins the id of a digest, which is a letter of its own. */
export const DIGEST = 'digest-';
/** What is due and nobody tried yet, or folded. */
const FRESH = `alert_id not like '${DIGEST}%' and state = 'waiting' and attempts = 0 and message_id in (alert_id, alert_id || '-' || cast(repeats as text))`;

export const openDeliveries = (database: Database) => ({
  /** What is due, the oldest first; many of a channel that nobody tried yet are folded. */
  async due(leader: Leader, now: Date): Promise<DueLetter[]> {
    const many = await database.query<{ channel: string }>(
      `select channel from alert_delivery where ${FRESH} and next_at <= cast($1 as timestamptz) group by channel having count(*) >= ${FOLD_FROM}`,
      [now],
    );
    for (const { channel } of many) while (await this.fold(leader, channel, now));
    return database.query<SqlRow & DueLetter>(
      `select message_id as id, channel from
         (select message_id, channel, due, row_number() over (partition by channel order by due, message_id) as place from
           (select message_id, channel, min(next_at) as due from alert_delivery
            where state = 'waiting' and next_at <= cast($1 as timestamptz) group by message_id, channel) letters) placed
       where place <= ${AT_ONCE} order by due, id`,
      [now],
    );
  },

  /** A folded letter keeps its alerts and its id at each attempt. @returns whether there may be more to fold */
  async fold(leader: Leader, channel: string, now: Date): Promise<boolean> {
    const fresh = await database.query<{ alert_id: string; message_id: string }>(
      `select alert_id, message_id from alert_delivery where channel = $1 and ${FRESH} and next_at <= cast($2 as timestamptz)
       order by next_at, alert_id limit ${FOLD_MOST}`,
      [channel, now],
    );
    if (fresh.length < FOLD_FROM) return false;
    const ids = fresh.map((row) => row.message_id).sort();
    const id = hash('sha256', ids.join(' ')).slice(0, 24);
    const folded = await database.query(
      `update alert_delivery set message_id = $3 where channel = $4 and message_id in (${placesOf(ids, 5)}) and ${FRESH} and ${LEADS} returning alert_id`,
      [leader.owner, leader.term, id, channel, ...ids],
    );
    return folded.length === FOLD_MOST;
  },

  /** Takes a letter in hand, whole. @returns undefined where it is no more to be sent, or another leads */
  async take(leader: Leader, { id, channel }: DueLetter): Promise<TakenLetter | undefined> {
    const rows = await database.query<DeliveryRow>(
      `update alert_delivery set attempts = attempts + 1
       where channel = $3 and message_id = $4 and state = 'waiting' and ${LEADS} returning alert_id, attempts, until, repeats`,
      [leader.owner, leader.term, channel, id],
    );
    if (rows.length === 0) return undefined;
    const ids = rows.map((row) => row.alert_id);
    const alerts = await database.query<AlertRow>(
      `select * from alert_outbox where id in (${placesOf(ids, 1)}) order by made_at, id`,
      ids,
    );
    const repeats = new Map(rows.map((row) => [row.alert_id, row.repeats]));
    const read = alerts.flatMap((row) => alertOf(row) ?? []);
    const sound = new Set(read.map((alert) => alert.id));
    const damaged = ids.filter((one) => !sound.has(one));
    if (damaged.length > 0)
      await database.query(
        `update alert_delivery set state = 'dead', fault = $3
         where channel = $4 and state = 'waiting' and alert_id in (${placesOf(damaged, 5)}) and ${LEADS}`,
        [leader.owner, leader.term, DAMAGED, channel, ...damaged],
      );
    return {
      id,
      channel,
      damaged,
      alerts: read.map((alert) => ({ alert, repeats: repeats.get(alert.id) ?? 0 })),
      attempts: Math.max(...rows.map((row) => row.attempts)),
      until: new Date(Math.max(...rows.map((row) => row.until.getTime()))),
    };
  },

  async sent(leader: Leader, { id, channel }: DueLetter, at: Date): Promise<void> {
    await database.query(
      `update alert_delivery set state = 'sent', sent_at = cast($3 as timestamptz), fault = ''
       where channel = $4 and message_id = $5 and state = 'waiting' and ${LEADS}`,
      [leader.owner, leader.term, at, channel, id],
    );
  },

  /** It is tried again then. */
  async failed(leader: Leader, { id, channel }: DueLetter, fault: string, nextAt: Date): Promise<void> {
    await database.query(
      `update alert_delivery set fault = $3, next_at = cast($4 as timestamptz)
       where channel = $5 and message_id = $6 and state = 'waiting' and ${LEADS}`,
      [leader.owner, leader.term, fault, nextAt, channel, id],
    );
  },

  /** A letter is given up: other channels tell what it told, where they are meant for that. */
  async dead(leader: Leader, letter: DueLetter, fault: string, fallbacks: readonly string[], at: Date): Promise<void> {
    await database.transaction((tx) => giveUp(tx, leader, letter, fault, fallbacks, at));
  },

  /** The other side says that it is there no more: all that waits for it is given up. @returns whether the channel still is the one that was tried */
  async disable(
    leader: Leader,
    channel: AlertChannel,
    fault: string,
    fallbacks: readonly string[],
    at: Date,
  ): Promise<boolean> {
    return database.transaction(async (tx) => {
      const disabled = await tx.query(
        `update alert_channel set disabled = $3 where name = $4 and channel = $5 and ${LEADS} returning name`,
        [
          leader.owner,
          leader.term,
          `${fault} Nothing goes by this channel until it is saved again.`,
          channel.name,
          JSON.stringify(channel),
        ],
      );
      if (disabled.length > 0) await giveUp(tx, leader, { channel: channel.name }, fault, fallbacks, at);
      return disabled.length > 0;
    });
  },

  /** Which other channels gave these alerts up, and why. */
  async givenUp(ids: readonly string[]): Promise<Map<string, { readonly channel: string; readonly fault: string }>> {
    const rows = await database.query<DeliveryRow>(
      `select * from alert_delivery where state = 'dead' and alert_id in (${placesOf(ids, 1)})`,
      ids,
    );
    return new Map(rows.map(({ alert_id: id, channel, fault }) => [id, { channel, fault }]));
  },

  /** Told again what still holds, was told so many days ago and nobody has acknowledged: by the rules and silences of now. */
  async repeat(leader: Leader, now: Date, present: readonly AlertRule[]): Promise<void> {
    const rules = new Map(
      present.filter(({ repeatDays }) => repeatDays !== undefined).map((rule) => [rule.name, rule]),
    );
    if (rules.size === 0) return;
    const names = [...rules.keys()];
    const rows = await database.query<DeliveryRow & Pick<AlertRow, 'rule' | 'subject'>>(
      `select d.*, o.rule, o.subject from alert_delivery d join alert_outbox o on o.id = d.alert_id
       where d.state = 'sent' and d.sent_at <= cast($1 as timestamptz) and o.what = 'raised' and o.acknowledged_at is null
         and o.rule in (${placesOf(names, 2)})
         and exists (select 1 from alert_state s where s.rule = o.rule and s.subject = o.subject and s.state like '%' || o.id || '%')`,
      [new Date(now.getTime() - DAY_MS), ...names],
    );
    const states = await readStates(database, ['', ...new Set(rows.map(({ subject }) => subject))]);
    const today = toIsoDate(dayOfMs(now.getTime()));
    for (const { alert_id: alert, rule: name, subject, channel, sent_at, repeats } of rows) {
      const rule = rules.get(name)!;
      if (!rule.channels.includes(channel)) continue;
      if (sent_at!.getTime() + rule.repeatDays! * DAY_MS > now.getTime()) continue;
      if (silenceOf(rule, states.get(keyOf(name, '')) as RuleState | undefined, today) !== null) continue;
      if (isSilent(states.get(keyOf(name, subject))?.silentUntil, today)) continue;
      await database.query(
        `update alert_delivery set state = 'waiting', message_id = $3, attempts = 0, repeats = $4, next_at = cast($5 as timestamptz), until = cast($6 as timestamptz)
         where alert_id = $7 and channel = $8 and state = 'sent' and repeats = $9 and ${LEADS}`,
        [
          leader.owner,
          leader.term,
          `${alert}-${repeats + 1}`,
          repeats + 1,
          afterQuiet(now, rule.quietHours),
          new Date(now.getTime() + TRIED_FOR_MS),
          alert,
          channel,
          repeats,
        ],
      );
    }
  },
});

const DAY_MS = 86_400_000;

/** Marks as given up what waits of a letter, or of a whole channel, and gives that to the channels that are there for it. */
async function giveUp(
  tx: Queryable,
  { owner, term }: Leader,
  { channel, id }: { readonly channel: string; readonly id?: string },
  fault: string,
  fallbacks: readonly string[],
  at: Date,
): Promise<void> {
  const gone = await tx.query<{ alert_id: string }>(
    `update alert_delivery set state = 'dead', fault = $3
     where channel = $4 and state = 'waiting' ${id === undefined ? '' : 'and message_id = $5'} and ${LEADS} returning alert_id`,
    [owner, term, fault, channel, ...(id === undefined ? [] : [id])],
  );
  const until = new Date(at.getTime() + TRIED_FOR_MS);
  for (let begin = 0; begin < gone.length; begin += FOLD_MOST) {
    const ids = gone.slice(begin, begin + FOLD_MOST).map((row) => row.alert_id);
    for (const fallback of fallbacks) {
      const held = await tx.query<{ alert_id: string }>(
        `select alert_id from alert_delivery where channel = $1 and alert_id in (${placesOf(ids, 2)})`,
        [fallback, ...ids],
      );
      const has = new Set(held.map((row) => row.alert_id));
      const fresh = ids.filter((alert) => !has.has(alert));
      await tx.insert(
        'alert_delivery',
        DELIVERY_COLUMNS,
        fresh.map((alert): SqlValue[] => [alert, fallback, 'waiting', alert, 0, at, until, null, 0, '']),
      );
    }
  }
}
