/** The feeds of alerts: valid Atom and JSON Feed, the same at each reading, and private ones by a secret. */
import { DOMParser } from '@xmldom/xmldom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedAddresses } from '../../models/contract/watchLists.ts';
import { TOKEN_ONLY } from '../../server/people/settings.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TOKEN } from './testServer.ts';

const ADMIN = { Authorization: `Bearer ${TOKEN}` };
const FEED = '/api/v1/alerts/feed';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ people: { ...TOKEN_ONLY, readAccess: 'public' } });
  await server.alerts.rules.put(
    { name: 'acts', title: 'An act <of> "any" kind & more', when: { kind: 'act' } },
    'test',
  );
  await (
    await server.rollup.start('request')
  ).done;
  const rows = [
    eventRow({
      id: 'n-1',
      dyad: 'KOR-RUS',
      date: '2026-11-23',
      actor: 'KOR',
      target: 'RUS',
      summary: 'A <b>note</b> ]]> & more',
    }),
    eventRow({ id: 'n-2', dyad: 'CHN-USA', date: '2026-11-23', actor: 'CHN', target: 'USA' }),
  ];
  const imported = await server.post('/api/v1/imports?source=test', [CSV_HEADER, ...rows].join('\n'), {
    ...ADMIN,
    'Content-Type': 'text/csv',
  });
  expect(imported.status).toBe(200);
  await (
    await server.rollup.start('request')
  ).done;
});
afterAll(() => server.close());

const documentOf = (text: string) =>
  new DOMParser({
    errorHandler: (level: string, message: string) => {
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(text, 'text/xml').documentElement!;
const childrenOf = (element: ReturnType<typeof documentOf>, name: string) =>
  Array.from({ length: element.childNodes.length }, (_, i) => element.childNodes[i]!).filter(
    (node): node is ReturnType<typeof documentOf> => node.nodeType === 1 && node.nodeName === name,
  );
const textOf = (element: ReturnType<typeof documentOf>, name: string): string =>
  childrenOf(element, name)
    .map(({ textContent }) => textContent ?? '')
    .join('|');

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

describe('the feed', () => {
  test('as Atom has what RFC 4287 asks for, and text that is no markup', async () => {
    const response = await server.get(`${FEED}.atom?dyad=KOR-RUS`);
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const feed = documentOf(await response.text());
    expect(feed.getAttribute('xmlns')).toBe('http://www.w3.org/2005/Atom');
    for (const name of ['id', 'title', 'updated', 'author'])
      expect([name, childrenOf(feed, name).length]).toEqual([name, 1]);
    expect(textOf(feed, 'updated')).toMatch(MOMENT);
    expect(new URL(textOf(feed, 'id')).protocol).toMatch(/^https?:$/);
    const self = childrenOf(feed, 'link').filter((link) => link.getAttribute('rel') === 'self');
    expect(self.map((link) => link.getAttribute('href'))).toEqual([`${server.url}${FEED}.atom?dyad=KOR-RUS&lang=en`]);
    const entries = childrenOf(feed, 'entry');
    expect(entries.length).toBe(1);
    const [entry] = entries;
    expect(textOf(entry!, 'id')).toMatch(/^urn:tension:alert:[0-9a-f]{24}$/);
    expect(textOf(entry!, 'updated')).toMatch(MOMENT);
    expect(childrenOf(entry!, 'link')[0]!.getAttribute('href')).toContain(`${server.url}/`);
    const [title] = childrenOf(entry!, 'title');
    expect(title!.getAttribute('type')).toBe('html');
    expect(title!.textContent).toBe('South Korea – Russia: An act &lt;of&gt; &quot;any&quot; kind &amp; more');
    const [content] = childrenOf(entry!, 'content');
    expect(content!.getAttribute('type')).toBe('html');
    expect(content!.textContent).toContain('A &lt;b&gt;note&lt;/b&gt; ]]&gt; &amp; more');
  });

  test('as JSON Feed has what its version asks for, and each item a title, a source and a day', async () => {
    const response = await server.get(`${FEED}.json`);
    expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    const feed = (await response.json()) as { version: string; title: string; feed_url: string; items: object[] };
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1',
      title: 'Tension: alerts',
      feed_url: `${server.url}${FEED}.json?lang=en`,
    });
    expect(feed.items.length).toBe(2);
    for (const item of feed.items)
      expect(item).toMatchObject({
        id: expect.stringMatching(/^urn:tension:alert:/),
        url: expect.stringContaining(server.url),
        title: expect.stringContaining('An act <of> "any" kind & more'),
        content_html: expect.stringContaining('https://example.org/'),
        date_published: expect.stringMatching(MOMENT),
      });
  });

  test('says the same at each reading, whatever is recorded since, and may be asked for again by its ETag', async () => {
    const first = await server.get(`${FEED}.json?dyad=KOR-RUS`);
    const before = await first.text();
    const again = await server.get(`${FEED}.json?dyad=KOR-RUS`, { 'If-None-Match': first.headers.get('etag')! });
    expect(again.status).toBe(304);
    const row = eventRow({ id: 'n-3', dyad: 'KOR-RUS', date: '2026-10-01', actor: 'RUS', target: 'KOR' });
    await server.post('/api/v1/imports?source=test', `${CSV_HEADER}\n${row}`, { ...ADMIN, 'Content-Type': 'text/csv' });
    await (
      await server.rollup.start('request')
    ).done;
    const { items } = (await (await server.get(`${FEED}.json?dyad=KOR-RUS`)).json()) as { items: unknown[] };
    expect(items.at(-1)).toEqual((JSON.parse(before) as { items: unknown[] }).items.at(-1));
  });

  test('of what is not there, or cannot be asked, is refused by name', async () => {
    for (const [search, status, message] of [
      ['dyad=KOR', 400, /is no dyad/],
      ['dyad=KOR-RUS&list=x', 400, /stands beside list/],
      ['dyad=KOR-RUS&secret=x', 400, /stands beside secret/],
      ['list=none', 404, /No watch list is called \\"none\\"/],
      ['secret=none', 404, /The secret opens no feed/],
    ] as const) {
      const response = await server.get(`${FEED}.atom?${search}`);
      expect([search, response.status]).toEqual([search, status]);
      expect(await response.text()).toMatch(message);
    }
  });
});

describe('the secret of a list', () => {
  test('opens its feed to whoever has it, also where reading needs a sign-in; a new one ends it', async () => {
    const shut = await startTestServer({ people: { ...TOKEN_ONLY, readAccess: 'signed-in' } });
    try {
      const json = { ...ADMIN, 'Content-Type': 'application/json' };
      const list = { name: 'mine', title: 'Seoul & Moscow', dyads: ['KOR-RUS'] };
      expect((await shut.post('/api/v1/lists', JSON.stringify(list), json)).status).toBe(201);
      const make = async (): Promise<FeedAddresses> =>
        (await (await shut.post('/api/v1/lists/mine/feed', undefined, ADMIN)).json()) as FeedAddresses;
      const first = await make();
      expect((await fetch(`${shut.url}${FEED}.atom`)).status).toBe(401);
      expect((await fetch(`${shut.url}${FEED}.atom?list=mine`)).status).toBe(401);
      const opened = await fetch(first.atom);
      expect(opened.status).toBe(200);
      expect(opened.headers.get('cache-control')).toBe('no-store');
      const text = await opened.text();
      expect(textOf(documentOf(text), 'title')).toBe('Tension: alerts of Seoul & Moscow');
      const secret = new URL(first.atom).searchParams.get('secret')!;
      expect(text).not.toContain(secret);
      expect((await fetch(first.atom.replace('list=mine', 'list=other'))).status).toBe(404);
      const held = await shut.database.query("select feed_secret from watch_list where name = 'mine'");
      expect(JSON.stringify(held)).not.toContain(secret);
      expect(shut.log.join('\n')).not.toContain(secret);
      const { key, secret: bearer } = await shut.people.keys.make(
        { name: 'Reader', role: 'reader' },
        { name: 'test', role: 'admin' },
      );
      const own = { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' };
      await shut.post('/api/v1/lists', JSON.stringify({ ...list, name: 'hers' }), own);
      const hers = (await (await shut.post('/api/v1/lists/hers/feed', undefined, own)).json()) as FeedAddresses;
      expect((await fetch(hers.json)).status).toBe(200);
      await shut.people.keys.withdraw(key.id, 'test');
      expect((await fetch(hers.json)).status).toBe(404); // a feed ends with the right of who keeps the list
      const second = await make();
      expect((await fetch(first.json)).status).toBe(404);
      expect((await fetch(second.json)).status).toBe(200);
    } finally {
      await shut.close();
    }
  });
});
