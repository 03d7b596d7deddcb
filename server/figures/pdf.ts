/** Cards as PDF: lines and text, never pixels, with the fonts in the file, and tagged so that it can be heard. */
import { packTexts } from '../../client/charts/card/packTexts.ts';
import { type Words, WORDS } from '../../client/words/words.ts';
import type { Page } from './page.ts';
import { cardPage } from './pdfCard.ts';
import { PdfFile } from './pdfFile.ts';
import { type Block, Sheet } from './pdfSheets.ts';
import { boundedTable } from './table.ts';
import { cellText, columnName } from './tableWords.ts';

/** One card with its values, or several with contents before and method and sources behind them. */
export function pdf(pages: readonly Page[]): Promise<Buffer> {
  const first = pages[0]!;
  const { input, card } = first;
  const words = WORDS[input.presentation.lang];
  const told = packTexts(pages, words);
  const file = new PdfFile({
    title: pages.length > 1 ? told.title : card.texts.title,
    author: input.madeBy ?? 'Tension',
    subject: pages.map((page) => page.card.texts.alt).join('\n'),
    keywords: pages.map((page) => `${page.input.code} ${page.input.link}`).join(', '),
    language: input.presentation.lang,
    moment: input.view.asOf,
  });
  const sheet = new Sheet(first);
  if (pages.length === 1) {
    const values = sheet.pages(valuesOf(first, sheet, words));
    return file.bytes([cardPage(file, first), ...values.map((blocks) => sheet.draw(file, blocks))]);
  }
  // As many pages as the contents take, each number is one of them later.
  const contents = (before: number): Block[][] =>
    sheet.pages([
      sheet.heading(told.contents, 1),
      ...told.entries.map(({ title, names }, i) => sheet.entry(title, before + i + 1, names)),
      sheet.entry(told.method, before + pages.length + 1),
    ]);
  const front = contents(contents(0).length);
  const back = sheet.pages([
    sheet.heading(told.method, 1),
    ...told.paragraphs.map((text) => sheet.paragraph(text)),
    ...(told.named.length > 0 ? [sheet.heading(told.sources, 2)] : []),
    ...told.named.map(({ name, url }) => sheet.item([name, url].filter((text) => text !== '').join(', '))),
  ]);
  const marked = (name: string, sheets: readonly Block[][]) =>
    sheets.map((blocks, i) => {
      const element = sheet.draw(file, blocks);
      if (i === 0) file.bookmark(name);
      return element;
    });
  return file.bytes([
    ...marked(told.contents, front),
    ...pages.map((page) => {
      const element = cardPage(file, page);
      file.bookmark(page.card.texts.title);
      return element;
    }),
    ...marked(told.method, back),
  ]);
}

/** Rows of a printed table: the weeks of a year. */
const MOST_VALUES = 53;
/** Months to a row where months alone would be more. */
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];
/** Decimals of a printed value: the tenth is what a card tells. */
const DECIMALS = 1;
/** What a reader of the picture asks for; the rest stands in CSV and HTML. */
const COLUMNS =
  /^(date|index|low|high|provisional|indexAsCoded|overlayIndex|kind|category|events|indexPoints|\S+ index)$/;

function valuesOf({ input }: Page, sheet: Sheet, words: Words): Block[] {
  const { columns, rows, thinned } = boundedTable(input, MOST_VALUES);
  const every = MONTHS.find((months) => rows.length / months <= MOST_VALUES) ?? MONTHS.at(-1)!;
  const shown = rows.filter((_, i) => (rows.length - 1 - i) % every === 0);
  const at = columns.flatMap((name, i) => (COLUMNS.test(name) && shown.some((row) => isTold(row[i])) ? [i] : []));
  return [
    sheet.heading(words.files.points, 1),
    ...(thinned ? [sheet.paragraph(words.files.thinned(thinned, every))] : []),
    ...sheet.table(
      at.map((i) => columnName(columns[i]!, words)),
      shown.map((row) => at.map((i) => cellText(row[i]!, columns[i]!, words, DECIMALS))),
    ),
  ];
}

const isTold = (value: unknown): boolean => value !== null && value !== false;
