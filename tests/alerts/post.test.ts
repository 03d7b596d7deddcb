/** One POST and one mail, to receivers that cut off, redirect, dawdle and answer with more than a number. */
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ruleSchema } from '../../models/alerts/rule.ts';
import { readChannel } from '../../models/alerts/channel.ts';
import { type PostedChannel, postOf } from '../../server/alerts/forms.ts';
import { sendMail } from '../../server/alerts/mail.ts';
import type { Letter } from '../../server/alerts/message.ts';
import type { Alert } from '../../server/alerts/outbox.ts';
import { post } from '../../server/alerts/post.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { type Receiver, startReceiver, withStatus } from './receivers.ts';

const now = (): Date => new Date('2026-11-25T12:00:00Z');
const sent = (url: string, withinMs = 60_000): Promise<void> =>
  post(url, { headers: {}, body: '{}' }, { near: ['127.0.0.1'], now, withinMs, signal: new AbortController().signal });

describe('a POST', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());

  test.each([
    [200, /^taken$/],
    [503, /answered 503/],
  ])('whose answer of %i is cut off in the middle is over with its number', async (status, fault) => {
    receiver.answer((response) => {
      response.writeHead(status, { 'Content-Length': '1000' });
      response.write('a part', () => response.socket?.destroy());
    });
    expect(await sent(receiver.url).then(() => 'taken', String)).toMatch(fault);
  });

  test('follows no redirect, and says so', async () => {
    receiver.answer(withStatus(308, { Location: receiver.url }));
    await expect(sent(receiver.url)).rejects.toThrow(
      /answered 308: alerts follow no redirect\. Give the channel its new address\.$/,
    );
  });

  test('to an address that has become none of those allowed is refused without it', async () => {
    await expect(sent('https://10.0.0.8/secret-path')).rejects.toThrow(/^The address names 10\.0\.0\.8, /);
    await expect(sent('nonsense')).rejects.toThrow(/^The address is no address that alerts go to/);
  });
});

const LETTER: Letter = { id: 'a', title: 'A title' };

/** A server of mail that says what it is told to, line by line. */
async function talker(answer: (line: string) => string | undefined): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 ready\r\n');
    socket.on('data', (bytes) => {
      const said = answer(bytes.toString());
      if (said !== undefined) socket.write(`${said}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  atEndOfTest(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `smtp://127.0.0.1:${address.port}`;
}

const mailed = (url: string, withinMs: number): Promise<void> =>
  sendMail({ url, from: 'tension@example.org' }, ['a@example.org'], LETTER, new Set(), withinMs);

describe('a mail', () => {
  test('that the server refuses is told by its number, and not by its words', async () => {
    const url = await talker((line) =>
      line.startsWith('RCPT') || line.startsWith('MAIL') ? '550 no mailbox a@example.org here' : '250 good',
    );
    await expect(mailed(url, 60_000)).rejects.toThrow(/^The mail server answered 550 and did not take it\.$/);
  });

  test('has so long in all, however often its server says that it works on it', async () => {
    const url = await talker((line) => (line.startsWith('EHLO') ? '250 good' : undefined));
    await expect(mailed(url, 300)).rejects.toThrow(/^The mail server did not answer within 0\.3 s\.$/);
  });

  test('to a server that is not there names the setting', async () => {
    await expect(mailed('smtp://127.0.0.1:1', 60_000)).rejects.toThrow(
      /^The mail server cannot be reached \(\w+\): look at SMTP_URL\.$/,
    );
  });
});

describe('many alerts in one letter', () => {
  const many = (n: number, title: string): Letter => ({
    id: 'folded',
    title: `${n} alerts`,
    folded: {
      language: 'en',
      alerts: Array.from({ length: n }, (_, i) => ({ alert: alertOf(i), title: `${title} ${i}` })),
      more: n > 20 ? `and ${n - 20} more` : '',
    },
  });
  const alertOf = (i: number): Alert => ({
    id: `alert-${i}`,
    rule: ruleSchema.parse({ name: 'acts', title: 'An act', when: { kind: 'act' } }),
    subject: 'KOR-RUS',
    what: 'raised',
    day: 20_000,
    value: 1,
    side: 0,
    eventIds: [],
    model: '',
    runId: 1,
    madeAt: now(),
  });
  const channel = (kind: string): PostedChannel => {
    const read = readChannel({ name: 'one', kind, url: 'https://example.org/a' });
    if ('faults' in read || read.channel.kind === 'email') throw new Error('No channel that takes a POST.');
    return read.channel;
  };

  test('are twenty titles, and how many more there are; a webhook has the id of each', () => {
    const { text } = JSON.parse(postOf(channel('slack'), many(300, 'Title'), now()).body) as { text: string };
    expect(text.split('\n')).toEqual([
      '300 alerts',
      ...Array.from({ length: 20 }, (_, i) => `- Title ${i}`),
      '- and 280 more',
    ]);
    const { data } = JSON.parse(postOf(channel('webhook'), many(300, 'Title'), now()).body) as {
      data: { alerts: { id: string }[] };
    };
    expect(data.alerts.map(({ id }) => id)).toEqual(Array.from({ length: 300 }, (_, i) => `alert-${i}`));
  });

  test.each(['"_*'.repeat(400), '한국'.repeat(400), '[x]'.repeat(400)])('are a card of less than 28 KB', (title) => {
    const { body } = postOf(channel('teams'), many(500, title), now());
    expect(Buffer.byteLength(body)).toBeLessThan(28 * 1024);
    expect(body).toContain('and 480 more');
  });
});
