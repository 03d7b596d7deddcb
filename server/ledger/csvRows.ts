/**
 * Event rows from CSV. csv-parse does the parsing; here the file is cut into records first, so that each row knows the exact
 * line on which it begins, and a stray quote costs its own row and no other.
 */
import { parse } from 'csv-parse/sync';
import { COLUMNS, REQUIRED_COLUMNS, columnNamed, type Column } from './columns.ts';
import { ImportRefused, type RowFault } from './ledger.ts';
import { nearest } from './nearest.ts';
import type { SourceItem } from './sourceRow.ts';

/** A record longer than this has an open quote (all fields at their limits make about 40 kB). */
const MAX_RECORD_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** One or more whole lines that hold an even number of quotes: a record, unless a stray quote has run several together. */
interface Stretch {
  readonly bytes: Buffer;
  /** the line on which it begins, from 1 */
  readonly line: number;
  /** a single line that is no record: a quote on it is never closed, or it does not end (then `bytes` are its beginning) */
  readonly broken?: 'open quote' | 'endless line';
}

interface Layout {
  readonly delimiter: string;
  readonly width: number;
  /** for each of COLUMNS its place in the file, or -1 */
  readonly places: readonly number[];
}

/**
 * Reads the rows of a CSV file, given as blocks of UTF-8. The separator (comma, semicolon or tab) is read off the header.
 *
 * @throws ImportRefused when the header lacks a required column or is none.
 */
export async function* csvRows(blocks: AsyncIterable<Buffer>): AsyncGenerator<SourceItem[]> {
  const cutter = stretchCutter();
  let layout: Layout | undefined;
  const read = (stretches: Stretch[]): SourceItem[] => {
    const items: SourceItem[] = [];
    let rows = stretches;
    if (!layout) {
      const [header, ...rest] = stretches;
      if (!header) return [];
      layout = layoutOf(header, items);
      rows = rest;
    }
    for (const item of itemsOf(rows, layout)) items.push(item);
    return items;
  };
  for await (const block of blocks) yield read(cutter.cut(block));
  yield read(cutter.end());
  if (!layout) throw new ImportRefused(`The file has no header: its first line must name the columns, such as ${COLUMNS.join(',')}.`);
}

/** Cuts blocks into stretches; blank lines are left out. */
function stretchCutter(): { cut(block: Buffer): Stretch[]; end(): Stretch[] } {
  let held: Buffer = Buffer.alloc(0);
  let line = 1;
  let skippingLine = false; // the rest of an endless one
  let returnsEndLines: boolean | undefined;

  const cutHeld = (atEnd: boolean): Stretch[] => {
    const found: Stretch[] = [];
    let start = 0; // of the stretch
    let from = 0; // of the line
    let lines = 0; // whole lines of the stretch so far
    let quotes = 0;
    let nextQuote = -1;
    const take = (end: number, broken?: Stretch['broken']): void => {
      const bytes = held.subarray(start, end);
      if (!isBlank(bytes)) found.push(broken ? { bytes, line, broken } : { bytes, line });
      line += broken ? 1 : lines;
      start = from = end;
      lines = quotes = 0;
      if (broken) nextQuote = -1; // the scan goes back
    };
    if (skippingLine) {
      const newline = held.indexOf(NEWLINE);
      start = from = newline < 0 ? held.length : newline + 1;
      skippingLine = newline < 0;
    }
    while (from < held.length) {
      const newline = held.indexOf(NEWLINE, from);
      const tooLong = (newline < 0 ? held.length : newline) - start > MAX_RECORD_BYTES;
      if (newline < 0 && !atEnd) {
        if (!tooLong) break;
        if (lines > 0) take(lineEnd(held, start), 'open quote');
        else {
          take(held.length, 'endless line');
          skippingLine = true;
        }
        continue;
      }
      const end = newline < 0 ? held.length : newline + 1;
      for (;;) {
        if (nextQuote < 0) nextQuote = quoteFrom(held, from);
        if (nextQuote >= end) break;
        quotes++;
        nextQuote = quoteFrom(held, nextQuote + 1);
      }
      lines++;
      from = end;
      if (quotes % 2 === 0) take(end);
      // The quote of the first line is never closed: that line is given up, and the next begins a new record.
      else if (tooLong || (atEnd && end === held.length)) take(lineEnd(held, start), 'open quote');
    }
    held = held.subarray(start);
    return found;
  };

  return {
    cut(block) {
      // Files of old Macs end their lines with a return alone.
      returnsEndLines ??= block.includes(RETURN) && !block.includes(NEWLINE);
      if (returnsEndLines) for (let at = block.indexOf(RETURN); at >= 0; at = block.indexOf(RETURN, at + 1)) block[at] = NEWLINE;
      held = held.length > 0 ? Buffer.concat([held, block]) : block;
      return cutHeld(false);
    },
    end: () => cutHeld(true),
  };
}

function lineEnd(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  return newline < 0 ? bytes.length : newline + 1;
}

/** The place of the next quote, or the end: remembered by the caller, because a file may have few. */
function quoteFrom(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(QUOTE, from);
  return at < 0 ? bytes.length : at;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === NEWLINE || byte === RETURN || byte === 0x20 || byte === 0x09);
}

function layoutOf(header: Stretch, items: SourceItem[]): Layout {
  const text = header.bytes.toString();
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: text.split(delimiter).length }));
  const { delimiter } = counts.reduce((best, one) => (one.count > best.count ? one : best));
  const names = header.broken ? [] : (records(header.bytes, delimiter)?.[0] ?? []);
  const found = new Map<Column, number>();
  names.forEach((name, place) => {
    const column = columnNamed(name);
    if (column === undefined) {
      if (name.trim() !== '') items.push({ kind: 'remark', remark: ignoredColumn(name.trim(), header.line) });
    } else if (found.has(column)) throw new ImportRefused(`The header names the column ${column} twice: keep one.`);
    else found.set(column, place);
  });
  if (found.size === 0) throw new ImportRefused(`The file has no header: its first line must name the columns, such as ${COLUMNS.join(',')}.`);
  const missing = REQUIRED_COLUMNS.filter((column) => !found.has(column));
  if (missing.length > 0) throw new ImportRefused(`The header lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}: add ${missing.length === 1 ? 'it' : 'them'}, as data/README.md describes.`);
  return { delimiter, width: names.length, places: COLUMNS.map((column) => found.get(column) ?? -1) };
}

/** The remark on a column that no event has; used for JSON members too. */
export function ignoredColumn(name: string, line: number): RowFault {
  const meant = nearest(name, COLUMNS);
  return { line, id: null, field: name, value: null, message: `The column ${name} is not known and was passed over${meant ? `: did you mean ${meant}?` : '.'}` };
}

function* itemsOf(stretches: readonly Stretch[], layout: Layout): Generator<SourceItem> {
  const whole = stretches.every((stretch) => !stretch.broken) ? records(Buffer.concat(stretches.map(ending)), layout.delimiter) : undefined;
  if (whole?.length === stretches.length) {
    for (const [i, record] of whole.entries()) {
      if (hasWidth(record, layout)) yield* rowOf(record, stretches[i]!.line, layout);
      else yield* salvage(stretches[i]!, layout);
    }
  } else for (const stretch of stretches) yield* salvage(stretch, layout);
}

/** The rows of a stretch that is at fault somewhere: it may hold several lines that a stray quote has run together. */
function* salvage(stretch: Stretch, layout: Layout): Generator<SourceItem> {
  const one = stretch.broken ? undefined : records(stretch.bytes, layout.delimiter);
  if (one?.length === 1 && hasWidth(one[0]!, layout)) return yield* rowOf(one[0]!, stretch.line, layout);
  const lines = linesOf(stretch.bytes).map((bytes) => records(bytes, layout.delimiter)?.[0]);
  const sound = lines.map((record) => record !== undefined && hasWidth(record, layout));
  if (!sound.includes(true)) return yield structureFault(stretch, one?.length === 1 ? one[0] : undefined, layout);
  for (const [i, record] of lines.entries()) {
    if (sound[i]) yield* rowOf(record!, stretch.line + i, layout);
    else yield structureFault({ bytes: linesOf(stretch.bytes)[i]!, line: stretch.line + i }, record, layout);
  }
}

const BROKEN = {
  'open quote': 'A quoted field begins on this line and never ends: close its quote, and double the quotes inside it.',
  'endless line': `This line is longer than ${MAX_RECORD_BYTES / 1024} kB: no event is; look for a missing line end.`,
};

function structureFault(stretch: Stretch, record: string[] | undefined, layout: Layout): SourceItem {
  const message = stretch.broken
    ? BROKEN[stretch.broken]
    : record
      ? `The row has ${record.length} fields where the header names ${layout.width}: put a field that holds "${layout.delimiter}" in quotes, and leave no field out.`
      : 'A quote stands inside a field: put the field in quotes and double the quotes inside it.';
  const value = stretch.bytes.toString('utf8', 0, 120).trim();
  return { kind: 'fault', fault: { line: stretch.line, id: null, field: null, value, message } };
}

function* rowOf(record: readonly string[], line: number, layout: Layout): Generator<SourceItem> {
  const cells = layout.places.map((place) => (place < 0 ? '' : record[place]!.trim()));
  // A row of nothing but separators is what spreadsheets leave below a table: no row.
  if (cells.some((cell) => cell !== '')) yield { kind: 'row', line, cells };
}

/** Fields beyond the header are taken only when they are empty. */
function hasWidth(record: readonly string[], { width }: Layout): boolean {
  return record.length === width || (record.length > width && record.slice(width).every((field) => field.trim() === ''));
}

/** The records of some CSV text; `undefined` when csv-parse finds it malformed. */
function records(bytes: Buffer, delimiter: string): string[][] | undefined {
  try {
    return parse(bytes, { delimiter, relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
  } catch {
    return undefined;
  }
}

/** The last line of a file may lack its newline; joined with others it needs one. */
function ending({ bytes }: Stretch): Buffer {
  return bytes.at(-1) === NEWLINE ? bytes : Buffer.concat([bytes, Buffer.from('\n')]);
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = lineEnd(bytes, from);
    lines.push(bytes.subarray(from, end));
    from = end;
  }
  return lines;
}
