import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, PDFStream } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMATS, PRESETS } from '../../client/charts/card/presentation.ts';
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
    expect(pdf.getPageCount()).toBe(1);
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
    'of a $kind says what it is, in which language, and nothing of when it was made',
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
      expect(pdf.getCreationDate()).toBeUndefined();
      expect(bytes.toString('latin1')).not.toMatch(/CreationDate|ModDate|\/ID ?\[/);
    },
  );

  it('has a page for each card', async () => {
    const pdf = await PDFDocument.load(
      await world.draw('pdf', await world.input(SPRING), await world.input(MOVE, { preset: 'square' })),
      { updateMetadata: false },
    );
    expect(pdf.getPages().map((page) => page.getSize())).toEqual([
      { width: 960, height: 540 },
      { width: 540, height: 540 },
    ]);
    expect(pdf.catalog.Pages().lookup(PDFName.of('Kids'), PDFArray).size()).toBe(2);
  });
});
