/** Every page, in light and dark and on a phone: no serious fault of accessibility, no error, nothing wider than the screen. */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { openPage, Site } from './site.ts';

const browser = await openBrowser();

const PAGES: readonly (readonly [path: string, ready: string])[] = [
  ['/', '.board'],
  ['/d/KOR-RUS?from=2024-01-01&to=2024-06-30&a=2024-03-01&b=2024-04-05', '.moved-sum'],
  ['/d/CHN-LTU?range=all&view=parts&asOf=PUBLISHED&events=all', '.banner-as-of'],
  ['/d/KOR-RUS?range=90d&table=1', '.series-table'],
  ['/d/KOR-RUS/e/kor-rus-2024-03-28-unsc-1718-panel-veto', '.scoring'],
  ['/d/CHN-LTU/e/no-such-event', '.notice'],
  ['/m/baseline', '.weights'],
  ['/desk/act', '.act-form'],
  ['/desk/imports', 'table'],
  ['/desk/queue', '.notice'],
  ['/desk/audit', '.notice'],
  ['/admin', '.notice'],
  ['/alerts?dyad=KOR-RUS&like=turned', '.alert-replay table'],
  ['/ops', '.runs'],
  ['/docs', '.endpoint'],
  ['/method', '.prose h2'],
  ['/d/KOR-RUX', '.nearest'],
  ['/nowhere', '.plain-page h1'],
];

const LOOKS = [
  { name: 'light', options: { colorScheme: 'light' as const } },
  { name: 'dark', options: { colorScheme: 'dark' as const } },
  { name: 'phone', options: { colorScheme: 'light' as const, viewport: { width: 360, height: 760 }, hasTouch: true } },
];

describe.skipIf(browser === undefined)('the pages', () => {
  let site: Site;
  let published: string;
  beforeAll(async () => {
    site = await Site.open();
    published = ((await site.json('/api/v1/dyads')) as { asOf: string }).asOf;
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  describe.each(LOOKS)('in $name', ({ options }) => {
    it.each(PAGES)('%s', async (path, ready) => {
      const { page, faults, close } = await openPage(browser!, site, options);
      await page.goto(path.replace('PUBLISHED', published));
      await page.waitForSelector(ready);
      await page.waitForFunction(() => document.querySelector('.skeleton') === null);
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
      // A page about what is not there says 404, and the browser prints that.
      const expected = /no-such-event|KOR-RUX|nowhere/.test(path) ? /status of 404/ : /^$/;
      expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);
      await close();
    });
  });

  it('have the letters of Seoul and Moscow without the network of the world', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto('/');
    await page.waitForSelector('.board');
    for (const text of ['Seoul', '서울', 'Москва']) {
      const faces = await page.evaluate(
        async (letters) =>
          (await document.fonts.load('400 12px "Pretendard Variable"', letters)).map((face) => face.status),
        text,
      );
      expect(faces.length, text).toBeGreaterThan(0);
      expect(faces.every((status) => status === 'loaded')).toBe(true);
    }
    expect(faults).toEqual([]);
    await close();
  });

  it('serves no address twice: RUS-KOR is KOR-RUS', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto('/d/rus-kor?range=1y');
    await page.waitForSelector('.moved-sum');
    expect(new URL(page.url()).pathname).toBe('/d/KOR-RUS');
    expect(faults).toEqual([]);
    await close();
  });
});

async function inspect(page: Page): Promise<AxeResults> {
  // As an expression of the test, not a script of the page: the page's policy would rightly refuse it.
  await page.evaluate(axe.source);
  return page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
}
