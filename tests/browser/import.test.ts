/** An analyst brings in her own table: dropped, asked about, recorded, seen on the line. */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messyCsv, workbookOf } from '../shared/messyWorkbook.ts';
import { openBrowser } from './browser.ts';
import { openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

const OPEN_DATES = [
  ['Date', 'Who', 'Whom', 'What', 'Severity', 'What happened', 'Newspaper'],
  ['5/4/2024', 'Peru', 'Chile', 'Summons', 3, 'Lima summons the ambassador of Chile over the border', 'El Comercio'],
  [
    '6/4/2024',
    'Chile',
    'Perru',
    'Cyber attack',
    2,
    'Santiago says that hackers of the neighbour broke in',
    'La Tercera',
  ],
];

describe.skipIf(browser === undefined)('a table of acts', () => {
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
  const open = async (language: string, options = {}): Promise<void> => {
    watched = await openPage(browser!, site, options);
    page = watched.page;
    await page.goto(`/desk/import?lang=${language}#token=${site.token}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const axeFaults = async (): Promise<string[]> => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  const finish = async (): Promise<void> => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  };
  const drop = async (name: string, bytes: Buffer): Promise<void> => {
    const transfer = await page.evaluateHandle(
      ([file, data]) => {
        const found = new DataTransfer();
        found.items.add(new File([Uint8Array.from(atob(data!), (letter) => letter.charCodeAt(0))], file!));
        return found;
      },
      [name, bytes.toString('base64')],
    );
    await page.dispatchEvent('.import-place', 'dragover', { dataTransfer: transfer });
    await page.dispatchEvent('.import-place', 'drop', { dataTransfer: transfer });
  };

  it('is dropped, answers the question about dates, takes the suggestions and stands on the line', async () => {
    await open('en');
    await drop('border.xlsx', workbookOf([{ name: 'Log', rows: OPEN_DATES }]));
    await page.getByText('Which comes first in the dates').waitFor();
    expect(await page.getByRole('button', { name: /^Record/ }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: /^The day:/ }).click();
    await page.getByText('Dates are read with the day first.').waitFor();
    await page.getByRole('button', { name: 'Accept all 2 suggestions' }).click();
    await page.getByRole('button', { name: 'Record 2 rows' }).waitFor();
    expect(await axeFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Record 2 rows' }).click();
    await page.getByRole('heading', { name: 'Recorded.' }).waitFor();
    const dyads = async (): Promise<string> => JSON.stringify(await site.json('/api/v1/dyads'));
    await expect.poll(dyads, { timeout: 30_000 }).toContain('CHL-PER');
    await page.getByRole('link', { name: 'CHL-PER' }).click();
    await page.waitForURL('**/d/CHL-PER*');
    await page.getByText('Lima summons the ambassador of Chile').first().waitFor({ timeout: 30_000 });
    await finish();
  });

  it('is read in Korean, and a whole import is taken back', async () => {
    await open('ko');
    await drop('기록.csv', messyCsv());
    await page.getByRole('heading', { name: '이름표에 없는 이름' }).waitFor();
    await page.getByRole('button', { name: /^제안 \d+개 모두 받아들이기$/ }).click();
    await page.getByLabel('“Nerve agent attack”: 다른 것').selectOption('other');
    await page.getByRole('button', { name: '40행 기록' }).click();
    await page.getByRole('heading', { name: '기록했습니다.' }).waitFor();
    await page.getByRole('button', { name: '이 가져오기 되돌리기' }).click();
    expect(await axeFaults()).toEqual([]);
    await finish();
  });

  it('is kept by keyboard and on a phone: a file is chosen, and a column changed', async () => {
    await open('en', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await page
      .locator('.import-place input[type=file]')
      .setInputFiles({ name: 'log.csv', mimeType: 'text/csv', buffer: messyCsv() });
    await page.getByText('Read as windows-1252').waitFor();
    await page.getByLabel('Source: column of the file', { exact: true }).selectOption('');
    await page.getByText('Missing: Source').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await finish();
  });

  it('that is none says so in a sentence', async () => {
    await open('en');
    await drop('old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]));
    await page.getByText('save it as .xlsx').waitFor();
    expect(watched.faults, 'the browser’s own note on a 422').toEqual([expect.stringContaining('422')]);
    await watched.close();
  });
});
