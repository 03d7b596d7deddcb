/** The page of unusual pairs: made-up rows in the layout of GDELT, a hundred days of them, fetched from a server on this machine. */
import { readFileSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en/index.ts';
import { ko } from '../../client/words/ko/index.ts';
import { GdeltServer, quarterOf, stampOf } from '../feeds/gdeltServer.ts';
import { MADE_UP_QUARTER } from '../feeds/realData.ts';
import { openBrowser } from './browser.ts';
import { openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();
const wording = en.unusual;

const DAY_MS = 86_400_000;
const DAYS = 100;
const TODAY_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS;
/** A quarter of an hour of each day, the last one yesterday. */
const stamps = Array.from({ length: DAYS }, (_, i) => stampOf(TODAY_MS - (DAYS - i) * DAY_MS + 285 * 60_000));

/** The same rows again, as other reports. */
const again = (rows: readonly string[], times: number): string[] =>
  Array.from({ length: times }, (_, i) => rows.map((row) => `9${i}${row}`)).flat();

describe.skipIf(browser === undefined)('unusual pairs', () => {
  let site: Site;
  let gdelt: GdeltServer;
  beforeAll(async () => {
    site = await Site.open();
    gdelt = await GdeltServer.start();
    const rows = readFileSync(MADE_UP_QUARTER, 'utf8').trimEnd().split('\n');
    const ofSeoulAndMoscow = rows.filter((row) =>
      /^KOR-RUS$|^RUS-KOR$/.test([7, 17].map((i) => row.split('\t')[i]).join('-')),
    );
    const others = again(
      rows.filter((row) => !ofSeoulAndMoscow.includes(row)),
      3,
    );
    for (const [i, stamp] of stamps.entries())
      gdelt.publish(
        stamp,
        quarterOf([...rows, ...others, ...(i === DAYS - 1 ? again(ofSeoulAndMoscow, 9) : [])], stamp, 1),
      );
  });
  afterAll(async () => {
    await site.close();
    await gdelt.stop();
    await browser?.close();
  });
  const open = async (path: string, options: BrowserContextOptions = {}): Promise<WatchedPage> => {
    const watched = await openPage(browser!, site, options);
    await watched.page.goto(`${path}#token=${site.token}`);
    return watched;
  };
  const finish = async ({ faults, close }: WatchedPage): Promise<void> => {
    expect(faults).toEqual([]);
    await close();
  };

  it('are none where no feed is stored, which the page says with the way to one', async () => {
    const watched = await open('/');
    await watched.page.getByRole('link', { name: wording.link }).click();
    await watched.page.getByText('No feed is stored here.').waitFor();
    expect(await watched.page.locator('.empty code').textContent()).toContain('feed add gdelt');
    await finish(watched);
  });

  it('are told of the newest day, and each leads to its line and that day', async () => {
    const headers = { authorization: `Bearer ${site.token}`, 'content-type': 'application/json' };
    const from = new Date(TODAY_MS - (DAYS + 1) * DAY_MS).toISOString().slice(0, 10);
    const added = await fetch(`${site.url}/api/v1/feeds`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'gdelt', kind: 'gdelt', base: gdelt.base, from }),
    });
    expect(added.status).toBe(201);
    expect((await fetch(`${site.url}/api/v1/feeds/gdelt/pulls`, { method: 'POST', headers })).status).toBe(202);
    const stored = await open('/ops');
    await stored.page.locator('.feed').getByText(`stored ${DAYS}`).waitFor({ timeout: 120_000 });
    await finish(stored);

    const watched = await open('/unusual');
    const { page } = watched;
    const row = page.locator('tbody tr').first();
    await row.waitFor();
    expect(await row.textContent()).toMatch(
      /South Korea – Russia.*A larger share of the news than on all \d+ known days before,/,
    );
    await row.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: /South Korea – Russia/ }).waitFor();
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('model'), searchParams.get('b')]).toEqual(['gdelt', searchParams.get('to')]);
    await finish(watched);
  }, 180_000);

  it('of an earlier day, of a young feed and of a list are told as such', async () => {
    const watched = await open('/unusual');
    const { page } = watched;
    await page.locator('tbody tr').first().waitFor();
    const before = (days: number): string => new Date(TODAY_MS - days * DAY_MS).toISOString().slice(0, 10);
    await page.getByLabel(wording.day, { exact: true }).fill(before(50));
    await page.getByText(`With fewer than 90 nothing is said.`).waitFor();
    await page.getByLabel(wording.day, { exact: true }).fill(before(2));
    await page.getByText(/none of \d+ pairs had an unusual day/).waitFor();
    await page.getByRole('button', { name: wording.newest }).click();
    await page.locator('tbody tr').first().waitFor();
    const headers = { authorization: `Bearer ${site.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'far', title: 'Far away', shared: true, dyads: ['CHL-PER'] });
    expect((await fetch(`${site.url}/api/v1/lists`, { method: 'POST', headers, body })).status).toBe(201);
    await page.goto('/unusual?list=far');
    await page.getByText(wording.nonePairs('Far away')).waitFor();
    await finish(watched);
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { viewport: { width: 360, height: 760 }, hasTouch: true }],
    ['korean', { locale: 'ko-KR' }],
  ] as const)('are accessible and fit: %s', async (look, options) => {
    const watched = await open('/unusual', options);
    const { page } = watched;
    await page.locator('tbody tr').first().waitFor();
    await page.getByText((look === 'korean' ? ko : en).unusual.lede).waitFor();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await finish(watched);
  });
});
