/** The desk as an analyst uses it, by keyboard alone, in English and Korean: from the pasted text to the line, and back. */
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../models/contract/board.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer, TOKEN } from '../api/testServer.ts';
import { openBrowser } from './browser.ts';
import { openPage, type WatchedPage } from './site.ts';

const browser = await openBrowser();

interface Told {
  readonly lang: 'en' | 'ko';
  readonly text: string;
  readonly types: readonly string[];
  readonly summary: string;
  readonly recorded: RegExp;
  readonly moved: RegExp;
  readonly saved: string;
}

const ENGLISH: Told = {
  lang: 'en',
  text: [
    'Published November 20, 2026',
    '',
    'South Korea imposed sanctions on three Russian shipping companies on Wednesday over deliveries of arms.',
    '',
    "Russia summoned South Korea's ambassador in Moscow on Thursday to protest against the measures.",
    '',
    "The Russian foreign ministry condemned South Korea's move on Thursday as unfriendly.",
  ].join('\n'),
  types: ['Sanction', 'Summons', 'Hostile statement'],
  summary: 'South Korea lists three Russian shipping companies',
  recorded: /^2 acts recorded\.$/,
  moved: /The board shows:/,
  saved: 'Saved in this browser',
};

const KOREAN: Told = {
  lang: 'ko',
  text: [
    '러시아, 한국 독자제재에 대사 초치',
    '송고시간 2026-11-20 10:15',
    '',
    '(서울=연합뉴스) 김민지 기자 = 정부가 18일 무기 운송에 관여한 러시아 해운회사 3곳을 독자제재 대상으로 지정했다.',
    '',
    '러시아 외무부는 19일 주러시아 한국대사를 초치해 항의했다.',
    '',
    '북한은 20일 동해상으로 탄도미사일을 발사했다.',
  ].join('\n'),
  types: ['제재', '초치', '미사일 발사'],
  summary: '한국, 러시아 해운회사 3곳 제재',
  recorded: /^행위 2건을 기록했습니다\.$/,
  moved: /전체 현황의 값:/,
  saved: '이 브라우저에 저장됨',
};

describe.skipIf(browser === undefined)('at the desk', () => {
  let server: TestServer;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    server = await startTestServer({ clientDir: join(projectRoot(), 'dist/pages') });
  });
  afterAll(async () => {
    await server.close();
    await browser?.close();
  });

  const open = async (path: string, options = {}): Promise<void> => {
    watched = await openPage(browser!, server, { permissions: ['clipboard-read', 'clipboard-write'], ...options });
    page = watched.page;
    await page.goto(path);
    await page.locator('#desk-paste').waitFor();
  };
  const finish = async (): Promise<void> => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  };
  const paste = async (text: string): Promise<void> => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('Control+V');
  };
  const rows = (): Locator => page.locator('.desk-row');
  const current = (): Locator => page.locator('.desk-act.is-current');
  const isFocused = (locator: Locator): Promise<boolean> =>
    locator.evaluate((element) => element === document.activeElement);
  /** Tab after Tab, as somebody without a mouse goes there. */
  const tabTo = async (locator: Locator): Promise<void> => {
    for (let presses = 0; presses < 120; presses++) {
      if ((await locator.count()) > 0 && (await isFocused(locator.first()))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`No Tab leads to ${locator.toString()}.`);
  };
  const replaceText = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  };
  const indexOf = async (dyad: string): Promise<number> =>
    (await server.json<Board>('/api/v1/dyads')).dyads.find(({ id }) => id === dyad)!.index!;

  it.each([ENGLISH, KOREAN])('an article is on the line by keyboard alone: $lang', async (told) => {
    await open(`/desk?lang=${told.lang}#token=${TOKEN}`);
    const before = await indexOf('KOR-RUS');
    await paste(told.text);
    await page.waitForFunction(() => document.querySelectorAll('.desk-row').length === 3);
    const types = async (): Promise<string[]> =>
      (await rows().locator('.what').allTextContents()).map((title) => title.split(':')[0]!);
    await expect.poll(types).toEqual(told.types); // their names come with the codebook
    await page.waitForFunction(() => document.activeElement?.classList.contains('desk-row'));

    // Corrects the sentence of the first act, and says how severe it was.
    await page.keyboard.press('e');
    await current().locator('.act-form').waitFor();
    await tabTo(current().locator('textarea'));
    await replaceText(told.summary);
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    expect(await current().locator('.segmented [aria-pressed=true]').textContent()).toBe('2');
    await page.waitForFunction(() => /\d → \d/.test(document.querySelector('.desk-effect')?.textContent ?? ''));
    // The source is asked for once.
    await page.keyboard.press('Enter');
    expect(await isFocused(page.locator('[data-source] input'))).toBe(true);
    await page.keyboard.insertText('The Seoul Herald');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await page.locator('.desk-act.is-accepted').count()).toBe(1);

    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    expect(await page.locator('.desk-act.is-accepted').count()).toBe(2);
    await page.keyboard.press('x');
    await page.waitForFunction(() => document.activeElement?.id === 'desk-reject');
    await page.keyboard.insertText('The same protest as the summons');
    await page.keyboard.press('Enter');
    expect(await page.locator('.desk-act.is-rejected').count()).toBe(1);

    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => document.activeElement?.closest('.coder-field') !== null);
    await page.keyboard.insertText('Kim Ji-won 김지원');
    await page.keyboard.press('Control+Enter');
    const heading = page.locator('#desk-recorded');
    await heading.waitFor();
    expect(await heading.textContent()).toMatch(told.recorded);
    await page.getByText(told.moved).waitFor();
    const after = await indexOf('KOR-RUS');
    expect(after).toBeGreaterThan(before);
    await page
      .getByText(`→ ${after.toFixed(1)}`)
      .first()
      .waitFor();

    // What was recorded says who recorded it, and in which words.
    const [href] = await page
      .locator('.desk-panel a[href*="/e/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    const id = decodeURIComponent(href!.split('/e/')[1]!);
    const detail = await server.json<{ event: { summary: string }; revisions: { recordedBy: string }[] }>(
      `/api/v1/events/${encodeURIComponent(id)}`,
    );
    expect(detail.event.summary).toBe(told.summary);
    expect(detail.revisions[0]!.recordedBy).toContain('Kim Ji-won 김지원');

    // Back again after a reload, with a reason: the acts stand on the desk as before.
    await page.locator('.desk-saving', { hasText: told.saved }).waitFor();
    await page.reload();
    await heading.waitFor();
    expect(await heading.textContent()).toMatch(told.recorded);
    await tabTo(page.locator('.desk-panel button'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await page.keyboard.insertText('Recorded to try the desk');
    await tabTo(page.locator('.desk-panel button[type=submit]'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.desk-act.is-accepted').length === 2);
    expect(await axeFaults()).toEqual([]);
    await finish();
  });

  const axeFaults = async (): Promise<unknown[]> => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(async () => {
      const run: unknown = Reflect.get(Reflect.get(window, 'axe') as object, 'run');
      return (run as (root: Document) => Promise<AxeResults>)(document);
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };

  it('a text survives a reload; what another tab saves is followed', async () => {
    await open(`/desk#token=${TOKEN}`);
    await paste(ENGLISH.text);
    await page.waitForFunction(() => document.querySelectorAll('.desk-row').length === 3);
    await page.keyboard.press('x');
    await page.waitForFunction(() => document.activeElement?.id === 'desk-reject');
    await page.keyboard.insertText('Not between states');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => new URL(location.href).searchParams.has('sheet'));
    await page.locator('.desk-saving', { hasText: 'Saved in this browser' }).waitFor();
    await page.reload();
    await page.locator('.desk-act.is-rejected').waitFor();
    expect(await rows().count()).toBe(3);

    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.locator('.desk-act.is-rejected').waitFor();
    await page.locator('.desk-saving', { hasText: 'another tab' }).waitFor();
    await other.keyboard.press('u');
    await other.locator('.desk-row').first().click();
    await other.getByRole('button', { name: 'Open again' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.desk-act.is-rejected').length === 0);
    expect(await rows().count()).toBe(3);
    await other.close();
    await finish();
  });

  it('a reload while the text is read drafts it again', async () => {
    await open(`/desk#token=${TOKEN}`);
    // Drafting waits for the codebook, and gets it only behind the reload.
    let isHeld = true;
    await page.route('**/api/v1/codebook', async (route) => {
      if (!isHeld) await route.continue();
    });
    await paste(ENGLISH.text);
    await page.locator('main', { hasText: 'Reading the text' }).waitFor();
    await page.waitForFunction(() => new URL(location.href).searchParams.has('sheet'));
    await page.locator('.desk-saving', { hasText: 'Saved in this browser' }).waitFor();
    expect(await rows().count()).toBe(0);
    isHeld = false;
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('.desk-row').length === 3);
    await finish();
  });

  it('a save over another one is refused with what differs, and nothing is lost', async () => {
    await open('/desk');
    await paste(ENGLISH.text);
    await page.waitForFunction(() => document.querySelectorAll('.desk-row').length === 3);
    await page.locator('.desk-saving', { hasText: 'Saved in this browser' }).waitFor();
    // What a tab does that was asleep while this one worked: it saves without having heard of it.
    await page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve) => request.addEventListener('success', () => resolve(request.result)));
      const database = await done(indexedDB.open('desk'));
      const store = database.transaction('sheets', 'readwrite').objectStore('sheets');
      const [row] = (await done(store.getAll())) as { sheet: { version: number; acts: { state: string }[] } }[];
      row!.sheet.version++;
      row!.sheet.acts[1]!.state = 'rejected';
      await done(store.put(row));
    });
    await page.locator('.desk-row').first().click();
    await page.keyboard.press('2');
    const notice = page.locator('.notice-error', { hasText: 'Another tab has changed this text' });
    await notice.waitFor();
    expect(await notice.locator('li').allTextContents()).toEqual([
      'Sanction: South Korea → Russia: How severe',
      'Summons: Russia → South Korea: here open, there rejected',
    ]);
    await notice.getByRole('button', { name: 'Keep both' }).click();
    await page.locator('.desk-saving', { hasText: 'Saved in this browser' }).waitFor();
    await page.goto('/desk');
    await page.locator('.desk-kept li').nth(1).waitFor();
    expect(await page.locator('.desk-kept li').count()).toBe(2);
    await finish();
  });

  it.each([{ colorScheme: 'light' as const }, { colorScheme: 'dark' as const }])(
    'on a phone nothing is wider than the screen, and nobody is shut out: $colorScheme',
    async ({ colorScheme }) => {
      await open('/desk', { viewport: { width: 390, height: 844 }, colorScheme });
      expect(await axeFaults()).toEqual([]);
      await paste(ENGLISH.text);
      await page.waitForFunction(() => document.querySelectorAll('.desk-row').length === 3);
      expect(await axeFaults()).toEqual([]);
      await page.keyboard.press('e');
      await current().locator('.act-form').waitFor();
      expect(await axeFaults()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      await finish();
    },
  );

  it('without the token the acts are suggested', async () => {
    await open('/desk');
    await paste(ENGLISH.text.replace('Published', 'Source: The Seoul Herald. Published'));
    await page.waitForFunction(() => document.querySelectorAll('.desk-row').length === 3);
    await page.locator('[data-source] input').fill('The Seoul Herald');
    await page.locator('.desk-row').first().click();
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => document.activeElement?.closest('.coder-field') !== null);
    await page.keyboard.insertText('Lee Su-jin');
    await page.keyboard.press('Control+Enter');
    await page.locator('#desk-recorded', { hasText: '1 act suggested.' }).waitFor();
    const answer = await server.get('/api/v1/suggestions', { authorization: `Bearer ${TOKEN}` });
    expect(await answer.json()).toMatchObject({ suggestions: [{ kind: 'act', by: 'Lee Su-jin', state: 'open' }] });
    await finish();
  });

  it('hostile text is shown as text, and a long one is refused with a sentence', async () => {
    await open('/desk');
    await paste(
      '<script>document.title = "run"</script><img src=x onerror="document.title=1"> \u202e Russia \u2066 (((((',
    );
    await page.locator('.desk-marked').waitFor();
    expect(await page.locator('.desk-marked').textContent()).toContain('<script>');
    expect(await page.locator('.desk-marked img, .desk-marked script').count()).toBe(0);
    expect(await page.title()).not.toBe('run');
    await page.goto('/desk');
    await page.locator('#desk-paste').waitFor();
    await paste('('.repeat(1_000_000));
    await page.getByText('The text is longer than 200,000 characters').waitFor();
    await finish();
  });
});
