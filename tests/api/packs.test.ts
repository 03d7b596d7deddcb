import { PDFDocument } from 'pdf-lib';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../../models/contract/problem.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { startTestServer, type TestServer } from './testServer.ts';

const VIEWS = [
  { kind: 'dyad', dyad: 'KOR-RUS', from: '2024-01-06', to: '2024-04-05' },
  { kind: 'move', dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05' },
  { kind: 'compare', dyads: ['KOR-RUS', 'PRK-RUS'], from: '2023-01-01', to: '2024-04-05' },
];

let server: TestServer;
let codes: string[];
beforeAll(async () => {
  server = await startTestServer();
  codes = [];
  for (const view of VIEWS) codes.push(await pinned(view));
});
afterAll(() => server.close());

async function pinned(view: object, on = server): Promise<string> {
  const response = await on.post('/api/v1/views', JSON.stringify(view), { 'Content-Type': 'application/json' });
  return ((await response.json()) as PinnedView).code;
}
const packed = (format: string, views: readonly string[], more = '', from = server): Promise<Response> =>
  from.get(`/api/v1/packs/pack.${format}?views=${views.map(encodeURIComponent).join(',')}${more}`);
const bytesOf = async (response: Response): Promise<Buffer> => {
  expect(response.status, response.ok ? '' : await response.clone().text()).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};
/** A README cites the address at which its server was asked. */
function withoutAddress(bytes: Buffer, format: string, { url }: TestServer): Buffer {
  if (format !== 'zip') return bytes;
  const entries = Object.entries(unzipSync(bytes)).map(([name, content]) => [
    name,
    name === 'README.txt' ? strFromU8(content).replaceAll(url, '') : Buffer.from(content).toString('base64'),
  ]);
  return Buffer.from(JSON.stringify(entries));
}
const refusal = async (response: Response): Promise<{ status: number; detail: string }> => {
  const { status, detail } = (await response.json()) as Problem;
  return { status, detail };
};

describe('a pack', () => {
  test('as PDF has a page for each view between contents and sources, each as large as its preset', async () => {
    const response = await packed('pdf', codes, '&preset=memo');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="pack-3-[0-9a-f]{8}\.pdf"$/);
    const document = await PDFDocument.load(await bytesOf(response));
    // 1500 x 1000 pixels at 200 dpi, 72 points to the inch
    expect(document.getPages().map((page) => page.getSize())).toEqual(
      Array.from({ length: 5 }, () => ({ width: 540, height: 360 })),
    );
  });

  test('as PPTX has a slide for each view, in their order, with native charts', async () => {
    const [trend, move] = codes as [string, string];
    const slides = async (views: readonly string[]): Promise<string[]> => {
      const files = unzipSync(await bytesOf(await packed('pptx', views)));
      expect(
        Object.keys(files).filter((name) => /^ppt\/charts\/chart\d+\.xml$/.test(name)).length,
      ).toBeGreaterThanOrEqual(views.length);
      return Object.keys(files)
        .filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
        .sort()
        .slice(1, -1) // between contents and method
        .map((name) => strFromU8(files[name]!));
    };
    const there = await slides([trend, move]);
    const back = await slides([move, trend]);
    expect(there).toHaveLength(2);
    expect(there.map((slide) => [trend, move].map((code) => slide.includes(code)))).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(back.map((slide) => [trend, move].map((code) => slide.includes(code)))).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  test('as ZIP has picture and numbers of each view, as their own addresses give them, and how each is cited', async () => {
    const files = unzipSync(await bytesOf(await packed('zip', codes, '&theme=grey')));
    expect(Object.keys(files)).toEqual([
      'README.txt',
      '01-kor-rus-2024-01-06-2024-04-05-slide-grey.png',
      '01-kor-rus-2024-01-06-2024-04-05-slide-grey.csv',
      '02-kor-rus-move-2024-03-01-2024-04-05-slide-grey.png',
      '02-kor-rus-move-2024-03-01-2024-04-05-slide-grey.csv',
      '03-kor-rus-prk-rus-2023-01-01-2024-04-05-slide-grey.png',
      '03-kor-rus-prk-rus-2023-01-01-2024-04-05-slide-grey.csv',
    ]);
    for (const [i, code] of codes.entries())
      for (const format of ['png', 'csv']) {
        const name = Object.keys(files).find((file) => file.startsWith(`0${i + 1}`) && file.endsWith(format))!;
        const alone = await bytesOf(await server.get(`/v/${encodeURIComponent(code)}.${format}?theme=grey`));
        expect(alone.equals(files[name]!), name).toBe(true);
      }
    const readme = strFromU8(files['README.txt']!);
    for (const code of codes) expect(readme).toContain(`View ${code}. ${server.url}/v/${code}.`);
    expect(readme.match(/@misc\{tension-/g)).toHaveLength(3);
    expect(readme).toContain('Events: CC BY 4.0.');
  });

  test('of the same views has the same bytes, whoever makes it', async () => {
    // Another server with the same data, that has kept nothing of the first one's.
    const other = await startTestServer();
    try {
      const views = codes.slice(0, 2);
      for (const view of VIEWS.slice(0, 2)) expect(views).toContain(await pinned(view, other));
      for (const format of ['pdf', 'pptx', 'zip']) {
        const first = await bytesOf(await packed(format, views, '&preset=link'));
        const again = await bytesOf(await packed(format, views, '&preset=link', other));
        expect(withoutAddress(again, format, other).equals(withoutAddress(first, format, server)), format).toBe(true);
      }
    } finally {
      await other.close();
    }
  });

  test('may be kept for ever, but for slides and for what somebody typed, which may be withdrawn', async () => {
    const typed = await pinned({ ...VIEWS[0], title: 'Typed by somebody' });
    const marked = await pinned({ ...VIEWS[0], marking: 'EXERCISE' });
    const kept = async (format: string, views: readonly string[]): Promise<string | null> =>
      (await packed(format, views, '&preset=link')).headers.get('cache-control');
    const [plain] = codes as [string];
    for (const format of ['pdf', 'zip']) {
      expect(await kept(format, [plain]), format).toContain('immutable');
      for (const other of [typed, marked]) expect(await kept(format, [plain, other]), format).toBe('no-cache');
    }
    expect(await kept('pptx', [plain])).toBe('no-cache');
    for (const [code, lifetime] of [
      [plain, 'immutable'],
      [typed, 'no-cache'],
    ] as const)
      for (const path of [`/v/${code}.pdf?preset=link`, `/api/v1/views/${code}/card`]) {
        const response = await server.get(path);
        expect(response.headers.get('cache-control'), path).toContain(lifetime);
        await response.body?.cancel();
      }
  });

  test('speaks the language of the cards', async () => {
    const files = unzipSync(await bytesOf(await packed('zip', codes.slice(0, 1), '&lang=ko')));
    expect(strFromU8(files['README.txt']!)).toContain('긴장도 지수, 모형 baseline v3');
  });

  test('refuses codes that are mistyped, unknown, double, none or too many, and says which', async () => {
    const [code] = codes as [string];
    expect(
      await refusal(await packed('pdf', [code, `${code.slice(0, 8)}${code[8] === '0' ? '1' : '0'}`])),
    ).toMatchObject({ status: 400, detail: expect.stringContaining('mistyped') });
    expect(await refusal(await packed('pdf', ['000000000']))).toMatchObject({
      status: 404,
      detail: expect.stringContaining('No view was pinned under 000000000'),
    });
    expect(await refusal(await packed('zip', [code, code.toLowerCase()]))).toMatchObject({
      status: 400,
      detail: expect.stringContaining('stands there twice'),
    });
    expect(await refusal(await packed('zip', []))).toMatchObject({
      status: 400,
      detail: expect.stringContaining('names no view'),
    });
    expect(
      await refusal(
        await packed(
          'pptx',
          Array.from({ length: 25 }, () => code),
        ),
      ),
    ).toMatchObject({ status: 400, detail: expect.stringContaining('names 25 views, and 24 are the most') });
    expect(await refusal(await server.get('/api/v1/packs/pack.pdf'))).toMatchObject({
      status: 400,
      detail: expect.stringContaining('is missing'),
    });
  });
});
