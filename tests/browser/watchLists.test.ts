/** Watch lists on the pages: one is made by keyboard, and the board, the brief and a rule keep to it. */
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en/index.ts';
import { ko } from '../../client/words/ko/index.ts';
import type { AlertRuleEntry } from '../../models/contract/alerts.ts';
import type { WatchLists } from '../../models/contract/watchLists.ts';
import { openBrowser } from './browser.ts';
import { press, typeInto } from './keyboard.ts';
import { openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();
const wording = en.watchLists;

describe.skipIf(browser === undefined)('watch lists', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open({});
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });
  const open = async (path: string, options: BrowserContextOptions = {}): Promise<WatchedPage> => {
    const watched = await openPage(browser!, site, options);
    await watched.page.goto(`${path}#token=${site.token}`);
    return watched;
  };
  const finish = async ({ faults, close }: WatchedPage, expected = /^$/): Promise<void> => {
    expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);
    await close();
  };

  it('are made by keyboard, of dyads of the board and of any pair', async () => {
    const watched = await open('/alerts');
    const { page } = watched;
    await page.locator('#lists').getByText(wording.none).waitFor();
    await press(page, wording.make);
    await press(page, wording.save);
    await page.locator('#lists').getByText(en.writing.missing).waitFor();
    await page.locator('#lists').getByText(wording.noneChosen).waitFor();
    await typeInto(page, wording.title, 'Moscow and Seoul');
    for (const [typed, code] of [
      ['South Korea Russia', 'KOR-RUS'],
      ['CHN-USA', 'CHN-USA'],
      ['Peru Chile', 'CHL-PER'],
    ] as const) {
      await typeInto(page, en.alertForm.add, typed);
      await page.locator('#lists [role="option"]', { hasText: code }).first().waitFor();
      await page.keyboard.press('Enter');
    }
    await page.locator('#lists .chip').nth(2).waitFor();
    await page.locator('#lists').getByLabel(wording.shared).check();
    await press(page, wording.save);
    await page.locator('#lists').getByText(wording.saved('Moscow and Seoul')).waitFor();
    await page.locator('#lists').getByText('South Korea – Russia, China – United States, Chile – Peru').waitFor();
    const { lists } = (await (await fetch(`${site.url}/api/v1/lists`)).json()) as WatchLists;
    expect(lists).toMatchObject([{ name: 'moscow-and-seoul', shared: true, dyads: ['KOR-RUS', 'CHN-USA', 'CHL-PER'] }]);
    await finish(watched);
  });

  it('narrow the board and the morning brief, which say so', async () => {
    const watched = await open('/');
    const { page } = watched;
    await page.waitForSelector('.board');
    await page.locator('.list-choice select').selectOption('Moscow and Seoul');
    await page.getByText(wording.without(1)).waitFor();
    expect(await page.locator('.board tbody th code').allTextContents()).toEqual(
      expect.arrayContaining(['KOR-RUS', 'CHN-USA']),
    );
    expect(await page.locator('.board tbody th code').count()).toBe(2);
    await page.getByText(en.board.morning).click();
    await page.getByRole('heading', { name: /Morning brief of .*: Moscow and Seoul/ }).waitFor();
    for (const path of ['/?list=none', '/brief?show=morning&list=none']) {
      await page.goto(path);
      await page.getByText(wording.unknown('none')).waitFor();
    }
    await page.getByText(en.morning.intro(14)).waitFor();
    await finish(watched);
  });

  it('can be watched by a rule, which says so', async () => {
    const watched = await open('/alerts?new=1');
    const { page } = watched;
    await page.getByRole('button', { name: wording.ofList, exact: true }).click();
    await page.locator('.alert-form .act-effect').getByText(wording.ofTheList('Moscow and Seoul')).waitFor();
    await page.waitForSelector('.alert-replay table');
    await press(page, en.alertForm.save);
    await page.getByText(en.alertForm.saved('turned-moscow-and-seoul', false)).waitFor();
    const { rules } = (await (await fetch(`${site.url}/api/v1/alerts/rules`)).json()) as { rules: AlertRuleEntry[] };
    expect(rules.find(({ rule }) => rule.name === 'turned-moscow-and-seoul')).toMatchObject({
      rule: { dyads: 'all', list: 'moscow-and-seoul' },
      dyads: ['KOR-RUS', 'CHN-USA', 'CHL-PER'],
    });
    await press(page, wording.removeOf('Moscow and Seoul'));
    await page.locator('#lists').getByText('is watched by the rule turned-moscow-and-seoul').waitFor();
    await finish(watched, /status of 422/);
  });

  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { viewport: { width: 360, height: 760 }, hasTouch: true }],
  ] as const)('are accessible and fit in %s', async (_, options) => {
    for (const path of ['/alerts', '/?list=moscow-and-seoul']) {
      const watched = await open(path, options);
      const { page } = watched;
      await page.getByText(path === '/alerts' ? wording.lede : wording.without(1)).waitFor();
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      await finish(watched);
    }
  });

  it('are told in Korean', async () => {
    const watched = await open('/alerts', { locale: 'ko-KR' });
    expect(await watched.page.locator('#lists h2').textContent()).toBe(ko.watchLists.heading);
    await finish(watched);
  });
});
