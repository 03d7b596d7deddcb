/** Every page in Korean, on a phone: no English left among the fixed words, no fault of accessibility, nothing wider than the screen. */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { drawn, openPage, Site } from './site.ts';

const browser = await openBrowser();

const PAGES: readonly (readonly [path: string, ready: string])[] = [
  ['/', '.board'],
  ['/d/KOR-RUS?from=2024-01-01&to=2024-06-30&a=2024-03-01&b=2024-04-05&levels=1', '.explain-sentence'],
  ['/d/KOR-RUS?range=90d&whatif=indirect&table=1', '.series-table'],
  ['/d/KOR-RUS/e/kor-rus-2024-03-28-unsc-1718-panel-veto', '.scoring'],
  ['/compare', '.coverage-table'],
  ['/compare?by=methods', '.method-notes'],
  ['/lab?dyad=KOR-RUS&d=sanction.w:8', '.robustness-verdict'],
  ['/m/baseline', '.score-table'],
  ['/m/baseline/vs/baseline', '.comparison h2'],
  ['/brief', 'main h2'],
  ['/v/PINNED', 'main h1'],
  ['/desk/act', '.act-form'],
  ['/desk/imports', 'table'],
  ['/desk/queue', '.notice'],
  ['/desk/audit', '.notice'],
  ['/alerts?dyad=KOR-RUS&like=turned', '.alert-replay table'],
  ['/ops', '.runs'],
  ['/docs', '.endpoint'],
  ['/method', '.prose h2'],
  ['/d/KOR-RUX', '.nearest'],
  ['/nowhere', '.plain-page h1'],
];

/** The page of a view speaks the reader's language, whatever that of its picture. */
const PHONE = { locale: 'ko-KR', viewport: { width: 390, height: 844 }, hasTouch: true };

describe.skipIf(browser === undefined)('Korean', () => {
  let site: Site;
  let pinned: string;
  beforeAll(async () => {
    site = await Site.open();
    const response = await fetch(`${site.url}/api/v1/views`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-01-01', to: '2024-06-30' }),
    });
    ({ code: pinned } = (await response.json()) as { code: string });
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  describe('on a phone', () => {
    it.each(PAGES)('%s', async (path, ready) => {
      const { page, faults, close } = await openPage(browser!, site, PHONE);
      await page.goto(`${path.replace('PINNED', pinned)}${path.includes('?') ? '&' : '?'}lang=ko`);
      await page.waitForSelector(ready);
      await page.waitForFunction(() => document.querySelector('.skeleton') === null);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko');
      expect(await page.title()).toMatch(/긴장도$/);
      const headings = await page.locator('main h1, main h2, main h3, nav a[href="/compare"]').allTextContents();
      expect(headings.join(' ')).toMatch(/[가-힣]{2}/);
      expect(await englishLabels(page)).toEqual([]);
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
      const expected = /KOR-RUX|nowhere/.test(path) ? /status of 404/ : /^$/;
      expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);
      await close();
    });
  });

  it('is chosen by keyboard, stays with the browser, and is left again', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto('/method');
    await page.waitForSelector('.prose h2');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.getByRole('button', { name: '한국어' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '지수 읽는 법' }).waitFor();
    await page.goto('/');
    await page.getByRole('heading', { name: '국가 간 긴장도' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Tension between states' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(faults).toEqual([]);
    await close();
  });

  it('is kept by an address that asks for it, from page to page, in a copied link, and against the reader’s own choice', async () => {
    const { page, faults, close } = await openPage(browser!, site, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.goto('/?lang=ko');
    await page.getByRole('link', { name: '한국 – 러시아' }).click();
    await drawn(page);
    expect(new URL(page.url()).searchParams.get('lang')).toBe('ko');
    await page.getByRole('button', { name: '링크 복사' }).click();
    await page.getByText('링크를 복사했습니다.', { exact: false }).waitFor({ state: 'attached' });
    const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(copied.searchParams.get('lang')).toBe('ko');
    await page.goto('/ops');
    await page.getByRole('heading', { name: 'Operations', exact: true }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('is the first language of a browser that reads Korean', async () => {
    const { page, faults, close } = await openPage(browser!, site, { locale: 'ko-KR' });
    await page.goto('/');
    await page.getByRole('heading', { name: '국가 간 긴장도' }).waitFor();
    await page.goto('/?lang=en');
    await page.getByRole('heading', { name: 'Tension between states' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('tells a move by the same numbers as the API, and names the states', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto('/d/KOR-RUS?from=2024-03-01&to=2024-04-05&lang=ko');
    await drawn(page);
    const move = (await site.json('/api/v1/dyads/KOR-RUS/move?from=2024-02-29&to=2024-04-05')) as {
      from: { index: number };
      to: { index: number };
    };
    const finding = (await page.locator('.finding').textContent()) ?? '';
    expect(finding).toContain(`${move.from.index.toFixed(1)}에서 ${move.to.index.toFixed(1)}`);
    expect(await page.locator('h1').textContent()).toBe('한국 – 러시아');
    expect(faults).toEqual([]);
    await close();
  });
});

/** Labels, headings of tables and placeholders without a letter of Hangul, but for data, names of formats and names of languages. */
function englishLabels(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll(
      'button, summary, label, th, dt, legend, [aria-label], [placeholder]',
    )) {
      // Codes of dyads and models, sources and summaries are data; the switch is in the language that it offers.
      if (
        element.closest('[lang]:not(html), .moved-list, .causes, code, kbd') !== null ||
        element.closest('a[href^="http"]') !== null
      )
        continue;
      const texts = [
        element.getAttribute('aria-label'),
        element.getAttribute('placeholder'),
        element.children.length === 0 ? element.textContent : null,
      ];
      for (const text of texts)
        if (
          text !== null &&
          /[A-Za-z]{3}/.test(text) &&
          !/[가-힣]/.test(text) &&
          /[a-z]{3} [a-z]{2}|^[A-Z][a-z]+$/.test(text.trim()) &&
          text.trim() !== 'English'
        )
          found.push(text.trim());
    }
    return found;
  });
}

async function inspect(page: Page): Promise<AxeResults> {
  // As an expression of the test, not a script of the page: the page's policy would rightly refuse it.
  await page.evaluate(axe.source);
  return page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
}
