/** Two coders in a browser, by keyboard: an editor draws, the second coder codes blind and hands in, the editor settles what differs. */
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Codes, RoundCreated, Rounds } from '../../models/contract/coding.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer, TOKEN } from '../api/testServer.ts';
import { openBrowser } from './browser.ts';
import { openPage, type WatchedPage } from './site.ts';

const browser = await openBrowser();

describe.skipIf(browser === undefined)('two coders', () => {
  let site: TestServer;
  beforeAll(async () => {
    site = await startTestServer({ clientDir: join(projectRoot(), 'dist/pages') });
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
  });

  const api = async <Body>(path: string, key: string, body?: unknown): Promise<Body> => {
    const response = await fetch(`${site.url}/api/v1/coding/rounds${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json() as Promise<Body>;
  };

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const results = await page.evaluate(async (): Promise<AxeResults> => {
      const run: unknown = Reflect.get(window, 'axe');
      return (run as typeof axe).run();
    });
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' ')}`);
  }

  /** Focuses the next field by its label, as Tab does, and types. */
  const fill = async (page: Page, label: string, text: string): Promise<void> => {
    await page.getByLabel(label, { exact: true }).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  };

  it.each([
    [
      'en',
      {
        title: 'Title',
        second: 'Second coder',
        share: 'Share of the events, in percent',
        pairs: 'Only these pairs, by their codes, such as KOR-RUS (empty: all)',
        typed: 'telephone',
        handIn: 'Hand in',
        handedIn: 'Handed in.',
        take: 'Take the second',
        reason: 'Why, in one sentence',
        accept: 'Accept',
        decided: /Decided by/,
      },
    ],
    [
      'ko',
      {
        title: '제목',
        second: '두 번째 코더',
        share: '사건 중 비율(%)',
        pairs: '이 국가 쌍만(KOR-RUS 같은 코드, 비우면 전체)',
        typed: '전화',
        handIn: '제출',
        handedIn: '제출했습니다.',
        take: '두 번째 채택',
        reason: '이유(한 문장)',
        accept: '채택',
        decided: /결정:/,
      },
    ],
  ] as const)('draw, code, hand in and settle by keyboard (%s)', async (language, say) => {
    // The editor draws.
    let watched: WatchedPage = await openPage(browser!, site, { locale: language });
    let { page } = watched;
    await page.goto(`/desk/rounds?lang=${language}#token=${TOKEN}`);
    await page.getByLabel(say.title, { exact: true }).waitFor();
    await fill(page, say.title, `Check ${language}`);
    await fill(page, say.second, 'Sam');
    await fill(page, say.share, '1');
    await fill(page, say.pairs, 'KOR-RUS');
    await page.keyboard.press('Enter');
    const link = (await page.locator('.coding-link').textContent())!;
    expect(link).toMatch(/\/desk\/code\/[0-9a-f]+#key=coder-/);
    expect(await violations(page)).toEqual([]);
    expect(watched.faults).toEqual([]);
    await watched.close();

    // The second coder has the link alone.
    watched = await openPage(browser!, site, { locale: language });
    ({ page } = watched);
    await page.goto(link.replace('#', `?lang=${language}#`));
    const progress = page.locator('progress');
    await progress.waitFor();
    expect(page.url()).not.toContain('key=');
    const units = Number(await progress.getAttribute('max'));
    for (let unit = 0; unit < units; unit++) {
      const field = page.locator('main').getByRole('combobox');
      await field.focus();
      await page.keyboard.type(say.typed);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      for (const key of ['l', 'd', '2']) await page.keyboard.press(key);
      if (unit === 0) expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => progress.getAttribute('value')).toBe(String(unit + 1));
    }
    await page.reload();
    await expect.poll(() => progress.getAttribute('value')).toBe(String(units));
    await page.getByRole('button', { name: say.handIn, exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(say.handedIn).waitFor();
    expect(watched.faults).toEqual([]);
    await watched.close();

    // The editor settles what differs.
    const { rounds } = await api<Rounds>('', TOKEN);
    const round = rounds.find(({ title }) => title === `Check ${language}`)!;
    expect(round.openDisputes).toBeGreaterThan(0);
    watched = await openPage(browser!, site, { locale: language });
    ({ page } = watched);
    await page.goto(`/desk/rounds/${round.id}?lang=${language}#token=${TOKEN}`);
    await page.locator('.confusion-table button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.adjudication').first().waitFor();
    await page.locator('.confusion-table button[aria-pressed="true"]').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: say.take }).first().focus();
    await page.keyboard.press('Enter');
    await fill(page, say.reason, 'The summary says so.');
    await page.getByRole('button', { name: say.accept, exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(say.decided).first().waitFor();
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  it('a browser that holds the key shows nothing of how others have coded', async () => {
    const made = await api<RoundCreated>('', TOKEN, {
      kind: 'sample',
      title: 'Blind',
      secondCoder: 'Sam',
      share: 0.02,
      dyads: ['KOR-RUS'],
    });
    const codes: Codes = { type: 'call', polarity: -1, severity: 2, role: 'direct' };
    await api(`/${made.round.id}/codes`, made.key, { unit: 1, version: 0, codes });
    const watched = await openPage(browser!, site);
    const { page } = watched;
    await page.goto(`/desk/code/${made.round.id}#key=${made.key}`);
    await page.locator('progress').waitFor();
    await page.goto('/d/KOR-RUS');
    await page.getByText('stays shut until both are in').first().waitFor();
    expect(await page.locator('main canvas').count()).toBe(0);
    await page.goto(`/desk/code/${made.round.id}`);
    await page.getByRole('button', { name: 'Leave the round' }).click();
    await page.goto('/d/KOR-RUS');
    await page.locator('.flag, .dyad-head, canvas').first().waitFor();
    await watched.close();
  });
});
