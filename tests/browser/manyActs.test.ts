/** A line with more acts than a page lists: sums by type, and the acts of a day, on stories that are made up. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Move } from '../../models/contract/move.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { GdeltServer, stampOf } from '../feeds/gdeltServer.ts';
import { gdeltRow } from '../feeds/tables.ts';
import { openBrowser } from './browser.ts';
import { openPage, Site } from './site.ts';

const browser = await openBrowser();

const DAY_MS = 86_400_000;
const DAYS = 70;
const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const compact = (ms: number): string => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const LAST = today - 2 * DAY_MS;

/** One story of each code of the table and side on each day. */
function rows(stamp: string): string {
  const codes = readFileSync(join(projectRoot(), 'data/cameo.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .filter(([code = '', , , type]) => code.length > 2 && type !== '')
    .map(([code]) => code!);
  let id = 0;
  return Array.from({ length: DAYS }, (_, back) => compact(LAST - back * DAY_MS))
    .flatMap((day) =>
      codes.flatMap((code) =>
        [
          ['USA', 'RUS'],
          ['RUS', 'USA'],
        ].map(([actor, target]) =>
          gdeltRow({
            0: String(++id),
            1: day,
            5: actor!,
            7: actor!,
            15: target!,
            17: target!,
            26: code,
            27: code,
            28: code.slice(0, 2),
            59: stamp,
          }),
        ),
      ),
    )
    .join('\n');
}

describe.skipIf(browser === undefined)('a line with more acts than a page lists', () => {
  let site: Site;
  let gdelt: GdeltServer;
  beforeAll(async () => {
    site = await Site.open();
    gdelt = await GdeltServer.start();
    const stamp = stampOf(LAST + DAY_MS);
    gdelt.publish(stamp, Buffer.from(`${rows(stamp)}\n`));
    const headers = { authorization: `Bearer ${site.token}`, 'content-type': 'application/json' };
    const feed = { name: 'gdelt', kind: 'gdelt', base: gdelt.base, from: iso(LAST) };
    expect(
      (await fetch(`${site.url}/api/v1/feeds`, { method: 'POST', headers, body: JSON.stringify(feed) })).status,
    ).toBe(201);
    await vi.waitFor(
      async () => expect((await fetch(`${site.url}/api/v1/dyads/RUS-USA/series?model=gdelt`)).status).toBe(200),
      { timeout: 120_000, interval: 500 },
    );
  });
  afterAll(async () => {
    await site.close();
    await gdelt.stop();
    await browser?.close();
  });

  it('is told by sums of each type, which add up, and by the acts of a day that is chosen', async () => {
    const window = { from: iso(LAST - 20 * DAY_MS), to: iso(LAST) };
    const move = (await site.json(
      `/api/v1/dyads/RUS-USA/move?model=gdelt&from=${iso(LAST - 21 * DAY_MS)}&to=${window.to}`,
    )) as Move;
    const acts = move.types.reduce((sum, { events }) => sum + events, 0);
    expect(acts).toBeGreaterThan(20_000);
    const sum = move.types.reduce((total, { indexPoints }) => total + indexPoints, move.rescaling);
    expect(Math.abs(sum - move.change)).toBeLessThan(1e-9);

    const { page, faults, close } = await openPage(browser!, site);
    await page.goto(`/d/RUS-USA?model=gdelt&from=${window.from}&to=${window.to}`);
    const panel = page.getByRole('region', { name: 'What moved it' });
    await panel.getByText('✓ sum checked').waitFor();
    expect(await panel.textContent()).toMatch(
      /[\d,]+ acts lie behind this line, more than the 20,000 that a page lists\./,
    );
    expect(await panel.locator('.moved-list > li').count()).toBeGreaterThan(8);
    expect(await page.locator('.finding').textContent()).toMatch(/^Russia – United States tension/);
    await panel.getByRole('button', { name: /^Show the acts of/ }).click();
    const list = panel.getByRole('list', { name: 'Acts of the day' });
    await list.getByRole('listitem').nth(50).waitFor();
    expect(await list.textContent()).toContain('These are the first 50.');
    await panel
      .getByLabel('Acts of the day')
      .first()
      .fill(iso(LAST - 100 * DAY_MS));
    await panel.getByText(/^No act of .* counts\.$/).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('is told in Korean too', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto(`/d/RUS-USA?model=gdelt&lang=ko`);
    await page.getByRole('region', { name: '변화 요인' }).getByText('✓ 합계 확인됨').waitFor();
    expect(await page.locator('.finding').textContent()).toMatch(/[가-힣]/);
    expect(faults).toEqual([]);
    await close();
  });
});
