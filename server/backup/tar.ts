/** Files one after the other in the form of POSIX ustar, which every tar reads: short names, plain files. */

export interface TarFile {
  /** at most 100 bytes, ASCII, with slashes */
  readonly name: string;
  readonly bytes: Buffer;
}

const BLOCK = 512;
/** Parts are some megabytes; a size beyond this is no part of ours. */
const MAX_FILE_BYTES = 2 ** 30;

/** A file with its header, filled up to whole blocks. */
export function tarEntry({ name, bytes }: TarFile, moment: Date): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, 'ascii');
  header.write('0000600\0', 100, 'ascii');
  header.write('0000000\0', 108, 'ascii');
  header.write('0000000\0', 116, 'ascii');
  header.write(`${octal(bytes.length, 11)}\0`, 124, 'ascii');
  header.write(`${octal(Math.floor(moment.getTime() / 1000), 11)}\0`, 136, 'ascii');
  header.write('0', 156, 'ascii');
  header.write('ustar\x0000', 257, 'ascii');
  header.write(`${octal(sumOf(header), 6)}\0 `, 148, 'ascii');
  return Buffer.concat([header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

/** The files of a tar, one in memory at a time. @throws Error where it is cut, or no tar */
export async function* tarFiles(source: AsyncIterable<Buffer>): AsyncGenerator<TarFile> {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let size = 0;
  const take = async (bytes: number): Promise<Buffer> => {
    while (size < bytes) {
      const next = await chunks.next();
      if (next.done) throw new Error('it ends in the middle of a file');
      held.push(next.value);
      size += next.value.length;
    }
    const all = held.length === 1 ? held[0]! : Buffer.concat(held, size);
    held = [all.subarray(bytes)];
    size -= bytes;
    return all.subarray(0, bytes);
  };
  for (;;) {
    const header = await take(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const text = (from: number, length: number): string =>
      header.toString('latin1', from, from + length).replace(/[\0 ].*$/s, '');
    const bytes = Number.parseInt(text(124, 12), 8);
    if (Number.parseInt(text(148, 8), 8) !== sumOf(header) || !(bytes <= MAX_FILE_BYTES))
      throw new Error('it is no tar file, or a header in it is changed');
    const content = Buffer.from(await take(bytes));
    await take((BLOCK - (bytes % BLOCK)) % BLOCK);
    if (['0', '\0'].includes(header.toString('latin1', 156, 157))) yield { name: text(0, 100), bytes: content };
  }
  for (let rest = await chunks.next(); !rest.done; rest = await chunks.next()); // reads on, so that the sum of the whole is looked at
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

/** The sum of a header's bytes, its own field counted as blanks. */
const sumOf = (header: Buffer): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
