/** Machine-coded feeds as people see them: made-up rows in the layout of GDELT, fetched from a server on this machine, in a real browser. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GdeltServer, quarterOf, stampOf } from '../feeds/gdeltServer.ts';
import { MADE_UP_QUARTER } from '../feeds/realData.ts';
import { openBrowser } from './browser.ts';
import { drawn, openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

const DAY_MS = 86_400_000;
/** Days before today with a file of one quarter of an hour each; two days between them have none, and none follows the last. */
const STORED_DAYS = [12, 11, 10, 9, 6, 5, 4];

const LOOKS = [
  { name: 'light', options: { colorScheme: 'light' as const } },
  { name: 'dark', options: { colorScheme: 'dark' as const } },
  {
    name: 'phone',
    options: {
      colorScheme: 'light' as const,
      viewport: { width: 360, height: 760 },
      hasTouch: true,
    },
  },
];

describe.skipIf(browser === undefined)('feeds', () => {
  let site: Site;
  let gdelt: GdeltServer;
  beforeAll(async () => {
    site = await Site.open();
    gdelt = await GdeltServer.start();
    const rows = readFileSync(MADE_UP_QUARTER, 'utf8').trimEnd().split('\n');
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    for (const before of STORED_DAYS) {
      const stamp = stampOf(today - before * DAY_MS + 285 * 60_000);
      gdelt.publish(stamp, quarterOf(rows, stamp, 1));
    }
  });
  afterAll(async () => {
    await site.close();
    await gdelt.stop();
    await browser?.close();
  });

  const open = async (path: string, ready: string, options = {}): Promise<WatchedPage> => {
    const watched = await openPage(browser!, site, options);
    await watched.page.goto(path);
    await watched.page.waitForSelector(ready);
    return watched;
  };
  const finish = async ({ faults, close }: WatchedPage): Promise<void> => {
    expect(faults).toEqual([]);
    await close();
  };

  it('before the first one, operations says how to add one, and a pair without anything how to get it', async () => {
    const watched = await open('/ops', '.feeds-empty');
    expect(await watched.page.locator('.feeds-empty').textContent()).toContain('npm run -s tension -- feed add gdelt');
    await finish(watched);
    const empty = await openPage(browser!, site);
    await empty.page.goto('/d/ISR-USA');
    await empty.page.getByRole('heading', { name: 'There is nothing yet on Israel – United States' }).waitFor();
    expect(await empty.page.locator('.command').first().textContent()).toContain('feed add gdelt');
    // A series that is not there is a 404, and the browser prints that.
    expect(empty.faults.filter((fault) => !/status of 404/.test(fault))).toEqual([]);
    await empty.close();
  });

  it('come in, and operations tells how fresh they are', async () => {
    const headers = { authorization: `Bearer ${site.token}`, 'content-type': 'application/json' };
    const from = new Date(Date.now() - (STORED_DAYS[0]! + 1) * DAY_MS).toISOString().slice(0, 10);
    const added = await fetch(`${site.url}/api/v1/feeds`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'gdelt', kind: 'gdelt', base: gdelt.base, from }),
    });
    expect(added.status).toBe(201);
    expect((await fetch(`${site.url}/api/v1/feeds/gdelt/pulls`, { method: 'POST', headers })).status).toBe(202);
    const watched = await open('/ops', '.feed');
    // Newest first: the feed is stale from its first file on, and the pull ends later.
    await watched.page.locator('.feed').getByText(`stored ${STORED_DAYS.length}`).waitFor();
    const said = await watched.page.locator('.feed').textContent();
    expect(said).toMatch(/GDELT is stale: nothing after \d/);
    expect(said).toContain('Gaps in the source');
    await finish(watched);
  });

  it('any pair is found by names in any order and language, by keyboard alone, and opens on what machines coded', async () => {
    const watched = await open('/', '.board');
    const { page } = watched;
    await page.keyboard.press('/');
    await page.keyboard.type('러시아 한국');
    const options = page.getByRole('option');
    await expect.poll(() => options.first().textContent()).toMatch(/South Korea – Russia.*coded by hand: 190/);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('usa israel');
    await expect.poll(() => options.first().textContent()).toMatch(/Israel – United States.*GDELT: \d+ reports/);
    expect(await page.getByRole('combobox').getAttribute('aria-activedescendant')).toBe('pair-0');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/d/ISR-USA?model=gdelt');
    await drawn(page);
    expect(await page.locator('.notice').first().textContent()).toMatch(
      /^No event of Israel – United States is coded by hand\. This line is coded by machine alone\./,
    );
    expect(await page.locator('.stale-badge').textContent()).toMatch(/GDELT is stale/);
    expect(await page.locator('.summary').textContent()).toMatch(
      /coded by machine from GDELT in this window: what news reports say, read by no person\. Of its \d+ days, \d+ are unknown/,
    );
    // Nothing leads to a page that an act coded by machine does not have.
    expect(await page.locator('.events-table a[href*="/e/"]').count()).toBe(0);
    await finish(watched);
  });

  it('a search that fits nothing says what to write, and Escape closes it', async () => {
    const watched = await open('/', '.board');
    const { page } = watched;
    await page.getByRole('combobox').click();
    await page.keyboard.type('atlantis mars');
    await page.getByText('No pair of states matches “atlantis mars”.').waitFor();
    expect(await page.getByRole('combobox').getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Escape');
    expect(await page.locator('.pair-results').isVisible()).toBe(false);
    await finish(watched);
  });

  it('lie beside the line coded by hand with one key, with what stands behind each day', async () => {
    const watched = await open('/d/RUS-USA?range=90d&volume=1', '.sum-check .check');
    const { page } = watched;
    await page.keyboard.press('o');
    await page.waitForURL('**overlay=gdelt**');
    await page.locator('.evidence').waitFor();
    await page.locator('.evidence-strip').waitFor();
    const evidence = await page.locator('.evidence').textContent();
    expect(evidence).toMatch(
      /Coded by machine from news: reports, not acts\. [\d,]+ reports, folded into [\d,]+ stories/,
    );
    expect(evidence).toContain('no file stored: a gap, never zero');
    expect(await page.locator('.evidence-strip .is-unknown').count()).toBeGreaterThan(0);
    await page.locator('.chart-overlay').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('PageDown');
    expect(await page.locator('.tooltip-evidence').textContent()).toMatch(
      /no file of this day is stored: unknown, not zero/,
    );
    await page.keyboard.press('t');
    await page.locator('.series-table').getByText('gdelt: by machine').first().waitFor();
    await finish(watched);
  });

  it('say what two sources would leave out, and what that makes of the line', async () => {
    const watched = await open('/d/ISR-USA?model=gdelt', '.sum-check .check');
    const { page } = watched;
    await page.locator('.evidence').waitFor();
    expect(await page.locator('.two-sources').textContent()).toMatch(
      /leaves out [\d,]+ stor(y|ies) of one source \(\d+%\)\. On .*: \d+\.\d instead of \d+\.\d \([+−]?\d+\.\d\)/,
    );
    await page.locator('.two-sources input').check();
    await page.waitForURL('**whatif=sources:2**');
    await page.locator('.what-if-banner').getByText('without reports of one source').waitFor();
    await finish(watched);
  });

  it('are told apart from what a dyad inherits, which is marked in waterfall and table', async () => {
    const watched = await open(
      '/d/KOR-RUS?model=baseline-coupled&from=2023-06-01&to=2024-12-31&a=2023-09-01&b=2024-07-01',
      '.explain-table',
    );
    const { page } = watched;
    await drawn(page);
    expect(await page.locator('.explain-table').textContent()).toContain('inherited from PRK-RUS');
    expect(await page.locator('.events-table .is-coupling').count()).toBeGreaterThan(0);
    expect(await page.locator('.sum-check').textContent()).toMatch(/sum checked/);
    await finish(watched);
  });

  it('say on a figure that a machine coded it, and that the feed behind it is stale', async () => {
    const figure = await fetch(`${site.url}/api/v1/dyads/ISR-USA/figure.svg?model=gdelt&lang=ko`);
    expect(figure.status, await figure.clone().text()).toBe(200);
    const drawnText = (await figure.text()).replaceAll(/<[^>]*>/g, '');
    expect(drawnText).toContain('행위가 아니라 보도입니다');
    expect(drawnText).toMatch(/GDELT 갱신 지연/);
    const beside = await fetch(`${site.url}/api/v1/dyads/RUS-USA/figure.svg?overlay=gdelt`);
    expect((await beside.text()).replaceAll(/<[^>]*>/g, '')).toContain('gdelt v1: by machine');
  });

  it('say on the card of their model what they read, and the lab leaves them to it', async () => {
    const card = await open('/m/gdelt', '.weights');
    expect(await card.page.locator('#sources-title + p').textContent()).toContain(
      'no event coded by hand is in its lines',
    );
    expect(await card.page.getByRole('link', { name: 'Open in the lab' }).count()).toBe(0);
    await finish(card);
    const lab = await open('/lab?model=gdelt', '.notice');
    expect(await lab.page.locator('main').textContent()).toContain('The lab works on those events only');
    await finish(lab);
  });

  it('an admin adds a table of her own from the page, sees the model that reads it, pulls it again and takes it out', async () => {
    const csv = 'When,Who,Whom,What,Score\n2026-10-01,Chile,Peru,note,-2\n2026-10-02,Peru,Chile,note,1.5\n';
    const table = createServer((_request, response) => response.end(csv)).listen(0, '127.0.0.1');
    await once(table, 'listening');
    const watched = await open(`/ops#token=${site.token}`, '.feed');
    const { page } = watched;
    await page.getByRole('button', { name: 'Add another feed' }).click();
    const { port } = table.address() as AddressInfo;
    await page.getByLabel('Or the address of a table').fill(`http://127.0.0.1:${port}/desk.csv`);
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByText('The values go from -2 to 1.5.').waitFor();
    await page.getByLabel('Title', { exact: true }).fill('Desk notes');
    await page.getByRole('button', { name: 'Add 2 rows as a feed' }).click();
    await page.waitForURL('**/d/CHL-PER?model=desk*', { timeout: 30_000 });
    await page.goto('/ops');
    const feed = page.getByRole('article', { name: 'Desk notes' });
    await feed.getByText('stored 1').waitFor();
    await feed.getByRole('link', { name: 'desk' }).click();
    await page.getByRole('heading', { name: /Desk notes: A scale of one/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/m/desk');
    await page.goBack();
    await feed.getByRole('button', { name: 'Pull desk now' }).click();
    await feed.getByText('The pull has begun.').waitFor();
    await feed.getByRole('button', { name: 'Remove desk' }).click();
    expect(await feed.textContent()).toContain('Remove desk with its rows?');
    await feed.getByRole('button', { name: 'Stop fetching it, keep its rows' }).click();
    await feed.getByText('It is fetched no more. Its rows are kept.').waitFor();
    await feed.getByRole('button', { name: 'Remove the rows of desk' }).click();
    await feed.getByRole('button', { name: 'Remove it with its rows' }).click();
    await page.getByText('desk is removed with its rows.').waitFor();
    await feed.waitFor({ state: 'detached' });
    await finish(watched);
    await new Promise((resolve) => table.close(resolve));
  });

  describe.each(LOOKS)(
    'in $name have no serious fault of accessibility, and nothing wider than the screen:',
    ({ options }) => {
      it.each([
        ['/d/ISR-USA?model=gdelt&volume=1&overlay=gdelt-goldstein', '.evidence'],
        ['/d/RUS-USA?range=90d&overlay=gdelt&volume=1', '.evidence'],
        ['/m/baseline-coupled', '.weights'],
        ['/ops', '.feed'],
      ])('%s', async (path, ready) => {
        const watched = await open(path, ready, options);
        const { page } = watched;
        await page.waitForFunction(() => document.querySelector('.skeleton') === null);
        await page.getByRole('combobox').first().click();
        await page.keyboard.type('korea');
        await page.getByRole('option').first().waitFor();
        const grave = (await inspect(page)).violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        );
        expect(
          grave.map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map(({ target, failureSummary }) => `${String(target)} ${failureSummary}`).join(' | ')}`,
          ),
        ).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        );
        await finish(watched);
      });
    },
  );
});

async function inspect(page: Page): Promise<AxeResults> {
  // As an expression of the test, not a script of the page: the page's policy would rightly refuse it.
  await page.evaluate(axe.source);
  return page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
}
