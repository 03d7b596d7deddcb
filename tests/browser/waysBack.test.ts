/** The ways back to a view: its code typed, its QR code read off a JPEG or a screenshot, its picture pasted; all open the same bytes. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Presentation, STANDARD } from '../../client/charts/card/presentation.ts';
import { presentationQuery } from '../../client/charts/card/presentationQuery.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { builtServer } from '../cli/built.ts';
import { openBrowser } from './browser.ts';
import { openPage, type WatchedPage } from './site.ts';

const browser = await openBrowser();

describe.skipIf(browser === undefined)('a view is found again', () => {
  let server: TestServer;
  let watched: WatchedPage;
  let page: Page;
  let code: string;
  /** the card in the standard look, which every way but a copied file leads to */
  let standard: Buffer;

  beforeAll(async () => {
    await builtServer();
    // The address that is printed is not the one under which this reader came.
    server = await startTestServer({
      clientDir: join(projectRoot(), 'dist/pages'),
      publicUrl: 'https://tension.example.org',
    });
    const pinned = await server.post(
      '/api/v1/views',
      JSON.stringify({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-01-01', to: '2024-06-30' }),
      { 'Content-Type': 'application/json' },
    );
    ({ code } = (await pinned.json()) as PinnedView);
    standard = await bytesAt(`/v/${code}.png?${presentationQuery(STANDARD)}`);
    watched = await openPage(browser!, server, { permissions: ['clipboard-read', 'clipboard-write'] });
    page = watched.page;
  });
  afterAll(async () => {
    await watched.close();
    await server.close();
    await browser?.close();
  });
  const bytesAt = async (path: string): Promise<Buffer> => Buffer.from(await (await server.get(path)).arrayBuffer());
  const open = async (path: string): Promise<void> => {
    await page.goto(path);
    await page.waitForSelector('main h1');
  };
  const shown = (): Promise<string> => page.locator('.view-grid img').getAttribute('src').then(String);
  /** Where the page has come to, whether its picture has the bytes of the standard look, and what went wrong on the way. */
  const opened = async () => {
    await page.getByRole('link', { name: 'Open in the dashboard' }).waitFor();
    const { pathname } = new URL(page.url());
    return { pathname, isTheSame: (await bytesAt(await shown())).equals(standard), faults: watched.faults };
  };
  const theView = () => ({ pathname: `/v/${code}`, isTheSame: true, faults: [] });

  const typed = (): readonly string[] => {
    const wide = [...code].map((sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0)).join('');
    return [
      `View ${code}`,
      `보기 ${code}`,
      `${code.slice(0, 4)} ${code.slice(4, 6)}–${code.slice(6)}`.toLowerCase(),
      wide,
      `https://another.example.org/v/${code}`,
    ];
  };

  it('by its code as it is printed, with blanks and dashes, in full width, and by an address on any host: in the search', async () => {
    for (const text of typed()) {
      await open('/ops');
      await page.keyboard.press('/');
      await page.getByRole('combobox', { name: /by its code/ }).fill(text);
      await page.getByRole('option', { name: `Open the view ${code}` }).waitFor();
      await page.keyboard.press('Enter');
      expect(await opened(), text).toEqual(theView());
    }
  });

  it('the same in the picture check, and behind /v/', async () => {
    for (const text of typed()) {
      await open('/ops');
      await page.getByRole('button', { name: 'Check a picture' }).click();
      await page.getByRole('dialog').getByLabel('Code on the picture').fill(text);
      await page.keyboard.press('Enter');
      expect(await opened(), text).toEqual(theView());
      await page.goto(`/v/${text}`);
      expect(await opened(), `/v/${text}`).toEqual(theView());
    }
  });

  it('not by a code that is mistyped, which the search says', async () => {
    await open('/ops');
    const wrong = code.slice(0, -1) + (code.endsWith('7') ? '8' : '7');
    await page.getByRole('combobox', { name: /by its code/ }).fill(wrong);
    await page.getByText('its last character does not fit the others').waitFor();
    expect(await page.getByRole('option').count()).toBe(0);
  });

  /** Draws a picture of the server on a canvas of the browser, as programs do on its way, and drops the file that comes of it. */
  async function dropRedrawn(
    path: string,
    way: { readonly width: number; readonly type: string; readonly quality?: number; readonly screen?: boolean },
  ): Promise<void> {
    const transfer = await page.evaluateHandle(
      async ({ path: address, width, type, quality, screen }) => {
        const picture = await createImageBitmap(await (await fetch(address)).blob());
        const height = Math.round((width * picture.height) / picture.width);
        const canvas = screen ? new OffscreenCanvas(1920, 1200) : new OffscreenCanvas(width, height);
        const ink = canvas.getContext('2d')!;
        if (screen) {
          ink.fillStyle = '#345';
          ink.fillRect(0, 0, canvas.width, canvas.height);
        }
        ink.drawImage(picture, screen ? 130 : 0, screen ? 90 : 0, width, height);
        const data = new DataTransfer();
        data.items.add(new File([await canvas.convertToBlob({ type, quality })], 'photo', { type }));
        return data;
      },
      { path, screen: false, quality: 1, ...way },
    );
    await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  }

  // A link card has no QR code: chats show it at 400 pixels, where none can be read. A memo has one where its text leaves room.
  it.each<Partial<Presentation>>([
    { preset: 'slide', theme: 'dark' },
    { preset: 'four-three', theme: 'light' },
    { preset: 'square', theme: 'grey' },
    { preset: 'memo', text: 80 },
  ])('by the QR code of a $preset, as a JPEG of quality 35 that is 800 pixels wide', async (look) => {
    await open('/ops');
    const address = `/v/${code}.png?${presentationQuery({ ...STANDARD, ...look })}`;
    await dropRedrawn(address, { width: 800, type: 'image/jpeg', quality: 0.35 });
    await page.getByText('The view was found by its code; the picture was not checked.').waitFor();
    expect(await opened(), address).toEqual(theView());
  });

  it('by the QR code of a slide somewhere on a screenshot', async () => {
    await open('/ops');
    await dropRedrawn(`/v/${code}.png`, { width: 1200, type: 'image/png', screen: true });
    expect(await opened(), 'a screenshot').toEqual(theView());
  });

  it('not in a picture without a code, which is said', async () => {
    await open('/ops');
    await dropRedrawn(`/v/${code}.png?preset=link`, { width: 800, type: 'image/jpeg', quality: 0.9 });
    await expect.poll(() => page.getByRole('dialog').textContent()).toContain('no QR code of a view can be read in it');
  });

  it('by what the key c copied, pasted on another page: the file itself comes along, and is genuine', async () => {
    await open('/d/KOR-RUS?from=2024-01-01&to=2024-06-30');
    await page.waitForSelector('.sum-check .check');
    await page.keyboard.press('c');
    await expect
      .poll(() => page.locator('main [aria-live="polite"]').last().textContent(), { timeout: 10_000 })
      .toMatch(/^Image copied/);
    await open('/ops');
    await page.keyboard.press('Control+V');
    await page.getByText('✓ The picture is unaltered: this server drew it.').waitFor();
    expect(await opened(), 'the clipboard').toEqual(theView());
  });

  it('by the text that was copied with the picture, where a program keeps nothing else', async () => {
    await open('/ops');
    await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      await navigator.clipboard.writeText(await (await item!.getType('text/plain')).text());
    });
    await page.keyboard.press('Control+V');
    expect(await opened(), 'the text').toEqual(theView());
  });
});
