/** What may be asked of the file of a card besides its look. */

/** of a CSV: the values of the line, what each is made of by category, the numbered events, the notes of its days */
export const CSV_TABLES = ['points', 'composition', 'events', 'notes'] as const;
export type CsvTable = (typeof CSV_TABLES)[number];

/** of an SVG: text with its fonts in the file, which browsers read, or outlines, which look the same in every program (`text` is the size of the text) */
export const LETTERS = ['text', 'paths'] as const;

export interface FileOptions {
  readonly letters: (typeof LETTERS)[number];
  readonly table: CsvTable;
  /** a CSV begins with lines that say what it is of, each after a # */
  readonly meta: boolean;
}

export const PLAIN: FileOptions = { letters: 'text', table: 'points', meta: false };
