/** Explaining a move, asking what if, and reading as it was known: by mouse and by keyboard, in light, dark and on a phone. */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CSV_HEADER, eventRow } from '../api/testServer.ts';
import { openBrowser } from './browser.ts';
import { drawn, openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

const SPRING = '/d/KOR-RUS?from=2024-01-01&to=2024-06-30';
const SANCTION = 'kor-rus-2024-04-02-sanction';

describe.skipIf(browser === undefined)('an analyst', () => {
  let site: Site;
  /** between the shipped events and what was recorded late */
  let before: string;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    site = await Site.open();
    before = new Date().toISOString();
    const late = eventRow({
      id: 'kor-rus-late',
      dyad: 'KOR-RUS',
      date: '2024-03-20',
      actor: 'KOR',
      target: 'RUS',
      type: 'protest',
      severity: 5,
      summary: 'A protest that was recorded late',
    });
    await site.post('/api/v1/imports', `${CSV_HEADER}\n${late}\n`);
    await site.post('/api/v1/runs');
    const events = async (): Promise<string> =>
      JSON.stringify(await site.json('/api/v1/dyads/KOR-RUS/events?q=late&limit=5'));
    await vi.waitFor(async () => expect(await events()).toContain('kor-rus-late'), { timeout: 60_000, interval: 100 });
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  const open = async (path: string, options = {}): Promise<void> => {
    watched = await openPage(browser!, site, options);
    page = watched.page;
    await page.goto(path);
    if (path.startsWith('/d/') && !path.includes('/e/')) await drawn(page);
  };
  const finish = async (): Promise<void> => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  };
  const query = (name: string): string | null => new URL(page.url()).searchParams.get(name);

  describe('explains a move', () => {
    it('with one word for each number, which the page on the method works out by hand', async () => {
      await open('/method');
      const rows = page.locator('.worked-example tbody tr');
      await rows.first().waitFor();
      expect(await rows.locator('th').allTextContents()).toEqual([
        'Step',
        'Share of the change',
        'Share of the level',
        'Without it',
      ]);
      const worked = await rows.locator('td.num').allTextContents();
      expect(worked).toHaveLength(8);
      // Each formula, worked out again, gives the number beside it, to what the rounding of its terms allows.
      for (let row = 0; row < worked.length; row += 2) {
        const [how, value] = worked.slice(row, row + 2).map((text) => text.replaceAll('−', '-'));
        const terms = /^(\S+) × \((\S+) - (\S+)\) \/ (?:\((\S+) - (\S+)\)|(\S+))$/.exec(how!);
        const [times, to, from, over, less, whole] = (terms?.slice(1) ?? []).map((text) => Number(text ?? Number.NaN));
        const byHand = terms
          ? (times! * (to! - from!)) / (Number.isNaN(whole!) ? over! - less! : whole!)
          : how!
              .split(' - ')
              .map(Number)
              .reduce((a, b) => a - b);
        expect(Math.abs(byHand - Number(value)), `${how} = ${value}`).toBeLessThan(0.03);
        expect(Number(value)).toBeGreaterThan(1);
      }
      await finish();
    });

    it.each([
      [
        'en',
        'By side',
        'South Korea',
        /^South Korea – Russia tension rose .* (By whose acts|Acts of .* drive the change): /,
      ],
      ['ko', '주체별', '한국', /^한국–러시아 긴장도는 .* (행위 주체별|행위가 변화를 이끌었다): /],
    ])('by whose acts, with one click, in %s', async (lang, choice, name, sentence) => {
      await open(`${SPRING}&a=2024-03-01&b=2024-04-05&lang=${lang}`);
      await page.locator('.moved').getByRole('button', { name: choice, exact: true }).click();
      await vi.waitFor(() => expect(query('by')).toBe('actor'));
      await page.locator('.moved-actor').getByText(name, { exact: true }).waitFor();
      const numbers = await page.locator('.moved-actor > .num, .moved-sum > .num').allTextContents();
      const [change, ...shares] = numbers.map((text) => Number(text.replace('−', '-')) || 0).toReversed();
      expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - change!)).toBeLessThanOrEqual(
        0.05 * numbers.length,
      );
      expect(await page.locator('.explain-sentence').textContent()).toMatch(sentence);
      expect(await page.locator('.explain-table .explain-heading').allTextContents()).toEqual(
        expect.arrayContaining([expect.stringContaining(name)]),
      );
      await page.locator('.explain-sum .check').waitFor();
      await finish();
    });

    it('by mouse: a click marks A, another B, and the waterfall adds up', async () => {
      await open(SPRING);
      const box = (await page.locator('.chart-overlay').boundingBox())!;
      await page.mouse.click(box.x + 300, box.y + 120);
      await page.mouse.click(box.x + 420, box.y + 120);
      await page.locator('.explain-sentence').waitFor();
      expect(await page.locator('.explain-sentence').textContent()).toMatch(
        /^South Korea – Russia tension (rose|fell|was little changed)/,
      );
      await page.locator('.explain-sum .check').waitFor();
      expect(
        await page.locator('.waterfall canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width),
      ).toBeGreaterThan(400);
      const folded = page.getByRole('button', { name: /smaller causes?/ });
      const causes = page.locator('.causes li a[href*="/e/"]');
      expect(await causes.count()).toBe(8);
      await folded.click();
      expect(await causes.count()).toBeGreaterThan(50);
      await page.locator('.explain').getByRole('button', { name: 'Close', exact: true }).click();
      expect(await page.locator('.explain').count()).toBe(0);
      await finish();
    });

    it('by keyboard: x explains the window, a and b the marks, t shows the table, Escape takes them away', async () => {
      await open(SPRING);
      await page.keyboard.press('x');
      await page.locator('.explain-sentence').waitFor();
      expect([query('a'), query('b')]).toEqual(['2023-12-31', '2024-06-30']); // a window begins on the eve of its first day
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('explain-title');
      await page.keyboard.press('t');
      await page.locator('.explain-table').waitFor();
      expect(await page.locator('.waterfall').count()).toBe(0);
      await page.keyboard.press('t');
      await page.locator('.waterfall canvas').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => query('a')).toBeNull();
      expect(await page.locator('.explain').count()).toBe(0);
      await finish();
    });

    it('says the same as the API, in the sentence, the table and the file', async () => {
      await open(`${SPRING}&a=2024-03-01&b=2024-04-05`);
      const move = (await site.json('/api/v1/dyads/KOR-RUS/move?from=2024-03-01&to=2024-04-05')) as {
        sentence: string;
        change: number;
        groups: { kind: string; indexPoints: number }[];
        events: unknown[];
      };
      expect(await page.locator('.explain-sentence').textContent()).toBe(move.sentence);
      // Drawn or not, the table is there for who cannot see the chart.
      const cells = await page
        .locator('.explain-table tbody tr:not(.explain-heading):not(.explain-total) td.num:nth-child(3)')
        .allTextContents();
      const sum = cells.map((text) => Number(text.replace('−', '-'))).reduce((total, points) => total + points, 0);
      expect(Math.abs(sum - move.change)).toBeLessThan(0.005 * (cells.length + 1));
      const csv = await page.locator('.explain').getByRole('link', { name: 'CSV' }).getAttribute('href');
      const text = await (await fetch(site.url + csv)).text();
      expect(text.trimEnd().split('\r\n')).toHaveLength(move.events.length + 1);
      await finish();
    });
  });

  describe('asks what if', () => {
    it('without indirect acts: a second line, both differences, and a page that says what it is', async () => {
      await open(SPRING);
      await page.getByText('What if', { exact: true }).click();
      await page.getByRole('checkbox', { name: /indirect acts/ }).check();
      const banner = page.locator('.what-if-banner');
      await banner.waitFor();
      expect(query('whatif')).toBe('indirect');
      const series = (await site.json(
        '/api/v1/dyads/KOR-RUS/series?from=2024-01-01&to=2024-06-30&whatIf=indirect',
      )) as { points: { date: string; index: number; indexAsCoded: number }[] };
      const last = series.points.at(-1)!;
      const most = series.points.reduce((best, point) =>
        Math.abs(point.index - point.indexAsCoded) > Math.abs(best.index - best.indexAsCoded) ? point : best,
      );
      const text = (await banner.textContent())!;
      expect(text).toContain('What if: without indirect acts — not the published index.');
      expect(text).toContain(`${last.index.toFixed(1)} instead of ${last.indexAsCoded.toFixed(1)}`);
      expect(text).toContain(`${most.index.toFixed(1)} instead of ${most.indexAsCoded.toFixed(1)}`);
      // The file and the copied link keep it.
      expect(await page.locator('.toolbar').getByRole('link', { name: 'CSV' }).getAttribute('href')).toMatch(
        /whatIf=indirect.*&format=csv&bom=1/,
      );
      await page.keyboard.press('Escape');
      expect(await page.locator('.toolbar details[open]').count(), 'Escape closes the menu first').toBe(0);
      expect(query('whatif')).toBe('indirect');
      await banner.getByRole('button', { name: 'All as coded' }).click();
      await expect.poll(() => query('whatif')).toBeNull();
      expect(await page.locator('.dyad.is-what-if').count()).toBe(0);
      await finish();
    });

    it('from an event’s row and from its page, by keyboard too', async () => {
      await open(SPRING);
      const row = page.getByRole('button', { name: /^What if: leave out Seoul sanctions two Russian ships/ });
      await row.focus();
      await page.keyboard.press('Enter');
      await page.locator('.what-if-banner').waitFor();
      expect(query('whatif')).toBe(`event:${SANCTION}`);
      expect(await row.getAttribute('aria-pressed')).toBe('true');
      await page.keyboard.press('Enter');
      await expect.poll(() => query('whatif')).toBeNull();

      await page.goto(`/d/KOR-RUS/e/${SANCTION}`);
      await page.getByRole('link', { name: 'What if its severity were 5 instead of 3' }).click();
      await drawn(page);
      expect(query('whatif')).toBe(`severity:${SANCTION}:5`);
      expect(await page.locator('.what-if-banner').textContent()).toContain(
        'with severity 5 for the sanction of 2 Apr 2024',
      );
      await finish();
    });

    it('of what is not there, and is told so', async () => {
      await open(`${SPRING}&whatif=event:none-1,nonsense`);
      expect(await page.locator('.notice').allTextContents()).toEqual([
        expect.stringContaining('"nonsense" is none of'),
        expect.stringContaining('none-1'),
      ]);
      await finish();
    });
  });

  describe('reads as it was known', () => {
    it('from the menu, on every page, until leaving it', async () => {
      await open('/');
      await page.locator('.site-tools .menu summary').click();
      await page.getByLabel('As known at the end of').fill(before.slice(0, 10));
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.locator('.banner-as-of').waitFor();
      expect(query('asOf')).toBe(before.slice(0, 10));
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'South Korea – Russia' }).click();
      await page.waitForURL('**/d/KOR-RUS?asOf=*');
      await page.locator('main.is-as-of').waitFor();
      await page.getByRole('link', { name: 'Method', exact: true }).click();
      expect(await page.locator('.banner-as-of').textContent()).toContain('This page is the same at any moment.');
      await page.locator('.banner-as-of').getByRole('button').click();
      await expect.poll(() => query('asOf')).toBeNull();
      expect(await page.locator('.banner-as-of').count()).toBe(0);
      await finish();
    });

    it('lists what was recorded since, and explains what that changes', async () => {
      await open(`${SPRING}&asOf=${before}`);
      expect(await page.locator('.events-table').textContent()).not.toContain('recorded late');
      const since = page.locator('.since');
      await since.waitFor();
      expect(await since.locator('.since-counts').textContent()).toBe('1 recorded, 0 recoded, 0 retracted, 0 restored');
      await since.getByRole('button', { name: '1 recorded' }).click();
      expect(await since.getByRole('link').getAttribute('href')).toBe('/d/KOR-RUS/e/kor-rus-late');
      await since.getByRole('button', { name: 'What they change' }).click();
      await page.locator('.explain .causes').waitFor();
      expect([query('a'), query('b'), query('asOfTo')]).toEqual(['2024-06-30', '2024-06-30', 'now']);
      const causes = await page.locator('.explain .causes').textContent();
      expect(causes).toContain('A protest that was recorded late');
      expect(causes).toContain('revised');
      await finish();
    });

    it('sees what was first published behind what is known now', async () => {
      await open(SPRING);
      await page.getByRole('button', { name: 'First published' }).click();
      await expect
        .poll(() => page.locator('.coverage-note').allTextContents())
        .toEqual(
          expect.arrayContaining([
            expect.stringMatching(/^First published .* have been revised since, most on \d+ \w+ 2024, from \d/),
          ]),
        );
      expect(query('first')).toBe('1');
      await page.keyboard.press('t');
      expect(await page.locator('.series-table thead').textContent()).toContain('First published');
      await finish();
    });
  });

  describe.each([
    ['light', { colorScheme: 'light' as const }],
    ['dark', { colorScheme: 'dark' as const }],
    ['phone', { viewport: { width: 360, height: 760 }, hasTouch: true }],
  ])('in %s', (_, options) => {
    it.each([
      '&a=2024-03-01&b=2024-04-05&whatif=indirect',
      '&a=2024-03-01&b=2024-04-05&table=1&first=1',
      '&asOf=BEFORE&a=2024-04-05&b=2024-04-05&asOfTo=now',
    ])('finds no grave fault of accessibility, and nothing wider than the screen: %s', async (more) => {
      await open(SPRING + more.replace('BEFORE', before), options);
      await page.locator('.explain-sentence').waitFor();
      await page.getByText('What if', { exact: true }).click();
      for (const menu of ['.toolbar .menu:nth-of-type(2) summary', '.site-tools .menu summary']) {
        const isOpen = await page.locator(menu).evaluate((summary) => summary.parentElement!.hasAttribute('open'));
        if (!isOpen) await page.locator(menu).click();
        const { violations } = await inspect(page);
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(
          grave.map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map(({ target, failureSummary }) => `${String(target)} ${failureSummary}`).join(' | ')}`,
          ),
        ).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        );
      }
      await finish();
    });
  });
});

async function inspect(page: Page): Promise<AxeResults> {
  // As an expression of the test, not a script of the page: the page's policy would rightly refuse it.
  await page.evaluate(axe.source);
  return page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
}
