/** The desk where something is away or large: the server while one types and records, a language model, a text of two hundred acts. */
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventDetail, EventPage } from '../../models/contract/events.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer, TOKEN } from '../api/testServer.ts';
import { openBrowser } from './browser.ts';
import { openPage, type WatchedPage } from './site.ts';

const browser = await openBrowser();

const SANCTIONS =
  'Published November 20, 2026\n\nSouth Korea imposed sanctions on three Russian shipping companies on Wednesday over deliveries of arms.';
const QUOTATION = 'South Korea imposed sanctions on three Russian shipping companies on Wednesday';

describe.skipIf(browser === undefined)('at the desk', () => {
  let model: Server;
  let server: TestServer;
  let watched: WatchedPage;
  let page: Page;
  const askedModel: string[] = [];
  let content = '';

  beforeAll(async () => {
    model = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        askedModel.push(body);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ choices: [{ message: { content } }] }));
      });
    });
    await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
    const address = model.address();
    if (address === null || typeof address === 'string') throw new Error('The model listens on no port.');
    server = await startTestServer({
      clientDir: join(projectRoot(), 'dist/pages'),
      languageModel: { url: `http://127.0.0.1:${address.port}/v1/chat`, name: 'test-model', key: undefined },
    });
  });
  afterAll(async () => {
    await server.close();
    model.closeAllConnections();
    await new Promise((resolve) => model.close(resolve));
    await browser?.close();
  });

  const open = async (path = `/desk#token=${TOKEN}`): Promise<void> => {
    watched = await openPage(browser!, server, { permissions: ['clipboard-read', 'clipboard-write'] });
    page = watched.page;
    await page.goto(path);
    await page.locator('#desk-paste').waitFor();
  };
  const paste = async (text: string): Promise<void> => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('Control+V');
  };
  const acts = (count: number) =>
    page.waitForFunction((wanted) => document.querySelectorAll('.desk-row').length === wanted, count);

  it('a connection that is lost while typing and at recording loses nothing, and the acts are recorded once', async () => {
    await open();
    await paste(SANCTIONS);
    await acts(1);
    await page.locator('[data-source] input').fill('The Seoul Herald');
    const sent: Request[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/v1/acts')) sent.push(request);
    });

    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Change the text' }).click();
    await page.locator('.desk-text textarea').press('Control+End');
    await page.keyboard.insertText('\n\nTyped without a connection.');
    await page.getByText('everything is kept in this browser').waitFor();
    await page.locator('.desk-saving', { hasText: 'Saved in this browser' }).waitFor();
    await page.getByRole('button', { name: 'Show the marks' }).click();
    await page.locator('.desk-row').first().click();
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    expect(await page.locator('.desk-act.is-accepted').count()).toBe(1);
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => document.activeElement?.closest('.coder-field') !== null);
    await page.keyboard.insertText('Kim Ji-won');
    await page.keyboard.press('Control+Enter');
    await page.locator('.notice-error', { hasText: 'The server does not answer' }).waitFor();
    expect(await page.locator('.desk-act.is-accepted').count()).toBe(1);

    // It is back; the server records, and the answer is lost on its way.
    await page.context().setOffline(false);
    await page.route('**/api/v1/acts', async (route) => {
      await route.fetch();
      await route.abort();
    });
    const lost = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/v1/acts'));
    await page.keyboard.press('Control+Enter');
    await lost;
    await page.locator('.notice-error', { hasText: 'The server does not answer' }).waitFor();
    await page.unroute('**/api/v1/acts');
    await page.keyboard.press('Control+Enter');
    await page.locator('#desk-recorded', { hasText: '1 act recorded.' }).waitFor();
    await page.getByText('The board shows:').waitFor();
    const keys = new Set(sent.map((request) => request.headers()['idempotency-key']));
    expect(sent).toHaveLength(3);
    expect(keys.size).toBe(1);
    const { events } = await server.json<EventPage>('/api/v1/dyads/KOR-RUS/events?from=2026-11-18&to=2026-11-18');
    expect(events).toHaveLength(1);
    await page.reload();
    await page.locator('.desk-marked', { hasText: 'Typed without a connection.' }).waitFor();
    // A browser writes each failed request to its console.
    expect(watched.faults.filter((fault) => !fault.includes('Failed to load resource'))).toEqual([]);
    await watched.close();
  });

  it('an event that was revised has its fields of before when the step is taken back', async () => {
    const id = 'kor-rus-2024-06-21-summons-zinoviev-treaty';
    const event = async () => (await server.json<EventDetail>(`/api/v1/events/${id}`)).event;
    const { revision: first, recordedAt: _then, ...before } = await event();
    await open();
    await paste("Published June 22, 2024\n\nSouth Korea summoned Russia's ambassador on Friday to protest the treaty.");
    await page.locator('.desk-match').waitFor();
    await page.locator('[data-source] input').fill('The Seoul Herald');
    await page.getByRole('radio', { name: 'Add this text as a further source' }).check();
    await page.getByRole('button', { name: 'Accept' }).click();
    if ((await page.locator('.desk-act.is-accepted').count()) === 0) {
      await page.keyboard.press('4');
      await page.getByRole('button', { name: 'Accept' }).click();
    }
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => document.activeElement?.closest('.coder-field') !== null);
    await page.keyboard.insertText('Kim Ji-won');
    await page.keyboard.press('Control+Enter');
    await page.locator('#desk-recorded').waitFor();
    await page.getByText('The board shows:').waitFor();
    expect((await event()).note).toContain('The Seoul Herald');
    await page.locator('.desk-panel').getByRole('button', { name: 'Take back' }).click();
    await page.getByText('1 revised event will have the fields of before.').waitFor();
    await page.keyboard.insertText('The source says nothing new');
    await page.locator('.desk-panel button[type=submit]').click();
    await page.getByText('Taken back:').waitFor();
    await expect.poll(async () => (await event()).revision, { timeout: 30_000 }).toBe(first + 2);
    const { revision: _last, recordedAt: _now, ...after } = await event();
    expect(after).toEqual(before);
    expect(await page.locator('.desk-act.is-accepted').count()).toBe(1);
    expect(watched.faults).toEqual([]);
    await watched.close();
  });

  it('a text goes to the language model after the choice alone, and another text does not', async () => {
    content = JSON.stringify({
      acts: [
        { quotation: QUOTATION, type: 'sanction', actor: 'KOR', target: 'RUS', date: '2026-11-18' },
        { quotation: 'Words that nobody wrote', type: 'summons', actor: 'RUS', target: 'KOR' },
      ],
    });
    await open();
    await paste(SANCTIONS);
    await acts(1);
    const choice = page.getByRole('checkbox', { name: 'Draft with the language model' });
    expect(await choice.isChecked()).toBe(false);
    await page.getByText(/the text leaves this house: it goes to 127\.0\.0\.1:\d+ \(model test-model\)/).waitFor();
    expect(askedModel).toHaveLength(0);
    await choice.check();
    await page.locator('.desk-passed').getByText('Words that nobody wrote').waitFor({ state: 'attached' });
    expect(askedModel).toHaveLength(1);

    content = 'I would rather not.';
    await choice.uncheck();
    await page.waitForFunction(() => !document.querySelector('.desk-passed')?.textContent.includes('nobody wrote'));
    await choice.check();
    await page.locator('.notice-error', { hasText: 'The language model did not answer with JSON' }).waitFor();
    expect(askedModel).toHaveLength(2);
    await page.getByRole('button', { name: 'Change the text' }).click();
    await page.locator('.desk-text textarea').press('Control+End');
    await page.keyboard.insertText(' Russia condemned it on Thursday.');
    await page.waitForFunction(() => document.querySelector('.notice-error') === null);
    expect(await choice.isChecked()).toBe(false);
    expect(askedModel).toHaveLength(2);
    expect(watched.faults.filter((fault) => !fault.includes('Failed to load resource'))).toEqual([]);
    await watched.close();
  });

  it('a text with two hundred acts is worked through like any other', async () => {
    const start = Date.UTC(2025, 0, 1);
    const day = (n: number): string =>
      new Date(start + n * 2 * 86_400_000).toLocaleDateString('en-US', {
        timeZone: 'UTC',
        year: 'numeric',
        month: 'long',
        day: 'numeric',
      });
    await open();
    await paste(
      Array.from({ length: 200 }, (_, n) => `Russia summoned South Korea's ambassador in Moscow on ${day(n)}.`).join(
        '\n\n',
      ),
    );
    await acts(200);
    await page.locator('[data-source] input').fill('The Seoul Herald');
    await page.locator('.desk-row').first().click();
    for (let n = 0; n < 199; n++) await page.keyboard.press('j');
    expect(
      await page
        .locator('.desk-row')
        .last()
        .evaluate((row) => row === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    expect(await page.locator('.desk-act').last().getAttribute('class')).toContain('is-accepted');
    await page.keyboard.press('u');
    expect(await page.locator('.desk-act.is-accepted').count()).toBe(0);
    expect(watched.faults).toEqual([]);
    await watched.close();
  });
});
