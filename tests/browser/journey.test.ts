/** From the board to the source of an event, as people go. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { focus, tabTo } from './keyboard.ts';
import { drawn, openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

interface SeriesAnswer {
  readonly points: readonly {
    readonly date: string;
    readonly index: number;
    readonly low: number;
    readonly high: number;
    readonly tension: number;
  }[];
}

describe.skipIf(browser === undefined)('a reader', () => {
  let site: Site;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  const open = async (path: string): Promise<void> => {
    watched = await openPage(browser!, site);
    page = watched.page;
    await page.goto(path);
  };
  const finish = async (): Promise<void> => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  };

  it('goes by mouse from the board to a dyad, to an event, to its source', async () => {
    await open('/');
    await page.getByRole('link', { name: 'South Korea – Russia' }).click();
    await page.waitForURL('**/d/KOR-RUS');
    await drawn(page);
    expect(await page.title()).toBe('South Korea – Russia · Tension');
    await page.getByRole('button', { name: '1 y' }).click();
    await page.waitForURL('**/d/KOR-RUS?range=1y');
    await page.goto('/d/KOR-RUS?from=2024-03-01&to=2024-04-30');
    await drawn(page);
    await page.locator('.moved').getByRole('link', { name: /Veto/ }).click();
    await page.waitForURL('**/d/KOR-RUS/e/kor-rus-2024-03-28-unsc-1718-panel-veto');
    await page.getByRole('heading', { level: 1, name: /Russia vetoes/ }).waitFor();
    expect(await page.locator('.coding').textContent()).toContain('Seoul-based reporting');
    const source = page.locator('.source a');
    const address = await source.getAttribute('href');
    expect(address).toMatch(/^https:\/\/www\.tribuneindia\.com\//);
    await page.route('https://www.tribuneindia.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>source</title>' }),
    );
    await source.click();
    await page.waitForURL(address!);
    expect(watched.faults).toEqual([`request elsewhere: ${address}`]);
    await watched.close();
  });

  it('goes the same way by keyboard alone', async () => {
    await open('/');
    await page.waitForSelector('.board');
    await page.keyboard.press('/');
    await page.keyboard.type('korea russia');
    await page.getByRole('option', { name: /North Korea – Russia/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect
      .poll(() => page.getByRole('option', { selected: true }).textContent())
      .toMatch(/^South Korea – Russia/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/d/KOR-RUS');
    await drawn(page);
    await expect.poll(async () => (await focus(page)).tag).toBe('H1'); // a new page says so to who cannot see it
    await page.keyboard.press('4');
    await page.waitForURL('**range=all');
    await page.keyboard.press('1');
    await page.waitForURL('**range=90d');

    await page.goto('/d/KOR-RUS?from=2024-03-01&to=2024-04-30');
    await drawn(page);
    await tabTo(page, (focused) => focused.role === 'application');
    const said = page.locator('[aria-live="polite"]').last();
    await page.keyboard.press('Home');
    await expect.poll(() => said.textContent()).toMatch(/^1 Mar 2024: 70\.9, band/);
    await page.keyboard.press('a');
    await page.waitForURL('**a=2024-03-01**');
    for (const expected of [
      /^11 Mar 2024: .*Seizure or detention/,
      /^28 Mar 2024: .*Sanction: .*Veto: Russia vetoes/,
    ]) {
      await page.keyboard.press(']');
      await expect.poll(() => said.textContent()).toMatch(expected);
    }
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => said.textContent()).toMatch(/^29 Mar 2024: /);
    for (let press = 0; press < 3; press++) await page.keyboard.press(']'); // 2, 3 and 5 April
    await expect.poll(() => said.textContent()).toMatch(/^5 Apr 2024: 80\.1/);
    await page.keyboard.press('b');
    await page.waitForURL('**b=2024-04-05**');
    await expect
      .poll(() => page.evaluate(() => `${location.search} ${document.querySelector('.marks')?.textContent}`), {
        timeout: 10_000,
      })
      .toMatch(/a=2024-03-01&b=2024-04-05 .*\+9\.2 from A to B/);

    await tabTo(page, (focused) => focused.tag === 'INPUT');
    await page.keyboard.type('veto panel');
    await tabTo(page, (focused) => focused.text.startsWith('Russia vetoes'));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/e/kor-rus-2024-03-28-unsc-1718-panel-veto**');
    await page.waitForSelector('.source');
    await tabTo(page, (focused) => focused.href.startsWith('https://www.tribuneindia.com/'));
    await finish();
  });

  it('finds veto, sanctions and summons of spring 2024 among the numbered events, each with its source', async () => {
    await open('/d/KOR-RUS?from=2024-03-01&to=2024-04-30');
    await drawn(page);
    for (const [id, host] of [
      ['kor-rus-2024-03-28-unsc-1718-panel-veto', 'tribuneindia'],
      ['kor-rus-2024-04-02-sanction', 'koreajoongangdaily'],
      ['kor-rus-2024-04-05-summons-lee-do-hoon', 'azernews'],
    ]) {
      const row = page.locator('.events-table tr', { has: page.locator(`a[href="/d/KOR-RUS/e/${id}"]`) });
      expect(await row.locator('.badge').textContent()).toMatch(/^[1-5]$/);
      expect(await row.locator('.col-source a').getAttribute('href')).toContain(host);
    }
    expect(await page.locator('.sum-check').textContent()).toMatch(
      /sum checked on 30 Apr 2024: neutral 50 \+ \d+ events = 77\.8, residual < 1e-9 on every day/,
    );
    await finish();
  });

  it('sees the same numbers in the table as the API serves', async () => {
    await open('/d/KOR-RUS?from=2024-01-01&to=2024-06-30&step=week');
    await drawn(page);
    await page.keyboard.press('t');
    await page.waitForURL('**table=1**');
    const served = (await site.json(
      '/api/v1/dyads/KOR-RUS/series?from=2024-01-01&to=2024-06-30&step=week',
    )) as SeriesAnswer;
    const rows = await page
      .locator('.series-table tbody tr')
      .evaluateAll((list) =>
        list.map((row) => [
          row.querySelector('time')!.dateTime,
          ...[...row.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
        ]),
      );
    expect(rows.length).toBe(served.points.length);
    const text = (value: number): string => value.toFixed(2).replace('-', '−');
    served.points.toReversed().forEach((point, i) => {
      const [date, index, low, high, , , tension] = rows[i]!;
      expect([date, index, low, high, tension]).toEqual([
        point.date,
        text(point.index),
        text(point.low),
        text(point.high),
        text(point.tension),
      ]);
    });
    await finish();
  });

  it('moves the window with the brush, by mouse and by keyboard, and the address follows', async () => {
    await open('/d/KOR-RUS');
    await drawn(page);
    const handle = page.getByRole('slider', { name: 'Window shown' });
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 300, box.y + 20, { steps: 8 });
    await page.mouse.up();
    await page.waitForURL('**from=20**to=20**');
    const dragged = new URL(page.url()).searchParams;
    expect(dragged.get('to')! < '2020').toBe(true);
    await page.getByRole('slider', { name: 'Last day shown' }).focus();
    const before = dragged.get('to')!;
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => new URL(page.url()).searchParams.get('to')).not.toBe(before);
    await finish();
  });

  it('marks two days by clicking, and sees the difference explained', async () => {
    await open('/d/KOR-RUS?from=2024-01-01&to=2024-06-30');
    await drawn(page);
    const chart = (await page.locator('.chart-overlay').boundingBox())!;
    await page.mouse.move(chart.x + 250, chart.y + 150);
    await page.waitForSelector('.tooltip');
    expect(await page.locator('.tooltip tr').count()).toBeGreaterThan(3);
    await page.mouse.click(chart.x + 250, chart.y + 150);
    await page.mouse.click(chart.x + 480, chart.y + 150);
    await page.waitForURL('**a=2024**b=2024**');
    expect(await page.locator('.moved-range').textContent()).toMatch(/^A .* → B /);
    await page.keyboard.press('Escape');
    await expect.poll(() => new URL(page.url()).searchParams.has('a')).toBe(false);
    await finish();
  });

  it('sees one side’s acts alone, what raises and lowers apart, and all of it in the address', async () => {
    await open('/d/KOR-RUS?from=2024-01-01&to=2024-06-30');
    await drawn(page);
    await page.getByRole('button', { name: 'KOR → RUS' }).click();
    await page.waitForURL((url) => url.searchParams.get('direction') === 'KOR>RUS');
    await page.getByText('Tension from South Korea towards Russia stood at').waitFor();
    await drawn(page);
    await page.getByRole('button', { name: 'Raises / lowers' }).click();
    await page.waitForURL('**view=parts**');
    await page.reload();
    await page.getByText('Tension from South Korea towards Russia stood at').waitFor();
    expect(await page.getByRole('button', { name: 'Raises / lowers' }).getAttribute('aria-pressed')).toBe('true');
    await finish();
  });

  it('sees when the level changed, drawn over the line and told in words', async () => {
    watched = await openPage(browser!, site);
    page = watched.page;
    await page.goto('/d/KOR-RUS?range=all');
    await drawn(page);
    await page.getByRole('button', { name: 'Level changes' }).click();
    await page.waitForURL('**levels=1**');
    // February 2022: sanctions and counter-sanctions after the invasion of Ukraine
    expect(await page.locator('.level-note').textContent()).toContain('Mar 2022 46 → 70');
    await finish();
  });

  it('copies a link that pins dates, data and model, and is told so when it is opened', async () => {
    watched = await openPage(browser!, site, { permissions: ['clipboard-read', 'clipboard-write'] });
    page = watched.page;
    await page.goto('/d/KOR-RUS?range=1y');
    await drawn(page);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Short link copied').waitFor({ state: 'attached' });
    const short = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(short.pathname).toMatch(/^\/v\/.{9}$/);
    const shown = await page.locator('.stat-value').allTextContents();
    await page.goto(short.pathname);
    await page.getByRole('link', { name: 'Open in the dashboard' }).click();
    await drawn(page);
    expect(await page.locator('.banner-as-of').textContent()).toContain('As known on');
    expect(await page.locator('.stat-value').allTextContents()).toEqual(shown);
    const link = new URL(page.url());
    expect([...link.searchParams.keys()].toSorted()).toEqual(['asOf', 'from', 'model', 'to']);
    expect(link.searchParams.get('model')).toMatch(/^baseline@[0-9a-f]{8}$/);
    // What no view holds, such as changes of level, goes along in the page's own address.
    await page.goto('/d/KOR-RUS?range=1y&levels=1');
    await drawn(page);
    await page.keyboard.press('y');
    await page.getByText('Link copied').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /\/d\/KOR-RUS\?from=.*&to=.*&model=baseline@[0-9a-f]{8}&asOf=.*&levels=1$/,
    );
    await finish();
  });

  it('sorts and searches the board, and finds the keys under ?', async () => {
    await open('/');
    await page.waitForSelector('.board');
    await page.getByRole('button', { name: 'Index and 90% band' }).click();
    const values = (await page.locator('.board-value').allTextContents()).map(Number);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
    await page.getByPlaceholder('Search dyads').fill('lithuania');
    await expect.poll(() => page.locator('.board tbody tr').count()).toBe(1);
    await finish();
  });
});
