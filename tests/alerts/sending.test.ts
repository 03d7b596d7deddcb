/** What arrives, by each kind of channel, from real servers on loopback that take it, refuse it, are slow, are gone or are not there. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AlertEntry, AlertTestResult } from '../../models/contract/alerts.ts';
import type { Sender } from '../../server/alerts/sender.ts';
import { openWatchRules } from '../../server/alerts/watchRules.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer } from '../api/testServer.ts';
import { type Mailbox, type Receiver, startMailbox, startReceiver, withStatus } from './receivers.ts';
import { removeShippedRules, senderOf } from './senders.ts';

const NOON = '2026-11-25T12:00:00Z';
const minutesLater = (minutes: number): string => new Date(Date.parse(NOON) + minutes * 60_000).toISOString();

let server: TestServer;
let receiver: Receiver;
let mailbox: Mailbox;
let sender: Sender;
let acts = 0;

beforeAll(async () => {
  receiver = await startReceiver();
  mailbox = await startMailbox();
  server = await startTestServer({
    at: NOON,
    publicUrl: 'https://tension.example.org',
    mail: { url: mailbox.url, from: 'tension@example.org' },
  });
  await removeShippedRules(server);
  sender = senderOf(server);
});
afterAll(async () => {
  await sender.stop();
  await server.close();
  await receiver.close();
  await mailbox.close();
});

let minute = 0;
/** Time goes on from test to test. */
const at = (minutes: number): void => server.setNow(minutesLater((minute += minutes)));

beforeEach(async () => {
  receiver.received.length = 0;
  receiver.answer(withStatus(200));
  for (const { rule } of (await server.alerts.rules.read()).rules) await server.alerts.rules.remove(rule.name, 'test');
  await server.database.query("update alert_delivery set state = 'sent' where state = 'waiting'");
  for (const { name } of await server.alerts.channels.list()) await server.alerts.channels.remove(name, 'test');
  at(600); // past what rests
});

const channel = (name: string, kind: string, rest: object = { url: receiver.url }) =>
  server.alerts.channels.put({ name, kind, ...rest }, 'test');
const rule = (rest: object = {}) =>
  server.alerts.rules.put(
    { name: 'acts', title: 'An act', dyads: ['KOR-RUS'], when: { kind: 'act' }, channels: ['one'], ...rest },
    'test',
  );
/** So many acts, each known after its own run. */
const happens = async (count = 1): Promise<void> => {
  for (let i = 0; i < count; i++) {
    const id = `told-${++acts}`;
    at(1);
    await server.importAndRollUp(
      `${CSV_HEADER}\n${eventRow({ id, dyad: 'KOR-RUS', date: '2026-11-25', actor: 'RUS', target: 'KOR', severity: 5, summary: `The act ${id}` })}`,
    );
  }
};
const outbox = async (): Promise<AlertEntry[]> => (await server.alerts.outbox({ rule: 'acts', limit: 20 })).alerts;

describe('what arrives', () => {
  test('a webhook is signed as Standard Webhooks has it, and tells the sentence, acts, was and is, and the view', async () => {
    const { secret } = await channel('one', 'webhook');
    await rule();
    await happens();
    await sender.send();
    const [{ headers, body }] = receiver.received as [(typeof receiver.received)[number]];
    const key = Buffer.from(secret!.slice('whsec_'.length), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    const [alert] = await outbox();
    expect(headers['webhook-id']).toBe(alert!.id);
    const { data } = JSON.parse(body) as { data: { title: string; alerts: Record<string, unknown>[] } };
    expect(data.title).toBe('South Korea – Russia: An act');
    expect(data.alerts).toMatchObject([
      {
        id: alert!.id,
        rule: 'acts',
        subject: 'KOR-RUS',
        what: 'raised',
        date: '2026-11-25',
        sentence: expect.stringMatching(/^South Korea – Russia tension /),
        values: expect.stringMatching(
          /^The index was [\d.]+ \(90% band .*\) on 2026-11-24 and is [\d.]+ \(90% band .*\) on 2026-11-25\.$/,
        ),
        acts: [{ summary: `The act told-${acts}`, sourceName: 'Test Press', sourceUrl: 'https://example.org/a' }],
        link: expect.stringMatching(/^https:\/\/tension\.example\.org\/v\/[0-9A-Z]{9}$/),
      },
    ]);
    expect(body).not.toMatch(/noise/i);
    const code = String(data.alerts[0]!['code']);
    expect((await server.get(`/api/v1/views/${code}`)).status).toBe(200);
    expect(alert!.deliveries).toMatchObject([{ channel: 'one', state: 'sent', attempts: 1, fault: '' }]);
  });

  test('the acts that a rule tells of come first, and the others of the same move with them', async () => {
    await channel('one', 'webhook');
    await rule({ dyads: ['CHN-JPN'], when: { kind: 'act', severity: 4 } });
    at(1);
    const own = { dyad: 'CHN-JPN', date: '2026-11-25', actor: 'CHN', target: 'JPN' };
    await server.importAndRollUp(
      [
        CSV_HEADER,
        eventRow({
          ...own,
          id: 'grave',
          type: 'protest',
          severity: 4,
          summary: 'A grave protest',
        }),
        eventRow({ ...own, id: 'heavy', severity: 3, summary: 'A sanction' }),
      ].join('\n'),
    );
    await sender.send();
    const { data } = JSON.parse(receiver.received[0]!.body) as { data: { alerts: { acts: { summary: string }[] }[] } };
    expect(data.alerts[0]!.acts.map(({ summary }) => summary)).toEqual(['A grave protest', 'A sanction']);
  });

  test('Slack, Teams and ntfy get their own forms; Korean where the rule says so', async () => {
    await channel('one', 'slack');
    await channel('two', 'teams');
    await channel('three', 'ntfy', { url: receiver.url, token: 'tk_secret' });
    await rule({ channels: ['one', 'two', 'three'], language: 'ko' });
    await happens();
    await sender.send();
    const bodies = receiver.received.map(({ body }) => body);
    expect(bodies).toHaveLength(3);
    const slack = bodies.find((body) => body.startsWith('{"text"'))!;
    expect((JSON.parse(slack) as { text: string }).text).toMatch(/^한국 – 러시아: An act\n/);
    const teams = JSON.parse(bodies.find((body) => body.includes('AdaptiveCard'))!) as {
      attachments: { content: { body: { text: string }[] } }[];
    };
    expect(teams.attachments[0]!.content.body[0]!.text).toBe('한국 – 러시아: An act');
    const ntfy = receiver.received.find(({ headers }) => headers['title'])!;
    expect(ntfy.headers['authorization']).toBe('Bearer tk_secret');
    expect(Buffer.from(String(ntfy.headers['title']).split('?')[3]!, 'base64').toString()).toBe(
      '한국 – 러시아: An act',
    );
    expect(ntfy.headers['click']).toMatch(/^https:\/\/tension\.example\.org\/v\//);
  });

  test('mail is text and HTML with the picture in it, and says how to leave', async () => {
    await channel('one', 'email', { to: ['a@example.org', 'b@example.org'] });
    await rule();
    await happens();
    await sender.send();
    expect(mailbox.mails).toHaveLength(1);
    const { to, source } = mailbox.mails[0]!;
    expect(to).toEqual(['tension@example.org', 'a@example.org', 'b@example.org']);
    const [alert] = await outbox();
    for (const part of [
      /^Message-ID: <[0-9a-f]{24}@example\.org>/m,
      /^List-Unsubscribe: <mailto:tension@example\.org\?subject=unsubscribe>/m,
      /^Content-Type: text\/plain; charset=utf-8/m,
      /^Content-Type: text\/html; charset=utf-8/m,
      new RegExp(`^Content-Id: <${alert!.id}@alert>`, 'im'),
    ])
      expect(source).toMatch(part);
    expect(source).not.toMatch(/^Bcc:|b@example\.org/m);
    const picture = source.split(/Content-Disposition: inline[^\n]*\r\n\r\n/i)[1] ?? '';
    expect(Buffer.from(picture.split('--')[0]!, 'base64').subarray(1, 4).toString()).toBe('PNG');
  }, 60_000);

  test('mail that is refused for some addresses goes to the others once, and counts as not delivered', async () => {
    const TO = ['a@example.org', 'b@example.org', 'c@example.org'];
    const state = async () => {
      const [entry] = await server.alerts.channels.list();
      return { fault: entry!.lastFault, delivery: (await outbox())[0]!.deliveries[0]! };
    };
    const got = (): (readonly string[])[] =>
      mailbox.mails.slice(before).map(({ to }) => to.filter((one) => TO.includes(one)));
    const before = mailbox.mails.length;
    await channel('one', 'email', { to: TO });
    await rule();
    mailbox.refuse('b@example.org', 450);
    mailbox.refuse('c@example.org', 550);
    await happens();
    await sender.send();
    const both = 'The mail server answered 450 to address 2 of 3 and 550 to address 3 of 3. The others have it.';
    expect(await state()).toMatchObject({ fault: both, delivery: { state: 'waiting', fault: both } });
    mailbox.refuse('b@example.org', undefined);
    at(10);
    await sender.send();
    const last = 'The mail server answered 550 to address 3 of 3. The others have it.';
    expect(await state()).toMatchObject({ fault: last, delivery: { state: 'dead', fault: last } });
    expect(got()).toEqual([['a@example.org'], ['b@example.org']]);
    expect(new Set(mailbox.mails.slice(before).map(({ source }) => /^Message-ID: .*/m.exec(source)![0])).size).toBe(1);
    const response = await server.post('/api/v1/alerts/channels/one/test');
    expect(await response.json()).toMatchObject({ results: [{ sent: false, fault: last }] });
    mailbox.refuse('c@example.org', undefined);
  });

  test('a test goes out at once and stands in no outbox; a channel that does not take it says why', async () => {
    await channel('one', 'slack');
    await rule();
    const tried = async (): Promise<AlertTestResult[]> => {
      const response = await server.post('/api/v1/alerts/rules/acts/test', '{}', {
        'Content-Type': 'application/json',
      });
      return ((await response.json()) as { results: AlertTestResult[] }).results;
    };
    expect(await tried()).toEqual([{ channel: 'one', sent: true, fault: '' }]);
    expect(receiver.received[0]!.body).toContain('Test – South Korea – Russia: An act');
    const entry = async () => (await server.alerts.channels.list())[0]!;
    expect(await entry()).toMatchObject({ lastFault: '', lastSentAt: new Date(minutesLater(minute)).toISOString() });
    receiver.answer(withStatus(302, { Location: 'http://127.0.0.1:1/' }));
    expect(await tried()).toEqual([
      { channel: 'one', sent: false, fault: expect.stringContaining('alerts follow no redirect') },
    ]);
    expect((await entry()).lastFault).toContain('alerts follow no redirect');
    expect((await server.post('/api/v1/alerts/channels/one/test')).status).toBe(200);
    const told = await outbox();
    expect(told.every(({ what }) => what !== 'test')).toBe(true);
  });
});

describe('what is not taken', () => {
  const delivery = async () => (await outbox())[0]!.deliveries[0]!;

  test('is tried again under the same id, later each time, and not before Retry-After says', async () => {
    await channel('one', 'webhook');
    await rule();
    receiver.answer(withStatus(500));
    await happens();
    await sender.send();
    expect(await delivery()).toMatchObject({
      state: 'waiting',
      attempts: 1,
      fault: expect.stringContaining('answered 500'),
    });
    receiver.answer(withStatus(429, { 'Retry-After': '3600' }));
    at(1);
    await sender.send();
    expect(await delivery()).toMatchObject({ attempts: 2, fault: expect.stringContaining('asks to wait 3600 s') });
    receiver.answer(withStatus(204));
    at(30);
    await sender.send();
    expect(receiver.received).toHaveLength(2);
    at(31);
    await sender.send();
    expect(await delivery()).toMatchObject({ state: 'sent', attempts: 3, fault: '' });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('for three days is given up, and told by the channel that is there for that', async () => {
    const other = await startReceiver();
    await channel('one', 'slack');
    await channel('spare', 'slack', { url: other.url, fallback: true });
    await rule();
    receiver.answer((response) => response.socket?.destroy());
    await happens();
    for (let day = 0; day < 30 && (await delivery()).state === 'waiting'; day++) {
      await sender.send();
      at(6 * 60 + 1);
    }
    expect(await delivery()).toMatchObject({ state: 'dead', fault: expect.stringContaining('cannot be reached') });
    expect((await server.alerts.outbox({ state: 'dead', limit: 5 })).alerts.length).toBeGreaterThan(0);
    await sender.send();
    expect(other.received.map(({ body }) => body)).toEqual([
      expect.stringContaining('The channel one could not deliver this alert. 127.0.0.1'),
    ]);
    await other.close();
  }, 60_000);

  test('with 410 disables the channel, with a sentence; kept anew it goes on', async () => {
    await channel('one', 'slack');
    await rule();
    receiver.answer(withStatus(410));
    await happens();
    await sender.send();
    expect(await delivery()).toMatchObject({ state: 'dead' });
    const [kept] = await server.alerts.channels.list();
    expect(kept!.disabled).toMatch(
      /answered 410: the address is there no more\. Nothing goes by this channel until it is saved again\./,
    );
    receiver.answer(withStatus(200));
    await channel('one', 'slack');
    at(600);
    await happens();
    await sender.send();
    expect(await delivery()).toMatchObject({ state: 'sent' });
  });

  test('by one that answers too late, or endlessly, keeps nobody waiting', async () => {
    await channel('one', 'slack');
    await rule();
    receiver.answer(() => undefined);
    await happens();
    await sender.send();
    expect(await delivery()).toMatchObject({
      state: 'waiting',
      fault: expect.stringContaining('did not answer within 1 s'),
    });
    receiver.answer((response) => {
      response.writeHead(200);
      const more = (): void => void (response.destroyed || response.write(Buffer.alloc(16_384), more));
      more();
    });
    at(10);
    await sender.send();
    expect(await delivery()).toMatchObject({ state: 'sent' });
  });
});

describe('when', () => {
  test('many are due at once they are one letter with one id; those held by quiet hours come when these end', async () => {
    await channel('one', 'webhook');
    const hour = new Date(Date.parse(minutesLater(minute))).getUTCHours();
    const clock = (hours: number): string => `${String((hour + hours) % 24).padStart(2, '0')}:00`;
    await rule({ quietHours: { from: clock(0), to: clock(2) } });
    await happens(6);
    await sender.send();
    expect(receiver.received).toHaveLength(0);
    at(120);
    await sender.send();
    expect(receiver.received).toHaveLength(1);
    const { data } = JSON.parse(receiver.received[0]!.body) as { data: { title: string; alerts: unknown[] } };
    expect([data.title, data.alerts.length]).toEqual(['6 alerts', 6]);
    expect(new Set((await outbox()).slice(0, 6).map(({ deliveries }) => deliveries[0]!.messageId)).size).toBe(1);
  });

  test('a run fails or does not come, it is told, and told again when one is complete', async () => {
    await channel('one', 'slack');
    await server.alerts.rules.put(
      { name: 'dead', title: 'The watch has died', when: { kind: 'run-missing', hours: 30 }, channels: ['one'] },
      'test',
    );
    const look = openWatchRules({
      database: server.database,
      rules: server.alerts.rules,
      runs: (limit) => server.rollup.runs(limit),
      published: () => server.rollup.published(),
      feeds: async () => [],
      now: server.alerts.delivering.now,
    });
    const round = async (): Promise<void> => {
      await look((await server.rollup.leading.asLeader())!);
      await sender.send();
    };
    await round();
    expect(receiver.received).toHaveLength(0);
    at(31 * 60);
    await round();
    await round();
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text)).toEqual([
      expect.stringMatching(/^The watch has died\nNo run was completed in the last 30 hours; the last one ended at /),
    ]);
    await (
      await server.rollup.start('request')
    ).done;
    await round();
    expect((JSON.parse(receiver.received[1]!.body) as { text: string }).text).toMatch(
      /^Over – The watch has died\nA run was completed\./,
    );
  });

  test('nobody acknowledges it is told again under another id, until somebody does', async () => {
    await channel('one', 'webhook');
    await server.alerts.rules.put(
      {
        name: 'low',
        title: 'Low',
        dyads: ['KOR-RUS'],
        when: { kind: 'level', below: 100, hysteresis: 0 },
        channels: ['one'],
        repeatDays: 1,
      },
      'test',
    );
    await server.database.query(
      `insert into alert_outbox (id, rule, subject, what, day, run_id, made_at, alert, acknowledged_at, acknowledged_by)
       select 'aaaaaaaaaaaaaaaaaaaaaaaa', 'low', 'KOR-RUS', 'raised', day, run_id, made_at, $1, null, '' from alert_outbox limit 1`,
      [
        JSON.stringify({
          rule: (await server.alerts.rules.read()).rules[0]!.rule,
          value: 50,
          side: 0,
          eventIds: [],
          model: (await server.json<{ hash: string }>('/api/v1/models/baseline')).hash,
        }),
      ],
    );
    await server.database.query(
      `insert into alert_state (rule, subject, state) values ('low', 'KOR-RUS', '{"told":{"day":20000,"side":0,"alert":"aaaaaaaaaaaaaaaaaaaaaaaa"}}')`,
    );
    await server.database.query(
      `insert into alert_delivery (alert_id, channel, state, message_id, attempts, next_at, until, sent_at, repeats, fault)
       values ('aaaaaaaaaaaaaaaaaaaaaaaa', 'one', 'sent', 'aaaaaaaaaaaaaaaaaaaaaaaa', 1, cast($1 as timestamptz), cast($1 as timestamptz), cast($1 as timestamptz), 0, '')`,
      [minutesLater(minute)],
    );
    const another = senderOf(server);
    at(25 * 60);
    await another.send();
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(['aaaaaaaaaaaaaaaaaaaaaaaa-1']);
    expect(receiver.received[0]!.body).toContain('Reminder 1: nobody has acknowledged this alert yet.');
    await server.alerts.acknowledge('aaaaaaaaaaaaaaaaaaaaaaaa', 'Ana');
    await another.stop();
  });
});
