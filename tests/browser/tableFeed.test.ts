/** Somebody who has read nothing drops the workbook of another project on the page, answers what is asked, and sees its line. */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messyCsv } from '../shared/messyWorkbook.ts';
import { stepsWorkbook } from '../shared/stepsWorkbook.ts';
import { openBrowser } from './browser.ts';
import { drawn, openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

describe.skipIf(browser === undefined)('a table of one’s own', () => {
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

  const open = async (language: string, add: string, options = {}): Promise<void> => {
    watched = await openPage(browser!, site, options);
    page = watched.page;
    await page.goto(`/ops?lang=${language}#token=${site.token}`);
    await page.getByRole('button', { name: add }).click();
    await page.locator('.import-place').waitFor();
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
    await page.dispatchEvent('.import-place', 'drop', { dataTransfer: transfer });
  };
  const finish = async (): Promise<void> => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(watched.faults).toEqual([]);
    await watched.close();
  };

  it('of 40 rows in an unfamiliar layout is dropped, its words are answered, and its line opens', async () => {
    await open('en', 'Add another feed');
    await drop('Aegean steps.xlsx', stepsWorkbook());
    await page.getByRole('button', { name: /^Accept all \d suggestions$/ }).click();
    await page.getByText('Of 40 rows, 39 go onto a line, 1 is left out.').waitFor();
    await page.getByText('Most rows: Greece – Türkiye (39), Cyprus – Greece (1).').waitFor();
    await page.getByRole('combobox', { name: /^Show/ }).selectOption('leftOut');
    await page.getByText('A side is an organisation and no state.').waitFor();
    await page.getByRole('button', { name: 'Add 39 rows as a feed' }).click();
    await page.waitForURL('**/d/GRC-TUR?model=aegean-steps*', { timeout: 120_000 });
    await drawn(page);
    expect(await page.locator('.events-table').first().textContent()).toContain('Greece');
    await finish();
  });

  it('is corrected column by column on a phone in the dark, and says what is missing', async () => {
    await open('en', 'Add another feed', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await drop('log.csv', messyCsv());
    await page.getByText('Read as windows-1252').waitFor();
    await page.getByLabel('Towards whom: column of the file', { exact: true }).selectOption('');
    await page.getByText('Missing: Towards whom').waitFor();
    expect(await page.getByRole('button', { name: /^Add .* as a feed$/ }).isDisabled()).toBe(true);
    await page.getByLabel('Towards whom: the same in every row', { exact: true }).fill('rus');
    await page.keyboard.press('Tab');
    await page.getByText(/^Of 40 rows, \d+ go onto a line/).waitFor();
    await page.getByLabel('Layout of the table').selectOption('keds');
    await page.getByText('The mapping names "date"').waitFor();
    expect(watched.faults, 'the browser’s own note on a 422').toEqual([expect.stringContaining('422')]);
    await watched.close();
  });

  it('is read in Korean', async () => {
    await open('ko', '다른 피드 추가');
    await drop('기록.xlsx', stepsWorkbook());
    await page.getByRole('button', { name: /^제안 \d개 모두 받아들이기$/ }).click();
    await page.getByText('전체 40행 중 39행이 선에 들어갑니다. 1행은 뺍니다.').waitFor();
    expect(await page.getByRole('button', { name: '39행을 피드로 추가' }).isEnabled()).toBe(true);
    await finish();
  });
});
