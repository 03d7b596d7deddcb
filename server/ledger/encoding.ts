/** From the bytes of a file to blocks of UTF-8: what is no text is refused with the remedy. */
import { ImportRefused } from './ledger.ts';

/** Bytes of one block: large enough for fast parsing, small enough that the event loop turns every 10 ms. */
const BLOCK_BYTES = 256 * 1024;

/**
 * The file as UTF-8 without its byte order mark, in blocks. UTF-16 with a byte order mark is recoded. A byte that is no UTF-8
 * passes: the reader of the row reports it, and the other rows are taken.
 *
 * @throws ImportRefused for an empty file, a workbook, a compressed file, UTF-16 without its mark.
 */
export async function* utf8Blocks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let first = true;
  for await (const raw of blocksOf(bytes)) {
    let block = raw;
    if (first) {
      first = false;
      refuseNoText(block);
      if (block[0] === 0xff && block[1] === 0xfe) decoder = new TextDecoder('utf-16le');
      else if (block[0] === 0xfe && block[1] === 0xff) decoder = new TextDecoder('utf-16be');
      else if (block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf) block = block.subarray(3);
    }
    yield decoder ? Buffer.from(decoder.decode(block, { stream: true })) : block;
  }
  if (first) throw new ImportRefused('The file is empty.');
  if (decoder) yield Buffer.from(decoder.decode());
}

/** Joins small chunks, so that the sample at the start and each block are long enough. */
async function* blocksOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    length += chunk.length;
    if (length < BLOCK_BYTES) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(chunks);
}

function refuseNoText(block: Buffer): void {
  const begins = (...signature: number[]): boolean => signature.every((byte, i) => block[i] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04))
    throw new ImportRefused(
      'This is a workbook or a ZIP archive: unpack it, or save the sheet as "CSV UTF-8", and import that.',
    );
  if (begins(0xd0, 0xcf, 0x11, 0xe0))
    throw new ImportRefused('This is an old Excel workbook: save the sheet as "CSV UTF-8" and import that.');
  if (begins(0x1f, 0x8b)) throw new ImportRefused('This file is compressed (gzip): unpack it and import that.');
  const utf16 = begins(0xff, 0xfe) || begins(0xfe, 0xff);
  if (!utf16 && block.subarray(0, 4096).includes(0))
    throw new ImportRefused(
      'This is no UTF-8 text: it holds zero bytes, as UTF-16 without a byte order mark or a binary file does. Save it as "CSV UTF-8" and import that.',
    );
}
