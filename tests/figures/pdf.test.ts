import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef, PDFStream } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardTexts } from '../../client/charts/card/cardTexts.ts';
import { FORMATS, PRESETS } from '../../client/charts/card/presentation.ts';
import { compareView, dyadView, moveView, shippedCard } from './shippedCard.ts';
import { COMPARE, type FigureWorld, figureWorld, MOVE, SPRING } from './world.ts';

let world: FigureWorld;
beforeAll(async () => {
  world = await figureWorld();
});
afterAll(() => world.close());

/** Every dictionary of the file that says it is of a type or subtype. */
function dictionaries(pdf: PDFDocument, key: string, value: string): PDFDict[] {
  return pdf.context
    .enumerateIndirectObjects()
    .map(([, object]) => (object instanceof PDFStream ? object.dict : object))
    .filter(
      (object): object is PDFDict => object instanceof PDFDict && object.get(PDFName.of(key)) === PDFName.of(value),
    );
}

describe('a PDF', () => {
  it.each(PRESETS)('%s is a page of the print’s size, in lines and embedded fonts', async (preset) => {
    const input = await world.input({ ...SPRING, title: '북한 北朝鮮 Россия' }, { preset, lang: 'ko' });
    const bytes = await world.draw('pdf', input);
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    const { width, height, dotsPerInch } = FORMATS[preset];
    const size = pdf.getPage(0).getSize();
    expect(size.width).toBeCloseTo((width / dotsPerInch) * 72, 1);
    expect(size.height).toBeCloseTo((height / dotsPerInch) * 72, 1);
    expect(dictionaries(pdf, 'Subtype', 'Image')).toEqual([]);
    const fonts = dictionaries(pdf, 'Type', 'Font');
    expect(new Set(fonts.map((font) => String(font.get(PDFName.of('Subtype')))))).toEqual(
      new Set(['/Type0', '/CIDFontType2']),
    ); // no Type3: glyphs are no drawings
    const descriptors = dictionaries(pdf, 'Type', 'FontDescriptor');
    expect(descriptors.length).toBeGreaterThan(1);
    for (const descriptor of descriptors) expect(descriptor.get(PDFName.of('FontFile2'))).toBeInstanceOf(PDFRef);
    expect(descriptors.map((descriptor) => String(descriptor.get(PDFName.of('FontName')))).join(' ')).toMatch(
      /Pretendard.*NotoSansKR|NotoSansKR.*Pretendard/,
    );
  });

  it.each([SPRING, MOVE, COMPARE])(
    'of a $kind says what it is, in which language, and when its data were known',
    async (view) => {
      const input = await world.input({ ...view, title: '북한 北朝鮮' }, { lang: 'ko' });
      const bytes = await world.draw('pdf', input);
      const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
      expect(pdf.getTitle()).toBe('북한 北朝鮮');
      expect(pdf.getAuthor()).toBe('Tension');
      expect(pdf.getSubject()!.length).toBeGreaterThan(10);
      expect(pdf.getKeywords()).toContain(input.code);
      expect(String(pdf.catalog.get(PDFName.of('Lang')))).toBe('(ko)');
      expect(
        pdf.catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict).get(PDFName.of('DisplayDocTitle'))?.toString(),
      ).toBe('true');
      expect(pdf.getCreationDate()).toEqual(new Date(input.view.asOf.slice(0, 19) + 'Z'));
      expect(bytes.toString('latin1')).not.toMatch(/ModDate/);
      expect((await world.draw('pdf', input)).equals(bytes)).toBe(true);
    },
  );

  it('of one card has its values behind it, as the CSV has them', async () => {
    const bytes = await world.draw('pdf', await world.input({ ...SPRING, step: 'week' }));
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    const page = await pdf.getPage(2);
    const { items } = await page.getTextContent();
    const said = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str] : []));
    const rows: Record<string, string>[] = parse(
      await world.draw('csv', await world.input({ ...SPRING, step: 'week' })),
      {
        columns: true,
      },
    );
    expect(said).toEqual([
      'The numbers behind the picture',
      'Date',
      'Index',
      '90% low',
      '90% high',
      ...rows.flatMap(({ date, ...row }) => [
        date!,
        ...['index', 'low', 'high'].map((name) => Number(row[name]).toFixed(1)),
      ]),
    ]);
    const [, [, [, , [table, ...lines]]]] = rolesOf((await page.getStructTree()) as StructNode) as [
      string,
      [string, [string, unknown, unknown[]]],
    ];
    expect(table).toBe('Table');
    expect(lines[0]).toEqual(['TR', ['TH'], ['TH'], ['TH'], ['TH']]);
    expect(lines.slice(1)).toEqual(rows.map(() => ['TR', ['TD'], ['TD'], ['TD'], ['TD']]));
  });

  it('of several cards begins with their headlines and pages, which are bookmarks too, and ends with method and sources', async () => {
    const cards = [
      await world.input({ ...SPRING, title: 'One headline' }),
      await world.input(MOVE, { preset: 'square' }),
      await world.input(SPRING),
    ];
    const bytes = await world.draw('pdf', ...cards);
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    const sizes: number[][] = [];
    const texts: string[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      sizes.push(page.view);
      texts.push((await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(''));
    }
    const slide = [0, 0, 960, 540];
    expect(sizes).toEqual([slide, slide, [0, 0, 540, 540], slide, slide]);
    const [, move, trend] = cards.map((input) => cardTexts(input));
    expect(unspaced(texts[0]!)).toBe(
      unspaced(`ContentsOne headline2${move!.title}3${trend!.title}4Method and sources5`),
    );
    for (const [i, title] of ['Contents', 'One headline', move!.title, trend!.title, 'Method and sources'].entries())
      expect(unspaced(texts[i]!)).toContain(unspaced(title));
    for (const { name } of trend!.sources.slice(0, 3)) expect(texts[4]).toContain(name);
    expect(texts[4]).toContain(cards[0]!.model.hash);
    const bookmarks = (await pdf.getOutline()).map(({ title }) => title);
    expect(bookmarks).toEqual(['Contents', 'One headline', move!.title, trend!.title, 'Method and sources']);
    expect(((await pdf.getMetadata()).info as { Title: string }).Title).toBe('Tension index: 3 figures');
    // Each entry leads to its page, and says where to who does not see it.
    const links = await (await pdf.getPage(1)).getAnnotations();
    const targets = links.map(async ({ dest }: { dest: string }) => {
      const [page] = (await pdf.getDestination(dest))!;
      return (await pdf.getPageIndex(page as Parameters<typeof pdf.getPageIndex>[0])) + 1;
    });
    expect(await Promise.all(targets)).toEqual([2, 3, 4, 5]);
    expect(links.map(({ contentsObj }) => contentsObj.str)).toEqual([
      'One headline',
      move!.title,
      trend!.title,
      'Method and sources',
    ]);
    expect(links.every(({ rect: [left, low, right, high] }) => right - left > 800 && high - low > 10)).toBe(true);
    const file = await PDFDocument.load(bytes, { updateMetadata: false });
    expect(dictionaries(file, 'S', 'Link')).toHaveLength(4);
  });
});

/** Two to six dyads, a trend, a move: what a card can be of. */
const KINDS = {
  trend: dyadView('KOR-RUS', '2024-01-01', '2024-06-30', { marking: 'EXERCISE' }),
  move: moveView('KOR-RUS', '2024-03-01', '2024-04-05'),
  comparison: compareView(['KOR-RUS', 'KOR-PRK'], '2023-01-01', '2024-06-05'),
  multiples: compareView(
    ['KOR-RUS', 'KOR-PRK', 'CHN-USA', 'RUS-USA', 'IND-PAK', 'JPN-KOR'],
    '2023-01-01',
    '2024-06-05',
  ),
};
const CARDS = (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((kind) => [
  [kind, 'en'] as const,
  [kind, 'ko'] as const,
]);

/** The texts that the SVG of the same card has, which are those that the card writes. */
const written = (svg: Buffer): string[] =>
  [...svg.toString('utf8').matchAll(/<text (?![^>]*aria-hidden)[^>]*>([^<]*)<\/text>/g)].map(([, text]) =>
    text!.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!),
  );
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unspaced = (text: string): string => text.replace(/\s/g, '');

/** @throws unless each text stands in the whole, as often as it is written */
function expectEach(texts: readonly string[], whole: string): void {
  let rest = unspaced(whole);
  // The longest first: a short one may be part of it.
  for (const text of texts.map(unspaced).toSorted((p, q) => q.length - p.length)) {
    expect(rest).toContain(text);
    rest = rest.replace(text, '\n');
  }
  expect(unspaced(rest)).toBe('');
}

interface StructNode {
  readonly role?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly children?: readonly StructNode[];
}
const rolesOf = ({ role, children = [] }: StructNode): unknown[] =>
  role === undefined ? [] : [role, ...children.map(rolesOf).filter(({ length }) => length > 0)];

describe('what is heard of a PDF', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tension-pdf-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(CARDS)(
    'of a %s in %s is every text that the card writes, sign for sign, and nothing else',
    async (kind, lang) => {
      const input = shippedCard(KINDS[kind], { presentation: { lang } });
      const texts = written(await world.draw('svg', input));
      expect(texts.join(' ')).toMatch(/[–~]/);
      const bytes = await world.draw('pdf', input);
      const { items } = await (
        await (await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise).getPage(1)
      ).getTextContent();
      expectEach(texts, items.map((item) => ('str' in item ? item.str : '')).join(''));
      const file = join(folder, `${kind}-${lang}.pdf`);
      await writeFile(file, bytes);
      const poppler = spawnSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
      if (!poppler.error) for (const text of texts) expect(unspaced(poppler.stdout)).toContain(unspaced(text));
      const qpdf = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' });
      if (!qpdf.error) expect(qpdf.status, qpdf.stdout + qpdf.stderr).toBe(0);
    },
  );

  it('is told in order: title, what it is of, the picture in words, the events, who made it', async () => {
    const input = shippedCard({ ...KINDS.trend, title: 'Tension & trade < 2024 “so far”' });
    const bytes = await world.draw('pdf', input);
    const page = await (await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise).getPage(1);
    const tree = (await page.getStructTree()) as StructNode;
    const EVENT = ['LI', ['Lbl'], ['LBody']];
    expect(rolesOf(tree)).toEqual([
      'Root',
      [
        'Document',
        [
          'Sect',
          ['P'],
          ['H1'],
          ['P'],
          ['Figure'],
          ['P'],
          ['H2'],
          ['L', EVENT, EVENT, EVENT, EVENT, EVENT],
          ['P'],
          ['P'],
          ['P'],
          ['P'],
          ['P'],
        ],
      ],
    ]);
    const find = (node: StructNode, role: string): StructNode | undefined =>
      node.role === role ? node : (node.children ?? []).map((child) => find(child, role)).find((found) => found);
    expect(find(tree, 'Figure')!.alt).toContain('Its highest value is 86.5 on 28 Jun 2024');
  });

  it('says that it is PDF/UA, in metadata that are well-formed whatever the title', async () => {
    const bytes = await world.draw('pdf', shippedCard({ ...KINDS.trend, title: 'Tension & trade < 2024 “so far”' }));
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    expect(pdf.getTitle()).toBe('Tension & trade < 2024 “so far”');
    const metadata = pdf.catalog.lookup(PDFName.of('Metadata'), PDFStream) as PDFRawStream;
    const xmp = Buffer.from(metadata.contents).toString('utf8');
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(xmp).toContain('Tension &amp; trade &lt; 2024 “so far”');
    expect(pdf.catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))?.toString()).toBe('true');
  });
});
