/** A dyad whose first event lies a hundred and fifty years back, and an act that bears on two dyads, as pages show them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { drawn, openPage, Site } from './site.ts';

const browser = await openBrowser();
const OLD = `id,date,actor,target,type,polarity,severity,summary,source_name
deu-fra-1870,1870-07-19,FRA,DEU,other,1,5,Paris declares war,Desk
deu-fra-2024,2024-05-26,FRA,DEU,visit,-1,4,A state visit,Desk
`;

describe.skipIf(browser === undefined)('07-one-old-event-closes-the-page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
    const { page, close } = await openPage(browser!, site);
    await page.goto('/');
    await page.waitForSelector('.board');
    expect((await site.post('/api/v1/imports', OLD)).status).toBe(200);
    expect((await site.post('/api/v1/runs')).status).toBe(202);
    await page.getByRole('link', { name: 'Germany – France' }).waitFor();
    await close();
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  it.each(['/d/DEU-FRA', '/d/DEU-FRA?range=all', '/d/DEU-FRA?from=1870-01-01&to=1871-12-31&step=month'])(
    '%s opens, and its events are there',
    async (path) => {
      const { page, faults, close } = await openPage(browser!, site);
      await page.goto(path);
      await drawn(page);
      expect(await page.locator('.notice').allTextContents()).not.toContainEqual(expect.stringContaining('cannot be'));
      expect(faults).toEqual([]);
      await close();
    },
  );

  it('Compare shows it beside another', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    await page.goto('/compare?dyads=DEU-FRA,KOR-RUS&range=all');
    await page.waitForFunction(() => (document.querySelector<HTMLCanvasElement>('canvas')?.width ?? 0) > 300);
    expect(await page.locator('main').textContent()).toContain('Germany – France');
    expect(faults).toEqual([]);
    await close();
  });

  it('an event’s page names the row that its act has in another dyad, and leads to it and back', async () => {
    const { page, faults, close } = await openPage(browser!, site);
    const veto = '/d/KOR-RUS/e/kor-rus-2024-03-28-unsc-1718-panel-veto';
    await page.goto(veto);
    const line = page.locator('p', { hasText: 'The same act in other pairs:' });
    await line.waitFor();
    expect(await line.textContent()).toBe(
      'The same act in other pairs: North Korea – Russia (lowers tension, indirect)',
    );
    await line.getByRole('link').click();
    await page.waitForURL('**/d/PRK-RUS/e/**');
    await page.locator('p', { hasText: 'South Korea – Russia (raises tension, indirect)' }).getByRole('link').click();
    await page.waitForURL(`**${veto}`);
    expect(faults).toEqual([]);
    await close();
  });
});
