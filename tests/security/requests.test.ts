/** Requests made to break the server: each is refused in a sentence, and none is a fault of the server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visible } from '../../models/textFault.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

interface Refusal {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly value: string | null }[];
}

async function refusal(answer: Promise<Response>): Promise<Refusal> {
  const response = await answer;
  return { ...(await response.json()), status: response.status };
}

const EVENTS = '/api/v1/dyads/KOR-RUS/events';
const encoded = (cursor: string): string => Buffer.from(cursor).toString('base64url');

describe('a forged cursor', () => {
  it.each(['2024-13-99 abc', '9999-99-99 x', '0000-00-00 x', '2024-01-01 a\0b', '2024-01-01', ''])(
    'is no cursor: %j',
    async (cursor) => {
      const { status, errors } = await refusal(server.get(`${EVENTS}?cursor=${encoded(cursor)}`));
      expect(status).toBe(400);
      expect(errors?.map(({ field }) => field)).toEqual(['cursor']);
    },
  );

  it('and the one of a page goes on', async () => {
    const first = await server.json<{ nextCursor: string; events: { id: string }[] }>(`${EVENTS}?limit=2`);
    const second = await server.json<{ events: { id: string }[] }>(`${EVENTS}?limit=2&cursor=${first.nextCursor}`);
    expect(second.events).toHaveLength(2);
    expect(first.events.map(({ id }) => id)).not.toContain(second.events[0]!.id);
  });
});

describe('a control character', () => {
  it.each([
    [`${EVENTS}?q=%00`, 'q', 'U+0000'],
    [`${EVENTS}?q=a%1b%5b2J`, 'q', 'U+001B'],
    [`${EVENTS}?q=%E2%80%AEb`, 'q', 'U+202E'],
    ['/api/v1/events/%00', 'id', 'U+0000'],
    ['/api/v1/models/%00', 'name', 'U+0000'],
    ['/api/v1/dyads/KOR-RUS/series?model=%00', 'model', 'U+0000'],
    ['/api/v1/dyads/KOR-RUS/figure.svg?title=a%00b', 'title', 'U+0000'],
    [`${EVENTS}?q=%ff`, 'q', 'no UTF-8'],
  ])('is named and refused: %s', async (address, field, name) => {
    const { status, detail, errors } = await refusal(server.get(address));
    expect(status).toBe(400);
    expect(errors?.map((error) => error.field)).toEqual([field]);
    expect(detail).toContain(name);
    expect(visible(detail)).toBe(detail);
  });
});

describe('a moment at the end of time', () => {
  it.each([
    ['0001-01-01T00:00:00%2B14:00', 404],
    ['0001-01-01', 400],
    ['9999-12-31T23:59:59-14:00', 400],
    ['9999-12-31', 400],
  ])('%s is answered with %i', async (asOf, status) => {
    for (const path of ['events', 'series', 'contributions'])
      expect((await server.get(`/api/v1/dyads/KOR-RUS/${path}?asOf=${asOf}`)).status).toBe(status);
    expect((await server.get(`/api/v1/morning?since=${asOf}`)).status).toBe(400);
    expect((await server.get(`/api/v1/dyads?asOf=${asOf}`)).status).toBeLessThan(500);
  });
});

describe('a body', () => {
  const JSON_TYPE = { 'Content-Type': 'application/json' };
  const post = (body: string, address = '/api/v1/views') => refusal(server.post(address, body, JSON_TYPE));
  const nested = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;

  it.each([`{"kind":"dyad","dyad":${nested}}`, `{"kind":"dyad","dyad":"KOR-RUS","odd":${nested}}`, nested])(
    'of 60,000 levels is refused, wherever they stand',
    async (body) => {
      const { status, detail } = await post(body);
      expect(status).toBe(400);
      expect(detail).toMatch(/more than 64 levels|no object/);
    },
  );

  it('with a NUL or half a character is refused, and its place is named', async () => {
    expect((await post('{"kind":"dyad","dyad":"KOR-RUS","title":"a\\u0000b"}')).detail).toBe(
      'title: "aU+0000b" holds the character U+0000 at place 2, which is no text: take it out.',
    );
    expect((await post('{"kind":"dyad","dyad":"KOR-RUS","title":"a\\ud800"}')).detail).toContain('U+D800');
    expect((await post('{"kind":"dyad","a\\u0000":1}')).detail).toContain('U+0000');
    expect((await post('{"model":{"types":[{"name":"\\u0000"}]}}', '/api/v1/score')).detail).toContain(
      'model.types.0.name',
    );
  });

  it('is echoed in part only', async () => {
    const { status, errors } = await post(JSON.stringify({ kind: 'dyad', dyad: Array(20_000).fill('abc') }));
    expect(status).toBe(400);
    expect(errors?.[0]?.value?.length).toBeLessThanOrEqual(200);
  });
});

it('none of them is a fault of the server', () => {
  expect(server.log.filter((line) => /"level":50/.test(line))).toEqual([]);
});
