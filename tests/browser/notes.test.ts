/** Notes on the line, on the pages: written, changed and taken back by keyboard; by nobody who may not. */
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en/index.ts';
import { ko } from '../../client/words/ko/index.ts';
import type { Notes } from '../../models/contract/notes.ts';
import type { Series } from '../../models/contract/series.ts';
import { openBrowser } from './browser.ts';
import { press, typeInto } from './keyboard.ts';
import { openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();
const wording = en.notes;
const DAYS = '/d/KOR-RUS?from=2022-01-01&to=2024-12-31';
const TEXT = 'A new ambassador takes office';

/** Goes back by keyboard to a button that is named so. */
async function backTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    if ((await page.evaluate("document.activeElement?.getAttribute('aria-label')")) === name) return;
    await page.keyboard.press('Shift+Tab');
  }
  throw new Error(`60 presses of Shift and Tab did not reach "${name}".`);
}

describe.skipIf(browser === undefined)('notes on the line', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open({});
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });
  const open = async (path: string, options: BrowserContextOptions = {}, right = true): Promise<WatchedPage> => {
    const watched = await openPage(browser!, site, options);
    await watched.page.goto(right ? `${path}#token=${site.token}` : path);
    return watched;
  };
  const finish = async ({ faults, close }: WatchedPage, expected = /^$/): Promise<void> => {
    expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);
    await close();
  };
  const kept = async (): Promise<Notes['notes']> =>
    (
      (await (await fetch(`${site.url}/api/v1/notes?dyad=KOR-RUS&from=2024-03-18&to=2024-04-30`)).json()) as Notes
    ).notes.filter(({ shipped }) => !shipped);

  it('are written by keyboard, with a source; changed to a stretch; and taken back', async () => {
    const watched = await open(DAYS);
    const { page } = watched;
    await press(page, wording.write);
    await typeInto(page, wording.text, TEXT);
    await press(page, wording.save);
    await page.locator('.note-form').getByText(en.writing.missing).waitFor();
    expect(await kept()).toEqual([]);
    await typeInto(page, wording.sourceField, 'Press release of 18 March 2024');
    await page.locator('.note-form').getByLabel(wording.firstDay).fill('2024-03-18');
    await press(page, wording.save);
    await page.getByText(wording.saved(TEXT)).waitFor();
    await page.locator('.note-list').getByText(TEXT).waitFor();
    expect(await kept()).toMatchObject([
      { text: TEXT, dyad: 'KOR-RUS', from: '2024-03-18', to: '2024-03-18', source: 'Press release of 18 March 2024' },
    ]);
    // Who works by keyboard goes on where she was.
    await page.waitForFunction(`document.activeElement?.textContent === ${JSON.stringify(wording.write)}`);
    await backTo(page, wording.changeOf(TEXT));
    await page.keyboard.press('Enter');
    await page.locator('.note-form').getByLabel(wording.lasts).selectOption(wording.until);
    await page.locator('.note-form').getByLabel(wording.lastDay).fill('2024-01-01');
    await press(page, wording.save);
    await page
      .locator('.note-form')
      .getByText(/lies before the first day, 2024-03-18/)
      .waitFor();
    await page.locator('.note-form').getByLabel(wording.lastDay).fill('2024-04-30');
    await press(page, wording.save);
    await page.locator('.note-list').getByText(wording.between('18 March 2024', '30 April 2024')).waitFor();
    expect(await kept()).toMatchObject([{ revision: 2, to: '2024-04-30' }]);
    await backTo(page, wording.withdrawOf(TEXT));
    await page.keyboard.press('Enter');
    await page.getByText(wording.withdrawn(TEXT)).waitFor();
    await page.locator('.note-list').getByText(TEXT).waitFor({ state: 'detached' });
    expect(await kept()).toEqual([]);
    await finish(watched, /status of 422/);
  });

  it('are read by everybody, and offered to nobody who may not write them', async () => {
    const watched = await open(DAYS, {}, false);
    const { page } = watched;
    await page.getByText(wording.lede).waitFor();
    await page.getByText(wording.byToken).waitFor();
    expect(await page.getByRole('button', { name: wording.write }).count()).toBe(0);
    await finish(watched);
  });

  it('are switched off and on, also on a card, and what was known earlier takes none', async () => {
    const watched = await open(DAYS);
    const { page } = watched;
    await page.getByText(wording.lede).waitFor();
    await page.getByRole('button', { name: wording.show, exact: true }).click();
    await page.getByText(wording.lede).waitFor({ state: 'detached' });
    expect(page.url()).toContain('notes=off');
    const { asOf } = (await (await fetch(`${site.url}/api/v1/dyads/KOR-RUS/series?from=2024-01-01`)).json()) as Series;
    await page.goto(`${DAYS}&asOf=${asOf}`);
    await page.getByText(wording.atMoment).waitFor();
    await page.goto('/brief?dyads=KOR-RUS');
    await page.getByLabel(wording.onCards).check();
    await page.waitForURL(/notes=on/);
    await page.goto('/compare?dyads=KOR-RUS,PRK-RUS');
    await page.getByRole('button', { name: wording.show, exact: true }).click();
    await page.getByText(wording.lede).waitFor();
    await finish(watched);
  });

  it.each([
    ['light', {}],
    ['dark, on a phone, in Korean', { colorScheme: 'dark', viewport: { width: 390, height: 844 }, locale: 'ko-KR' }],
  ] as const)('stand up to axe: %s', async (_, options) => {
    const watched = await open(DAYS, options);
    const { page } = watched;
    const words = 'locale' in options ? ko.notes : wording;
    await press(page, words.write);
    await page.locator('.note-form').waitFor();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>("axe.run('.notes')");
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await finish(watched);
  });
});
