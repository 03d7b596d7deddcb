/** What waits at the desk is decided, an import is taken back, and the audit tells of it: by keyboard alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventDetail } from '../../models/contract/events.ts';
import { en } from '../../client/words/en/index.ts';
import { openBrowser } from './browser.ts';
import { focus, press, tabTo, tabToName, typeInto } from './keyboard.ts';
import { openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

const SUMMONS = 'kor-rus-2024-04-05-summons-lee-do-hoon';

describe.skipIf(browser === undefined)('the queue of the desk', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  const open = async (path: string): Promise<WatchedPage> => {
    const watched = await openPage(browser!, site);
    await watched.page.goto(`${path}#token=${site.token}`);
    return watched;
  };
  const detailOf = async (id: string): Promise<EventDetail> => (await site.json(`/api/v1/events/${id}`)) as EventDetail;
  const finish = async ({ faults, close }: WatchedPage): Promise<void> => {
    expect(faults).toEqual([]);
    await close();
  };

  it('accepts what a reader without the token suggests', async () => {
    const reader = await openPage(browser!, site);
    const { page } = reader;
    await page.goto(`/d/KOR-RUS/e/${SUMMONS}`);
    await page.waitForSelector('.event-actions');
    const before = (await detailOf(SUMMONS)).event.severity;
    await press(page, en.correcting.suggestions.correct);
    await page.waitForSelector('.act-form');
    await tabToName(page, new RegExp(`^${before}`));
    await page.keyboard.press('ArrowUp');
    await typeInto(page, en.writing.reason, 'A routine summons.');
    await typeInto(page, en.writing.yourName, 'Jane Roe');
    await press(page, en.writing.suggest);
    await page.getByText(en.writing.suggestedNote).waitFor();
    expect((await detailOf(SUMMONS)).event.severity).toBe(before);
    await finish(reader);

    const editor = await open('/desk/queue');
    await editor.page.locator('.suggestion').waitFor();
    expect(await editor.page.locator('.suggestion').textContent()).toContain('A routine summons.');
    expect(await editor.page.locator('.section-nav .count').textContent()).toContain('1');
    expect(await editor.page.locator('.suggestion del').textContent()).toBe(String(before));
    await press(editor.page, en.queue.accept);
    await editor.page.getByText(en.queue.noSuggestions).waitFor();
    await expect.poll(async () => (await detailOf(SUMMONS)).event.severity).toBe(before - 1);
    expect((await detailOf(SUMMONS)).revisions.at(-1)!.recordedBy).toContain('Jane Roe');
    await finish(editor);
  });

  it('says what becomes of an event that a reader would have retracted', async () => {
    const suggested = { kind: 'retraction', subject: SUMMONS, reason: 'It never happened.', by: 'Jane Roe' };
    const answer = await fetch(`${site.url}/api/v1/suggestions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(suggested),
    });
    expect(answer.status).toBe(201);
    const editor = await open('/desk/queue');
    await editor.page.getByText(en.queue.outcome.retraction).waitFor();
    expect(await editor.page.getByText(en.writing.nothingChanges).count()).toBe(0);
    await press(editor.page, en.queue.decline);
    await press(editor.page, en.queue.decline);
    await editor.page.getByText(en.queue.noSuggestions).waitFor();
    await finish(editor);
  });

  it('takes an import back, and finds every step in the audit', async () => {
    const row =
      'taken-1,,2026-11-01,day,KOR,RUS,,direct,protest,114,1,2,"Seoul protests.",Yonhap,https://example.org/1,,yes,';
    const answer = await site.post(
      '/api/v1/imports',
      `id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note\n${row}\n`,
    );
    expect(answer.status).toBe(200);
    const watched = await open('/desk/imports');
    const { page } = watched;
    await page.getByRole('table').waitFor();
    await tabTo(page, ({ tag, text }) => tag === 'BUTTON' && text === en.imports.takeBack);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await focus(page)).name).toBe(en.writing.reason);
    await page.keyboard.type('The wrong file.');
    await tabTo(page, ({ tag, text }) => tag === 'BUTTON' && text === en.imports.takeBack);
    await page.keyboard.press('Enter');
    await page.getByText(en.imports.done).waitFor();
    await expect
      .poll(async () => (await fetch(`${site.url}/api/v1/events/taken-1`)).ok && (await detailOf('taken-1')).retracted)
      .toBe(true);
    await page.goto('/desk/audit?action=retract-import');
    await page.locator('.audit').getByText('The wrong file.').waitFor();
    await finish(watched);
  });
});
