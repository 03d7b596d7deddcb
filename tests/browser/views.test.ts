/** Pictures and their views by mouse and keyboard: real files of the real server, dropped, chosen, edited and forged. */
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STANDARD } from '../../client/charts/card/presentation.ts';
import { presentationQuery } from '../../client/charts/card/presentationQuery.ts';
import type { CardTexts } from '../../client/charts/card/cardTexts.ts';
import type { EmbedData } from '../../client/charts/embed/embedData.ts';
import { type DyadView, type View, viewCode } from '../../client/charts/view.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Series } from '../../models/contract/series.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { withMetadata } from '../../server/figures/pngChunks.ts';
import { CSV_HEADER, eventRow } from '../api/testServer.ts';
import { openBrowser } from './browser.ts';
import { linesShown, noteDrawnTexts, unreadable } from './drawnTexts.ts';
import { openPage, Site, type WatchedPage } from './site.ts';

const browser = await openBrowser();

const LOOK = { ...STANDARD, preset: 'square', theme: 'dark', text: 110 } as const;

describe.skipIf(browser === undefined)('a picture', () => {
  let site: Site;
  let folder: string;
  let watched: WatchedPage;
  let page: Page;
  let view: View;
  let code: string;
  let genuine: Buffer;

  beforeAll(async () => {
    site = await Site.open();
    folder = await mkdtemp(join(tmpdir(), 'tension-pictures-'));
    ({ code, view } = await pin({ kind: 'dyad', dyad: 'KOR-RUS', from: '2024-01-01', to: '2024-06-30' }));
    genuine = await fileOf(`/v/${encodeURIComponent(code)}.png?${presentationQuery(LOOK)}`);
  });
  afterAll(async () => {
    await site.close();
    await browser?.close();
    await rm(folder, { recursive: true });
  });
  const open = async (path: string, options: Parameters<typeof openPage>[2] = {}): Promise<void> => {
    watched = await openPage(browser!, site, options);
    page = watched.page;
    await page.goto(path);
    await page.waitForSelector('main h1');
  };
  const finish = async (allowed = /^$/): Promise<void> => {
    expect(watched.faults.filter((fault) => !allowed.test(fault))).toEqual([]);
    await watched.close();
  };
  /** The browser writes down that a view or a picture was not found; the page says it. */
  const NOT_FOUND = /status of 404/;

  async function pin(body: object): Promise<PinnedView> {
    const response = await fetch(`${site.url}/api/v1/views`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${site.token}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as PinnedView;
  }
  const fileOf = async (path: string): Promise<Buffer> => {
    const response = await fetch(site.url + path);
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  };

  /** Drops a file onto the page as the system does: enter, over, drop. */
  async function drop(bytes: Buffer, name = 'slide.png', type = 'image/png'): Promise<void> {
    const transfer = await page.evaluateHandle(
      ({ base64, name: fileName, type: mediaType }) => {
        const data = new DataTransfer();
        data.items.add(
          new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], fileName, { type: mediaType }),
        );
        return data;
      },
      { base64: bytes.toString('base64'), name, type },
    );
    await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
    await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
    await page.locator('.drop-target').waitFor();
    await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
    await page.locator('.drop-target').waitFor({ state: 'hidden' });
  }
  /** Chooses a file in the dialog. */
  async function choose(path: string): Promise<void> {
    await page.getByRole('button', { name: 'Check a picture' }).click();
    await page.getByRole('dialog').getByLabel('Picture', { exact: true }).setInputFiles(path);
  }
  const written = async (name: string, bytes: Buffer | string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  const refusal = (): Promise<string | null> =>
    page.getByRole('dialog').getByRole('alert').filter({ hasText: 'does not open a view' }).textContent();
  const spec = (changes: object = {}): string => JSON.stringify({ v: 1, code, view, presentation: LOOK, ...changes });

  it('that is dropped on any page opens its exact view in its look, and is genuine: the picture there has the same bytes', async () => {
    for (const path of ['/', '/d/CHN-USA?range=90d', '/compare', '/ops']) {
      await open(path);
      await drop(genuine);
      await page.getByText('✓ The picture is unaltered: this server drew it.').waitFor();
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(
        `/v/${encodeURIComponent(code)}?${presentationQuery(LOOK)}`,
      );
      const source = (await page.locator('.view-grid img').getAttribute('src'))!;
      expect((await fileOf(source)).equals(genuine)).toBe(true);
      await page.getByRole('heading', { name: 'Still holds: the line is that of today’s data' }).waitFor();
      await finish();
    }
  });

  it('leads back into the dashboard, with days, moment and model', async () => {
    await open('/');
    await drop(genuine);
    await page.getByRole('link', { name: 'Open in the dashboard' }).click();
    await page.waitForSelector('.sum-check .check');
    const query = new URL(page.url()).searchParams;
    expect([query.get('from'), query.get('to'), query.get('asOf'), query.get('model')]).toEqual([
      view.from,
      view.to,
      view.asOf,
      view.model,
    ]);
    await finish();
  });

  it('of a draft opens in the lab, with its numbers', async () => {
    const { definition } = (await site.json('/api/v1/models/baseline')) as { definition: object };
    const draft = await pin({
      kind: 'dyad',
      dyad: 'KOR-RUS',
      from: '2024-01-01',
      to: '2024-06-30',
      draft: { ...definition, scale: 30 },
    });
    await open(`/v/${encodeURIComponent(draft.code)}`);
    await page.locator('a.primary[href^="/lab?"]').click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('d'), { timeout: 20_000 }).toBe('scale:30');
    expect(new URL(page.url()).searchParams.get('dyad')).toBe('KOR-RUS');
    await finish();
  });

  it('that is pasted as a file is taken as well, and one that lost its texts says why', async () => {
    await open('/');
    const paste = (bytes: Buffer): Promise<void> =>
      page.evaluate((base64) => {
        const data = new DataTransfer();
        data.items.add(
          new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], 'image.png', { type: 'image/png' }),
        );
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      }, bytes.toString('base64'));
    await paste(genuine);
    await page.getByText('✓ The picture is unaltered: this server drew it.').waitFor();
    const canvas = createCanvas(40, 20);
    await paste(canvas.encodeSync('png'));
    expect(await refusal()).toContain('Programs often copy the pixels alone');
    await finish();
  });

  it('that was edited is told from the genuine one, which is shown', async () => {
    const image = await loadImage(genuine);
    const canvas = createCanvas(image.width, image.height);
    const ink = canvas.getContext('2d');
    ink.drawImage(image, 0, 0);
    ink.fillRect(100, 100, 1, 1);
    const onePixel = withMetadata(canvas.encodeSync('png'), { dotsPerInch: 144, texts: [['tension-view', spec()]] });
    // The pixels as they were, another view in the text.
    const otherText = withMetadata(await plainOf(genuine), {
      dotsPerInch: 144,
      texts: [['tension-view', spec({ view: { ...view, to: '2024-05-31' } })]],
    });
    for (const bytes of [onePixel, otherText]) {
      await open('/');
      await drop(bytes, '<b>edited</b>.png');
      const alert = page.getByRole('alert').filter({ hasText: 'The picture is not as this server draws it.' });
      await alert.waitFor();
      expect(await alert.textContent()).toContain('“<b>edited</b>.png” does not match any picture this server made');
      expect((await fileOf((await page.locator('.view-grid img').getAttribute('src'))!)).equals(genuine)).toBe(true);
      await finish(NOT_FOUND);
    }
  });

  it('that carries nothing, too much or something hostile is refused in a sentence, and nothing of it runs', async () => {
    const carrying = async (text: string): Promise<Buffer> =>
      withMetadata(await plainOf(genuine), { dotsPerInch: 144, texts: [['tension-view', text]] });
    const huge = await written('huge.png', genuine);
    await truncate(huge, 50 * 1024 * 1024);
    const bomb = `${'{"a":'.repeat(7000)}1${'}'.repeat(7000)}`;
    const files: readonly [path: string, sentence: RegExp][] = [
      [await written('truncated.png', genuine.subarray(0, 20_000)), /It ends in the middle/],
      [huge, /larger than 20 MB.*was not read/],
      [
        await written(
          'bomb.png',
          await carrying(`{"v":1,"code":"${code}","view":${bomb},"presentation":${JSON.stringify(LOOK)}}`),
        ),
        /not in a form that this dashboard writes/,
      ],
      [
        await written(
          'script.png',
          await carrying('<script>document.title = "taken"</script><img src=x onerror=alert(1)>'),
        ),
        /not in a form that this dashboard writes/,
      ],
      [
        await written('address.png', await carrying(spec({ code: 'javascript:alert(1)' }))),
        /not in a form that this dashboard writes/,
      ],
      [await written('page.png', '<!doctype html><script>alert(1)</script>'), /It is no picture that can be read/],
      [await written('foreign.png', await plainOf(genuine)), /It carries no view/],
    ];
    await open('/ops');
    let dialogs = 0;
    page.on('dialog', () => dialogs++);
    for (const [path, sentence] of files) {
      await choose(path);
      await expect.poll(refusal, { timeout: 20_000 }).toMatch(sentence);
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    expect([dialogs, await page.title(), new URL(page.url()).pathname]).toEqual([0, 'Operations · Tension', '/ops']);
    await finish();
  });

  it('from another server is unknown; where the data are the same, the same view can be drawn here', async () => {
    const other = { ...view, to: '2024-05-31' } as DyadView;
    const picture = withMetadata(await plainOf(genuine), {
      dotsPerInch: 144,
      texts: [['tension-view', spec({ view: other, code: viewCode(other) })]],
    });
    await open('/');
    await drop(picture);
    await page.getByRole('heading', { name: `No view ${viewCode(other)} on this server` }).waitFor();
    await page.getByRole('button', { name: 'Draw the same view here' }).click();
    await page.getByRole('link', { name: 'Open in the dashboard' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/v/${encodeURIComponent(viewCode(other))}`);
    const elsewhere = { ...other, model: 'baseline@00000000' };
    await drop(
      withMetadata(await plainOf(genuine), {
        dotsPerInch: 144,
        texts: [['tension-view', spec({ view: elsewhere, code: viewCode(elsewhere) })]],
      }),
    );
    await page.getByRole('button', { name: 'Draw the same view here' }).click();
    await page.getByText('is no published model').waitFor();
    await finish(NOT_FOUND);
  });

  it('has a code that can be typed, by keyboard, in any letters; a mistyped one says what to look at', async () => {
    await open('/');
    const dialog = page.getByRole('dialog', { name: 'Check a picture' });
    // A page listens to keys a moment after it shows its heading.
    await expect.poll(async () => (await page.keyboard.press('v'), dialog.isVisible()), { timeout: 10_000 }).toBe(true);
    expect(await dialog.getByLabel('Code on the picture').evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    await dialog.getByLabel('Code on the picture').fill(''); // a key that was pressed once more on its way stands there
    await page.keyboard.type(code.slice(1));
    await page.keyboard.press('Enter');
    expect(await dialog.getByText('have nine characters').textContent()).toContain('missing');
    await dialog.getByLabel('Code on the picture').fill(`${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Open in the dashboard' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/v/${encodeURIComponent(code)}`);
    const wrong = code.slice(0, 3) + (code[3] === '7' ? '8' : '7') + code.slice(4);
    await page.goto(`/v/${encodeURIComponent(wrong)}`);
    await page.getByText('its last character does not fit the others').waitFor();
    await page.goto('/v/000000000');
    await page.getByRole('heading', { name: 'No view 000000000 on this server' }).waitFor();
    await finish(NOT_FOUND);
  });

  interface Framed {
    readonly width: number;
    readonly lang?: 'ko';
    readonly colorScheme?: 'dark';
  }
  const inFrame = async (path: string, { width, lang, colorScheme }: Framed) => {
    watched = await openPage(browser!, site, { viewport: { width, height: 800 }, colorScheme: colorScheme ?? 'light' });
    page = watched.page;
    await noteDrawnTexts(page);
    await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang ?? 'en'}`);
    await page.locator('#chart canvas').waitFor();
    await page.waitForFunction(
      () => document.fonts.status === 'loaded' && (Reflect.get(window, 'drawnTexts') as unknown[]).length > 3,
    );
  };
  /** What cannot be read, and every fault of accessibility. */
  const faultsOfFrame = async (): Promise<string[]> => {
    const small = await unreadable(page, 12);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return [...small, ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)];
  };

  it.each<Framed>([{ width: 320 }, { width: 640, lang: 'ko' }, { width: 1200, colorScheme: 'dark' }])(
    'of a line, a change and a comparison stands in a frame as a chart that can be read: %o',
    async (framed) => {
      const days = { from: '2023-01-01', to: '2024-12-31' };
      const change = await pin({ kind: 'move', dyad: 'KOR-RUS', ...days });
      const compared = await pin({ kind: 'compare', dyads: ['KOR-RUS', 'KOR-PRK', 'CHN-USA', 'IND-PAK'], ...days });
      for (const path of [
        `/embed/v/${code}`,
        `/embed/v/${change.code}`,
        `/embed/v/${compared.code}`,
        '/embed/d/CHN-LTU?step=week',
      ]) {
        await inFrame(path, framed);
        expect([path, await faultsOfFrame()]).toEqual([path, []]);
        await finish();
      }
    },
  );

  const MONTHS = /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/;
  it.each([{ width: 320 }, { width: 320, lang: 'ko' as const }, { width: 460, lang: 'ko' as const }])(
    'in a frame breaks no word, no name and no date: %o',
    async (framed) => {
      const days = { from: '2023-01-01', to: '2024-12-31' };
      const compared = await pin({ kind: 'compare', dyads: ['KOR-RUS', 'KOR-PRK', 'CHN-USA'], ...days });
      for (const path of [`/embed/v/${code}`, `/embed/v/${compared.code}`]) {
        await inFrame(path, framed);
        const lines = await page.evaluate(linesShown);
        const broken = lines.filter(({ end, start }) =>
          framed.lang === 'ko'
            ? /[가-힣\d]$/.test(end) || (/\d[년월] $/.test(end) && /^\d+[월일]/.test(start))
            : /(?:South|North|United) $/.test(end) || (/\d $/.test(end) && MONTHS.test(start)),
        );
        expect([path, broken]).toEqual([path, []]);
        expect(lines.length).toBeGreaterThan(2);
        await finish();
      }
    },
  );

  it('in a frame has the values of the API, read out by arrow keys and listed as a table, and its events in words', async () => {
    const { from, to, asOf, model } = view;
    const eve = toIsoDate(epochDay(from) - 1); // where the change of the window begins
    const query = new URLSearchParams({ from: eve, to, asOf, model });
    const { points } = (await site.json(`/api/v1/dyads/KOR-RUS/series?${query.toString()}`)) as Series;
    await inFrame(`/embed/v/${code}`, { width: 640 });
    const data = JSON.parse((await page.locator('#figure-data').textContent())!) as EmbedData;
    if (data.shown.kind !== 'dyad') throw new Error(`a line was pinned, and a ${data.shown.kind} is drawn`);
    expect(data.shown.series.columns.index).toEqual(points.map(({ index }) => index));
    expect(data.shown.series.columns.high).toEqual(points.map(({ high }) => high));
    const reading = page.locator('#reading[aria-live="polite"]');
    await page.keyboard.press('Tab'); // past the title
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    expect(await reading.textContent()).toContain(`30 Jun 2024: ${points.at(-1)!.index!.toFixed(1)}`);
    await page.keyboard.press('ArrowLeft');
    expect(await reading.textContent()).toContain(`29 Jun 2024: ${points.at(-2)!.index!.toFixed(1)}`);
    for (let day = 29; day > 19; day--) await page.keyboard.press('ArrowLeft');
    expect(await reading.textContent()).toMatch(/^19 Jun 2024: .*Putin/);
    expect(await page.locator('.cursor').isVisible()).toBe(true);
    await page.getByText('Values as a table').click();
    expect(await page.locator('tbody tr').last().locator('td').nth(1).textContent()).toBe(
      points.at(-1)!.index!.toFixed(2),
    );
    const texts = (await site.json(`/api/v1/views/${code}/card`)) as CardTexts;
    const events = await page.locator('.events li').allTextContents();
    expect(events.length).toBe(5);
    for (const told of events) expect(texts.events.some(({ headline }) => told.includes(headline))).toBe(true);
    await page.getByText('This chart stays as it was known on').waitFor();
    expect(await page.getByRole('link', { name: `View ${code}` }).getAttribute('href')).toContain(`/v/${code}?`);
    await finish();
  });

  it('in a frame has a line through every pane of a comparison, by keys and by pointer', async () => {
    const days = { from: '2023-01-01', to: '2024-12-31' };
    const dyads = ['KOR-RUS', 'KOR-PRK', 'CHN-USA', 'IND-PAK', 'RUS-USA'];
    const { code } = await pin({ kind: 'compare', dyads, ...days });
    for (const { width, columns } of [
      { width: 1200, columns: 3 },
      { width: 400, columns: 1 },
    ]) {
      await inFrame(`/embed/v/${code}`, { width });
      const cursors = page.locator('.cursor');
      const reading = page.locator('#reading');
      await page.locator('#chart').focus();
      await page.keyboard.press('End');
      await expect.poll(() => reading.textContent()).toMatch(/^31 Dec 2024: .*;.*;.*;.*;/);
      expect(await cursors.count()).toBe(columns);
      const canvas = (await page.locator('#chart canvas').boundingBox())!;
      const lefts: number[] = [];
      for (const cursor of await cursors.all()) lefts.push((await cursor.boundingBox())!.x - canvas.x);
      for (const [i, left] of lefts.entries()) {
        expect(left).toBeGreaterThan((i * canvas.width) / columns);
        expect(left).toBeLessThan(((i + 1) * canvas.width) / columns + 1);
      }
      // The same day, whichever pane is pointed at.
      const read = new Set<string>();
      for (const left of lefts) {
        await page.mouse.move(canvas.x + left - 60, canvas.y + 60);
        read.add((await reading.textContent())!);
      }
      expect([...read]).toEqual([expect.not.stringContaining('31 Dec 2024')]);
      await finish();
    }
  });

  it('in a frame has the reader’s theme or the one that was asked for, light on paper, and without a script the picture', async () => {
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await inFrame(`/embed/v/${code}?theme=light`, { width: 640, colorScheme: 'dark' });
    expect(await paper()).toBe('rgb(255, 255, 255)');
    await finish();
    await inFrame(`/embed/v/${code}`, { width: 640, colorScheme: 'dark' });
    expect(await paper()).toBe('rgb(20, 23, 27)');
    await page.emulateMedia({ media: 'print' });
    expect(await paper()).toBe('rgb(255, 255, 255)');
    await finish();
    const context = await browser!.newContext({
      javaScriptEnabled: false,
      baseURL: site.url,
      viewport: { width: 360, height: 800 },
    });
    try {
      page = await context.newPage();
      await page.goto(`/embed/v/${code}?${presentationQuery({ ...LOOK, preset: 'slide' })}`);
      const image = page.locator('img');
      await expect.poll(() => image.evaluate(({ naturalWidth }: HTMLImageElement) => naturalWidth)).toBe(1080);
      expect(await image.getAttribute('alt')).toContain('South Korea');
    } finally {
      await context.close();
    }
  });

  const LOOKS = [
    { name: 'light', options: { colorScheme: 'light' as const } },
    { name: 'dark', options: { colorScheme: 'dark' as const } },
    {
      name: 'phone, in Korean',
      options: {
        colorScheme: 'light' as const,
        viewport: { width: 360, height: 760 },
        hasTouch: true,
        locale: 'ko-KR',
      },
    },
  ];
  it.each(LOOKS)(
    'has a page without a grave fault of accessibility, nothing wider than the screen, verified, unknown or superseded: $name',
    async ({ options }) => {
      for (const path of [
        `/v/${encodeURIComponent(code)}?${presentationQuery(LOOK)}`,
        '/v/000000000',
        `/v/${encodeURIComponent(await superseded())}`,
      ]) {
        await open(path, options);
        await page.waitForFunction(
          () =>
            document.querySelector('.skeleton') === null &&
            [...document.images].every((image) => image.complete && image.naturalWidth > 0),
        );
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
        expect(
          violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(
              ({ id, nodes }) =>
                `${id}: ${nodes.map(({ target, failureSummary }) => `${String(target)} ${failureSummary}`).join(' | ')}`,
            ),
        ).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        );
        await finish(NOT_FOUND);
      }
    },
  );

  it('that is superseded says how it was, how it is and why, and stays genuine', async () => {
    const old = await superseded();
    const file = await fileOf(`/v/${encodeURIComponent(old)}.png?${presentationQuery(STANDARD)}`);
    await open('/');
    await drop(file);
    await page.getByText('✓ The picture is unaltered: this server drew it.').waitFor();
    await page.getByRole('heading', { name: 'Superseded' }).waitFor();
    expect(await page.locator('.standing').textContent()).toContain('1 event was recorded');
    const [was, now, difference] = (await page.locator('.standing tbody td').allTextContents()).map((text) =>
      Number(text.replace('−', '-')),
    );
    const event = page.locator('.standing-events a');
    expect(await event.getAttribute('href')).toBe('/d/CHN-LTU/e/views-browser-1');
    expect(await page.getByRole('link', { name: 'Make this card anew' }).getAttribute('href')).toMatch(
      /^\/brief\?dyads=CHN-LTU&from=2021-06-01&to=2022-06-30&model=baseline&/,
    );
    expect(difference).toBeGreaterThan(0);
    expect(now! - was!).toBeCloseTo(difference!, 0);
    await finish();
  });

  let supersededCode: string | undefined;
  /** The code of a view whose dyad got an event since. */
  async function superseded(): Promise<string> {
    if (supersededCode !== undefined) return supersededCode;
    const pinned = await pin({ kind: 'dyad', dyad: 'CHN-LTU', from: '2021-06-01', to: '2022-06-30' });
    const before = ((await site.json('/api/v1/runs?limit=1')) as { runs: { id: number }[] }).runs[0]!.id;
    const csv = [
      CSV_HEADER,
      eventRow({
        id: 'views-browser-1',
        dyad: 'CHN-LTU',
        date: '2022-01-10',
        actor: 'CHN',
        target: 'LTU',
        severity: 5,
      }),
    ].join('\n');
    expect((await site.post('/api/v1/imports', csv)).status).toBe(200);
    await site.post('/api/v1/runs');
    await expect
      .poll(
        async () => ((await site.json('/api/v1/runs?limit=1')) as { runs: { id: number; status: string }[] }).runs[0],
        { timeout: 30_000 },
      )
      .toMatchObject({ status: 'complete', id: before + 1 });
    return (supersededCode = pinned.code);
  }
});

/** The pixels alone, as a program writes them that knows nothing of texts. */
async function plainOf(png: Buffer): Promise<Buffer> {
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.encodeSync('png');
}
