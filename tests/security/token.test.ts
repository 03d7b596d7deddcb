/** A link that carries a token: it opens what nobody holds yet, and takes no token away that works. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../browser/browser.ts';
import { openPage, Site } from '../browser/site.ts';

const browser = await openBrowser();

describe.skipIf(browser === undefined)('#token= in a link', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  it('does not replace a token that the server takes, and does replace one that it refuses', async () => {
    const { page, close } = await openPage(browser!, site);
    const held = (): Promise<string | null> => page.evaluate(() => window.sessionStorage.getItem('token'));
    await page.goto(`/#token=${site.token}`);
    expect(await held()).toBe(site.token);

    const asked = page.waitForResponse((response) => response.request().method() === 'HEAD');
    await page.goto('/method#token=another-one');
    expect((await asked).status()).toBe(200);
    await page.waitForSelector('h1');
    expect(await held()).toBe(site.token);
    expect(page.url()).not.toContain('token');

    await page.evaluate(() => window.sessionStorage.setItem('token', 'of-an-earlier-server'));
    await page.goto(`/ops#token=${site.token}`);
    await page.waitForFunction((token) => window.sessionStorage.getItem('token') === token, site.token);
    await close();
  });
});
