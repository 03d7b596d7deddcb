/** What was recorded is corrected, taken back and restored on pages, by keyboard alone; who may not record suggests. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventDetail, EventPage } from '../../models/contract/events.ts';
import type { DeclaredCoverage } from '../../models/contract/coverage.ts';
import { en } from '../../client/words/en/index.ts';
import { ko } from '../../client/words/ko/index.ts';
import { openBrowser } from './browser.ts';
import { focus, press, tabTo, tabToName, typeInto } from './keyboard.ts';
import { openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

const SUMMONS = 'kor-rus-2024-04-05-summons-lee-do-hoon';
const VETO = 'kor-rus-2024-03-28-unsc-1718-panel-veto';
const SANCTION = 'kor-rus-2024-04-02-sanction';

describe.skipIf(browser === undefined)('an editor', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  const open = async (path: string, options: Parameters<typeof openPage>[2] = {}): Promise<WatchedPage> => {
    const watched = await openPage(browser!, site, options);
    await watched.page.goto(`${path}#token=${site.token}`);
    return watched;
  };
  const detailOf = async (id: string): Promise<EventDetail> => (await site.json(`/api/v1/events/${id}`)) as EventDetail;
  const finish = async ({ faults, close }: WatchedPage, expected = /^$/): Promise<void> => {
    expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);
    await close();
  };

  describe.each([
    ['English', 'en-GB', en, SUMMONS, 3],
    ['Korean', 'ko-KR', ko, SANCTION, 3],
  ] as const)('in %s', (_, locale, said, id, severity) => {
    it('corrects an event, retracts it with a reason, restores it, and reads its history', async () => {
      const watched = await open(`/d/KOR-RUS/e/${id}`, { locale });
      const { page } = watched;
      await page.waitForSelector('.event-actions');
      const { correcting, writing, actForm, event } = said;

      await press(page, correcting.tasks.correct);
      await page.waitForSelector('.act-form');
      await tabToName(page, new RegExp(`^${severity}`));
      await page.keyboard.press('ArrowDown');
      await page.waitForFunction(() =>
        /\d+\.\d → \d+\.\d/.test(document.querySelector('.act-effect')?.textContent ?? ''),
      );
      await typeInto(page, writing.reason, 'The ministry called it grave.');
      await typeInto(page, writing.yourName, '김서연');
      await press(page, correcting.save);
      await page.getByText(correcting.done.correct).waitFor();
      await page.locator('.revisions').getByText('The ministry called it grave.').waitFor();
      const difference = page.locator('.revisions .differences').first();
      expect(await difference.textContent()).toContain(actForm.fields.severity);
      expect(await difference.locator('del').textContent()).toBe(String(severity));
      expect(await difference.locator('ins').textContent()).toBe(String(severity + 1));

      await press(page, correcting.tasks.retract);
      await page.waitForSelector('.desk-panel textarea');
      await press(page, correcting.tasks.retract); // the button of the form, without a reason
      await page.getByText(writing.reasonMissing).waitFor();
      await expect.poll(async () => (await focus(page)).name).toBe(writing.reason);
      await page.keyboard.type('It never happened.');
      await tabTo(page, ({ tag, text }) => tag === 'BUTTON' && text === correcting.tasks.retract);
      await page.keyboard.press('Enter');
      await page.getByText(event.retracted).waitFor();
      expect((await detailOf(id)).retracted).toBe(true);

      await press(page, correcting.tasks.restore);
      await expect.poll(async () => (await focus(page)).name).toBe(writing.reason);
      await page.keyboard.type('It did happen.');
      await tabTo(page, ({ tag, text }) => tag === 'BUTTON' && text === correcting.tasks.restore);
      await page.keyboard.press('Enter');
      await page.getByText(event.retracted).waitFor({ state: 'detached' });
      await page.locator('.revisions').getByText('It did happen.').waitFor();
      const { revisions, retracted } = await detailOf(id);
      expect(retracted).toBe(false);
      expect(revisions.map(({ operation, recordedBy, reason }) => [operation, recordedBy, reason]).slice(-3)).toEqual([
        ['revise', '김서연', 'The ministry called it grave.'],
        ['retract', '김서연', 'It never happened.'],
        ['restore', '김서연', 'It did happen.'],
      ]);
      await finish(watched);
    });
  });

  it('is shown what somebody else changed meanwhile, and loses nothing', async () => {
    const watched = await open(`/d/KOR-RUS/e/${VETO}`);
    const { page } = watched;
    await page.waitForSelector('.event-actions');
    await press(page, en.correcting.tasks.correct);
    await page.waitForSelector('.act-form');
    await typeInto(page, en.actForm.fields.sourceName, ' and Yonhap');
    const answer = await fetch(`${site.url}/api/v1/acts/${(await detailOf(VETO)).event.actId}/revisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${site.token}`, 'content-type': 'application/json', 'x-recorded-by': 'Minho' },
      body: JSON.stringify({ summary: 'Russia vetoes the panel of experts.', reason: 'Shorter.' }),
    });
    expect(answer.status).toBe(200);
    await typeInto(page, en.writing.reason, 'A second source.');
    await press(page, en.correcting.save);
    await page.getByText(en.correcting.conflict).waitFor();
    expect(await page.locator('.notice .differences ins').textContent()).toBe('Russia vetoes the panel of experts.');
    await press(page, en.correcting.save);
    await page.getByText(en.correcting.done.correct).waitFor();
    await expect.poll(async () => (await detailOf(VETO)).event.sourceName).toContain('and Yonhap');
    expect((await detailOf(VETO)).event.summary).toBe('Russia vetoes the panel of experts.');
    await finish(watched, /status of 409/);
  });

  it('records the act that undid an event', async () => {
    const watched = await open(`/d/KOR-RUS/e/${SANCTION}`);
    const { page } = watched;
    await page.waitForSelector('.event-actions');
    await press(page, en.correcting.tasks.undoneBy);
    await page.waitForSelector('.act-form');
    await typeInto(page, en.actForm.fields.date, '3 June 2025');
    await typeInto(page, en.actForm.fields.type, 'sanction relief');
    await page.getByRole('option', { name: /^Sanction relief/ }).waitFor();
    await page.keyboard.press('Enter');
    await tabToName(page, /^1/);
    await page.keyboard.press('ArrowDown');
    await typeInto(page, en.actForm.fields.summary, 'Seoul takes the two ships off its list.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.linked-acts').getByText('Seoul takes the two ships off its list').waitFor();
    const { undoneBy } = await detailOf(SANCTION);
    expect(undoneBy.map(({ date, summary }) => [date, summary])).toEqual([
      ['2025-06-03', 'Seoul takes the two ships off its list.'],
    ]);
    await finish(watched);
  });

  it('codes an act without a text: names, a date that is not guessed, the effect, a likeness that is told', async () => {
    const watched = await open('/desk/act');
    const { page } = watched;
    await page.waitForSelector('.act-form');
    await expect.poll(async () => (await focus(page)).name).toBe(en.actForm.fields.date);
    await page.keyboard.type('5/4/2024');
    await page.getByText(en.actForm.dateEither).waitFor();
    await press(page, '5 Apr 2024');
    await typeInto(page, en.actForm.fields.actor, 'Rusia');
    await page.getByRole('option', { name: /^Russia/ }).waitFor();
    await page.keyboard.press('Enter');
    await typeInto(page, en.actForm.fields.target, 'Seoul');
    await page.getByRole('option', { name: /^South Korea/ }).waitFor();
    await page.keyboard.press('Enter');
    await typeInto(page, en.actForm.fields.type, 'head of mission');
    await page.getByRole('option', { name: /^Summons/ }).waitFor();
    await page.keyboard.press('Enter');
    await tabToName(page, /^1/);
    await page.keyboard.press('Space');
    await page.waitForFunction(() =>
      /5 Apr 2024: \d+\.\d → \d+\.\d/.test(document.querySelector('.act-effect')?.textContent ?? ''),
    );
    await page.keyboard.press('Control+Enter');
    await page.getByText(en.writing.missing).waitFor();
    await expect.poll(async () => (await focus(page)).name).toBe(en.actForm.fields.summary);
    await page.keyboard.type('Moscow calls in the ambassador of South Korea.');
    await page.keyboard.press('Control+Enter');
    await page.getByText(en.writing.looksLike).waitFor(); // the summons of that day is recorded already
    await press(page, en.writing.recordAnyway);
    await page.getByText(en.writing.recorded).waitFor();
    const recorded = async () => {
      const { events } = (await site.json('/api/v1/dyads/KOR-RUS/events?limit=1000')) as EventPage;
      return events
        .filter(({ summary }) => summary === 'Moscow calls in the ambassador of South Korea.')
        .map(({ date, actor, target, type, severity }) => [date, actor, target, type, severity]);
    };
    await expect.poll(recorded).toEqual([['2024-04-05', 'RUS', 'KOR', 'summons', 1]]);
    await press(page, en.writing.undo);
    await page.getByText(en.writing.undone).waitFor();
    await expect.poll(recorded).toEqual([]);
    await finish(watched);
  });

  it('says with one key that a pair was looked through, and takes it back', async () => {
    const watched = await open('/d/KOR-RUS');
    const { page } = watched;
    await page.waitForSelector('.looked-through');
    const today = ((await site.json('/api/v1/dyads')) as { date: string }).date;
    const declared = async (): Promise<boolean> =>
      ((await site.json('/api/v1/dyads/KOR-RUS/coverage')) as DeclaredCoverage).stretches.some(
        ({ from, to }) => from === today && to === today,
      );
    expect(await declared()).toBe(false);
    await page.keyboard.press('l');
    await page.getByText(/looked through on/).waitFor();
    expect(await declared()).toBe(true);
    await press(page, en.looked.undo);
    await page.getByText(en.looked.undone).waitFor();
    expect(await declared()).toBe(false);
    await finish(watched);
  });
});
