/** Rules about the reports of a pair: told once for an unusual day, over when a later day is not, the same after a restart, on the page's replay, and by test now. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlertReplay } from '../../models/contract/alertReplay.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { openUnusualRules } from '../../server/alerts/unusualRules.ts';
import type { Leader } from '../../server/rollup/rollup.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { type Reports, takeReports } from '../feeds/reportDays.ts';
import { type Receiver, startReceiver } from './receivers.ts';
import { removeShippedRules, senderOf } from './senders.ts';

const LAST = epochDay('2026-11-20');
const DAYS = 120;
const usual = (day: number): Reports => [
  ['KOR', 'RUS', '112', 8 + (day % 2)],
  ['FRA', 'BRA', '042', 6 + (day % 3)],
];

let server: TestServer;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  server = await startTestServer({ at: '2026-11-20T12:00:00Z' });
  await removeShippedRules(server);
  for (let day = LAST - DAYS; day < LAST; day++)
    await takeReports(server.database, day, day === LAST - 10 ? [['KOR', 'RUS', '112', 60]] : usual(day), 100);
  await server.alerts.channels.put({ name: 'one', kind: 'webhook', url: receiver.url }, 'test');
}, 120_000);
afterAll(async () => {
  await server.close();
  await receiver.close();
});

const open = () =>
  openUnusualRules({
    database: server.database,
    rules: server.alerts.rules,
    feeds: server.storedFeeds,
    models: async () => server.reference.models,
    now: () => new Date(moment),
  });
let moment = '2026-11-20T12:00:00Z';
/** It is another day, and reports of it are stored. */
const stored = async (day: number, reports: Reports, others: number, part = ''): Promise<void> => {
  moment = `${toIsoDate(day)}T12:00:00Z`;
  server.setNow(moment);
  await takeReports(server.database, day, reports, others, part);
};
const leader = async (): Promise<Leader> => (await server.rollup.leading.asLeader())!;
const told = async (rule = 'news'): Promise<{ id: string; text: string }[]> =>
  (await server.alerts.outbox({ rule, limit: 20 })).alerts
    .map(({ id, what, subject, date }) => ({ id, text: `${what} ${subject} ${date}` }))
    .toReversed();

const RULE = {
  name: 'news',
  title: 'An unusual day',
  dyads: ['KOR-RUS', 'BRA-FRA', 'CHL-PER'],
  when: { kind: 'unusual', what: 'more' },
  channels: ['one'],
};

test('a rule names its pairs, and one for all is refused with the reason', async () => {
  const response = await server.post('/api/v1/alerts/rules', JSON.stringify({ ...RULE, dyads: 'all' }), {
    'Content-Type': 'application/json',
  });
  expect(response.status).toBe(422);
  expect(await response.text()).toContain('so many pairs have an unusual day by chance');
});

test('an unusual day is told once, also by a server that starts anew, and is over when a later day is not', async () => {
  await server.alerts.rules.put(RULE, 'test');
  const look = open();
  await look(await leader());
  expect(await told()).toEqual([]);
  // The morning of a day has few reports of the pair, the noon has many.
  await stored(LAST, [['KOR', 'RUS', '112', 1]], 20, 'a');
  await look(await leader());
  expect(await told()).toEqual([]);
  await takeReports(server.database, LAST, [['KOR', 'RUS', '112', 40]], 80, 'b');
  await look(await leader());
  const [first, ...others] = await told();
  expect([first!.text, others]).toEqual(['raised KOR-RUS 2026-11-20', []]);
  // By the evening the world has far more; the day was told of.
  await takeReports(server.database, LAST, [], 2000, 'c');
  await look(await leader());
  await open()(await leader());
  expect(await told()).toEqual([first]);
  const standing = (await server.alerts.list()).rules.find(({ rule }) => rule.name === 'news')!.standing;
  expect(standing).toEqual([{ subject: 'KOR-RUS', since: '2026-11-20', alert: first!.id, silent: false }]);
  // What is known of the rule is lost with a backup: the same day has the same id.
  await server.database.query("delete from alert_state where rule = 'news' and subject <> ''");
  await takeReports(server.database, LAST, [['KOR', 'RUS', '112', 900]], 0, 'd');
  await open()(await leader());
  expect(await told()).toEqual([first]);
  await stored(LAST + 1, usual(LAST + 1), 100);
  await open()(await leader());
  expect((await told()).map(({ text }) => text)).toEqual(['raised KOR-RUS 2026-11-20']);
  await stored(LAST + 2, usual(LAST + 2), 100);
  await open()(await leader());
  expect((await told()).map(({ text }) => text)).toEqual(['raised KOR-RUS 2026-11-20', 'clear KOR-RUS 2026-11-21']);
});

test('what arrives says what the feed has, that nobody has read it, and names no cause', async () => {
  const sender = senderOf(server);
  await sender.send();
  await sender.stop();
  const [raised] = receiver.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  const text = JSON.stringify(raised);
  expect(text).toContain('South Korea');
  expect(text).toContain('A larger share of the news than on ');
  expect(text).toContain('No person has read these reports');
  expect(raised).toMatchObject({ data: { alerts: [{ subject: 'KOR-RUS', acts: [] }] } });
});

test('a threshold of its own is kept to, and a rule that comes later tells of what is stored after it, and lists what was', async () => {
  await server.alerts.rules.put({ ...RULE, name: 'rare', when: { ...RULE.when, oneIn: 366 } }, 'test');
  await server.alerts.rules.put({ ...RULE, name: 'harsh', when: { kind: 'unusual', what: 'harsher' } }, 'test');
  await stored(LAST + 3, [...usual(LAST + 3), ['KOR', 'RUS', '112', 50]], 100);
  await open()(await leader());
  // Among some 120 days none is rarer than one in 120.
  expect([await told('rare'), await told('harsh')]).toEqual([[], []]);
  await server.alerts.rules.put({ ...RULE, name: 'late' }, 'test');
  await open()(await leader());
  expect(await told('late')).toEqual([]);
  const { standing } = (await server.alerts.list()).rules.find(({ rule }) => rule.name === 'late')!;
  expect(standing).toEqual([{ subject: 'KOR-RUS', since: '2026-11-23', alert: null, silent: false }]);
  // The reports were stored at eleven.
  server.setNow('2026-11-23T10:00:00Z');
  await server.alerts.rules.put({ ...RULE, name: 'before' }, 'test');
  await open()(await leader());
  expect((await told('before')).map(({ text }) => text)).toEqual(['raised KOR-RUS 2026-11-23']);
});

test('its past is replayed over what is stored, and a test says how the newest day stands', async () => {
  const response = await server.post('/api/v1/alerts/replay', JSON.stringify({ rule: { ...RULE, channels: [] } }), {
    'Content-Type': 'application/json',
  });
  expect(response.status).toBe(200);
  const replay = (await response.json()) as AlertReplay;
  expect(replay.model.name).toBe('gdelt');
  expect(replay.told.map(({ dyad, date, clearedOn }) => [dyad, date, clearedOn])).toEqual([
    ['KOR-RUS', '2026-11-10', '2026-11-11'],
    ['KOR-RUS', '2026-11-20', '2026-11-21'],
    ['KOR-RUS', '2026-11-23', null],
  ]);
  receiver.received.length = 0;
  const tested = await server.post('/api/v1/alerts/rules/news/test', JSON.stringify({ dyad: 'BRA-FRA' }), {
    'Content-Type': 'application/json',
  });
  expect(await tested.json()).toEqual({ results: [{ channel: 'one', sent: true, fault: '' }] });
  expect(receiver.received[0]!.body).toContain('The rule calls none of this unusual.');
});

test('a share of the news that is small is told when the day is over, as a share', async () => {
  const few = { ...RULE, name: 'few', when: { kind: 'unusual', what: 'fewer' } };
  await server.alerts.rules.put(few, 'test');
  await stored(LAST + 4, [['FRA', 'BRA', '042', 6]], 100);
  await open()(await leader());
  expect(await told('few')).toEqual([]);
  await stored(LAST + 5, usual(LAST + 5), 100);
  await open()(await leader());
  expect((await told('few')).map(({ text }) => text)).toEqual(['raised KOR-RUS 2026-11-24']);
  const [row] = await server.database.query<{ alert: string }>("select alert from alert_outbox where rule = 'few'");
  expect((JSON.parse(row!.alert) as { detail: string }).detail).toContain(
    '0 reports of this pair. At its usual share of the news it would have 10. A smaller share of the news than on all 124 known days before, allowing for the day of the week.',
  );
});
