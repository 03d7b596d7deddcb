/** The bytes of somebody's table as rows with named cells: a workbook, or a text whose encoding and separator are found by trial. */
import { Buffer, isUtf8 } from 'node:buffer';
import type { FeedMapping } from '../../models/importing/feedMapping.ts';
import { ImportRefused } from '../ledger/ledger.ts';
import { readTableApart } from '../ledger/tableApart.ts';
import { isArchive, separatorIn } from '../ledger/tableFile.ts';
import { MAX_TABLE_BYTES } from '../ledger/tableLimits.ts';
import { decodedText, textDecoder } from '../ledger/tableText.ts';
import type { FeedTally } from './feedRow.ts';
import { csvNamedRows, LINES_ABOVE, type NamedRow, tableNamedRows } from './namedRows.ts';

/** So much of a text shows how it is written. */
const TRIAL_BYTES = 64 * 1024;
const MIB = 1024 ** 2;
const LINE_FEED = 10;

type Written = Pick<FeedMapping, 'encoding' | 'delimiter' | 'sheet'>;

/** Rows of a table that has the required columns, in batches. What is no table is refused in the tally. */
export async function* tableRows(
  bytes: AsyncIterable<Uint8Array>,
  required: readonly string[],
  { encoding, delimiter, sheet }: Written,
  tally: FeedTally,
): AsyncGenerator<readonly NamedRow[]> {
  const pieces = bytes[Symbol.asyncIterator]();
  const head = await headOf(pieces);
  const all = from(head, pieces);
  try {
    if (isArchive(head)) {
      const table = await readTableApart(await whole(all), { sheet });
      yield* tableNamedRows([{ line: table.headerLine, cells: table.header }, ...table.rows], required, tally);
      return;
    }
    const start = head.subarray(0, lastLineEnd(head));
    const found = encoding ?? (mostlyUtf8(start) ? 'utf-8' : decodedText(start, undefined).encoding);
    // A byte that is damaged costs its row alone: UTF-8 is checked row by row.
    const text = found === 'utf-8' ? all : recoded(all, textDecoder(found));
    const separator = delimiter ?? separatorIn(textDecoder(found)(start));
    yield* csvNamedRows(text, required, tally, separator, LINES_ABOVE);
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    tally.refuse(error.message);
  } finally {
    await pieces.return?.();
  }
}

async function headOf(pieces: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  let length = 0;
  while (length < TRIAL_BYTES) {
    const next = await pieces.next();
    if (next.done) break;
    taken.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(taken);
}

async function* from(head: Buffer, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await pieces.next(); !next.done; next = await pieces.next())
    yield Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
}

/** @throws ImportRefused for a workbook that is larger than one may be */
async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_TABLE_BYTES)
      throw new ImportRefused(
        `The workbook has more than ${MAX_TABLE_BYTES / MIB} MiB: save the sheet that is meant as "CSV UTF-8".`,
      );
  }
  return Buffer.concat(pieces);
}

async function* recoded(bytes: AsyncIterable<Buffer>, decode: (piece?: Buffer) => string): AsyncGenerator<Buffer> {
  for await (const piece of bytes) yield Buffer.from(decode(piece));
  yield Buffer.from(decode());
}

/** A text is cut between two lines, so that no letter is cut in two. */
function lastLineEnd(head: Buffer): number {
  const end = head.length < TRIAL_BYTES ? -1 : head.lastIndexOf(LINE_FEED);
  return end < 0 ? head.length : end + 1;
}

/** Whether most lines with other letters than those of ASCII are UTF-8: then the others are damaged, and the file is no other encoding. */
function mostlyUtf8(text: Buffer): boolean {
  if (text.includes(0) || (text[0] === 0xff && text[1] === 0xfe)) return false;
  let good = 0;
  let bad = 0;
  for (let begin = 0; begin < text.length;) {
    const end = text.indexOf(LINE_FEED, begin);
    const line = text.subarray(begin, end < 0 ? text.length : end);
    if (!isUtf8(line)) bad++;
    else if (line.some((byte) => byte > 0x7f)) good++;
    begin += line.length + 1;
  }
  return bad === 0 || good > bad;
}
