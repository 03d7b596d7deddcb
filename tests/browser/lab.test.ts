/** The lab as a modeller uses it: changing parameters, undoing, sharing, asking how robust a conclusion is, saving; in a real browser on a real server. */
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import * as fc from 'fast-check';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftText } from '../../client/lab/draftLink.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { Series } from '../../models/contract/series.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer, TOKEN } from '../api/testServer.ts';
import { parameterChanges, withChanges } from '../client/labModels.ts';
import { baseline3 as baseline, dyads } from '../models/shipped.ts';
import { openBrowser } from './browser.ts';
import { downloaded, openPage, type WatchedPage } from './site.ts';

const browser = await openBrowser();

const KOR_RUS = '/lab?dyad=KOR-RUS&a=2024-03-01&b=2024-04-05';

describe.skipIf(browser === undefined)('a modeller', () => {
  let server: TestServer;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    // A server in this process, whose saved models go to a folder of its own.
    server = await startTestServer({ clientDir: join(projectRoot(), 'dist/pages') });
  });
  afterAll(async () => {
    await server.close();
    await browser?.close();
  });

  const open = async (path: string, options = {}): Promise<void> => {
    watched = await openPage(browser!, server, options);
    page = watched.page;
    await page.goto(path);
    if (path.startsWith('/lab')) await page.locator('.robustness-verdict').waitFor();
  };
  const finish = async (): Promise<void> => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  };
  const query = (name: string): string | null => new URL(page.url()).searchParams.get(name);
  const row = (path: string): Locator => page.locator(`[data-path="${path}"]`);
  const slider = (path: string): Locator => row(path).locator('input[type=range]');
  const number = (path: string): Locator => row(path).locator('input[type=number]');
  const SANCTION = 'types.sanction.weight';

  it('drags a weight by mouse: the page is a draft, its dyads follow, and z takes the drag back as one', async () => {
    await open(KOR_RUS);
    expect(await page.locator('.draft-banner').count()).toBe(0);
    await slider(SANCTION).scrollIntoViewIfNeeded();
    const box = (await slider(SANCTION).boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
    await page.mouse.down();
    for (let step = 1; step <= 8; step++)
      await page.mouse.move(box.x + box.width * (0.4 + step * 0.05), box.y + box.height / 2);
    await page.locator('.draft-banner').waitFor();
    await page.mouse.up();
    expect(Number(await number(SANCTION).inputValue())).toBeGreaterThan(9);
    expect(await page.locator('.draft-banner').textContent()).toContain(
      'Draft — not a published model. 1 parameter differs from baseline v3',
    );
    await page.waitForFunction(() => new URL(location.href).searchParams.get('d')?.startsWith('sanction.w:'));
    expect(query('model')).toMatch(/^baseline@[0-9a-f]{8}$/);
    await page.locator('.lab-changes .is-draft').first().waitFor();
    expect(await page.getByRole('heading', { name: 'What changes' }).locator('..').textContent()).toMatch(
      /of 14 dyads change/,
    );

    await page.keyboard.press('z');
    expect(await number(SANCTION).inputValue()).toBe('6');
    expect(await page.locator('.draft-banner').count()).toBe(0);
    await page.keyboard.press('Z');
    expect(Number(await number(SANCTION).inputValue())).toBeGreaterThan(9);
    await finish();
  });

  it('changes by keyboard, locks, and resets all but what is locked', async () => {
    await open(KOR_RUS);
    await slider(SANCTION).focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
    expect(await number(SANCTION).inputValue()).toBe('6.5');
    expect(await slider(SANCTION).getAttribute('aria-valuetext')).toBe('6.5 points, published 6');
    // One move, however many presses.
    await page.keyboard.press('z');
    expect(await number(SANCTION).inputValue()).toBe('6');
    await page.keyboard.press('Shift+Z');
    await page.getByRole('button', { name: 'Lock Sanction, weight' }).click();
    expect(await slider(SANCTION).isDisabled()).toBe(true);

    await number('scale').fill('35');
    await number('scale').press('Enter');
    await page.getByRole('button', { name: /^Veto: halves in 180 d/ }).click();
    await slider('types.veto.halfLifeDays').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await number('types.veto.halfLifeDays').inputValue()).toBe('175');
    await page.waitForFunction(
      () => new URL(location.href).searchParams.get('d') === 'sanction.w:6.5,veto.half:175,scale:35',
    );
    expect(query('lock')).toBe('sanction.w');
    await page.getByRole('button', { name: 'Reset all' }).click();
    await page.waitForFunction(() => new URL(location.href).searchParams.get('d') === 'sanction.w:6.5');
    await finish();
  });

  it('is told at the number why no model may hold it, and nothing is changed', async () => {
    await open(KOR_RUS);
    await number(SANCTION).fill('-3');
    await number(SANCTION).press('Enter');
    expect(await row(SANCTION).locator('[role=alert]').textContent()).toBe('Sanction, weight is -3: give at least 0.');
    expect(await page.locator('.draft-banner').count()).toBe(0);
    await finish();
  });

  it('shares a draft by link: the page it opens has the same numbers, and the copied text says that it is a draft', async () => {
    await open(`${KOR_RUS}&d=sanction.w:9,veto.half:120`, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.keyboard.press('y');
    await page.locator('.lab-said').filter({ hasText: 'they are a draft' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^Draft — not a published model \(2 parameters of baseline v3 changed\): http/);
    const line = await page.locator('.lab-changes').textContent();
    await finish();

    await open(copied.slice(copied.indexOf('/lab')));
    expect(await number(SANCTION).inputValue()).toBe('9');
    await page.locator('.lab-changes .is-draft').first().waitFor();
    expect(await page.locator('.lab-changes').textContent()).toBe(line);
    await finish();
  });

  it('is told which parts of a link cannot be used', async () => {
    await open('/lab?dyad=KOR-RUS&d=sanction.w:-3,boycott.w:1,veto.w:7');
    const notice = await page.locator('.notice-warning').textContent();
    expect(notice).toContain('sanction.w is -3: give at least 0.');
    expect(notice).toContain('“boycott.w” is not a parameter of baseline.');
    expect(await number('types.veto.weight').inputValue()).toBe('7');
    expect(await number(SANCTION).inputValue()).toBe('6');
    await finish();
  });

  it('gets the server’s own line, to 1e-9, for any draft and dyad: Chromium’s numbers are Node’s', async () => {
    await open(KOR_RUS);
    const hash = query('model') ?? (await server.json<ModelDetail>('/api/v1/models/baseline')).hash;
    await fc.assert(
      fc.asyncProperty(parameterChanges, fc.constantFrom(...dyads), async (list, dyad) => {
        const model = withChanges(baseline, list);
        const text = draftText(baseline, model);
        fc.pre(text !== '');
        await page.goto(`/lab?${new URLSearchParams({ dyad, model: hash, d: text }).toString()}`);
        await page.locator('.lab-changes .is-same, .lab-changes .is-draft').first().waitFor();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'CSV' }).click(),
        ]);
        expect(download.suggestedFilename()).toBe(`${dyad}_DRAFT-of-baseline-v3-not-published.csv`);
        const [header, ...rows] = (await downloaded(download)).toString('utf8').trimEnd().split('\r\n');
        expect(header).toBe('\uFEFFdate,published_index,draft_index_not_published,difference');
        const response = await server.post('/api/v1/score', JSON.stringify({ dyad, model }), {
          'Content-Type': 'application/json',
        });
        const { points }: Series = await response.json();
        expect(rows).toHaveLength(points.length);
        points.forEach(({ date, index }, i) => {
          const [day, , draft] = rows[i]!.split(',');
          if (day !== date || Math.abs(Number(draft) - index!) > 1e-9)
            throw new Error(`${dyad} on ${date}: the server says ${index}, the browser ${draft} on ${day}.`);
        });
      }),
      { numRuns: 8 },
    );
    await finish();
  });

  it('learns what “KOR-RUS deteriorated in spring 2024” hangs on, tries the weight, and sees it reversed', async () => {
    await open(`${KOR_RUS}&by=5`);
    const verdict = page.locator('.robustness-verdict');
    expect(await verdict.textContent()).toMatch(
      /^South Korea – Russia rose by 9\.2 points between 1 Mar 2024 and 5 Apr 2024: the conclusion holds, with 4\.2 points to spare\./,
    );
    expect(await verdict.textContent()).toContain('Sanction carries most of it');
    const nearest = page.locator('.flips tbody tr').first();
    expect(await nearest.textContent()).toMatch(/^Trade restriction519\.25\+285%/);
    await nearest.getByRole('button', { name: /^Try Trade restriction/ }).click();
    await verdict.filter({ hasText: 'does not hold' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await verdict.filter({ hasText: 'holds, with 4.2 points' }).waitFor();
    await page.getByRole('button', { name: 'Apply to draft' }).click();
    await verdict.filter({ hasText: 'does not hold' }).waitFor();
    await finish();
  });

  it('sees the judgements beside naive rules, fits, draws ranks, and may cancel', async () => {
    await open(KOR_RUS);
    await page.locator('.score-table').waitFor({ timeout: 30_000 });
    expect(await page.locator('.score-table').textContent()).toMatch(
      /The model26All weights 126Random weights, signs kept\d/,
    );
    await page.getByText('Fit the weights to the judgements').click();
    await page.getByRole('button', { name: 'Fit', exact: true }).click();
    await page.getByText(/\d+ of 26 cross-validated/).waitFor({ timeout: 30_000 });
    await page.getByText('All parameters at once').click();
    await page.getByRole('button', { name: 'Draw 512 samples' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Draw 1,000 models' }).click();
    await page.locator('.ranks tbody tr').nth(8).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('button', { name: 'This was worse' }).first().click({ timeout: 30_000 });
    await page.getByText(/^1 answer, 1 in line with the fitted weights/).waitFor({ timeout: 30_000 });
    await finish();
  });

  it('saves it: the card shows it, the board is scored by it, and it can be compared with the version before', async () => {
    await open(`${KOR_RUS}&d=trade_restriction.w:9`);
    await page.getByRole('button', { name: 'Save …' }).click();
    const dialog = page.getByRole('dialog');
    const save = dialog.getByRole('button', { name: 'Save baseline v4' });
    await dialog.getByLabel('Scores move because').fill('trade measures weigh more');
    await dialog.getByLabel('Token').fill('wrong');
    await save.click();
    await dialog.locator('[role=alert]').waitFor();
    // The refusal of the token is an answer, and the browser notes every refused request.
    watched.faults.splice(0);
    await dialog.getByLabel('Token').fill(TOKEN);
    await save.click();
    await page.waitForURL(/\/m\/baseline@[0-9a-f]{8}\?saved=1/);
    expect(await page.locator('h1').textContent()).toMatch(/^Baseline v4 [0-9a-f]{8}$/);
    expect(await page.locator('.notice').first().textContent()).toContain('baseline v4 is published.');
    expect(await page.locator('.changelog').textContent()).toContain('Scores move because trade measures weigh more.');
    await page.getByRole('row', { name: /^baseline v4 .* this one$/ }).waitFor();
    await page
      .getByRole('row', { name: /^baseline v3 / })
      .getByRole('link', { name: 'compare', exact: true })
      .click();
    await page.locator('.difference-table').waitFor();
    expect(await page.locator('.difference-table tbody').textContent()).toBe('Trade restriction, weight59+80%');
    await page.locator('.lab-changes .is-draft').first().waitFor();
    expect(await page.locator('.is-draft-page').count()).toBe(0);
    await page.goto('/');
    await page.getByRole('link', { name: 'baseline v4' }).waitFor();
    await finish();
  });

  describe('nothing stands in the way of anybody', () => {
    const D = '&d=trade_restriction.w:9,veto.half:60';
    it.each<[string, string, object]>([
      ['a draft, light', KOR_RUS + D, {}],
      ['a draft, dark', KOR_RUS + D, { colorScheme: 'dark' }],
      ['a draft, on a phone', KOR_RUS + D, { viewport: { width: 360, height: 780 } }],
      ['no draft', KOR_RUS, {}],
      ['a card', '/m/baseline', {}],
      ['two models', '/m/baseline@2/vs/baseline', {}],
    ])('%s', async (_what, path, options) => {
      await open(path, options);
      await page.locator('.lab-changes tbody, .score-table tbody').first().waitFor({ timeout: 30_000 });
      expect(await violations(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0);
      if (path === KOR_RUS + D) {
        await page.getByRole('button', { name: 'Save …' }).click();
        expect(await violations(page)).toEqual([]);
      }
      await finish();
    });
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
