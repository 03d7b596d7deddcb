/** The pages of a PDF that are no card: contents, values, method and sources. Set like the small print of the cards, on pages of their size. */
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import { SMALL, shapeOf, textScale } from '../../client/charts/card/cardShape.ts';
import { linesOf } from '../../client/charts/card/lines.ts';
import { drawText, type DrawingContext, textWidth } from '../../client/charts/marks/text.ts';
import type { Theme } from '../../client/charts/theme.ts';
import { measuringContext } from './measuring.ts';
import type { Page } from './page.ts';
import { pageSize } from './pdfCard.ts';
import type { Content, Element, PdfFile } from './pdfFile.ts';

interface SetLine {
  readonly text: string;
  readonly x: number;
  readonly align: 'left' | 'right';
}

/** What stands in one place: a heading, a paragraph, an entry, a row of a table. */
export interface Block {
  /** H1, H2, P, LI, TOCI; TR of cells, and THR of head cells */
  readonly type: string;
  readonly lines: readonly (readonly SetLine[])[];
  readonly size: number;
  readonly weight: number;
  readonly colour: 'ink' | 'muted';
  /** below it */
  readonly gap: number;
  /** the page to which it leads */
  readonly to?: number;
}

/** In what the blocks of a type are held together. */
const HOLDERS: Readonly<Record<string, string>> = { LI: 'L', TOCI: 'TOC', TR: 'Table', THR: 'Table' };
const LEADING = 1.42;
const ROW_LEADING = 1.3;

/** Sets blocks for pages of the size of a card's. */
export class Sheet {
  readonly #page: Page;
  readonly #theme: Theme;
  readonly #ink: DrawingContext = measuringContext();
  readonly #width: number;
  readonly #height: number;
  readonly #margin: number;
  readonly #small: number;

  constructor(page: Page) {
    const { presentation } = page.input;
    const { width, height, scale } = pageSize(page);
    this.#page = page;
    this.#theme = CARD_PAINTS[presentation.theme];
    this.#width = width / scale;
    this.#height = height / scale;
    this.#margin = shapeOf(presentation).margin;
    this.#small = SMALL * textScale(presentation);
  }

  heading(text: string, level: 1 | 2): Block {
    const size = this.#small * (level === 1 ? 1.9 : 1.2);
    return this.#block(`H${level}`, text, { size, weight: 700, gap: size * 0.6 });
  }
  paragraph(text: string): Block {
    return this.#block('P', text, { gap: this.#small * 0.5 });
  }
  item(text: string): Block {
    return this.#block('LI', text, { colour: 'muted' });
  }
  /**
   * @param number of the page to which it leads, at the right
   * @param names that stay in one line
   */
  entry(text: string, number: number, names?: readonly string[]): Block {
    const size = this.#small * 1.2;
    const block = this.#block('TOCI', text, { size, gap: size * 0.45, right: size * 3, names });
    const lines = block.lines.map((line, i) =>
      i < block.lines.length - 1
        ? line
        : [...line, { text: String(number), x: this.#width - this.#margin, align: 'right' as const }],
    );
    return { ...block, lines, to: number };
  }

  /** Rows below a head: the first column stands at the left, the others at the right of theirs. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): Block[] {
    const wide = head.map((name, i) =>
      Math.max(...[name, ...rows.map((row) => row[i]!)].map((text) => this.#wide(text))),
    );
    const gap = this.#small * 1.6;
    let x = this.#margin;
    const at = wide.map((width, i) => {
      const left = x;
      x += width + gap;
      return i === 0 ? { x: left, align: 'left' as const } : { x: left + width, align: 'right' as const };
    });
    const set = (type: string, row: readonly string[], weight: number): Block => ({
      type,
      lines: [row.map((text, i) => ({ text, ...at[i]! }))],
      size: this.#small,
      weight,
      colour: 'ink',
      gap: 0,
    });
    return [set('THR', head, 600), ...rows.map((row) => set('TR', row, 400))];
  }

  #wide(text: string): number {
    return textWidth(this.#ink, text, { family: this.#theme.fontFamily, size: this.#small, weight: 600 });
  }

  #block(
    type: string,
    text: string,
    {
      right = 0,
      names,
      ...look
    }: Partial<Pick<Block, 'size' | 'weight' | 'colour' | 'gap'>> & {
      readonly right?: number;
      readonly names?: readonly string[] | undefined;
    },
  ): Block {
    const { size = this.#small, weight = 400, colour = 'ink', gap = this.#small * 0.25 } = look;
    const room = this.#width - 2 * this.#margin - right;
    const lines = linesOf(this.#ink, text, room, { family: this.#theme.fontFamily, size, weight }, names);
    return {
      type,
      lines: lines.map((line) => [{ text: line, x: this.#margin, align: 'left' }]),
      size,
      weight,
      colour,
      gap,
    };
  }

  /** Blocks by page: what does not fit stands on the next one, under the head of its table. */
  pages(blocks: readonly Block[]): Block[][] {
    const pages: Block[][] = [[]];
    const room = this.#height - 2 * this.#margin;
    let taken = 0;
    let head: Block | undefined;
    for (const block of blocks) {
      if (block.type === 'THR') head = block;
      const height = heightOf(block);
      if (taken > 0 && taken + height > room) {
        const again = block.type === 'TR' && head ? [head] : [];
        pages.push(again);
        taken = again.reduce((sum, one) => sum + heightOf(one), 0);
      }
      pages.at(-1)!.push(block);
      taken += height + block.gap;
    }
    return pages;
  }

  /** A page with these blocks. @returns what it means */
  draw(file: PdfFile, blocks: readonly Block[]): Element {
    const { width, height, scale } = pageSize(this.#page);
    const theme = this.#theme;
    const ink = file.addPage(width, height, scale) as unknown as DrawingContext;
    file.ornament(() => {
      ink.fillStyle = theme.paper;
      ink.fillRect(0, 0, this.#width, this.#height);
    });
    let y = this.#margin;
    const parts: { readonly holder: string | undefined; readonly elements: Element[] }[] = [];
    for (const block of blocks) {
      const { type, lines, size, weight, colour, gap, to } = block;
      const write = ({ text, x, align }: SetLine, line: number): void =>
        drawText(ink, text, x, y + size * 0.95 + line * size * LEADING, {
          colour: theme[colour],
          family: theme.fontFamily,
          size,
          weight,
          align,
        });
      const blank = lines.length > 1 ? ' ' : '';
      const words = (): Content =>
        file.content(type, () =>
          lines.forEach((line, i) =>
            line.forEach((one) => write({ ...one, text: one.align === 'left' ? one.text + blank : ` ${one.text}` }, i)),
          ),
        );
      const place = { left: this.#margin, right: this.#width - this.#margin, top: y, bottom: y + heightOf(block) };
      const element =
        type === 'TR' || type === 'THR'
          ? file.element(
              'TR',
              lines[0]!.map((cell) => cellElement(file, type === 'THR', () => write(cell, 0))),
            )
          : file.element(type === 'LI' ? 'LBody' : type, [
              to === undefined
                ? words()
                : file.link(words(), place, to, lines.map(([first]) => first?.text ?? '').join(' ')),
            ]);
      const holder = HOLDERS[type];
      const whole = type === 'LI' ? file.element('LI', [element]) : element;
      const last = parts.at(-1);
      if (holder !== undefined && last?.holder === holder) last.elements.push(whole);
      else parts.push({ holder, elements: [whole] });
      y += heightOf(block) + gap;
    }
    return file.element(
      'Sect',
      parts.flatMap(({ holder, elements }) => (holder === undefined ? elements : [file.element(holder, elements)])),
    );
  }
}

const heightOf = ({ type, lines, size }: Block): number =>
  lines.length * size * (type === 'TR' ? ROW_LEADING : LEADING);

function cellElement(file: PdfFile, isHead: boolean, draw: () => void): Element {
  const type = isHead ? 'TH' : 'TD';
  return file.element(type, [file.content(type, draw)], isHead ? { scope: 'Column' } : {});
}
