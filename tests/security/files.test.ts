/** Files made from texts that look like parts of a file. */
import { unzipSync } from 'fflate';
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FigureWorld, figureWorld, SPRING } from '../figures/world.ts';

let world: FigureWorld;
beforeAll(async () => {
  world = await figureWorld();
});
afterAll(() => world.close());

/** The dictionary that a reader finds from the end of a PDF: by startxref, the table there, in which every offset is that of its object, and the root. */
function catalogOf(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const at = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const [, table = '', root = ''] =
    /^xref\n0 \d+\n((?:\d{10} \d{5} [fn] \n)+)trailer\n<<\n\/Size \d+\n\/Root (\d+) 0 R\n/.exec(text.slice(at)) ?? [];
  const offsets = table
    .split('\n')
    .slice(1, -1)
    .map((line) => Number(line.slice(0, 10)));
  offsets.forEach((offset, i) => expect(text.startsWith(`${i + 1} 0 obj\n`, offset)).toBe(true));
  const object = text.slice(offsets[Number(root) - 1]);
  return object.slice(0, object.indexOf('endobj'));
}

describe('a PDF is whole and opens', () => {
  it.each([
    'trailer << /Root 1 0 R /Size 9 >> startxref 0 %%EOF',
    'startxref 12 %%EOF',
    'xref 0 1 trailer',
    '7 0 obj << /Type /Catalog /OpenAction 9 0 R >> endobj',
    ') /Root 3 0 R >> endobj (',
    'endstream endobj \\) >>',
    '/ViewerPreferences <</DisplayDocTitle false>>',
  ])('with the title and marking %s', async (words) => {
    const bytes = await world.draw('pdf', await world.input({ ...SPRING, title: words, marking: words.slice(0, 80) }));
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
    expect(pdf.getPageCount()).toBe(2);
    expect(pdf.getTitle()).toBe(words);
    expect(String(pdf.catalog.get(PDFName.of('Lang')))).toBe('(en)');
    expect(pdf.catalog.has(PDFName.of('OpenAction'))).toBe(false);
    const preferences = pdf.catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict);
    expect(String(preferences.get(PDFName.of('DisplayDocTitle')))).toBe('true');
    const catalog = catalogOf(bytes);
    expect(catalog).toContain('/Type /Catalog');
    expect(catalog.match(/\/ViewerPreferences /g)).toHaveLength(1);
  });
});

it('XML holds none of the characters that it cannot hold, though a view has them', async () => {
  const input = await world.input({ ...SPRING, title: 'a\uffffb\ufffec\u000bd' });
  const inFile = async (format: 'svg' | 'html') => (await world.draw(format, input)).toString('utf8');
  const parts = Object.entries(unzipSync(await world.draw('pptx', input))).flatMap(([name, content]) =>
    name.endsWith('.xlsx') ? Object.values(unzipSync(content)) : [content],
  );
  const texts = parts.map((content) => Buffer.from(content).toString('utf8'));
  expect(texts.filter((text) => text.includes('abcd')).length).toBeGreaterThan(1);
  for (const text of [await inFile('svg'), await inFile('html'), ...texts])
    for (const character of '\ufffe\uffff\u000b') expect(text.includes(character)).toBe(false);
});
