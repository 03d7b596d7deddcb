/** Figures over HTTP: a real server, real data, the compiled drawing threads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Presentation } from '../../client/charts/card/presentation.ts';
import { type View, viewCode } from '../../client/charts/view.ts';
import { builtServer } from '../cli/built.ts';
import { pngFile } from '../figures/pngFile.ts';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  await builtServer();
  server = await startTestServer();
});
afterAll(() => server.close());

const SPRING = 'from=2024-03-01&to=2024-04-05';
const bytesOf = async (path: string): Promise<Buffer> => {
  const answer = await server.get(path);
  expect(answer.status, path).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};

describe('a figure of a dyad', () => {
  it('is a picture of the preset’s size that carries its view, its words and its address', async () => {
    const answer = await server.get(`/api/v1/dyads/KOR-RUS/figure.png?${SPRING}`);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toBe(
      'inline; filename="kor-rus-2024-03-01-2024-04-05-slide.png"',
    );
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const png = pngFile(Buffer.from(await answer.arrayBuffer()));
    expect([png.width, png.height]).toEqual([1920, 1080]);
    const carried: { v: number; code: string; view: View; presentation: object } = JSON.parse(
      png.texts['tension-view']!,
    );
    expect(carried).toMatchObject({
      v: 1,
      view: { kind: 'dyad', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05' },
      presentation: { preset: 'slide', theme: 'light', text: 100, density: 1, lang: 'en' },
    });
    expect(carried.code).toBe(viewCode(carried.view));
    expect(png.texts['Source']).toBe(`/v/${carried.code}`);
  });

  it('opens under its code with the same bytes, for ever', async () => {
    const first = await bytesOf(`/api/v1/dyads/KOR-RUS/figure.png?${SPRING}&theme=dark`);
    const { code } = JSON.parse(pngFile(first).texts['tension-view']!);
    const again = await server.get(`/v/${code}.png?theme=dark`);
    expect(Buffer.from(await again.arrayBuffer()).equals(first)).toBe(true);
    expect(again.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const known = await server.get(`/v/${code}.png?theme=dark`, { 'If-None-Match': again.headers.get('etag')! });
    expect(known.status).toBe(304);
    const other = await startTestServer();
    try {
      await other.views.pin(JSON.parse(pngFile(first).texts['tension-view']!).view, []);
      const elsewhere = await other.get(`/v/${code}.png?theme=dark`);
      // The other ledger was filled at the same moment of the tests' clock, so the same events were known.
      expect(Buffer.from(await elsewhere.arrayBuffer()).equals(first)).toBe(true);
    } finally {
      await other.close();
    }
  });

  it('has bytes of its own for each part of its look', async () => {
    const first = await bytesOf(`/api/v1/dyads/KOR-RUS/figure.png?${SPRING}`);
    const { code, presentation } = JSON.parse(pngFile(first).texts['tension-view']!);
    const others: Presentation = { preset: 'square', theme: 'dark', text: 120, density: 2, lang: 'ko' };
    const pictures = [first];
    for (const [name, value] of Object.entries(others)) {
      const picture = await bytesOf(`/v/${code}.png?${name}=${value}`);
      expect(JSON.parse(pngFile(picture).texts['tension-view']!).presentation).toEqual({
        ...presentation,
        [name]: value,
      });
      pictures.push(picture);
    }
    expect(new Set(pictures.map((bytes) => bytes.toString('base64'))).size).toBe(1 + Object.keys(others).length);
  });

  it('is immutable where nothing is left to a default that moves', async () => {
    const { asOf, model } = await server.json<{ asOf: string; model: { hash: string } }>(
      '/api/v1/dyads/KOR-RUS/series?step=month',
    );
    const answer = await server.get(
      `/api/v1/dyads/KOR-RUS/figure.png?${SPRING}&asOf=${asOf}&model=${model.hash}&download`,
    );
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="kor-rus-2024-03-01-2024-04-05-slide.png"',
    );
  });

  it.each([
    ['foo=1', 'foo: "1" is no parameter of this address; those there are: from, to, step'],
    ['preset=poster', 'preset: "poster" must be slide, four-three, square, memo or link'],
    ['text=151', 'text: "151" must be a whole number from 80 to 150'],
    ['density=3', 'density: "3" must be 1 or 2'],
    ['lang=fr', 'lang: "fr" must be en or ko'],
    ['from=1700-01-01', 'asks for'],
    ['title=' + 'a'.repeat(300), 'is too long: 200 characters are the most'],
    ['title=x%F0%9F%9A%80', 'holds "🚀" (U+1F680) at place 2, which no font of a card has'],
    ['marking=%D7%A9%D7%9C%D7%95%D7%9D', 'holds "ש" (U+05E9) at place 1, which no font of a card has'],
  ])('is refused with %s', async (query, sentence) => {
    const answer = await server.get(`/api/v1/dyads/KOR-RUS/figure.png?${query}`);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { detail: string }).detail).toContain(sentence);
  });

  it('of a dyad without events is not found, whatever the format', async () => {
    expect((await server.get('/api/v1/dyads/ISL-NOR/figure.pdf')).status).toBe(404);
    expect((await server.get('/v/000000000.svg')).status).toBe(404);
  });
});

describe('too many figures at once', () => {
  it('are refused with 429 and when to come back; whoever asks for the same one shares it', async () => {
    const small = await startTestServer({ drawing: { threads: 1, waiting: 1 } });
    try {
      const texts = [90, 91, 92, 93, 94, 94, 94];
      const answers = await Promise.all(
        texts.map((text) => small.get(`/api/v1/dyads/KOR-RUS/figure.svg?${SPRING}&text=${text}`)),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2);
      expect(refused.length).toBeGreaterThanOrEqual(2);
      expect(refused[0]!.headers.get('retry-after')).toBe('5');
      expect(((await refused[0]!.json()) as { detail: string }).detail).toBe(
        'One is at work and 1 wait, 1 of them for you or your address, which is as many as this server takes (1, 6 for one person or address): ask again in a few seconds.',
      );
      const same = await Promise.all(
        [100, 100, 100, 100].map((text) => small.get(`/api/v1/dyads/KOR-RUS/figure.svg?${SPRING}&text=${text}`)),
      );
      expect(same.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    } finally {
      await small.close();
    }
  });

  it('count with all other requests of an address', async () => {
    const limited = await startTestServer({ limits: { readsPerMinute: 2 } });
    try {
      const answers = [];
      for (let i = 0; i < 3; i++) answers.push(await limited.get('/v/000000000.png'));
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 429]);
    } finally {
      await limited.close();
    }
  });
});

describe('the texts of a card', () => {
  it('can be had without the picture', async () => {
    const { code } = JSON.parse(
      pngFile(await bytesOf(`/api/v1/dyads/KOR-RUS/figure.png?${SPRING}`)).texts['tension-view']!,
    );
    const texts = await server.json<{ title: string; alt: string; sentence: string }>(`/api/v1/views/${code}/card`);
    expect(texts.title.length).toBeGreaterThan(10);
    expect(texts.sentence).toContain('9.1 points');
  });
});
