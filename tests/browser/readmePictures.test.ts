/** The pictures of README, drawn anew of today's pages and the shipped events: PICTURES=write npm test -- browser/readmePictures. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../server/projectRoot.ts';
import { openBrowser } from './browser.ts';
import { drawn, openPage, Site } from './site.ts';

const isAsked = process.env['PICTURES'] === 'write';
const browser = isAsked ? await openBrowser() : undefined;

describe.skipIf(browser === undefined)('a picture of README', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  it.each([
    { file: 'board.png', path: '/', height: 900 },
    { file: 'dyad.png', path: '/d/KOR-RUS?from=2024-01-01&to=2024-06-30', height: 940 },
  ])('$file shows the page as it is', async ({ file, path, height }) => {
    const { page, faults, close } = await openPage(browser!, site, {
      viewport: { width: 1440, height },
      colorScheme: 'light',
      locale: 'en-GB',
    });
    await page.goto(path);
    if (path === '/') await page.waitForSelector('main tbody tr');
    else await drawn(page);
    await page.waitForFunction(() => document.fonts.status === 'loaded');
    const picture = await page.screenshot();
    expect(faults).toEqual([]);
    await writeFile(join(projectRoot(), 'client/public', file), picture);
    await close();
  });
});
