/** Rows of files that begin with a header: cells are found by the name of their column, wherever it stands. */
import { Buffer, isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { headingsOf } from '../../models/importing/headings.ts';
import type { FaultReason, FeedTally } from './feedRow.ts';
import { TabSplitter } from './tabRows.ts';

/** A row; `cell` gives an empty text for a column that the file does not have. */
export interface NamedRow {
  /** 1-based line on which the row begins */
  readonly line: number;
  cell(column: string): string;
}

/** Lines that may stand above the header of a table of one's own: a title, who keeps it, `sep=;`. */
export const LINES_ABOVE = 20;

/** A quoted row that is longer is an open quote that has swallowed the rows after it. */
const MAX_CSV_ROW_BYTES = 256 * 1024;
const CSV_BATCH_ROWS = 1000;

/**
 * Rows of a tab-separated file without quotes, in batches. A row that cannot be read is a fault in the tally; a file without one of
 * the required columns is refused there.
 */
export async function* tabNamedRows(
  bytes: AsyncIterable<Uint8Array>,
  required: readonly string[],
  tally: FeedTally,
): AsyncGenerator<readonly NamedRow[]> {
  let batch: NamedRow[] = [];
  let header: Header | undefined;
  const splitter = new TabSplitter(
    (row) => {
      if (header === undefined) {
        header = new Header(row.texts(), required);
        header.require(tally);
        return;
      }
      tally.rows++;
      tally.layout(row.columns);
      if (!row.isUtf8()) return rowFault(tally, 'bytes', row.line, NOT_UTF8);
      const named = header.row(row.line, row.texts(), tally);
      if (named) batch.push(named);
    },
    (line) => {
      tally.rows++;
      rowFault(tally, 'length', line, 'The row has more than 256 kB: the file is damaged here.');
    },
  );
  for await (const chunk of bytes) {
    splitter.push(chunk);
    if (tally.refused !== null) return;
    if (batch.length > 0) yield batch;
    batch = [];
  }
  splitter.end();
  if (header === undefined) tally.refuse('The file is empty: not even a header stands in it.');
  if (tally.refused === null && batch.length > 0) yield batch;
}

/**
 * Rows of a file of quoted cells (CSV), in batches. The bytes are cut as Latin-1, in which every byte is a character, and decoded cell
 * by cell: so a damaged byte costs its row and not the file.
 *
 * @param above lines that may stand above the header
 */
export async function* csvNamedRows(
  bytes: AsyncIterable<Uint8Array>,
  required: readonly string[],
  tally: FeedTally,
  delimiter = ',',
  above = 0,
): AsyncGenerator<readonly NamedRow[]> {
  /** the last line of the last row that was cut, which may not have been taken yet */
  let cutTo = 0;
  const parser = parse({
    delimiter,
    encoding: 'latin1',
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_CSV_ROW_BYTES,
    on_record: (record, { lines }) => {
      cutTo = lines;
      return record;
    },
  });
  const source = Readable.from(bytes);
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let batch: NamedRow[] = [];
  const head = new HeaderSearch(required, above);
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const begins = line;
      line = info.lines + 1;
      const { header } = head;
      if (header === undefined) {
        head.look(record.map(decode), tally);
        if (tally.refused !== null) return;
        continue;
      }
      tally.rows++;
      tally.layout(record.length);
      const cells = record.map((cell) =>
        /^[\0-\x7f]*$/.test(cell) ? cell : isUtf8(Buffer.from(cell, 'latin1')) ? decode(cell) : undefined,
      );
      if (!cells.every((cell) => cell !== undefined)) rowFault(tally, 'bytes', begins, NOT_UTF8);
      else {
        const named = header.row(begins, cells, tally);
        if (named) batch.push(named);
      }
      if (tally.refused !== null) return;
      if (batch.length >= CSV_BATCH_ROWS) {
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Nothing after an open quote can be told apart, so the rest of the file is lost.
    tally.refuse(
      `From line ${cutTo + 1} on the file cannot be cut into rows (${error.message}): look for a quote that is opened and not closed.`,
    );
  } finally {
    source.destroy();
    parser.destroy();
  }
  if (tally.refused !== null) return;
  head.end(tally);
  if (tally.refused === null && batch.length > 0) yield batch;
}

/** Rows of a table that was cut into cells already, as a workbook is: its header is the first that has the columns. */
export async function* tableNamedRows(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  required: readonly string[],
  tally: FeedTally,
): AsyncGenerator<readonly NamedRow[]> {
  const head = new HeaderSearch(required, LINES_ABOVE);
  const named: NamedRow[] = [];
  for (const { line, cells } of rows) {
    if (head.header === undefined) {
      head.look(cells, tally);
      if (tally.refused !== null) return;
      continue;
    }
    tally.rows++;
    tally.layout(cells.length);
    named.push(head.header.wide(line, cells));
  }
  head.end(tally);
  for (let at = 0; tally.refused === null && at < named.length; at += CSV_BATCH_ROWS)
    yield named.slice(at, at + CSV_BATCH_ROWS);
}

/** Looks for the header: the first of some lines that has the columns. */
class HeaderSearch {
  header: Header | undefined;
  readonly #required: readonly string[];
  readonly #above: number;
  #passed = 0;
  /** of the lines that were passed over, the one that lacks least */
  #best: Header | undefined;

  constructor(required: readonly string[], above: number) {
    this.#required = required;
    this.#above = above;
  }

  look(names: readonly string[], tally: FeedTally): void {
    const header = new Header(names, this.#required);
    const lacks = header.lacking.length;
    if (lacks === 0) this.header = header;
    else if (this.#best === undefined || lacks < this.#best.lacking.length) this.#best = header;
    if (lacks > 0 && this.#passed++ >= this.#above) this.#best!.require(tally);
  }

  /** The file has ended. */
  end(tally: FeedTally): void {
    if (this.header !== undefined) return;
    if (this.#best === undefined) tally.refuse('The file is empty: not even a header stands in it.');
    else this.#best.require(tally);
  }
}

const NOT_UTF8 = 'The row holds bytes that are not UTF-8: the file is damaged here, or in another encoding.';

function decode(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

function rowFault(tally: FeedTally, reason: FaultReason, line: number, message: string): void {
  tally.fault(reason, { line, id: null, field: null, value: null, message });
}

class Header {
  readonly #names: readonly string[];
  readonly #places = new Map<string, number>();
  /** places by the names that readers ask for, so that a name is made plain once and not once a row */
  readonly #asked = new Map<string, number | undefined>();
  /** columns that the reader cannot do without, and that are not there */
  readonly lacking: readonly string[];
  /** the place of the last that is there */
  readonly #lastRequired: number;
  /** cells of the first row, where it has fewer than the header has names */
  #shortest: number | undefined;

  constructor(names: readonly string[], required: readonly string[]) {
    // Some files end their header in empty columns; they name nothing.
    const last = names.findLastIndex((name) => name.trim() !== '');
    this.#names = headingsOf(names.slice(0, last + 1).map((name) => name.replace(/^\ufeff/, '')));
    this.#names.forEach((name, place) => {
      const plain = plainColumn(name);
      if (!this.#places.has(plain)) this.#places.set(plain, place);
    });
    this.lacking = required.filter((column) => !this.#places.has(plainColumn(column)));
    this.#lastRequired = Math.max(...required.map((column) => this.#places.get(plainColumn(column)) ?? -1));
  }

  /** Refuses the file where a column is not there. */
  require(tally: FeedTally): void {
    const { lacking } = this;
    if (lacking.length > 0)
      tally.refuse(
        `The header lacks the column${lacking.length > 1 ? 's' : ''} ${quoted(lacking)}; it has ${this.#names.length} other${this.#names.length === 1 ? '' : 's'}: check that this is the right file.`,
      );
  }

  /**
   * The row by names, or `undefined` (and a fault) when it has not the header's number of cells. Some files have names in their header
   * that no row has a cell for: where the first row ends before them, so may the others.
   */
  row(line: number, cells: readonly string[], tally: FeedTally): NamedRow | undefined {
    const columns = this.#names.length;
    this.#shortest ??= this.#lastRequired < cells.length ? Math.min(cells.length, columns) : columns;
    if (cells.length === this.#shortest && cells.length < columns) tally.remark('namesWithoutCells');
    else if (cells.length !== columns) {
      const emptyBeyond = cells.length > columns && cells.slice(columns).every((cell) => cell.trim() === '');
      if (!emptyBeyond) {
        rowFault(
          tally,
          'columns',
          line,
          `The row has ${cells.length} columns and the header ${columns}: a cell may hold a separator or a line break.`,
        );
        return undefined;
      }
      tally.remark('cellsBeyondHeader');
    }
    return this.wide(line, cells);
  }

  /** The row by names, whatever its width: a spreadsheet leaves out cells that are empty at the end. */
  wide(line: number, cells: readonly string[]): NamedRow {
    return {
      line,
      cell: (column) => {
        const place = this.#place(column);
        return place === undefined ? '' : (cells[place]?.trim() ?? '');
      },
    };
  }

  #place(column: string): number | undefined {
    if (!this.#asked.has(column)) this.#asked.set(column, this.#places.get(plainColumn(column)));
    return this.#asked.get(column);
  }
}

/** `Event Date`, `event_date` and `EVENT DATE` are one column. */
function plainColumn(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
