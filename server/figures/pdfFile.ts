/** A PDF with pages, what they mean (tags, language, title: PDF/UA, ISO 14289-1) and bookmarks, the same bytes for the same content. */
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { escaped } from '../../client/charts/escaped.ts';
import { measure } from './measuring.ts';
import { PdfContext } from './pdfContext.ts';
import type { Box } from './svgPath.ts';

export type Element = PDFKit.PDFStructureElement;
export type Content = PDFKit.PDFStructureContent;

export interface ElementOptions {
  /** what is heard in place of a picture */
  readonly alt?: string;
  /** of a picture, points from the page's upper left corner: left, top, right, bottom */
  readonly bbox?: readonly [number, number, number, number];
  readonly placement?: 'Block';
  /** of a table's head */
  readonly scope?: 'Column' | 'Row';
  /** of a list whose items begin with their numbers */
  readonly numbering?: 'Decimal';
}

export class PdfFile {
  readonly #pdf: InstanceType<typeof PDFDocument>;
  #context: PdfContext | undefined;
  #pages = 0;

  /** @param moment ISO: when what it holds was known, which stands as the time at which it was made */
  constructor({
    title,
    author,
    subject,
    keywords,
    language,
    moment,
  }: Record<'title' | 'author' | 'subject' | 'keywords' | 'language' | 'moment', string>) {
    const text = (words: string): string => new InfoText(words) as unknown as string;
    this.#pdf = new PDFDocument({
      pdfVersion: '1.7',
      subset: 'PDF/UA' as 'PDF/A-3a', // which its types do not know
      tagged: true,
      lang: language,
      displayTitle: true,
      autoFirstPage: false,
      font: null as unknown as string, // none but ours
      info: {
        Title: text(title),
        Author: text(author),
        Subject: text(subject),
        Keywords: text(keywords),
        Creator: 'Tension',
        Producer: 'Tension',
        CreationDate: new Date(moment),
      },
    });
  }

  /**
   * @param width points
   * @param scale points to one of the drawing
   */
  addPage(width: number, height: number, scale: number): PdfContext {
    this.#context?.settle();
    this.#pages++;
    this.#pdf.addPage({ size: [width, height], margin: 0 });
    this.#pdf.scale(scale);
    this.#context = new PdfContext(this.#pdf, measure);
    return this.#context;
  }

  /** Draws what belongs to an element of a type. */
  content(type: string, draw: () => void): Content {
    const content = this.#pdf.markStructureContent(type);
    this.#within(draw);
    return content;
  }

  /** Draws what means nothing to who does not see it. */
  ornament(draw: () => void): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' });
    this.#within(draw);
  }

  #within(draw: () => void): void {
    draw();
    this.#context?.settle();
    this.#pdf.endMarkedContent();
  }

  /** @param children in the order in which they are read */
  element(type: string, children: (Element | Content)[], { numbering, ...options }: ElementOptions = {}): Element {
    const element = this.#pdf.struct(type, options as object, children);
    // The library has no such option; its elements are dictionaries of the file until they are added to another.
    if (numbering)
      (element as unknown as { dictionary: { data: Record<string, object> } }).dictionary.data['A'] = {
        O: 'List',
        ListNumbering: numbering,
      };
    return element;
  }

  /** A name in the list of bookmarks, for the page that was begun last, to which links lead. */
  bookmark(title: string): void {
    this.#pdf.outline.addItem(title);
    this.#pdf.addNamedDestination(nameOfPage(this.#pages), 'Fit');
  }

  /**
   * Content that leads to a page with a bookmark.
   *
   * @param box where it can be clicked, in units of the drawing
   */
  link(content: Content, { left, top, right, bottom }: Box, page: number, title: string): Element {
    const element = this.#pdf.struct('Link');
    element.add(content);
    const said = { structParent: element, Contents: new InfoText(title) };
    this.#pdf.goTo(left, top, right - left, bottom - top, nameOfPage(page), said as object);
    element.end();
    return element;
  }

  /** @param parts of the whole, in the order in which they are read */
  async bytes(parts: Element[]): Promise<Buffer> {
    this.#context?.settle();
    this.#pdf.addStructure(this.element('Document', parts));
    this.#pdf.end();
    return buffer(this.#pdf);
  }
}

const nameOfPage = (number: number): string => `page ${number}`;

/** Stands in a PDF as it is, and is escaped where its metadata take it into XML: the library puts it there as it is. */
class InfoText extends String {
  override toString(): string {
    return escaped(this.valueOf());
  }
}
