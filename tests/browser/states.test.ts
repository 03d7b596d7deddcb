/** What a page shows when things are not as usual, and that it mends itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { drawn, openPage, Site } from './site.ts';

const browser = await openBrowser();

const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';
const NEW_DYAD = `${HEADER}
deu-fra-2025-05-07-visit,DEU-FRA,2025-05-07,day,DEU,FRA,,direct,visit,042,-1,3,The Chancellor visits Paris,Test,https://example.org/visit,2025-05-07,yes,
deu-fra-2025-08-29-talks,DEU-FRA,2025-08-29,day,FRA,DEU,,direct,talks,046,-1,3,Joint council of ministers in Toulon,Test,https://example.org/talks,2025-08-29,yes,
`;

describe.skipIf(browser === undefined)('a page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  it('shows a new dyad after import and roll-up, without being loaded again', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto('/');
    await page.waitForSelector('.board');
    await page.evaluate(() => document.body.setAttribute('data-same', 'yes'));
    expect(await page.getByText('Germany – France').count()).toBe(0);
    expect((await site.post('/api/v1/imports', NEW_DYAD)).status).toBe(200);
    expect((await site.post('/api/v1/runs')).status).toBe(202);
    await page.getByRole('link', { name: 'Germany – France' }).waitFor();
    expect(await page.evaluate(() => document.body.getAttribute('data-same'))).toBe('yes');
    await page.getByRole('link', { name: 'Germany – France' }).click();
    await drawn(page);
    expect(await page.locator('.stat-flag').textContent()).toBe('sparse');
    expect(faults).toEqual([]);
    await close();
  });

  it('takes over a corrected event in an open chart', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto('/d/DEU-FRA?range=all&events=all');
    await drawn(page);
    expect(await page.locator('.events-table tbody tr').count()).toBe(2);
    await site.post(
      '/api/v1/imports',
      `${HEADER}\ndeu-fra-2025-10-01-call,DEU-FRA,2025-10-01,day,DEU,FRA,,direct,call,041,-1,3,The two speak by telephone,Test,https://example.org/call,2025-10-01,yes,\n`,
    );
    await site.post('/api/v1/runs');
    await expect.poll(() => page.locator('.events-table tbody tr').count(), { timeout: 10_000 }).toBe(3);
    await drawn(page);
    expect(faults).toEqual([]);
    await close();
  });

  it('says since when the server is gone, keeps what it shows, and goes on by itself', async () => {
    const { page, close } = await openPage(browser!, site);
    await page.goto('/d/KOR-RUS?from=2024-01-01&to=2024-06-30');
    await drawn(page);
    await site.stop();
    await page.getByText(/The server does not answer/).waitFor();
    expect(await page.locator('.banner-gone').textContent()).toMatch(/since \d\d:\d\d:\d\d UTC/);
    expect(await page.locator('.stat-value').first().textContent()).toBe('86.3');
    // What is on the page still works.
    await page.keyboard.press('t');
    await page.waitForSelector('.series-table');
    await site.startAgain();
    await page.locator('.banner-gone').waitFor({ state: 'detached', timeout: 20_000 });
    await close();
  });

  it('waits for the first roll-up and then fills by itself', async () => {
    const { page, close } = await openPage(browser!, site);
    let isReady = false;
    await page.route('**/api/v1/dyads', (route) =>
      isReady
        ? route.continue()
        : route.fulfill({
            status: 503,
            headers: { 'retry-after': '1', 'content-type': 'application/problem+json' },
            body: JSON.stringify({
              type: 'urn:tension:problem:not-ready',
              title: 'Nothing is published yet',
              status: 503,
              detail: 'No roll-up has completed yet: wait for the first one and ask again.',
              instance: 'test',
            }),
          }),
    );
    await page.goto('/');
    await page.getByRole('heading', { name: 'The first roll-up is running' }).waitFor();
    expect(await page.locator('.board').count()).toBe(0);
    isReady = true;
    await page.waitForSelector('.board');
    await close();
  });

  it('says that there were too many requests, and asks again', async () => {
    const { page, close } = await openPage(browser!, site);
    let refused = 0;
    await page.route('**/api/v1/dyads', (route) =>
      refused++ > 0
        ? route.continue()
        : route.fulfill({
            status: 429,
            headers: { 'retry-after': '1', 'content-type': 'application/problem+json' },
            body: JSON.stringify({
              type: 'urn:tension:problem:too-many-requests',
              title: 'Too many requests',
              status: 429,
              detail: 'More than 600 requests in a minute.',
              instance: 'test',
            }),
          }),
    );
    await page.goto('/');
    await page.getByText('More than 600 requests in a minute.').waitFor();
    await page.waitForSelector('.board');
    expect(refused).toBeGreaterThan(1);
    await close();
  });

  it.each([
    ['its last day', -1],
    ['a day in its middle', 400],
  ])('says loudly when the line is not the sum of its events on %s', async (_day, at) => {
    const { page, close } = await openPage(browser!, site);
    await page.route('**/api/v1/dyads/CHN-LTU/series*', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { points: { index: number }[] };
      body.points.at(at)!.index += 1e-6;
      await route.fulfill({ response, json: body });
    });
    await page.goto('/d/CHN-LTU?range=all');
    await page.getByText('The line is not the sum of its events.').waitFor();
    expect(await page.locator('.sum-check').count()).toBe(0);
    await close();
  });

  it('shows the last complete values and the reason when a roll-up has failed', async () => {
    const { page, close } = await openPage(browser!, site);
    await page.route('**/api/v1/runs*', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { runs: Record<string, unknown>[] };
      body.runs.unshift({ ...body.runs[0], id: 99, status: 'failed', error: 'The disk is full.' });
      await route.fulfill({ response, json: body });
    });
    await page.goto('/d/KOR-RUS');
    await page.getByText('The last roll-up failed.').waitFor();
    await page.getByText('The disk is full.').waitFor();
    await drawn(page);
    expect(await page.locator('.stat-value').first().textContent()).toMatch(/^\d\d\.\d$/);
    await close();
  });

  it('names the nearest dyads for one that has no events', async () => {
    const { page, close } = await openPage(browser!, site);
    await page.goto('/d/KOR-ZWE');
    await page.getByRole('heading', { name: 'There is nothing yet on South Korea – Zimbabwe' }).waitFor();
    expect(await page.locator('.nearest a').first().textContent()).toContain('KOR');
    await page.locator('.nearest a').first().click();
    await drawn(page);
    await close();
  });

  it('does not call silence peace', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto('/d/KOR-RUS?from=1993-02-01&to=1993-08-01');
    await drawn(page);
    await page.getByText('No coded events between 1 Feb 1993 and 1 Aug 1993.').waitFor();
    await page.getByText('No event is coded between the two days.').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('says what is wrong with its address', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto('/d/KOR-RUS?from=2024-13-01&to=2024-06-30&step=hour');
    await page.getByText('from=2024-13-01 is not a calendar date').waitFor();
    await page.getByText('step=hour is not one of day, week, month').waitFor();
    await page.goto('/d/KOR-RUS?from=2030-01-01&to=2031-01-01');
    await page.getByText('from=2030-01-01 to=2031-01-01 lies outside the line').waitFor();
    await drawn(page);
    expect(faults).toEqual([]);
    await close();
  });
});
