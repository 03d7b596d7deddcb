import type { Notes } from '../../models/contract/notes.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardFacts } from '../../client/charts/card/cardFacts.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { cardTexts } from '../../client/charts/card/cardTexts.ts';
import { openBrowser } from '../browser/browser.ts';
import { COMPARE, type FigureWorld, figureWorld, MOVE, SPRING } from './world.ts';

let world: FigureWorld;
let browser: Browser | undefined;
let folder: string;
beforeAll(async () => {
  world = await figureWorld();
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'tension-html-'));
});
afterAll(async () => {
  await browser?.close();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the HTML file', () => {
  it('works from a disk without a network: picture, reading by pointer and by key, table', async ({ skip }) => {
    const file = join(folder, 'spring.html');
    await writeFile(
      file,
      await world.draw(
        'html',
        await world.input({ ...SPRING, title: '<img src=x onerror=alert(1)> 北朝鮮', marking: 'EXERCISE' }),
      ),
    );
    if (!browser) return skip();
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(file).href);
    expect(await page.title()).toBe('<img src=x onerror=alert(1)> 北朝鮮');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('.marking').allTextContents()).toEqual(['EXERCISE', 'EXERCISE']);
    expect(await page.locator('#points tbody tr').count()).toBe(97);
    const box = (await page.locator('figure svg').boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5);
    await expect
      .poll(() => page.locator('.reading').textContent())
      .toMatch(/^2024-0[345]-\d\d {2}· {2}Index \d\d\.\d\d/);
    await page.locator('figure').focus();
    await page.keyboard.press('Home');
    expect(await page.locator('.reading').textContent()).toMatch(/^2024-03-01 /);
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.reading').textContent()).toMatch(
      /^2024-03-02 {2}· {2}Index [\d.]+ {2}· {2}90% low [\d.]+ {2}· {2}90% high [\d.]+ .* Standard deviation [\d.]+$/,
    );
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.for([MOVE, COMPARE])(
    'of a $kind has a table and obeys its own policy when a server sends it',
    async (view, { skip }) => {
      const input = await world.input(view, { lang: 'ko', theme: 'dark' });
      await world.server.views.pin(input.view, []);
      const answer = await world.server.get(`/v/${encodeURIComponent(input.code)}.html?lang=ko&theme=dark`);
      expect(answer.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'unsafe-inline'; font-src data:; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors/,
      );
      // What stands in the file holds as well, and names its styles.
      expect(await answer.text()).toMatch(
        /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-\S+&#39; &#39;sha256-\S+&#39;; font-src/,
      );
      if (!browser) return skip();
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(`${world.server.url}/v/${encodeURIComponent(input.code)}.html?lang=ko&theme=dark`);
      expect(await page.locator('html').getAttribute('lang')).toBe('ko');
      expect(await page.locator('#points tbody tr').count()).toBeGreaterThan(4);
      const loaded = (): Promise<string[]> =>
        page.evaluate(async () => {
          const faces = [...(await document.fonts.ready)];
          return [...new Set(faces.map(({ family, status }) => `${family.replaceAll('"', '')} ${status}`))];
        });
      expect(await loaded()).toContain('Pretendard loaded');
      await page.goto(`${world.server.url}/v/${encodeURIComponent(input.code)}.svg?lang=ko`);
      expect(await loaded()).toEqual(['Pretendard loaded']);
      expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
      await page.close();
    },
  );
});

describe('the CSV file', () => {
  it('holds the points of the picture, as the series has them', async () => {
    const rows: Record<string, string>[] = parse(
      await world.draw('csv', await world.input({ ...SPRING, step: 'week' })),
      { columns: true },
    );
    const series = await world.server.json<{ points: { date: string; index: number; provisional: boolean }[] }>(
      `/api/v1/dyads/KOR-RUS/series?from=${SPRING.from}&to=${SPRING.to}&step=week`,
    );
    expect(rows.map(({ date, index, provisional }) => ({ date, index: Number(index), provisional }))).toEqual(
      series.points.map(({ date, index, provisional }) => ({ date, index, provisional: String(provisional) })),
    );
  });

  it('of a move joins the first value to the last', async () => {
    const rows: Record<string, string>[] = parse(await world.draw('csv', await world.input(MOVE)), { columns: true });
    const change = rows.reduce((sum, { indexPoints }) => sum + Number(indexPoints), 0);
    expect(rows[0]!['kind']).toBe('start');
    expect(Number(rows.at(-1)!['index'])).toBeCloseTo(Number(rows[0]!['index']) + change, 8);
  });

  it('of a comparison has a column for each dyad', async () => {
    const rows: Record<string, string>[] = parse(await world.draw('csv', await world.input(COMPARE)), {
      columns: true,
    });
    expect(Object.keys(rows[0]!)).toEqual([
      'date',
      ...COMPARE.dyads.flatMap((dyad) => [`${dyad} index`, `${dyad} low`, `${dyad} high`]),
    ]);
    expect(rows).toHaveLength(522);
  });

  it('of the composition adds up to the index at each bar', async () => {
    const input = await world.input(SPRING);
    const rows: Record<string, string>[] = parse(await world.drawWith({ table: 'composition' }, 'csv', input), {
      columns: true,
    });
    expect(rows.at(-1)!['date']).toBe(SPRING.to);
    for (const { date: _, index, neutral, ...parts } of rows)
      expect(Number(neutral) + Object.values(parts).reduce((sum, part) => sum + Number(part), 0)).toBeCloseTo(
        Number(index),
        9,
      );
  });

  it('of the composition has no trace of acts that have faded for decades, and adds up all the same', async () => {
    const input = await world.input({ ...SPRING, from: '2008-01-01' });
    const rows: Record<string, string>[] = parse(await world.drawWith({ table: 'composition' }, 'csv', input), {
      columns: true,
    });
    const told = rows.flatMap((row) =>
      Object.keys(row).flatMap((name) => (name === 'date' ? [] : [Number(row[name])])),
    );
    expect(told.filter((value) => value !== 0 && Math.abs(value) < 1e-11)).toEqual([]);
    expect(told.filter((value) => value === 0).length).toBeGreaterThan(0);
    for (const { date: _, index, neutral, ...parts } of rows) {
      const sum = Object.values(parts).reduce((total, part) => total + Number(part), Number(neutral));
      expect(Math.abs(sum - Number(index))).toBeLessThan(1e-9);
    }
  });

  it('of the events has those that the picture numbers, each with its source', async () => {
    const input = await world.input(SPRING);
    const rows: Record<string, string>[] = parse(await world.drawWith({ table: 'events' }, 'csv', input), {
      columns: true,
    });
    expect(rows.map(({ id }) => id)).toEqual(
      cardTexts(input)
        .events.map(({ id }) => id)
        .slice(0, rows.length),
    );
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, i) => String(i + 1)));
    for (const { sourceUrl } of rows) expect(sourceUrl).toMatch(/^https?:/);
  });

  it('of the events numbers an act of a move as the line of these days does, and says of how many they are', async () => {
    const { from, to } = SPRING;
    const numbersOf = async (input: CardInput): Promise<Map<string, string>> => {
      const rows: Record<string, string>[] = parse(await world.drawWith({ table: 'events' }, 'csv', input), {
        columns: true,
      });
      return new Map(rows.map(({ id, number }) => [id!, number!]));
    };
    const input = await world.input({ ...MOVE, from, to });
    const line = await numbersOf(await world.input(SPRING));
    const moved = await numbersOf(input);
    const both = [...moved].filter(([id]) => line.has(id));
    expect(both.length).toBeGreaterThan(2);
    for (const [id, number] of both) expect([id, number]).toEqual([id, line.get(id)]);
    for (const { id, number } of cardTexts(input).events) expect(String(number)).toBe(moved.get(id) ?? String(number));
    const bytes = await world.drawWith({ table: 'events', meta: true }, 'csv', await world.input(SPRING));
    const all = cardFacts(await world.input(SPRING)).lines[0].within.length;
    expect(bytes.toString()).toContain(
      `# events,"the ${line.size} that the picture tells, of ${all}; the API has all"`,
    );
  });

  it('of the notes has all of its days, and is refused of a view that shows none', async () => {
    const path = '/api/v1/dyads/KOR-RUS/figure.csv?from=2022-01-01&to=2022-12-31&table=notes';
    for (const [text, source] of [
      ['War in Ukraine', 'https://example.org/war'],
      ['A summit', 'The office'],
    ]) {
      const note = { dyad: 'KOR-RUS', from: '2022-02-24', to: null, text, source };
      const headers = { 'Content-Type': 'application/json' };
      expect((await world.server.post('/api/v1/notes', JSON.stringify(note), headers)).status).toBe(201);
    }
    const answer = await world.server.get(`${path}&notes=shown`);
    expect(answer.status).toBe(200);
    const rows: Record<string, string>[] = parse(await answer.text(), { columns: true, bom: true });
    const { notes } = await world.server.json<Notes>('/api/v1/notes?dyad=KOR-RUS&from=2022-01-01&to=2022-12-31');
    expect(rows.map(({ text, from, source }) => [text, from, source])).toEqual(
      notes.map(({ text, from, source }) => [text, from, source]),
    );
    expect(rows.length).toBe(2);
    const refused = await world.server.get(path);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('add notes=shown')]);
  });

  it('says before its head what it is of, in lines that programs pass over; in Korean on a Korean card', async () => {
    const view = { ...SPRING, title: '=1+1, "x"', marking: 'EXERCISE' };
    const input = await world.input(view, { lang: 'ko' });
    const bytes = await world.drawWith({ meta: true }, 'csv', input);
    const about = new Map(
      bytes
        .toString()
        .split('\r\n')
        .filter((line) => line.startsWith('#'))
        .map((line) => (parse(line) as string[][])[0]!)
        .map(([name, text]) => [name, text]),
    );
    expect(Object.fromEntries(about)).toMatchObject({
      '# 제목': '\'=1+1, "x"',
      '# 국가 쌍': 'KOR-RUS',
      '# 기간': `${SPRING.from}/${SPRING.to}`,
      '# 모형 해시': input.model.hash,
      '# 자료 기준 시점': input.view.asOf,
      '# 보기 코드': input.code,
      '# 주소': input.link,
      '# 표시': 'EXERCISE',
    });
    const rows: Record<string, string>[] = parse(bytes, { columns: true, comment: '#' });
    expect(Object.keys(rows[0]!).slice(0, 4)).toEqual(['날짜', '지수', '90% 하한', '90% 상한']);
    expect(rows).toHaveLength(97);
  });

  it('of the composition is refused for a comparison, with what to ask for', async () => {
    const answer = await world.server.get(
      `/api/v1/compare/figure.csv?dyads=${COMPARE.dyads.join(',')}&table=composition`,
    );
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('ask for points or events');
  });
});
