/** Rounds of the sender: who leads sends, a letter goes whole, a channel that is slow or was changed, what is told again, and what is tidied. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ruleSchema } from '../../models/alerts/rule.ts';
import { openDeliveries } from '../../server/alerts/deliveries.ts';
import { type Outgoing, writeAlerts } from '../../server/alerts/outbox.ts';
import type { Sender } from '../../server/alerts/sender.ts';
import { openWatchRules } from '../../server/alerts/watchRules.ts';
import type { Leader } from '../../server/rollup/rollup.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { type Receiver, startReceiver, withStatus } from './receivers.ts';
import { removeShippedRules, senderOf } from './senders.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z');
const DAY_MS = 86_400_000;

let server: TestServer;
let one: Receiver;
let two: Receiver;
let hours = 0;
const now = (): Date => new Date(NOON + hours * 3_600_000);
/** Time goes on from test to test. */
const later = (more: number): void => server.setNow(new Date(NOON + (hours += more) * 3_600_000).toISOString());

beforeAll(async () => {
  [one, two] = [await startReceiver(), await startReceiver()];
  server = await startTestServer({ at: new Date(NOON).toISOString() });
});
afterAll(async () => {
  await server.close();
  await one.close();
  await two.close();
});
beforeEach(async () => {
  for (const receiver of [one, two]) {
    receiver.received.length = 0;
    receiver.answer(withStatus(200));
  }
  for (const table of ['alert_outbox', 'alert_delivery', 'alert_state', 'alert_rule'])
    await server.database.query(`delete from ${table}`);
  await removeShippedRules(server);
  await put('one', one.url);
  await put('two', two.url);
  later(24);
});

const put = (name: string, url: string, rest: object = {}) =>
  server.alerts.channels.put({ name, kind: 'webhook', secret: `whsec_${'a'.repeat(43)}=`, url, ...rest }, 'test');
const open = (): Sender => senderOf(server);
const leader = async (): Promise<Leader> => (await server.rollup.leading.asLeader())!;
const rule = (rest: object = {}) =>
  ruleSchema.parse({ name: 'acts', title: 'An act', when: { kind: 'flag' }, channels: ['one'], ...rest });
/** So many alerts on their way. */
const written = (n: number, channels: readonly string[], ids = 'alert'): Promise<void> =>
  server.database.transaction((tx) =>
    writeAlerts(
      tx,
      Array.from({ length: n }, (_, i): Outgoing => ({
        alert: {
          id: `${ids}-${String(i).padStart(4, '0')}`,
          rule: rule(),
          subject: 'RUS',
          what: 'raised',
          day: 20_000,
          value: 1,
          side: 0,
          eventIds: [],
          model: '',
          runId: null,
          madeAt: now(),
        },
        deliveries: channels.map((channel) => ({ channel, nextAt: now(), isSilenced: false })),
      })),
    ),
  );
const deliveries = () =>
  server.database.query<{ alert_id: string; channel: string; state: string; attempts: number; message_id: string }>(
    'select alert_id, channel, state, attempts, message_id from alert_delivery order by alert_id, channel',
  );
const idsAt = ({ received }: Receiver): string[] => received.map(({ headers }) => String(headers['webhook-id']));

describe('a letter', () => {
  test('is whole however many alerts it has: all five hundred, and one id at each attempt', async () => {
    await written(700, ['one']);
    const kept = openDeliveries(server.database);
    const due = await kept.due(await leader(), now());
    const taken = [];
    for (const letter of due) taken.push((await kept.take(await leader(), letter))!);
    expect(taken.map(({ alerts }) => alerts.length).sort()).toEqual([200, 500]);
    expect(new Set((await deliveries()).map(({ message_id: id }) => id)).size).toBe(2);
    const again = await kept.due(await leader(), now());
    expect(again.map(({ id }) => id).sort()).toEqual(due.map(({ id }) => id).sort());
  });

  test('is one of at most two hundred of its channel in a round, and the other channels have theirs', async () => {
    await written(300, ['one']);
    await written(3, ['two'], 'other');
    await server.database.query("update alert_delivery set attempts = 1 where channel = 'one'");
    const due = await openDeliveries(server.database).due(await leader(), now());
    expect([due.filter(({ channel }) => channel === 'one').length, due.length]).toEqual([200, 203]);
  });

  test('is sent by nobody whose term is over: no attempt is counted, and nothing is marked', async () => {
    await written(1, ['one']);
    const kept = openDeliveries(server.database);
    const [due] = await kept.due(await leader(), now());
    const { owner, term } = await leader();
    const former = { owner, term: term - 1 };
    expect(await kept.take(former, due!)).toBeUndefined();
    await kept.sent(former, due!, now());
    await kept.dead(former, due!, 'It is over.', ['two'], now());
    expect(await deliveries()).toMatchObject([{ channel: 'one', state: 'waiting', attempts: 0 }]);
    const taken = await kept.take({ owner, term }, due!);
    expect(taken).toMatchObject({ attempts: 1, alerts: [{ alert: { id: 'alert-0000' } }] });
  });

  test('that is told again with others is folded under another id than the first time', async () => {
    await server.alerts.rules.put(rule({ repeatDays: 1 }), 'test');
    await written(6, ['one']);
    for (let i = 0; i < 6; i++)
      await server.database.query('insert into alert_state (rule, subject, state) values ($1, $2, $3)', [
        'acts',
        `S${i}`,
        JSON.stringify({ told: { day: 20_000, side: 0, alert: `alert-000${i}` } }),
      ]);
    await server.database.query("update alert_outbox set subject = 'S' || right(id, 1)");
    await open().send();
    later(25);
    await open().send();
    expect(one.received).toHaveLength(2);
    expect(new Set(idsAt(one)).size).toBe(2);
    later(25);
    await server.alerts.silence('acts', { until: 'all-clear', subject: 'S1' }, 'test');
    await server.alerts.rules.put(rule({ repeatDays: 1, channels: [] }), 'test');
    await open().send();
    expect(one.received).toHaveLength(2);
    await server.alerts.rules.put(rule({ repeatDays: 1 }), 'test');
    await open().send();
    const { data } = JSON.parse(one.received[2]!.body) as { data: { alerts: { subject: string }[] } };
    expect(data.alerts.map(({ subject }) => subject)).toEqual(['S0', 'S2', 'S3', 'S4', 'S5']);
  });
});

describe('a channel', () => {
  test('that is slow has its time in a round, and the others send all of theirs meanwhile', async () => {
    await written(4, ['one', 'two']);
    one.answer((response) => void setTimeout(() => response.writeHead(200).end(), 600));
    await open().send();
    expect(two.received).toHaveLength(4);
    const sent = (await deliveries()).filter(({ channel, state }) => channel === 'one' && state === 'sent').length;
    expect(sent).toBeLessThan(4);
    while ((await deliveries()).some(({ state }) => state === 'waiting')) await open().send();
    expect(new Set(idsAt(one)).size).toBe(4);
  });

  test.each(['{', '{}', 'null'])('whose alert is damaged (%s) gives it up once, and the others go', async (damaged) => {
    await put('two', two.url, { fallback: true });
    await written(2, ['one']);
    await written(1, ['two'], 'other');
    await server.database.query("update alert_outbox set alert = $1 where id = 'alert-0000'", [damaged]);
    await open().send();
    await open().send();
    expect([idsAt(one), idsAt(two)]).toEqual([['alert-0001'], ['other-0000']]);
    expect((await deliveries()).filter(({ alert_id: id }) => id === 'alert-0000')).toMatchObject([
      { channel: 'one', state: 'dead', attempts: 1 },
    ]);
    const { alerts } = await server.alerts.outbox({ state: 'dead', limit: 20 });
    expect(alerts).toMatchObject([
      {
        id: 'alert-0000',
        title: 'acts',
        deliveries: [{ fault: expect.stringMatching(/cannot be read.*run doctor/) as string }],
      },
    ]);
    expect((await server.alerts.newest(undefined, 10)).map(({ alert }) => alert.id)).not.toContain('alert-0000');
  });

  test('whose folded letter holds a damaged alert tells the others in it', async () => {
    await written(6, ['one']);
    await server.database.query("update alert_outbox set alert = '{' where id = 'alert-0003'");
    await open().send();
    const { data } = JSON.parse(one.received[0]!.body) as { data: { alerts: { id: string }[] } };
    expect(data.alerts.map(({ id }) => id)).toEqual([0, 1, 2, 4, 5].map((n) => `alert-000${n}`));
    const states = (await deliveries()).map(({ alert_id: id, state }) => [id.at(-1), state]);
    expect(states).toContainEqual(['3', 'dead']);
    expect(states.filter(([, state]) => state === 'sent')).toHaveLength(5);
  });

  test('that asks for a week is tried after six hours, and one that is changed at once', async () => {
    await written(1, ['one']);
    one.answer(withStatus(503, { 'Retry-After': '604800' }));
    const sender = open();
    await sender.send();
    later(5.9);
    await sender.send();
    expect(one.received).toHaveLength(1);
    later(0.2);
    await sender.send();
    expect(one.received).toHaveLength(2);
    await put('one', two.url);
    await sender.send();
    expect(idsAt(two)).toEqual(['alert-0000']);
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 3 }]);
  });

  test('that is gone gives what waits for it to the ones for that, and what was silenced meanwhile to none', async () => {
    await put('two', two.url, { fallback: true });
    await written(3, ['one']);
    await server.database.query("update alert_delivery set state = 'silenced' where alert_id = 'alert-0001'");
    one.answer(withStatus(410));
    await open().send();
    expect((await deliveries()).map(({ alert_id: id, channel, state }) => [id, channel, state])).toEqual([
      ['alert-0000', 'one', 'dead'],
      ['alert-0000', 'two', 'waiting'],
      ['alert-0001', 'one', 'silenced'],
      ['alert-0002', 'one', 'dead'],
      ['alert-0002', 'two', 'waiting'],
    ]);
  });
});

test('what was told long ago is taken out, and so is what is known of rules that are no more', async () => {
  await server.alerts.rules.put(rule(), 'test');
  await written(5, ['one']);
  const state = (id: string, delivery: string, days: number): Promise<unknown> =>
    server.database.transaction(async (tx) => {
      await tx.query('update alert_delivery set state = $2, sent_at = cast($3 as timestamptz) where alert_id = $1', [
        id,
        delivery,
        now(),
      ]);
      await tx.query('update alert_outbox set subject = id, made_at = cast($2 as timestamptz) where id = $1', [
        id,
        new Date(now().getTime() - days * DAY_MS),
      ]);
    });
  await state('alert-0000', 'sent', 91);
  await state('alert-0001', 'sent', 89);
  await state('alert-0002', 'waiting', 91);
  await state('alert-0003', 'sent', 91);
  await state('alert-0004', 'dead', 91);
  const known = { told: { day: 20_000, side: 0, alert: 'alert-0003' } };
  for (const name of ['acts', 'former'])
    await server.database.query('insert into alert_state (rule, subject, state) values ($1, $2, $3)', [
      name,
      'alert-0003',
      JSON.stringify(known),
    ]);
  one.answer(withStatus(500));
  await open().send();
  expect(await server.database.query('select id from alert_outbox order by id')).toEqual([
    { id: 'alert-0001' },
    { id: 'alert-0002' },
    { id: 'alert-0003' },
  ]);
  expect((await deliveries()).map(({ alert_id: id }) => id)).toEqual(['alert-0001', 'alert-0002', 'alert-0003']);
  expect(await server.database.query('select distinct rule from alert_state')).toEqual([{ rule: 'acts' }]);
});

test('a rule about feeds waits its days, is over after its days, and says what silence held back', async () => {
  let isStale = true;
  const look = openWatchRules({
    database: server.database,
    rules: server.alerts.rules,
    runs: (limit) => server.rollup.runs(limit),
    published: () => server.rollup.published(),
    feeds: async () => [{ feed: 'gdelt', stale: isStale, sentence: 'It brings nothing.' }],
    now,
  });
  const days: string[] = [];
  const told = async (): Promise<void> => {
    await look(await leader());
    const { alerts } = await server.alerts.outbox({ rule: 'stale', limit: 20 });
    days.push(alerts.map(({ what }) => what).join(' '));
  };
  await server.alerts.rules.put(
    rule({ name: 'stale', when: { kind: 'feed-stale' }, holdDays: 2, clearDays: 2 }),
    'test',
  );
  await told();
  later(24);
  await server.alerts.silence('stale', { until: '2100-01-01' }, 'test');
  await told();
  await server.alerts.silence('stale', { until: null }, 'test');
  isStale = false;
  await told();
  later(24);
  await told();
  expect(days).toEqual(['', 'raised', 'raised', 'clear raised']);
  const rows = await server.database.query<{ what: string; alert: string }>('select what, alert from alert_outbox');
  const heldBack = rows.map(({ what, alert }) => [what, (JSON.parse(alert) as { heldBack?: number }).heldBack]);
  expect(new Map(heldBack as [string, number | undefined][])).toEqual(
    new Map([
      ['raised', undefined],
      ['clear', 1],
    ]),
  );
});
