/** The desk with colleagues: words that hold for all, and acts that go to a second coder before they are recorded. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en/index.ts';
import type { CodedUnits, Rounds } from '../../models/contract/coding.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer, TOKEN } from '../api/testServer.ts';
import { openBrowser } from './browser.ts';
import { openPage, type WatchedPage } from './site.ts';

const browser = await openBrowser();
const { desk, coding, writing } = en;

describe.skipIf(browser === undefined)('colleagues at the desk', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ clientDir: join(projectRoot(), 'dist/pages') });
  });
  afterAll(async () => {
    await server.close();
    await browser?.close();
  });

  const withText = async (text: string, acts: number): Promise<WatchedPage> => {
    const watched = await openPage(browser!, server);
    await watched.page.goto(`/desk#token=${TOKEN}`);
    await watched.page.locator('#desk-paste').fill(text);
    await watched.page.locator('.desk-column-head', { hasText: desk.found(acts, 0) }).waitFor();
    return watched;
  };
  const openWords = (page: Page): Promise<void> => page.getByText(desk.dictionary, { exact: true }).click();

  it('share the names that drafting did not know, and take them out again', async () => {
    const text = 'Published November 20, 2026\n\nThe Halcyon Bureau summoned the Russian ambassador on Thursday.';
    const { page, faults, close } = await withText(text, 0);
    await openWords(page);
    await page.getByText(desk.noSharedWords).waitFor();
    await page.getByLabel(desk.entryName).fill('Halcyon Bureau');
    const state = page.getByRole('combobox', { name: desk.entryState, exact: true });
    await state.fill('South Korea');
    await state.press('Tab');
    await page.getByRole('button', { name: desk.entryAdd, exact: true }).click();
    await page.locator('.desk-row .what', { hasText: 'Summons: South Korea → Russia' }).waitFor();
    await page.getByRole('button', { name: desk.sendWords }).click();
    await page.getByText(desk.wordsSent).waitFor();
    await page.getByRole('button', { name: desk.sendWords }).waitFor({ state: 'detached' });
    expect(await page.locator('.desk-row').count()).toBe(1);

    // Another browser knows the name without having been told.
    const other = await withText(text, 1);
    await openWords(other.page);
    await other.page.getByRole('button', { name: desk.entryTake('Halcyon Bureau (KOR)') }).click();
    await other.page.getByText(desk.wordTaken('Halcyon Bureau (KOR)')).waitFor();
    await other.page.locator('.desk-column-head', { hasText: desk.found(0, 0) }).waitFor();
    expect([...faults, ...other.faults]).toEqual([]);
    await other.close();
    await close();
  });

  it('code the same acts before either is recorded', async () => {
    const text = [
      'Published November 20, 2026',
      "Russia summoned South Korea's ambassador in Moscow on Thursday to protest against the measures.",
      "The Russian foreign ministry condemned South Korea's move on Thursday as unfriendly.",
    ].join('\n\n');
    const { page, faults, close } = await withText(text, 2);
    await page.locator('[data-source] input').first().fill('The Seoul Herald');
    await page.locator('.desk-row').first().focus();
    for (const severity of ['3', '2']) {
      await page.keyboard.press(severity);
      await page.keyboard.press('Enter');
    }
    const button = page.locator('.desk-bar').getByRole('button', { name: coding.send });
    await button.focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: coding.send });
    await form.getByRole('button', { name: coding.sendActs(2) }).click();
    expect(await form.getByText(writing.missing).count()).toBe(2);
    await form.getByLabel(coding.secondCoder).fill('Sam Second');
    await form.getByLabel(writing.yourName).fill('Kim First');
    await page.keyboard.press('Enter');
    await page.getByText(coding.sent(2)).waitFor();
    const link = (await page.locator('.coding-link').textContent())!;
    expect(await page.locator('.desk-act.is-sent').count()).toBe(2);
    expect(await button.count()).toBe(0);

    const [, id, key] = /\/desk\/code\/(\w+)#key=(.+)$/.exec(link)!;
    const asCoder = { headers: { authorization: `Bearer ${key!}` } };
    const { units, coder } = (await (
      await fetch(`${server.url}/api/v1/coding/rounds/${id!}/units`, asCoder)
    ).json()) as CodedUnits;
    expect([coder, units.length]).toEqual(['Sam Second', 2]);
    expect(units[0]).toMatchObject({ dyad: 'KOR-RUS', actor: 'RUS', target: 'KOR', sourceName: 'The Seoul Herald' });

    // The list says of each round who can see the first codes.
    await page.goto('/desk/rounds');
    const row = page.getByRole('row', { name: /Published November 20/ });
    expect(await row.textContent()).toContain(coding.firstSeenBy.drafts);
    const asEditor = { headers: { authorization: `Bearer ${TOKEN}` } };
    const { rounds } = (await (await fetch(`${server.url}/api/v1/coding/rounds`, asEditor)).json()) as Rounds;
    expect(rounds).toMatchObject([{ id, kind: 'drafts', firstCoder: 'Kim First', units: 2, coded: 0 }]);
    expect(faults).toEqual([]);
    await close();
  });
});
