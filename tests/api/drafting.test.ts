/** Drafting over HTTP: by rules, by a language model that also answers wrongly, and the dictionaries that users add to. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafted, type Drafted } from '../../models/drafting/drafted.ts';
import { documentedCheck, type DocumentedCheck } from './documented.ts';
import { startTestServer, type TestServer } from './testServer.ts';

const TEXT =
  'MOSCOW, April 6 (Reuters) - Russia’s foreign ministry summoned South Korea’s ambassador on Friday over new sanctions. Experts expect more.';
const SUMMONS = {
  quotation: 'Russia’s foreign ministry summoned South Korea’s ambassador on Friday over new sanctions.',
  type: 'summons',
  actor: 'RUS',
  target: 'KOR',
  date: '2024-04-05',
  dateWords: 'on Friday',
};

type Answering = (request: IncomingMessage, body: string, response: ServerResponse) => void;
let answering: Answering;
let model: Server;
let server: TestServer;
let check: DocumentedCheck;
const asked: { authorization: string | undefined; body: { model: string; messages: { content: string }[] } }[] = [];

beforeAll(async () => {
  model = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      asked.push({ authorization: request.headers.authorization, body: JSON.parse(body) });
      answering(request, body, response);
    });
  });
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
  const address = model.address();
  if (address === null || typeof address === 'string') throw new Error('The model listens on no port.');
  server = await startTestServer({
    languageModel: { url: `http://127.0.0.1:${address.port}/v1/chat/completions`, name: 'test-model', key: 'secret' },
    languageModelLimits: { milliseconds: 2000, bytes: 50_000 },
  });
  check = await documentedCheck(server);
});
afterAll(async () => {
  await server.close();
  model.closeAllConnections();
  await new Promise((resolve) => model.close(resolve));
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  server.post(path, JSON.stringify(body), { 'Content-Type': 'application/json', ...headers });
const draft = (fields: object = {}) =>
  post('/api/v1/desk/drafting', { text: TEXT, published: '2024-04-06', ...fields });
const content = (value: unknown): string =>
  JSON.stringify({ choices: [{ message: { content: typeof value === 'string' ? value : JSON.stringify(value) } }] });
/** The model answers with these acts. */
async function byModel(acts: readonly unknown[]): Promise<Drafted> {
  answering = (_request, _body, response) => response.end(content({ acts }));
  return drafted.parse(await check('post', '/api/v1/desk/drafting', await draft({ provider: 'http' })));
}

describe('drafting by rules', () => {
  test('answers with drafts that are held against the ledger', async () => {
    const text = '러시아 외무부는 5일 이도훈 주러 한국대사를 초치했다.';
    const answer = await check('post', '/api/v1/desk/drafting', await draft({ text }));
    expect(answer).toMatchObject({
      language: 'ko',
      drafts: [{ type: 'summons', match: { eventId: 'kor-rus-2024-04-05-summons-lee-do-hoon' } }],
    });
  });

  test('refuses what it cannot read, field by field', async () => {
    const wrong = await draft({ text: '', published: '6.4.2024', provider: 'oracle' });
    expect(wrong.status).toBe(400);
    expect((await check('post', '/api/v1/desk/drafting', wrong)) as object).toMatchObject({
      errors: [{ field: 'text' }, { field: 'published' }, { field: 'provider' }],
    });
    const long = await draft({ text: 'a '.repeat(110_000) });
    expect(long.status).toBe(422);
    expect(await long.text()).toContain('220,000 characters');
  });

  test('needs the token', async () => {
    const answer = await fetch(`${server.url}/api/v1/desk/drafting`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  });
});

describe('a language model', () => {
  test('is named with the host that the text goes to', async () => {
    expect(await check('get', '/api/v1/desk/drafters', await server.get('/api/v1/desk/drafters'))).toEqual({
      drafters: [
        { id: 'rules', model: null, host: null },
        { id: 'http', model: 'test-model', host: expect.stringMatching(/^127\.0\.0\.1:\d+$/u) },
      ],
    });
  });

  test('gets the text, the codebook and the key, and its drafts are held against the ledger', async () => {
    const found = await byModel([SUMMONS]);
    expect(found.drafts).toMatchObject([
      {
        type: 'summons',
        actor: 'RUS',
        target: 'KOR',
        date: '2024-04-05',
        severity: null,
        match: { eventId: 'kor-rus-2024-04-05-summons-lee-do-hoon' },
      },
    ]);
    const { start, end } = found.drafts[0]!.evidence[0]!;
    expect(TEXT.slice(start, end)).toBe(SUMMONS.quotation);
    const { authorization, body } = asked.at(-1)!;
    expect(authorization).toBe('Bearer secret');
    expect(body.model).toBe('test-model');
    expect(body.messages[1]!.content).toContain(TEXT);
    expect(body.messages[0]!.content).toContain('treaty_exit');
  });

  test.each([
    [
      'a quotation that is not in the text',
      { ...SUMMONS, quotation: 'Russia summoned the ambassador.' },
      'does not stand in the text',
    ],
    ['a type that is not in the codebook', { ...SUMMONS, type: 'scolding' }, '"scolding" is no type of the codebook'],
    ['a state that is none', { ...SUMMONS, target: 'ZZZ' }, '"ZZZ" is no state'],
    ['one state on both sides', { ...SUMMONS, target: 'RUS' }, 'one state'],
    ['a date that the words do not say', { ...SUMMONS, date: '2024-04-04' }, 'cannot be derived'],
    ['words of a date that are not in the text', { ...SUMMONS, dateWords: '5 April' }, 'cannot be derived'],
    ['a date without words that is not the day of publication', { ...SUMMONS, dateWords: '' }, 'cannot be derived'],
    ['no act at all', 'summons', 'expected object'],
  ])('is refused a draft with %s, and the others stay', async (_, wrong, why) => {
    const found = await byModel([wrong, SUMMONS]);
    expect(found.drafts).toHaveLength(1);
    expect(found.passedOver.map((part) => part.why)).toEqual([expect.stringContaining(why)]);
  });

  const failures: [what: string, answer: Answering, says: string][] = [
    ['something that is not JSON', (_q, _b, response) => response.end('<html>'), 'is not JSON'],
    ['another form', (_q, _b, response) => response.end('{"answer":42}'), 'another form'],
    ['words instead of JSON', (_q, _b, response) => response.end(content('I am sorry.')), 'did not answer with JSON'],
    ['JSON without acts', (_q, _b, response) => response.end(content({ events: [] })), 'no list "acts"'],
    ['a status of 500', (_q, _b, response) => response.writeHead(500).end('secret stack'), 'the status 500'],
    [
      'a redirect to elsewhere',
      (_q, _b, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
      'cannot be reached',
    ],
    ['more than the limit', (_q, _b, response) => response.end(content('x'.repeat(60_000))), 'more than 49 KB'],
    ['nothing for too long', () => {}, 'did not answer within 2 seconds'],
    ['a connection that breaks', (request) => request.socket.destroy(), 'cannot be reached'],
    [
      'too many acts',
      (_q, _b, response) => response.end(content({ acts: Array.from({ length: 201 }, () => 1) })),
      '200 are the most',
    ],
  ];
  test.each(failures)('that answers with %s fails with a sentence', async (_, answer, says) => {
    answering = answer;
    const failed = await draft({ provider: 'http' });
    expect(failed.status).toBe(422);
    expect(await check('post', '/api/v1/desk/drafting', failed)).toMatchObject({
      type: 'urn:tension:problem:drafting-failed',
      detail: expect.stringContaining(says),
    });
  });

  test('that wraps its JSON in a fence is read', async () => {
    answering = (_request, _body, response) =>
      response.end(content(`\`\`\`json\n${JSON.stringify({ acts: [SUMMONS] })}\n\`\`\``));
    expect(drafted.parse(await (await draft({ provider: 'http' })).json()).drafts).toHaveLength(1);
  });

  test('is off where none is set up', async () => {
    const plain = await startTestServer({ events: 'none' });
    try {
      expect(await plain.json('/api/v1/desk/drafters')).toEqual({
        drafters: [{ id: 'rules', model: null, host: null }],
      });
      const answer = await plain.post('/api/v1/desk/drafting', JSON.stringify({ text: TEXT, provider: 'http' }), {
        'Content-Type': 'application/json',
      });
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('No language model is set up');
    } finally {
      await plain.close();
    }
  });
});

describe('the dictionary', () => {
  const text = '국가정보총국은 5일 러시아 대사를 엄히 꾸짖었다.';
  const additions = {
    actors: [{ language: 'ko', name: '국가정보총국', code: 'KOR', kind: 'body' }],
    people: [],
    patterns: [{ id: 'scold', language: 'ko', type: 'protest', verbs: ['꾸짖었'] }],
  };
  const path = '/api/v1/desk/dictionary';
  const drafts = async (): Promise<Drafted['drafts']> => drafted.parse(await (await draft({ text })).json()).drafts;

  test('takes names and patterns of a user, which drafting then knows, and gives them up again', async () => {
    expect(await drafts()).toEqual([]);
    expect(await check('post', path, await post(path, additions))).toEqual(additions);
    expect(await drafts()).toMatchObject([{ type: 'protest', actor: 'KOR', target: 'RUS', date: '2024-04-05' }]);
    const answer = (await check('get', path, await server.get(path))) as {
      shipped: { ko: { actors: unknown[] } };
      added: unknown;
    };
    expect(answer.added).toEqual(additions);
    expect(answer.shipped.ko.actors.length).toBeGreaterThan(50);
    const [row] = await server.database.query<{ words: string }>('select words from drafting_words');
    expect(JSON.parse(row!.words)).toEqual(additions);
    await post(path, { remove: { actors: ['국가정보총국'], patterns: ['scold'] } });
    expect(await drafts()).toEqual([]);
  });

  test('refuses a state, a type and a pattern that cannot be used', async () => {
    const state = await post(path, { actors: [{ language: 'ko', name: '아무개', code: 'QQQ', kind: 'body' }] });
    expect(await check('post', path, state)).toMatchObject({ status: 400, errors: [{ field: 'code', value: 'QQQ' }] });
    const type = await post(path, { patterns: [{ id: 'x', language: 'en', type: 'scolding', verbs: ['scold'] }] });
    expect(await check('post', path, type)).toMatchObject({
      status: 422,
      detail: expect.stringContaining('none of the codebook'),
    });
    const empty = await post(path, { patterns: [{ id: 'x', language: 'en', type: 'protest' }] });
    expect(await empty.text()).toContain('has no words');
  });
});
