/** Shapes and words of a slide as DrawingML: boxes, circles, lines, free forms, text in paragraphs. */
import { escaped } from '../../../client/charts/escaped.ts';
import type { Language } from '../../../client/words/words.ts';
import type { Paint } from '../paint.ts';
import type { Box } from '../svgPath.ts';
import type { LinePaint, Mark, ShapeMark, TextMark } from './recording.ts';

export const NAMESPACES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

export const EMU_PER_INCH = 914_400;
export const EMU_PER_POINT = 12_700;
export const EMU_PER_CM = 360_000;
/** As office programs name a language. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', ko: 'ko-KR' };

/** What an office program sets bold. */
const BOLD = 600;
/** The share of its size by which a line of text hangs below its baseline, and its height to that size. */
const DESCENT = 0.24;
const LINE = 1.2;
/** Programs set text a little wider than it is measured. */
const SPARE = 1.03;

/** How text looks. */
export interface Type {
  /** points */
  readonly size: number;
  /** as its placeholder has it where none is given */
  readonly colour: string | undefined;
  /** a family, or the theme's own where it begins with a plus */
  readonly font: string;
  readonly isBold?: boolean;
}

export interface Run {
  readonly text: string;
  readonly type: Type;
  /** begins a line */
  readonly isNewLine?: boolean;
}

export interface Paragraph {
  readonly runs: readonly Run[];
  /** points from line to line; as the font has it where none is given */
  readonly leading?: number | undefined;
  readonly align?: 'left' | 'center' | 'right' | undefined;
  readonly after?: number | undefined;
}

/** Where and how large the layout's px are on a slide, and what its words look like. */
export interface Ground {
  /** EMU of a px */
  readonly px: number;
  /** EMU of the layout's corner */
  readonly left: number;
  readonly top: number;
  readonly font: string;
  readonly lang: Language;
}

/** Counts the shapes of one slide. */
export class Shapes {
  readonly #ground: Ground;
  #count = 1; // that of the slide's own tree

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  get ground(): Ground {
    return this.#ground;
  }
  next(): number {
    return ++this.#count;
  }

  /** @param size px @example type(11, '#1a1f26') */
  type(size: number, colour: string | undefined, weight = 400): Type {
    return { size: (size * this.#ground.px) / EMU_PER_POINT, colour, font: this.#ground.font, isBold: weight >= BOLD };
  }
  points(px: number): number {
    return (px * this.#ground.px) / EMU_PER_POINT;
  }

  place({ left, top, right, bottom }: Box): string {
    const { px, left: x, top: y } = this.#ground;
    const at = (value: number): number => Math.round(value * px);
    return `<a:off x="${x + at(left)}" y="${y + at(top)}"/><a:ext cx="${Math.max(at(right - left), 0)}" cy="${Math.max(at(bottom - top), 0)}"/>`;
  }

  mark(mark: Mark): string {
    return mark.kind === 'text' ? this.line([mark]) : this.#shape(mark);
  }

  /** A disc or box with the words in its middle. */
  disc(mark: ShapeMark, { text, size, weight, colour }: Pick<TextMark, 'text' | 'size' | 'weight' | 'colour'>): string {
    return this.#shape(mark, { runs: [{ text, type: this.type(size, colour, weight) }], align: 'center' });
  }

  #shape({ form, box, lines, fill, stroke }: ShapeMark, words?: Paragraph): string {
    const geometry =
      form === 'free'
        ? freeForm(box, lines, this.#ground.px, fill !== undefined)
        : `<a:prstGeom prst="${form === 'circle' ? 'ellipse' : 'rect'}"><a:avLst/></a:prstGeom>`;
    const paint = `${fillXml(fill)}${stroke ? lineXml(stroke, this.points(1)) : '<a:ln><a:noFill/></a:ln>'}`;
    const text = words
      ? `<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>${this.paragraph(words)}</p:txBody>`
      : '';
    const id = this.next();
    return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${form === 'circle' ? 'Disc' : 'Mark'} ${id}">${words ? '' : DECORATIVE}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>${this.place(box)}</a:xfrm>${geometry}${paint}</p:spPr>${text}</p:sp>`;
  }

  /** A box in the paint of a category. @param paint as DrawingML */
  painted(box: Box, paint: string): string {
    const id = this.next();
    return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Swatch ${id}">${DECORATIVE}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>${this.place(box)}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>${paint}</p:spPr></p:sp>`;
  }

  /** One line of words, where the picture has it: its first, and what stands close behind. */
  line(words: readonly [TextMark, ...TextMark[]]): string {
    const [{ text, x, y, align, size }] = words;
    const last = words.at(-1)!;
    const room = (words.length > 1 ? last.x + last.length - x : last.length) * SPARE;
    const left = align === 'left' ? x : align === 'right' ? x - room : x - room / 2;
    const top = y - (LINE - DESCENT) * size;
    return this.text(
      text,
      { left, top, right: left + room, bottom: top + LINE * size },
      [
        {
          runs: words.map((one, i) => ({
            text: i === 0 ? one.text : `  ${one.text}`,
            type: this.type(one.size, one.colour, one.weight),
          })),
          align,
          leading: this.points(LINE * size),
        },
      ],
      { wraps: false },
    );
  }

  /** A box of text. */
  text(
    name: string,
    box: Box,
    paragraphs: readonly Paragraph[],
    {
      wraps = true,
      holder = '',
      link,
      action,
    }: {
      readonly wraps?: boolean;
      readonly holder?: string;
      /** the id of a relation to an address, or with an action to a slide */
      readonly link?: string | undefined;
      readonly action?: string;
    } = {},
  ): string {
    const body = `<a:bodyPr wrap="${wraps ? 'square' : 'none'}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">${wraps ? '<a:normAutofit/>' : '<a:noAutofit/>'}</a:bodyPr>`;
    return `<p:sp><p:nvSpPr><p:cNvPr id="${this.next()}" name="${escaped(name)}">${link === undefined ? '' : clickXml(link, action)}</p:cNvPr>${holder === '' ? '<p:cNvSpPr txBox="1"/>' : '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'}<p:nvPr>${holder}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm>${this.place(box)}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>${body}<a:lstStyle/>${paragraphs.map((one) => this.paragraph(one)).join('')}</p:txBody></p:sp>`;
  }

  paragraph(paragraph: Paragraph): string {
    return paragraphXml(paragraph, this.#ground.lang);
  }

  group(name: string, box: Box, content: string): string {
    const place = this.place(box);
    return `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="${this.next()}" name="${escaped(name)}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>${place}${place.replace('a:off', 'a:chOff').replace('a:ext', 'a:chExt')}</a:xfrm></p:grpSpPr>${content}</p:grpSp>`;
  }

  /** @param relation the id by which the slide names the chart's part */
  chart(name: string, alt: string, box: Box, relation: string): string {
    return `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="${this.next()}" name="${escaped(name)}" descr="${escaped(alt)}"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>${this.place(box)}</p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="${relation}"/></a:graphicData></a:graphic></p:graphicFrame>`;
  }
}

const DECORATIVE =
  '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>';

const clickXml = (relation: string, action?: string): string =>
  `<a:hlinkClick r:id="${relation}"${action === undefined ? '' : ` action="${action}"`}/>`;

function paragraphXml({ runs, leading, align, after }: Paragraph, lang: Language): string {
  const properties = `<a:pPr${align === 'center' ? ' algn="ctr"' : align === 'right' ? ' algn="r"' : ' algn="l"'}>${leading === undefined ? '' : `<a:lnSpc><a:spcPts val="${Math.round(leading * 100)}"/></a:lnSpc>`}<a:spcBef><a:spcPts val="0"/></a:spcBef>${after === undefined ? '' : `<a:spcAft><a:spcPts val="${Math.round(after * 100)}"/></a:spcAft>`}<a:buNone/></a:pPr>`;
  const all = runs
    .map(
      ({ text, type, isNewLine }) =>
        `${isNewLine ? `<a:br><a:rPr lang="${LANGUAGE_TAGS[lang]}"${typeXml(type)}</a:rPr></a:br>` : ''}<a:r><a:rPr lang="${LANGUAGE_TAGS[lang]}" dirty="0"${typeXml(type)}</a:rPr><a:t>${escaped(text)}</a:t></a:r>`,
    )
    .join('');
  return `<a:p>${properties}${all}</a:p>`;
}

/** The attributes and children of a text's properties, without the element around them. */
export function typeXml({ size, colour, font, isBold = false }: Type): string {
  const face = escaped(font);
  const asian = font === '+mn-lt' ? '+mn-ea' : font === '+mj-lt' ? '+mj-ea' : face;
  return ` sz="${Math.round(size * 100)}" b="${isBold ? 1 : 0}">${colour === undefined ? '' : `<a:solidFill><a:srgbClr val="${hex(colour)}"/></a:solidFill>`}<a:latin typeface="${face}"/><a:ea typeface="${asian}"/>`;
}

export const fillXml = (fill: Paint | undefined): string =>
  fill === undefined
    ? '<a:noFill/>'
    : `<a:solidFill><a:srgbClr val="${hex(fill.colour)}">${alphaXml(fill.opacity)}</a:srgbClr></a:solidFill>`;

/** @param points of a px */
export function lineXml({ colour, opacity, width, dash }: LinePaint, points: number): string {
  const length = (value: number): number => Math.round((value / width) * 100_000);
  const dashes =
    dash.length === 2
      ? `<a:custDash><a:ds d="${length(dash[0]!)}" sp="${length(dash[1]!)}"/></a:custDash>`
      : '<a:prstDash val="solid"/>';
  return `<a:ln w="${Math.round(width * points * EMU_PER_POINT)}"><a:solidFill><a:srgbClr val="${hex(colour)}">${alphaXml(opacity)}</a:srgbClr></a:solidFill>${dashes}<a:round/></a:ln>`;
}

const alphaXml = (opacity: number): string => (opacity < 1 ? `<a:alpha val="${Math.round(opacity * 100_000)}"/>` : '');

export const hex = (colour: string): string => colour.slice(1).toUpperCase();

function freeForm(box: Box, lines: ShapeMark['lines'], px: number, isFilled: boolean): string {
  const at = (value: number): number => Math.round(value * px);
  const [wide, high] = [Math.max(at(box.right - box.left), 1), Math.max(at(box.bottom - box.top), 1)];
  const points = lines
    .map(({ points, isClosed }) => {
      const [first, ...others] = points.map(([x, y]) => `<a:pt x="${at(x - box.left)}" y="${at(y - box.top)}"/>`);
      return `<a:moveTo>${first!}</a:moveTo>${others.map((point) => `<a:lnTo>${point}</a:lnTo>`).join('')}${isClosed ? '<a:close/>' : ''}`;
    })
    .join('');
  return `<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="${wide}" h="${high}"${isFilled ? '' : ' fill="none"'}>${points}</a:path></a:pathLst></a:custGeom>`;
}
