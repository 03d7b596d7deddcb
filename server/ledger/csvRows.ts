/** Event rows from CSV: csv-parse parses what csvRecords.ts has cut. */
import { parse } from 'csv-parse/sync';
import { visible } from '../../models/textFault.ts';
import { headerPlace } from '../../models/importing/guessColumns.ts';
import { COLUMNS, REQUIRED_COLUMNS, columnNamed, type Column } from '../../models/importing/columns.ts';
import { isBlank, linesOf, MAX_RECORD_BYTES, NEWLINE, recordCutter, type RawRecord } from './csvRecords.ts';
import { ImportRefused, type RowFault } from './ledger.ts';
import { ignoredColumn, type SourceItem } from './sourceRow.ts';

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
  const cutter = recordCutter();
  let layout: Layout | undefined;
  const read = (rawRecords: RawRecord[]): SourceItem[] => {
    const items: SourceItem[] = [];
    let rows = rawRecords;
    if (!layout) {
      // Lines above the header are a title, or say which separator follows.
      const place = headerPlace(rawRecords.slice(0, FIRST_LINES).map(roughCells)) ?? 0;
      const header = rawRecords[place];
      if (!header) return [];
      for (const above of rawRecords.slice(0, place)) items.push({ kind: 'remark', remark: passedOver(above) });
      layout = layoutOf(header, items);
      rows = rawRecords.slice(place + 1);
    }
    for (const item of itemsOf(rows, layout)) items.push(item);
    return items;
  };
  for await (const block of blocks) yield read(cutter.cut(block));
  yield read(cutter.end());
  if (!layout)
    throw new ImportRefused(
      `The file has no header: its first line must name the columns, such as ${COLUMNS.join(',')}.`,
    );
}

const FIRST_LINES = 40;

const roughCells = ({ bytes, broken }: RawRecord): string[] =>
  broken
    ? []
    : bytes
        .toString()
        .split(/[,;\t]/)
        .map((cell) => cell.trim().replaceAll('"', ''));

function passedOver({ bytes, line }: RawRecord): RowFault {
  return {
    line,
    id: null,
    field: null,
    value: visible(bytes.toString('utf8', 0, 120).trim()),
    message: 'This line stands above the header and was passed over.',
  };
}

function layoutOf(header: RawRecord, items: SourceItem[]): Layout {
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
  if (found.size === 0) {
    const known = names.map((name) => name.trim()).filter((name) => name !== '');
    throw new ImportRefused(
      known.length > 1
        ? `None of its columns is known: ${known.slice(0, 12).join(', ').replace(/\.+$/, '')}. If the file is not in our layout, map it: npm run -s tension -- import FILE --preview, or the page /desk/import.`
        : `The file has no header: its first line must name the columns, such as ${COLUMNS.join(',')}.`,
    );
  }
  const missing = REQUIRED_COLUMNS.filter((column) => !found.has(column));
  if (missing.length > 0)
    throw new ImportRefused(
      `The header lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}: add ${missing.length === 1 ? 'it' : 'them'}, as data/README.md describes.`,
    );
  return { delimiter, width: names.length, places: COLUMNS.map((column) => found.get(column) ?? -1) };
}

function* itemsOf(rawRecords: readonly RawRecord[], layout: Layout): Generator<SourceItem> {
  const whole = rawRecords.every((raw) => !raw.broken)
    ? records(Buffer.concat(rawRecords.map(ending)), layout.delimiter)
    : undefined;
  if (whole?.length === rawRecords.length) {
    for (const [i, record] of whole.entries()) {
      if (record.length === layout.width) yield* rowOf(record, rawRecords[i]!.line, layout);
      else yield* salvage(rawRecords[i]!, layout);
    }
  } else for (const raw of rawRecords) yield* salvage(raw, layout);
}

/** The rows of a raw record that is at fault somewhere: it may hold several lines that a stray quote has run together. */
function* salvage(raw: RawRecord, layout: Layout): Generator<SourceItem> {
  const one = raw.broken ? undefined : records(raw.bytes, layout.delimiter);
  if (one?.length === 1 && one[0]!.length === layout.width) return yield* rowOf(one[0]!, raw.line, layout);
  const lines = linesOf(raw.bytes);
  const parsed = lines.map((bytes) => records(bytes, layout.delimiter)?.[0]);
  const sound = parsed.map((record) => record?.length === layout.width);
  if (!sound.includes(true)) return yield structureFault(raw, one?.length === 1 ? one[0] : undefined, layout);
  for (const [i, bytes] of lines.entries()) {
    const line = raw.line + i;
    const record = parsed[i];
    if (record && sound[i]) yield* rowOf(record, line, layout);
    else if (!isBlank(bytes)) yield structureFault({ bytes, line }, record, layout);
  }
}

function structureFault(raw: RawRecord, record: string[] | undefined, layout: Layout): SourceItem {
  const value = raw.bytes.toString('utf8', 0, 120).trim();
  const opens = value.startsWith('"') || raw.bytes.includes(`${layout.delimiter}"`);
  const message =
    raw.broken === 'endless line'
      ? `This line is longer than ${MAX_RECORD_BYTES / 1024} kB: no event is; look for a missing line end.`
      : raw.broken && opens
        ? 'A quoted field begins on this line and never ends: close its quote, and double the quotes inside it.'
        : record
          ? `The row has ${record.length} fields where the header names ${layout.width}: put a field that holds "${layout.delimiter}" in quotes, and leave no field out.`
          : 'A quote stands inside a field: put the field in quotes and double the quotes inside it.';
  return { kind: 'fault', fault: { line: raw.line, id: null, field: null, value, message } };
}

function* rowOf(record: readonly string[], line: number, layout: Layout): Generator<SourceItem> {
  const cells = layout.places.map((place) => (place < 0 ? '' : record[place]!.trim()));
  // A row of nothing but separators is what spreadsheets leave below a table: no row.
  if (cells.some((cell) => cell !== '')) yield { kind: 'row', line, cells };
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
function ending({ bytes }: RawRecord): Buffer {
  return bytes.at(-1) === NEWLINE ? bytes : Buffer.concat([bytes, Buffer.from('\n')]);
}
