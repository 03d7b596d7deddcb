/** The Compare page by mouse and by keyboard: what it shows is what the API serves. */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { downloaded, openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

interface SeriesAnswer {
  readonly model: { readonly name: string; readonly version: number; readonly hash: string };
  readonly points: readonly { readonly date: string; readonly index: number; readonly tension: number }[];
}

describe.skipIf(browser === undefined)('the Compare page', () => {
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

  const open = async (path: string, options: Parameters<typeof openPage>[2] = {}): Promise<void> => {
    watched = await openPage(browser!, site, options);
    page = watched.page;
    await page.goto(path);
    await settled();
  };
  const settled = async (): Promise<void> => {
    await page.waitForFunction(
      () =>
        document.querySelector('.skeleton') === null &&
        (document.querySelector('.compared-table') !== null ||
          (document.querySelector<HTMLCanvasElement>('.chart canvas')?.width ?? 0) > 300 ||
          document.querySelector('.empty') !== null),
    );
    // Keys are listened to once the picture is painted, which is after it is drawn.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
    );
  };
  const finish = async (): Promise<void> => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  };
  const query = (): URLSearchParams => new URL(page.url()).searchParams;
  const said = () => page.locator('main [aria-live="polite"]').last();

  it('is reached from any page, shows two dyads, and keeps every choice in the address, by mouse', async () => {
    watched = await openPage(browser!, site);
    page = watched.page;
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Compare' }).click();
    await page.waitForURL('**/compare');
    await settled();
    await page.getByRole('heading', { level: 1, name: 'South Korea – Russia and North Korea – Russia' }).waitFor();
    expect(await page.locator('.summary').textContent()).toMatch(
      /they lie \d+\.\d points apart\. Coded events in this window: \d+ of KOR-RUS and \d+ of PRK-RUS/,
    );
    await page.getByRole('combobox', { name: 'Add a dyad' }).selectOption('CHN-USA');
    await page.waitForURL((url) => url.search === '?dyads=KOR-RUS,PRK-RUS,CHN-USA');
    await page.getByRole('button', { name: 'Small multiples' }).click();
    await page.waitForURL('**view=multiples**');
    await page.getByRole('button', { name: 'Percentile' }).click();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    expect(Object.fromEntries(query())).toEqual({
      dyads: 'KOR-RUS,PRK-RUS,CHN-USA',
      view: 'multiples',
      scale: 'percentile',
      range: 'all',
    });
    await page.getByRole('button', { name: 'Difference' }).click();
    await page.getByRole('button', { name: /^Bring China – United States to front/ }).click();
    await expect.poll(() => query().get('dyads')).toBe('CHN-USA,KOR-RUS,PRK-RUS');
    await page.getByRole('button', { name: 'Take South Korea – Russia out' }).click();
    await expect.poll(() => query().get('dyads')).toBe('CHN-USA,PRK-RUS');
    await page.reload();
    await page
      .getByRole('heading', { level: 1, name: 'North Korea – Russia, against China – United States' })
      .waitFor();
    await settled();
    const chart = (await page.locator('.chart-overlay').boundingBox())!;
    await page.mouse.move(chart.x + chart.width * 0.6, chart.y + 120);
    expect(await page.locator('.tooltip').textContent()).toMatch(/minus CHN-USA.*North Korea – Russia/);
    await finish();
  });

  it('is walked by keyboard alone: range, step, days, table', async () => {
    await open('/compare?dyads=KOR-RUS,PRK-RUS&from=2024-03-01&to=2024-04-30');
    await page.locator('.chart-overlay').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => said().textContent()).toMatch(/^1 Mar 2024: KOR-RUS 70\.9; PRK-RUS \d+\.\d\.$/);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => said().textContent()).toMatch(/^2 Mar 2024: /);
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => said().textContent()).toMatch(/^9 Mar 2024: /);
    await page.keyboard.press('PageDown');
    await expect.poll(() => said().textContent()).toMatch(/^8 Apr 2024: /);
    expect(await page.locator('.tooltip').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.tooltip').count()).toBe(0);
    await page.keyboard.press('m');
    await page.waitForURL('**step=month**');
    await page.keyboard.press('t');
    await page.waitForSelector('.compared-table');
    await page.keyboard.press('1');
    await expect.poll(() => query().get('range')).toBe('90d');
    await page.getByRole('slider', { name: 'First day shown' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => query().has('from')).toBe(true);
    await finish();
  });

  it('prints in its table what the API serves, and takes differences of it', async () => {
    const range = 'from=2023-06-01&to=2024-12-31&step=week';
    await open(`/compare?dyads=KOR-RUS,PRK-RUS,CHN-USA&${range}&table=1`);
    const served = await Promise.all(
      ['KOR-RUS', 'PRK-RUS', 'CHN-USA'].map(
        async (dyad) => (await site.json(`/api/v1/dyads/${dyad}/series?${range}`)) as SeriesAnswer,
      ),
    );
    const read = async (): Promise<string[][]> =>
      page
        .locator('.compared-table tbody tr')
        .evaluateAll((rows) =>
          rows.map((row) => [
            row.querySelector('time')!.dateTime,
            ...[...row.querySelectorAll('.cell-value')].map((cell) => cell.textContent ?? ''),
          ]),
        );
    const text = (value: number): string =>
      value
        .toFixed(2)
        .replace('-', '−')
        .replace(/^−(0\.00)$/, '$1');
    const expected = (of: (values: readonly number[]) => readonly number[]): string[][] =>
      served[0]!.points
        .map(({ date }, i) => [date, ...of(served.map(({ points }) => points[i]!.index)).map(text)])
        .toReversed();
    expect(await read()).toEqual(expected((values) => values));
    await page.getByRole('button', { name: 'Difference' }).click();
    await page.waitForURL('**view=difference**');
    await page.getByText('PRK-RUS − KOR-RUS').waitFor();
    expect(await read()).toEqual(expected(([first, ...others]) => others.map((value) => value - first!)));
    await finish();
  });

  it('gives the same as CSV, with full digits', async () => {
    await open('/compare?dyads=KOR-RUS,PRK-RUS&from=2024-03-01&to=2024-03-10');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('compare_KOR-RUS_PRK-RUS_2024-03-01_2024-03-10.csv');
    const lines = (await downloaded(download)).toString('utf8').trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFdate,South Korea – Russia,South Korea – Russia: coverage,North Korea – Russia,North Korea – Russia: coverage',
    );
    const { points } = (await site.json(
      '/api/v1/dyads/KOR-RUS/series?from=2024-03-01&to=2024-03-10&step=day',
    )) as SeriesAnswer;
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2))).toEqual(
      points.map(({ date, index }) => [date, String(index)]),
    );
    expect(watched.faults.filter((fault) => !fault.includes('blob:'))).toEqual([]); // the file is made in the page: that is no request
    await watched.close();
  });

  it('lays other methods beside the index, each with what it misses, never the levels of all in one pane', async () => {
    await open('/compare?dyads=KOR-RUS&by=methods&range=all');
    expect(await page.locator('.method-notes dt').count()).toBe(4);
    expect(await page.locator('.method-notes').textContent()).toMatch(
      /it has no memory.*Source: Goldstein 1992.*a war counts as much as a protest.*nothing ever fades/,
    );
    await page.getByRole('button', { name: 'Overlay' }).click();
    await page.waitForURL('**view=overlay**');
    expect(await page.getByRole('button', { name: 'Percentile' }).getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByRole('button', { name: 'Level', exact: true }).count()).toBe(0);
    expect(await page.locator('.summary').textContent()).toContain('not how tense');
    await page.getByRole('combobox', { name: 'Add a method' }).selectOption('conflict-share');
    await expect.poll(() => query().get('methods')).toBe('index,goldstein-sum,log-ratio,yan,conflict-share');
    await page.locator('.chart-overlay').focus();
    await page.keyboard.press('End');
    await expect.poll(() => said().textContent()).toMatch(/Tension index percentile \d+, not covered; Goldstein sum/);
    await finish();
  });

  it('computes methods from the same events: months of the table add up to all of them', async () => {
    await open('/compare?dyads=KOR-RUS&by=methods&methods=goldstein-sum,conflict-share&range=all&table=1');
    const { codes } = (await site.json('/api/v1/goldstein')) as {
      codes: readonly { code: string; gdelt: number | null }[];
    };
    const { events } = (await site.json('/api/v1/dyads/KOR-RUS/events?limit=1000')) as {
      events: readonly { date: string; cameo: string }[];
    };
    const table = new Map(codes.map(({ code, gdelt }) => [code, gdelt]));
    const april = events.filter(({ date }) => date.startsWith('2024-04'));
    const sum = april.reduce(
      (total, { cameo }) =>
        total + (table.get(cameo) ?? table.get(cameo.slice(0, 3)) ?? table.get(cameo.slice(0, 2)) ?? Number.NaN),
      0,
    );
    const row = page.locator('.compared-table tr', { has: page.locator('time[datetime="2024-04-30"]') });
    expect(await row.locator('.cell-value').first().textContent()).toBe(sum.toFixed(2).replace('-', '−'));
    await finish();
  });

  it('holds two models against each other', async () => {
    await open('/compare?by=models&dyads=KOR-RUS&models=baseline@1,baseline@2&view=difference&range=all');
    await page.getByRole('heading', { level: 1, name: 'baseline v1 and baseline v2 on KOR-RUS' }).waitFor();
    expect(await page.locator('.summary').textContent()).toMatch(/They read the same 190 coded events of this window/);
    await finish();
  });

  it('draws where the level changed, and lists the changes as text', async () => {
    await open('/compare?dyads=KOR-RUS,PRK-RUS&range=all&view=multiples');
    await page.getByRole('button', { name: 'Level changes' }).click();
    await page.waitForURL('**levels=1**');
    expect(await page.locator('.level-list li').first().textContent()).toMatch(/^KOR-RUS .*Mar 2022 46 → 70/);
    await page.getByRole('button', { name: 'Percentile' }).click();
    await page.getByText('Changes of level are sought on the index itself').waitFor();
    await finish();
  });

  it('says what is wrong with its address, and shows what can be shown', async () => {
    await open('/compare?dyads=KOR-RUS,XX,FRA-MLI,PRK-RUS&view=pie&from=2024-13-01');
    expect(await page.locator('.notice-warning').textContent()).toMatch(
      /“XX” is not a dyad.*view=pie is not one of overlay, multiples, difference: overlay is shown\..*from=2024-13-01 is not a calendar date/,
    );
    expect(await page.locator('.notice-error').textContent()).toContain('There are no events of FRA-MLI');
    await page.getByRole('heading', { level: 1, name: 'South Korea – Russia and North Korea – Russia' }).waitFor();
    expect(watched.faults.filter((fault) => !/status of 404/.test(fault))).toEqual([]);
    await watched.close();
  });

  it('copies a link that pins lines, days, data and model', async () => {
    await open('/compare', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.keyboard.press('y');
    await page.getByText('Short link copied').waitFor({ state: 'attached' });
    const short = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(short.pathname).toMatch(/^\/v\/.{9}$/);
    await page.goto('/compare?scale=percentile');
    await settled();
    await page.keyboard.press('y');
    await page.getByText('Link copied').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('scale=percentile');
    await page.goto(short.pathname);
    const link = new URL(
      (await page.getByRole('link', { name: 'Open in the dashboard' }).getAttribute('href'))!,
      page.url(),
    );
    await page.goto('/compare');
    await settled();
    expect([...link.searchParams.keys()].toSorted()).toEqual(['asOf', 'dyads', 'from', 'models', 'to']);
    expect(link.searchParams.get('models')).toMatch(/^baseline@[0-9a-f]{8}$/);
    // Sentences come as their lines do.
    await expect
      .poll(() => page.locator('.summary').textContent())
      .toMatch(/Coded events in this window.*Percentiles compare/);
    const summary = await page.locator('.summary').textContent();
    await page.goto(link.pathname + link.search);
    await settled();
    await page.getByText('Pinned.').waitFor();
    await expect.poll(() => page.locator('.summary').textContent()).toBe(summary);
    await finish();
  });

  const LOOKS = [
    { name: 'light', options: { colorScheme: 'light' as const } },
    { name: 'dark', options: { colorScheme: 'dark' as const } },
    {
      name: 'phone',
      options: { colorScheme: 'light' as const, viewport: { width: 360, height: 760 }, hasTouch: true },
    },
  ];
  const STATES = [
    '/compare?dyads=KOR-RUS,PRK-RUS,KOR-PRK,CHN-USA,RUS-USA,IND-PAK&levels=1',
    '/compare?dyads=KOR-RUS,PRK-RUS&view=difference&scale=percentile&table=1',
    '/compare?by=methods&methods=index,goldstein-sum,goldstein-mean,log-ratio,conflict-share,yan',
    '/compare?by=models&dyads=KOR-RUS',
  ];
  describe.each(LOOKS)('in $name', ({ options }) => {
    it.each(STATES)('has no grave fault of accessibility and nothing wider than the screen: %s', async (path) => {
      await open(path, options);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
      expect(
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map(({ target, failureSummary }) => `${String(target)} ${failureSummary}`).join(' | ')}`,
          ),
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      await finish();
    });
  });
});
