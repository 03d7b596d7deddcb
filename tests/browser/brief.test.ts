/** The Brief page as a briefer uses it: the picture is the file, nothing leaves with a title that the data contradict, and all of it by keyboard. */
import axe, { type AxeResults } from 'axe-core';
import { strFromU8, unzipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { downloaded, openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();
const SPRING = 'dyads=KOR-RUS&from=2024-01-06&to=2024-04-05';

describe.skipIf(browser === undefined)('the Brief page', () => {
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

  const open = async (path: string, options: Parameters<typeof openPage>[2] = {}): Promise<void> => {
    watched = await openPage(browser!, site, { permissions: ['clipboard-read', 'clipboard-write'], ...options });
    page = watched.page;
    await page.goto(path);
  };
  /** With the token, as a briefer opens it: readers without one take the computed title. */
  const openSigned: typeof open = (path, options) => open(`${path}#token=${site.token}`, options);
  /** Waits until the picture is there, whole, and of what was asked for. */
  const drawn = async (): Promise<void> => {
    await page.waitForFunction(() => {
      const picture = document.querySelector<HTMLImageElement>('.brief-picture img');
      return (
        document.querySelector('.brief-preview')?.getAttribute('aria-busy') === 'false' &&
        picture?.complete === true &&
        picture.naturalWidth > 0
      );
    });
  };
  const finish = async (): Promise<void> => {
    expect(watched.faults).toEqual([]);
    await watched.close();
  };
  const said = () => page.locator('.brief > [aria-live="polite"]');
  /** A page that has drawn may not listen yet. */
  const pressUntil = async (key: string, address: string): Promise<void> => {
    await expect
      .poll(
        async () => {
          if (page.url() !== site.url + address) await page.keyboard.press(key);
          return page.url();
        },
        { timeout: 10_000, interval: 500 },
      )
      .toBe(site.url + address);
  };
  const pictureAddress = async (): Promise<string> => (await page.locator('.brief-picture img').getAttribute('src'))!;
  const bytesAt = async (path: string): Promise<Buffer> =>
    Buffer.from(await (await fetch(site.url + path)).arrayBuffer());
  const saved = async (name: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.share-card').getByRole('link', { name, exact: true }).click(),
    ]);
    return downloaded(download);
  };

  it('shows the file itself: size and bytes of the picture are those of the download', async () => {
    await open(`/brief?${SPRING}`);
    await drawn();
    const file = await bytesAt(await pictureAddress());
    const shown = await page.evaluate(async () =>
      Array.from(
        new Uint8Array(
          await (await fetch(document.querySelector<HTMLImageElement>('.brief-picture img')!.src)).arrayBuffer(),
        ),
      ),
    );
    expect(Buffer.from(shown).equals(file)).toBe(true);
    expect(await page.locator('.brief-file').textContent()).toContain(
      `1920 × 1080 pixels, ${Math.round(file.length / 1000)} KB`,
    );
    expect((await saved('PNG')).equals(file)).toBe(true);
    expect(
      await page
        .locator('.brief-picture img')
        .evaluate((picture: HTMLImageElement) => [picture.naturalWidth, picture.naturalHeight]),
    ).toEqual([1920, 1080]);
    expect((await page.locator('.brief-picture img').getAttribute('alt'))!.length).toBeGreaterThan(80);
    expect((await saved('CSV')).toString()).toContain('2024-04-05');
    expect((await PDFDocument.load(await saved('PDF'))).getPageCount()).toBeGreaterThan(1); // the card, then its values
    await page.getByRole('group', { name: 'Colours' }).getByRole('button', { name: 'Grey' }).click();
    await page.getByRole('combobox', { name: 'Format' }).selectOption('memo');
    await expect
      .poll(() => Object.fromEntries(new URL(page.url()).searchParams))
      .toMatchObject({ dyads: 'KOR-RUS', preset: 'memo', theme: 'grey' });
    await drawn();
    expect(await pictureAddress()).toContain('preset=memo&theme=grey');
    expect(await page.locator('.brief-file').textContent()).toContain('1500 × 1000 pixels');
    await finish();
  });

  it('copies the picture with link, citation and alt text, by a button and by the key', async () => {
    await open(`/brief?${SPRING}`);
    await drawn();
    await page.getByRole('button', { name: 'Copy image' }).click();
    await expect.poll(() => said().textContent()).toBe('Image copied, with link, citation and alt text.');
    const read = async () =>
      page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        const text = async (type: string): Promise<string> => (await item!.getType(type)).text();
        const bitmap = await createImageBitmap(await item!.getType('image/png'));
        return {
          types: [...item!.types].sort(),
          html: await text('text/html'),
          plain: await text('text/plain'),
          width: bitmap.width,
          height: bitmap.height,
        };
      });
    const code = (await page.locator('.brief-file code').textContent())!;
    const alt = (await page.locator('.brief-picture img').getAttribute('alt'))!;
    const copied = await read();
    expect(copied).toMatchObject({ types: ['image/png', 'text/html', 'text/plain'], width: 1920, height: 1080 });
    expect(copied.html).toContain(`href="${site.url}/v/${code}"`);
    expect(copied.html).toContain('src="data:image/png;base64,');
    for (const part of [alt, `View ${code}.`, 'Events: CC BY 4.0.', `${site.url}/v/${code}`])
      expect(copied.plain).toContain(part);
    await page.evaluate(() => navigator.clipboard.writeText('nothing'));
    await page.keyboard.press('c');
    await expect.poll(async () => (await read().catch(() => undefined))?.types).toContain('image/png');
    await page.getByRole('button', { name: 'BibTeX' }).click();
    await page.getByRole('button', { name: 'Copy citation' }).click();
    await expect.poll(() => said().textContent()).toBe('Citation copied.');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^@misc\{tension-\w{8},/);
    await finish();
  });

  it('copies nothing under a typed title that the data contradict, until somebody takes it on', async () => {
    await openSigned(`/brief?${SPRING}`);
    await drawn();
    await page.evaluate(() => navigator.clipboard.writeText('before'));
    await page.getByRole('textbox', { name: /^Title/ }).fill('South Korea–Russia tension fell 14 points');
    // While it is typed, before it is anywhere.
    await expect.poll(() => page.locator('.brief-controls .is-error').textContent()).toMatch(/14/);
    await expect
      .poll(() => new URL(page.url()).searchParams.get('title'))
      .toBe('South Korea–Russia tension fell 14 points');
    await drawn();
    await page.getByText('The title does not match the data.').waitFor();
    // It says that it is disabled, and why when it is pressed all the same.
    await page.getByRole('button', { name: 'Copy image' }).click({ force: true });
    await expect.poll(() => said().textContent()).toMatch(/^Not shared/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('checkbox');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('before');
    expect(await page.locator('.share-card a[download]').count()).toBe(0);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Copy image' }).click();
    await expect.poll(() => said().textContent()).toMatch(/^Image copied/);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Warning: the title was typed.');
    await page.getByRole('button', { name: 'Back to the computed title' }).click();
    await drawn();
    expect(await page.locator('.share-card .notice').count()).toBe(0);
    await finish();
  });

  it('without the token a typed title is refused, with what to do, and the computed one is back at once', async () => {
    await open(`/brief?${SPRING}`);
    await drawn();
    await page.getByRole('textbox', { name: /^Title/ }).fill('Peace reached');
    await page.locator('.brief-preview [role="alert"]').filter({ hasText: 'needs a sign-in' }).waitFor();
    expect(await page.locator('.share-card a[download]').count()).toBe(0);
    await page.getByRole('button', { name: 'Back to the computed title' }).click();
    await drawn();
    expect(watched.faults).toEqual([expect.stringContaining('status of 401')]);
    await watched.close();
  });

  it('ticks a typed title only where every word of it was checked', async () => {
    await openSigned(`/brief?${SPRING}`);
    await drawn();
    const title = page.getByRole('textbox', { name: /^Title/ });
    const verdict = page.locator('.brief-controls [aria-live] p');
    await title.fill('South Korea–Russia tension rose, driven by Trump');
    await expect
      .poll(() => verdict.textContent())
      .toBe('These agree with the data: direction and names. Not checked: the cause (“driven by Trump”).');
    await title.fill('South Korea–Russia tension rose');
    await expect.poll(() => verdict.textContent()).toBe('✓ These agree with the data: direction and names.');
    await finish();
  });

  it('says of a title that no card can write which sign it is, beside the field, and what to write', async () => {
    await openSigned(`/brief?${SPRING}`);
    await drawn();
    const title = page.getByRole('textbox', { name: /^Title/ });
    await title.fill('توتر');
    await expect
      .poll(() => page.locator('.brief-controls [aria-live] p').textContent())
      .toMatch(/title: "توتر" holds "ت" \(U\+062A\) at place 1, which no font of a card has: write it in Latin/);
    expect(await title.getAttribute('aria-invalid')).toBe('true');
    expect(new Set(watched.faults)).toEqual(new Set([expect.stringContaining('status of 400')]));
    await watched.close();
  });

  it('packs several views, keeps their order in the address, and makes one file of them, by keyboard alone', async () => {
    await open(`/brief?${SPRING}`);
    await drawn();
    const press = async (name: string | RegExp): Promise<void> => {
      await page.getByRole('button', { name }).first().focus();
      await page.keyboard.press('Enter');
    };
    const pack = (): string[] =>
      (new URL(page.url()).searchParams.get('pack') ?? '').split(',').filter((code) => code !== '');
    await press('Add to pack');
    await expect.poll(pack).toHaveLength(1);
    await press('Move');
    await drawn();
    await press('Add to pack');
    await expect.poll(pack).toHaveLength(2);
    const [trend, move] = pack();
    await page.locator('.pack-list li b').filter({ hasText: 'between' }).first().waitFor();
    await page
      .locator('.pack-list li')
      .nth(1)
      .getByRole('button', { name: /^Move up/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect.poll(pack).toEqual([move, trend]);
    expect(await said().textContent()).toBe('Now number 1 of 2.');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.pack').getByRole('link', { name: 'ZIP' }).press('Enter'),
    ]);
    const files = unzipSync(await downloaded(download));
    expect(Object.keys(files).map((name) => name.slice(0, 18))).toEqual([
      'README.txt',
      '01-kor-rus-move-20',
      '01-kor-rus-move-20',
      '02-kor-rus-2024-01',
      '02-kor-rus-2024-01',
    ]);
    expect(strFromU8(files['README.txt']!).indexOf(move!)).toBeLessThan(
      strFromU8(files['README.txt']!).indexOf(trend!),
    );
    await page.goto('/brief');
    await expect.poll(pack, { message: 'the pack stays with the browser' }).toEqual([move, trend]);
    await press(/^Remove from the pack/);
    await expect.poll(pack).toEqual([trend]);
    await finish();
  });

  it('is reached by e from a dyad, a comparison and a move, filled in with what they show', async () => {
    await open('/d/KOR-RUS?from=2024-03-01&to=2024-04-05&step=week&a=2024-03-01&b=2024-04-05');
    await page.locator('.explain-sentence').waitFor();
    expect(await page.locator('.explain').getByRole('link', { name: 'Brief' }).getAttribute('href')).toBe(
      '/brief?show=move&dyads=KOR-RUS&from=2024-03-01&to=2024-04-05',
    );
    await pressUntil('e', '/brief?dyads=KOR-RUS&from=2024-03-01&to=2024-04-05&step=week');
    await drawn();
    await page.goto('/compare?dyads=KOR-RUS,PRK-RUS&from=2024-01-01&to=2024-04-05');
    await page.waitForFunction(() => (document.querySelector<HTMLCanvasElement>('.chart canvas')?.width ?? 0) > 300);
    await pressUntil('e', '/brief?show=compare&dyads=KOR-RUS,PRK-RUS&from=2024-01-01&to=2024-04-05');
    await drawn();
    expect(await page.locator('.brief-computed').textContent()).toMatch(/Korea/);
    await finish();
  });

  it('is left out of the way by c on a dyad: its picture is on the clipboard', async () => {
    await open('/d/KOR-RUS?from=2024-03-01&to=2024-04-05');
    await page.waitForSelector('.sum-check .check');
    await page.keyboard.press('c');
    await expect
      .poll(() => page.locator('main [aria-live="polite"]').last().textContent(), { timeout: 10_000 })
      .toMatch(/^Image copied/);
    expect(await page.evaluate(async () => (await navigator.clipboard.read())[0]!.types)).toContain('image/png');
    await finish();
  });

  it('tells in the morning what changed, and makes a pack of it', async () => {
    await open('/brief?show=morning&from=2024-01-06&to=2024-04-05');
    await page.getByRole('heading', { name: 'Morning brief of 5 Apr 2024' }).waitFor();
    const [first] = await page.locator('.morning-period').all();
    expect(await first!.textContent()).toMatch(
      /South Korea – Russia tension rose 1\.1 points between 3 April and 5 April 2024, from 79\.0 to 80\.1/,
    );
    expect(await first!.textContent()).toContain('+9.5 over 30 days');
    const names = await page.locator('.morning-name a').allTextContents();
    expect(new Set(names).size, 'each pair is told once').toBe(names.length);
    expect(await first!.locator('.morning-source').first().getAttribute('href')).toMatch(/^https:/);
    await page.getByRole('button', { name: 'Copy as text' }).click();
    await expect.poll(() => said().textContent()).toBe('Morning brief copied as text.');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Morning brief of 5 Apr 2024\n/);
    await page.getByRole('button', { name: /^Make a pack of \d+ pairs/ }).click();
    await expect.poll(() => page.locator('.pack-list li').count()).toBeGreaterThan(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.pack').getByRole('link', { name: 'PDF' }).click(),
    ]);
    // Contents before them, method and sources behind them.
    expect((await PDFDocument.load(await downloaded(download))).getPageCount()).toBeGreaterThanOrEqual(
      (await page.locator('.pack-list li').count()) + 2,
    );
    await finish();
  });

  it('is the morning brief by e from the board, where the pair with something new leads', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await site.post(
      '/api/v1/imports?source=new.csv',
      [
        'id,dyad,date,actor,target,type,polarity,severity,summary,source_name,verified',
        `chn-ltu-board-new,CHN-LTU,${today},CHN,LTU,expulsion,1,4,Beijing expels an envoy,AP,no`,
      ].join('\n'),
    );
    await site.post('/api/v1/runs');
    await open('/');
    const rows = page.locator('.board tbody tr');
    await expect
      .poll(() => rows.nth(1).textContent())
      .toMatch(/China – Lithuania.*of which fading.*Beijing expels an envoy/s);
    expect(await rows.first().textContent()).toMatch(/^New within 30 days/);
    await page.getByText(/^No new act within 30 days/).waitFor();
    await page.waitForSelector('.col-index .board-rank');
    await pressUntil('e', '/brief?show=morning');
    await page.locator('.morning-period').first().getByText('Beijing expels an envoy', { exact: true }).waitFor();
    await finish();
  });

  it('begins in the morning where the reader read the last brief, by her clock, and tells what was recorded since', async () => {
    await open('/brief?show=morning', { timezoneId: 'Asia/Seoul' });
    await page.locator('.morning-limits').waitFor();
    expect(await page.locator('.morning-period h3').first().textContent()).toMatch(/^New since .* \(Asia\/Seoul\)/);
    expect(await page.getByRole('button', { name: 'Last 24 hours only' }).count(), 'there is no last brief').toBe(0);
    const yesterday = new Date(Date.now() - 26 * 3_600_000).toISOString();
    await page.evaluate((moment) => localStorage.setItem('brief-read', moment), yesterday);
    await site.post(
      '/api/v1/imports?source=late.csv',
      [
        'id,dyad,date,actor,target,type,polarity,severity,summary,source_name,verified',
        'kor-rus-morning-late,KOR-RUS,2026-08-15,RUS,KOR,expulsion,1,4,Moscow expels an envoy,AP,no',
      ].join('\n'),
    );
    await site.post('/api/v1/runs');
    await page.reload();
    const first = page.locator('.morning-period').first();
    await first.getByText('Moscow expels an envoy', { exact: true }).waitFor();
    expect(await first.textContent()).toMatch(
      /\+\d\.\d Expulsion, 15 Aug 2026: Moscow expels an envoy \(recorded since\) \(unverified\)/,
    );
    await page.getByRole('button', { name: 'Copy as text' }).click();
    await expect.poll(() => said().textContent()).toBe('Morning brief copied as text.');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      'Moscow expels an envoy (recorded since, unverified, AP)',
    );
    await page.getByRole('button', { name: 'Last 24 hours only' }).click();
    await first.getByText('Moscow expels an envoy', { exact: true }).waitFor();
    await finish();
  });

  it('prints what there is to read, without its controls: a card on one sheet, the morning with the addresses of its sources', async () => {
    await open(`/brief?${SPRING}`);
    await drawn();
    await page.emulateMedia({ media: 'print' });
    expect(
      await page
        .locator('.brief-controls, .share-card button, .pack, .site-tools')
        .evaluateAll((parts) => parts.filter((part) => part.checkVisibility()).length),
    ).toBe(0);
    expect(await page.locator('.citation').isVisible()).toBe(true);
    const pages = async (format: 'A4' | 'Letter'): Promise<number> =>
      (
        await PDFDocument.load(
          await page.pdf({ format, margin: { top: '14mm', bottom: '14mm', left: '14mm', right: '14mm' } }),
        )
      ).getPageCount();
    expect(await pages('A4')).toBe(1);
    await page.goto('/brief?show=morning&from=2024-01-06&to=2024-04-05');
    await page.locator('.morning-limits').waitFor();
    expect(
      await page
        .locator('.morning-source')
        .first()
        .evaluate((source) => getComputedStyle(source, '::after').content),
    ).toContain('https://');
    for (const format of ['A4', 'Letter'] as const) expect(await pages(format)).toBeLessThanOrEqual(3);
    await finish();
  });

  it('says what is wrong: a dyad without events, a range the wrong way round, a server that is gone', async () => {
    await open('/brief?dyads=FRA-USA');
    await page.getByText(/There are no events of FRA-USA/).waitFor();
    expect(await page.locator('.share-card').count()).toBe(0);
    await page.goto(`/brief?${SPRING}&text=999`);
    await page.getByText('text=999 is not a size from 80 to 150 percent: 100 is used.').waitFor();
    await drawn();
    await page.getByLabel('From').fill('2025-01-01');
    await page.getByText('The first day lies after the last.').waitFor();
    expect(watched.faults.filter((fault) => !/status of 404/.test(fault))).toEqual([]);
    watched.faults.length = 0;
    await site.stop();
    await page.getByRole('group', { name: 'Colours' }).getByRole('button', { name: 'Dark' }).click();
    await page
      .getByText(/The server (has not answered|does not answer|is gone)/)
      .first()
      .waitFor();
    await site.startAgain();
    await drawn();
    expect(await pictureAddress()).toContain('theme=dark');
    await watched.close();
  });

  describe.each([
    { name: 'light', options: { colorScheme: 'light' as const } },
    { name: 'dark', options: { colorScheme: 'dark' as const } },
    { name: 'phone', options: { viewport: { width: 360, height: 760 }, hasTouch: true } },
  ])('in $name', ({ options }) => {
    it.each([
      `/brief?${SPRING}&title=Down+40`,
      '/brief?show=compare',
      '/brief?show=morning&from=2024-01-06&to=2024-04-05',
      '/brief?show=move&lang=ko',
    ])('%s', async (path) => {
      await openSigned(path, options);
      if (path.includes('morning')) await page.locator('.morning-limits').waitFor();
      else await drawn();
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>(
        'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
      );
      expect(
        violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes.map(({ target, failureSummary }) => `${String(target)} ${failureSummary}`).join(' | ')}`,
        ),
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      await finish();
    });
  });
});
