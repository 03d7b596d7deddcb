/** A presentation under way: slides on a base of masters and layouts, each with its notes. */
import { escaped } from '../../../client/charts/escaped.ts';
import type { Theme } from '../../../client/charts/theme.ts';
import type { Language } from '../../../client/words/words.ts';
import type { Page } from '../page.ts';
import type { Box } from '../svgPath.ts';
import type { Base } from './base.ts';
import { HEADER, TYPES } from './officePackage.ts';
import type { Block } from './paragraphs.ts';
import {
  EMU_PER_POINT,
  fillXml,
  type Ground,
  LANGUAGE_TAGS,
  NAMESPACES,
  type Paragraph,
  type Shapes,
} from './shapes.ts';
import { fittingSize } from './templateHolders.ts';

export const PRESENTATION = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const FIRST_SLIDE_ID = 256;
/** Of a slide's number, points. */
const NUMBER_SIZE = 9;

/** A slide that is being written. */
export interface Slide {
  /** the name of its part */
  readonly part: string;
  /** its place, from 1 */
  readonly number: number;
  /** @returns the id of an address */
  link(address: string): string;
  /** @returns the id of another slide */
  leadTo(slide: Slide): string;
  /** @param part writes the chart, given the id of its workbook @returns the id of the chart */
  chart(workbook: Buffer, part: (sheet: string) => string): string;
  /** @param shapes as DrawingML */
  write(shapes: readonly string[]): void;
}

export interface Facts {
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  /** ISO; stands as the time of making and of the last change */
  readonly moment: string;
  readonly lang: Language;
}

export class Deck {
  readonly #base: Base;
  readonly #slides: Slide[] = [];
  /** slides have numbers */
  readonly #isNumbered: boolean;
  #charts = 0;

  constructor(base: Base, isNumbered: boolean) {
    this.#base = base;
    this.#isNumbered = isNumbered;
  }

  groundOf({ card, input: { presentation } }: Page): Ground {
    const {
      card: { left, top, right },
      font,
    } = this.#base;
    return { px: (right - left) / (card.pixelWidth / card.scale), left, top, font, lang: presentation.lang };
  }

  /** @param notes paragraphs */
  addSlide(layout: 'card' | 'text', notes: readonly string[], lang: Language): Slide {
    const { office, layouts, notesMaster, template } = this.#base;
    const number = this.#slides.length + 1;
    const part = `ppt/slides/slide${number}.xml`;
    office.relate(part, 'slideLayout', layouts[layout]);
    const slide: Slide = {
      part,
      number,
      link: (address) => office.relate(part, 'hyperlink', address, true),
      leadTo: (other) => office.relate(part, 'slide', other.part),
      chart: (workbook, write) => {
        do this.#charts++;
        while (office.part(chartName(this.#charts)));
        const name = chartName(this.#charts);
        const book = `ppt/embeddings/Microsoft_Excel_Worksheet${this.#charts}.xlsx`;
        office.add(book, undefined, workbook);
        office.add(name, TYPES.chart, write(office.relate(name, 'package', book)));
        return office.relate(part, 'chart', name);
      },
      write: (shapes) =>
        office.add(
          part,
          TYPES.slide,
          `${HEADER}<p:sld ${NAMESPACES} ${PRESENTATION}><p:cSld>${tree(shapes.join(''))}</p:cSld><p:clrMapOvr>${template?.colourMap || '<a:masterClrMapping/>'}</p:clrMapOvr></p:sld>`,
        ),
    };
    this.#slides.push(slide);
    const told = `ppt/notesSlides/notesSlide${number}.xml`;
    office.relate(told, 'notesMaster', notesMaster);
    office.relate(told, 'slide', part);
    office.relate(part, 'notesSlide', told);
    office.add(told, TYPES.notesSlide, notesPart(notes, lang));
    return slide;
  }

  /** The title where the card has it. */
  title(shapes: Shapes, { box, paragraphs }: Block): string {
    return shapes.text('Title', box, paragraphs, { holder: '<p:ph type="title"/>' });
  }

  titleHolder(shapes: Shapes, text: string): string {
    const { template } = this.#base;
    const size = template && fittingSize(template.title, text);
    return this.#holder(shapes, 'Title', template?.title.xml ?? '<p:ph type="title"/>', [
      `<a:r><a:rPr lang="${LANGUAGE_TAGS[shapes.ground.lang]}"${size === undefined ? '' : ` sz="${Math.round(size * 100)}"`} dirty="0"/><a:t>${escaped(text)}</a:t></a:r>`,
    ]);
  }

  /** The footer of a template, with its own words, or with who made the slides. */
  footer(shapes: Shapes, maker: string): string {
    const footer = this.#base.template?.footer;
    return footer
      ? this.#holder(shapes, 'Footer', footer.xml, [
          `<a:r><a:rPr lang="${LANGUAGE_TAGS[shapes.ground.lang]}" dirty="0"/><a:t>${escaped(footer.text || maker)}</a:t></a:r>`,
        ])
      : '';
  }

  #holder(shapes: Shapes, name: string, holder: string, paragraphs: readonly string[]): string {
    return `<p:sp><p:nvSpPr><p:cNvPr id="${shapes.next()}" name="${name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>${holder}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>${paragraphs.map((runs) => `<a:p>${runs}</a:p>`).join('')}</p:txBody></p:sp>`;
  }

  /** Paper of the card's own, where that of a template is another: its colours are chosen for it. */
  paper(shapes: Shapes, theme: Theme): string {
    const { template, card } = this.#base;
    if (!template || template.paper.colour === theme.paper) return '';
    const { px } = shapes.ground;
    const box = { left: 0, top: 0, right: (card.right - card.left) / px, bottom: (card.bottom - card.top) / px };
    return shapes.painted(box, fillXml({ colour: theme.paper, opacity: 1 }));
  }

  /** Of a slide of text, points. */
  get textArea(): { readonly width: number; readonly height: number } {
    const { left, top, right, bottom } = this.#base.text.box;
    return { width: (right - left) / EMU_PER_POINT, height: (bottom - top) / EMU_PER_POINT };
  }
  textGround(lang: Language): Ground {
    return { px: EMU_PER_POINT, left: 0, top: 0, font: this.#base.font, lang };
  }

  /** A box in points from the corner of that area, as {@link textGround} counts. */
  inText({ left, right, top, bottom }: Box): Box {
    const { box } = this.#base.text;
    const [x, y] = [box.left / EMU_PER_POINT, box.top / EMU_PER_POINT];
    return { left: x + left, right: x + right, top: y + top, bottom: y + bottom };
  }

  /** Text in the body that the layout has. */
  body(shapes: Shapes, paragraphs: readonly Paragraph[]): string {
    const { holder, box } = this.#base.text;
    if (holder === undefined) return shapes.text('Text', box, paragraphs);
    return `<p:sp><p:nvSpPr><p:cNvPr id="${shapes.next()}" name="Text"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>${holder}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>${paragraphs.map((one) => shapes.paragraph(one)).join('')}</p:txBody></p:sp>`;
  }

  /** Of text in the body: what the master says, where it is an office's. */
  textColours({ ink, muted }: Theme): { readonly ink?: string; readonly muted?: string } {
    return this.#base.template ? {} : { ink, muted };
  }

  /** The slide's number, where there is more than one slide. */
  number(shapes: Shapes, slide: Slide, theme: Theme): string {
    if (!this.#isNumbered) return '';
    const field = (look: string): string =>
      `<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="${LANGUAGE_TAGS[shapes.ground.lang]}"${look}<a:t>${slide.number}</a:t></a:fld>`;
    const { template } = this.#base;
    if (template) return template.number ? this.#holder(shapes, 'Number', template.number.xml, [field('/>')]) : '';
    const colour = theme.muted;
    // At the very edge, where no card has anything.
    const at = (points: number): number => points * EMU_PER_POINT;
    const place = `<a:xfrm><a:off x="${this.#base.width - at(90)}" y="${this.#base.height - at(16)}"/><a:ext cx="${at(82)}" cy="${at(12)}"/></a:xfrm>`;
    const look = ` sz="${NUMBER_SIZE * 100}"><a:solidFill><a:srgbClr val="${colour.slice(1).toUpperCase()}"/></a:solidFill></a:rPr>`;
    return `<p:sp><p:nvSpPr><p:cNvPr id="${shapes.next()}" name="Number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr><p:spPr>${place}</p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/><a:lstStyle/><a:p><a:pPr algn="r"/>${field(look)}</a:p></p:txBody></p:sp>`;
  }

  /** @returns the same bytes for the same slides */
  finish(facts: Facts): Buffer {
    const { office, main } = this.#base;
    const ids = this.#slides.map(
      ({ part }, i) => `<p:sldId id="${FIRST_SLIDE_ID + i}" r:id="${office.relate(main, 'slide', part)}"/>`,
    );
    this.#base.writeMain(`<p:sldIdLst>${ids.join('')}</p:sldIdLst>`);
    this.#properties(facts);
    return office.zipped();
  }

  #properties({ title, subject, author, moment, lang }: Facts): void {
    const { office } = this.#base;
    const time = moment.replace(/\.\d+Z$/, 'Z');
    office.relate('', 'core-properties', 'docProps/core.xml');
    office.relate('', 'extended-properties', 'docProps/app.xml');
    office.add(
      'docProps/core.xml',
      TYPES.coreProperties,
      `${HEADER}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:subject>${escaped(subject)}</dc:subject><dc:creator>${escaped(author)}</dc:creator><cp:lastModifiedBy>${escaped(author)}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${time}</dcterms:modified><dc:language>${LANGUAGE_TAGS[lang]}</dc:language></cp:coreProperties>`,
    );
    office.add(
      'docProps/app.xml',
      TYPES.appProperties,
      `${HEADER}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><TotalTime>0</TotalTime><Slides>${this.#slides.length}</Slides><Notes>${this.#slides.length}</Notes></Properties>`,
    );
  }
}

const chartName = (n: number): string => `ppt/charts/chart${n}.xml`;

/** The shapes of a slide, a layout or a master. */
export const tree = (shapes: string): string =>
  `<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>${shapes}</p:spTree>`;

function notesPart(lines: readonly string[], lang: Language): string {
  const paragraphs = lines.map(
    (line) => `<a:p><a:r><a:rPr lang="${LANGUAGE_TAGS[lang]}" dirty="0"/><a:t>${escaped(line)}</a:t></a:r></a:p>`,
  );
  return `${HEADER}<p:notes ${NAMESPACES} ${PRESENTATION}><p:cSld>${tree(
    `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>${paragraphs.join('')}</p:txBody></p:sp>`,
  )}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`;
}
