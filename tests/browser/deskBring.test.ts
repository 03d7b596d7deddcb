/** Ways for a text to come to the desk: files, the bookmark and *Share*. None of it passes through the server. */
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en/index.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { openBrowser } from './browser.ts';
import { openPage } from './site.ts';

const browser = await openBrowser();
const { desk } = en;
const SUMMONS = "Russia summoned South Korea's ambassador in Moscow on Thursday to protest against the measures.";
const SECOND = 'The ministry said that the steps which Seoul had taken would not remain without an answer.';

const HTML = `<!doctype html><html><head><title>Moscow summons envoy</title>
<meta property="og:site_name" content="The Seoul Herald"><meta property="article:published_time" content="2026-11-20T09:00:00Z">
<link rel="canonical" href="https://example.org/envoy"><script>document.title = 'it ran'</script></head>
<body><nav>Home Politics Sport Subscribe now</nav><article><h1>Moscow summons envoy</h1>
${`<p>${SUMMONS}</p><p>${SECOND}</p>`}</article><img src="x" onerror="document.title = 'it ran'"></body></html>`;

const DOCX = zipSync({
  '[Content_Types].xml': strToU8(
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  ),
  '_rels/.rels': strToU8(
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  ),
  'word/document.xml': strToU8(
    `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${['Published November 20, 2026', SUMMONS].map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
  ),
});

const EML = [
  'From: desk@example.org',
  'Subject: =?utf-8?B?7LSI7LmY?=',
  'Date: Fri, 20 Nov 2026 09:00:00 +0900',
  'Content-Type: text/plain; charset=utf-8',
  '',
  SUMMONS,
].join('\r\n');

describe.skipIf(browser === undefined)('a text comes to the desk', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ clientDir: join(projectRoot(), 'dist/pages') });
  });
  afterAll(async () => {
    await server.close();
    await browser?.close();
  });

  const summons = (page: Page) =>
    page.locator('.desk-row .what', { hasText: 'Summons: Russia → South Korea' }).waitFor();

  it.each([
    { name: 'envoy.html', mimeType: 'text/html', buffer: Buffer.from(HTML), title: 'Moscow summons envoy' },
    { name: 'envoy.docx', mimeType: '', buffer: Buffer.from(DOCX), title: desk.title },
    { name: 'envoy.eml', mimeType: 'message/rfc822', buffer: Buffer.from(EML), title: '초치' },
  ])('as the file $name', async ({ title, ...file }) => {
    const { page, faults, close } = await openPage(browser!, server);
    await page.goto('/desk');
    await page.locator('.desk-file input').setInputFiles({ ...file, mimeType: file.mimeType || 'application/zip' });
    await summons(page);
    expect(await page.locator('h1').textContent()).toBe(title);
    expect(await page.locator('.desk-marked').textContent()).not.toContain('Subscribe');
    if (file.name.endsWith('.html')) {
      expect(await page.locator('[data-source] input').first().inputValue()).toBe('The Seoul Herald');
      expect(await page.locator('.desk-row .when').first().textContent()).toBe('19 Nov 2026');
    }
    expect(await page.title()).not.toContain('it ran');
    expect(faults).toEqual([]);
    await close();
  });

  it('dropped on the page; what is no text is refused with a sentence', async () => {
    const { page, faults, close } = await openPage(browser!, server);
    await page.goto('/desk');
    const drop = async (name: string, type: string, text: string): Promise<void> => {
      const data = await page.evaluateHandle(
        (file) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([file.text], file.name, { type: file.type }));
          return transfer;
        },
        { name, type, text },
      );
      await page.locator('.desk-drop').dispatchEvent('drop', { dataTransfer: data });
    };
    await drop('photo.png', 'image/png', 'PNG');
    await page.getByText(desk.notTaken.kind).waitFor();
    await drop('envoy.docx', '', 'no zip at all');
    await page.getByText(desk.notTaken.broken).waitFor();
    await drop('envoy.txt', 'text/plain', `Published November 20, 2026\n\n${SUMMONS}`);
    await summons(page);
    expect(faults).toEqual([]);
    await close();
  });

  it('by the bookmark, from another page: text, address and title, none of it in a request', async () => {
    const { page, faults, close } = await openPage(browser!, server);
    await page.goto('/desk');
    await page.getByText(desk.bring).click();
    const bookmark = (await page.getByRole('link', { name: desk.bookmarklet }).getAttribute('href'))!;
    // The page of a newspaper: the bookmark runs there, outside our own policy.
    const paper = await page.context().newPage();
    await paper.setContent(
      `<title>Moscow summons envoy</title><article><p>Published November 20, 2026</p><p>${SUMMONS}</p></article>`,
    );
    const asked: string[] = [];
    page.context().on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      paper.evaluate(bookmark.slice('javascript:'.length)),
    ]);
    await summons(opened);
    expect(await opened.locator('h1').textContent()).toBe('Moscow summons envoy');
    expect(opened.url()).not.toContain('summoned');
    expect(asked.filter((request) => request.split('#')[0]!.includes('summoned'))).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('by Share of a phone, which its own worker catches before it leaves the machine', async () => {
    const { page, close } = await openPage(browser!, server);
    await page.goto('/desk');
    const state = (): Promise<string | undefined> =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/desk/share'))?.active?.state);
    await expect.poll(state, { timeout: 30_000 }).toBe('activated');
    await page.evaluate((text) => {
      const form = Object.assign(document.createElement('form'), {
        method: 'post',
        action: '/desk/share',
        enctype: 'multipart/form-data',
      });
      for (const [name, value] of [
        ['text', text],
        ['title', 'Shared'],
        ['url', 'https://www.example.org/envoy'],
      ]) {
        const field = Object.assign(document.createElement('input'), { name, value });
        form.append(field);
      }
      document.body.append(form);
      form.submit();
    }, `Published November 20, 2026 ${SUMMONS}`);
    await summons(page);
    expect(await page.locator('h1').textContent()).toBe('Shared');
    expect(await page.locator('[data-source] input').first().inputValue()).toBe('example.org');
    await close();
  });
});
