/** Morning briefs by mail: when they are written and sent, and what arrives at a server of mail on loopback. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDigests, slotBefore } from '../../server/alerts/digests.ts';
import { epochDay } from '../../models/calendar.ts';
import { AlertRefused } from '../../server/alerts/keptRules.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer } from '../api/testServer.ts';
import { type Mailbox, startMailbox } from './receivers.ts';
import { removeShippedRules, senderOf } from './senders.ts';

let mailbox: Mailbox;
let server: TestServer;
beforeAll(async () => {
  mailbox = await startMailbox();
  server = await office('shipped', '2026-11-25T12:00:00Z');
  await removeShippedRules(server);
});
afterAll(async () => {
  await server.close();
  await mailbox.close();
});

const office = (events: 'shipped' | 'none', at: string): Promise<TestServer> =>
  startTestServer({
    events,
    at,
    publicUrl: 'https://tension.example.org',
    mail: { url: mailbox.url, from: 'tension@example.org' },
  });
const digest = (name: string, rest: object, of = server) =>
  of.alerts.channels.put({ name, kind: 'email', to: ['a@example.org'], digest: rest }, 'test');
const look = async (of = server): Promise<void> => {
  const now = of.alerts.delivering.now;
  await openDigests({ database: of.database, channels: of.alerts.channels, now })(
    (await of.rollup.leading.asLeader())!,
  );
};

/** What a server that has just begun writes and sends at a moment. */
async function mailsAt(moment: string, of = server): Promise<Mail[]> {
  const before = mailbox.mails.length;
  of.setNow(moment);
  await look(of);
  const sender = senderOf(of);
  await sender.send();
  await sender.stop();
  return mailbox.mails.slice(before).map(({ source }) => read(source));
}

interface Mail {
  readonly source: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

function read(source: string): Mail {
  const [head = '', ...pieces] = source.split(/^--[^\n]*\r\n/m);
  const part = (type: string): string => {
    const piece = pieces.find((one) => one.startsWith(`Content-Type: ${type}`))!;
    const body = piece.slice(piece.indexOf('\r\n\r\n') + 4);
    if (/base64/.test(piece.slice(0, piece.indexOf('\r\n\r\n')))) return Buffer.from(body, 'base64').toString();
    return unquoted(body.replaceAll('=\r\n', '')).replaceAll('\r\n', '\n');
  };
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(head)![1]!.replaceAll(/\?=\r\n[ \t]+=\?/g, '?==?');
  return { source, subject: decoded(subject), text: part('text/plain'), html: part('text/html') };
}

const unquoted = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  ).toString();
const decoded = (header: string): string =>
  header.replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
    how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : unquoted(text.replaceAll('_', ' ')),
  );

const digests = async (): Promise<string[]> =>
  (await server.alerts.outbox({ limit: 50 })).alerts
    .filter(({ what }) => what === 'digest')
    .map(({ id, deliveries }) => `${id} ${deliveries.map(({ state }) => state).join()}`)
    .sort();

describe('a daily brief', () => {
  test('goes out at its hour, once, also where another server looks; one that was down sends it later on the day', async () => {
    await digest('seoul', { every: 'day', hour: 7, timeZone: 'Asia/Seoul' });
    // Today's hour was over when it was set up.
    expect(await mailsAt('2026-11-25T12:01:00Z')).toEqual([]);
    server.setNow('2026-11-25T20:00:00Z');
    await server.importAndRollUp(
      `${CSV_HEADER}\n${eventRow({ id: 'night', dyad: 'KOR-RUS', date: '2026-11-25', actor: 'RUS', target: 'KOR', severity: 5, summary: 'An act of the <night>' })}`,
    );
    expect(await mailsAt('2026-11-25T21:59:00Z')).toEqual([]);
    const [mail, ...more] = await mailsAt('2026-11-25T22:00:00Z');
    expect(more).toEqual([]);
    expect(mail!.subject).toBe('Morning brief of 26 Nov 2026');
    expect(mail!.source).toMatch(/^List-Unsubscribe: <mailto:tension@example\.org\?subject=unsubscribe>/m);
    expect(mail!.source).toMatch(/^Message-ID: <digest-seoul-2026-11-26@example\.org>/m);
    expect(mail!.text).toContain('New since 25 Nov 2026, 07:00 (Asia/Seoul)\n');
    expect(mail!.text).toContain('An act of the <night> (recorded since, Test Press, https://example.org/a)');
    expect(mail!.text).toContain('View: https://tension.example.org/brief?show=morning');
    expect(mail!.html).toContain('An act of the &lt;night&gt;');
    expect(mail!.html).toContain('<a href="https://example.org/a">https://example.org/a</a>');
    expect(await mailsAt('2026-11-25T22:01:00Z')).toEqual([]);
    expect(await mailsAt('2026-11-26T14:59:00Z')).toEqual([]);
    expect(await mailsAt('2026-11-27T02:00:00Z')).toHaveLength(1);
    // Of the day that was missed as a whole none comes.
    expect(await mailsAt('2026-11-28T21:00:00Z')).toEqual([]);
    expect(await digests()).toEqual(['digest-seoul-2026-11-26 sent', 'digest-seoul-2026-11-27 sent']);
  });

  test('is what a test of its channel sends', async () => {
    await digest('tried', { every: 'day', hour: 7, timeZone: 'Asia/Seoul' });
    server.setNow('2026-11-28T21:00:00Z');
    const before = mailbox.mails.length;
    const response = await server.post('/api/v1/alerts/channels/tried/test');
    expect(await response.json()).toEqual({ results: [{ channel: 'tried', sent: true, fault: '' }] });
    const [mail] = mailbox.mails.slice(before).map(({ source }) => read(source));
    expect(mail!.subject).toMatch(/^Test – Morning brief of /);
    expect(mail!.text).toContain('New since 28 Nov 2026, 07:00 (Asia/Seoul)\n');
    expect((await digests()).filter((text) => /test|tried/.test(text))).toEqual([]);
    await server.alerts.channels.remove('tried', 'test');
  });

  test('that could not be sent on its day is given up, and no other channel tells it', async () => {
    await server.alerts.channels.put({ name: 'other', kind: 'email', to: ['b@example.org'], fallback: true }, 'test');
    server.setNow('2026-11-29T22:00:00Z');
    await look();
    expect(await mailsAt('2026-11-30T15:30:00Z')).toEqual([]);
    expect(await digests()).toContain('digest-seoul-2026-11-30 dead');
    await server.alerts.channels.remove('other', 'test');
  });

  test('stays a letter of its own where many alerts go out as one', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await server.alerts.rules.put(
        { name, title: name, dyads: ['KOR-RUS'], when: { kind: 'act' }, channels: ['seoul'] },
        'test',
      );
    server.setNow('2026-11-30T20:00:00Z');
    await server.importAndRollUp(
      `${CSV_HEADER}\n${eventRow({ id: 'many', dyad: 'KOR-RUS', date: '2026-11-30', actor: 'RUS', target: 'KOR' })}`,
    );
    const mails = await mailsAt('2026-11-30T22:00:00Z');
    expect(mails.map(({ subject }) => subject).sort()).toEqual(['5 alerts', 'Morning brief of 1 Dec 2026']);
    for (const name of ['a', 'b', 'c', 'd', 'e']) await server.alerts.rules.remove(name, 'test');
    await server.alerts.channels.remove('seoul', 'test');
  });
});

describe('a weekly brief', () => {
  test('goes out on Mondays, in Korean, about the pairs of its list, which stays as long as it is named', async () => {
    await server.alerts.lists.put({ name: 'near', title: '이웃', shared: true, dyads: ['JPN-KOR'] }, 'token', 'test');
    await digest('monday', { every: 'week', hour: 8, list: 'near', language: 'ko' });
    await expect(server.alerts.lists.remove({ name: 'near', isShared: true }, 'token', 'test')).rejects.toThrow(
      AlertRefused,
    );
    expect(await mailsAt('2026-12-01T08:00:00Z')).toEqual([]);
    server.setNow('2026-12-07T07:00:00Z');
    await (
      await server.rollup.start('request')
    ).done;
    expect(await mailsAt('2026-12-07T07:59:00Z')).toEqual([]);
    const [mail, ...more] = await mailsAt('2026-12-07T08:00:00Z');
    expect(more).toEqual([]);
    expect(mail!.subject).toBe('2026년 12월 7일 아침 브리프: 이웃');
    expect(mail!.text).toContain('2026년 11월 30일, 08:00 (UTC) 이후 새 소식\n새 소식이 없습니다.');
    expect(mail!.text).toContain('/brief?show=morning&list=near');
    expect(mail!.html).toContain('<html lang="ko">');
    expect(await mailsAt('2026-12-07T20:00:00Z')).toEqual([]);
    expect(await mailsAt('2026-12-08T08:00:00Z')).toEqual([]);
    expect(await (await server.get('/api/v1/alerts/feed.json')).text()).not.toMatch(/digest|아침 브리프/);
  });

  test('is refused where its list is not there', async () => {
    await expect(digest('tuesday', { every: 'week', hour: 8, list: 'nowhere' })).rejects.toThrow(
      'is nowhere, which is no shared watch list',
    );
  });
});

test('where there is nothing to tell, a brief says so', async () => {
  const empty = await office('none', '2026-11-25T00:00:00Z');
  try {
    await (
      await empty.rollup.start('request')
    ).done;
    await digest('all', { every: 'day', hour: 6 }, empty);
    const [mail] = await mailsAt('2026-11-25T06:00:00Z', empty);
    expect(mail!.text).toContain('There is nothing new.');
    expect(mail!.text).toContain('Nothing was coded up to this day.');
    expect(mail!.html).toContain('Nothing was coded up to this day.');
  } finally {
    await empty.close();
  }
});

test.each([
  ['2026-03-09', 7, '2026-03-08T11:00:00.000Z'],
  ['2026-03-09', 23, '2026-03-09T03:00:00.000Z'],
  ['2026-11-02', 7, '2026-11-01T12:00:00.000Z'],
  ['2026-11-02', 23, '2026-11-02T04:00:00.000Z'],
])('the hour is that of the clock, also on a day on which it is set: before %s, %i h', (day, hour, moment) => {
  const digest = { every: 'day', hour, timeZone: 'America/New_York', language: 'en' } as const;
  expect(slotBefore(digest, epochDay(day)).toISOString()).toBe(moment);
});
