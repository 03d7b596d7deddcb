/** The bytes of a text file as text: by its byte order mark, by what is declared, else by what they can only be. */
import { ImportRefused } from './ledger.ts';

export interface DecodedText {
  readonly text: string;
  /** as the Encoding Standard names it */
  readonly encoding: string;
  /** whether nothing said so, and it was found by the bytes */
  readonly isGuessed: boolean;
}

/**
 * @param declared the charset of a Content-Type, or what the reader chose
 * @throws ImportRefused for a charset that is none, or that the bytes contradict
 */
export function decodedText(bytes: Buffer, declared: string | undefined): DecodedText {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : bytes.subarray(0, 3).equals(UTF8_MARK)
          ? 'utf-8'
          : undefined;
  if (marked) return { text: decoded(bytes, marked), encoding: marked, isGuessed: false };
  if (declared !== undefined) {
    const decoder = decoderOf(declared);
    return { text: decoded(bytes, decoder.encoding), encoding: decoder.encoding, isGuessed: false };
  }
  const utf8 = strictly(bytes, 'utf-8');
  if (utf8 !== undefined && !utf8.includes('\0')) return { text: utf8, encoding: 'utf-8', isGuessed: false };
  for (const [encoding, zeros] of [
    ['utf-16le', 1],
    ['utf-16be', 0],
  ] as const)
    if (mostlyZero(bytes, zeros)) return { text: decoded(bytes, encoding), encoding, isGuessed: true };
  if (bytes.includes(0))
    throw new ImportRefused(
      'This is no text and no workbook that can be read: save the table as .xlsx or as "CSV UTF-8", and import that.',
    );
  // In Korean text high bytes stand in pairs; in Western text an accent stands alone between letters.
  const korean = hasPairsOnly(bytes) ? strictly(bytes, 'euc-kr') : undefined;
  if (korean !== undefined && /\p{Script=Hangul}/u.test(korean))
    return { text: korean, encoding: 'euc-kr', isGuessed: true };
  return { text: decoded(bytes, 'windows-1252'), encoding: 'windows-1252', isGuessed: true };
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function decoderOf(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch (error) {
    throw new ImportRefused(
      `"${label.slice(0, 40)}" is no encoding that is known: write utf-8, utf-16le, windows-1252 or euc-kr, or leave it out.`,
      { cause: error },
    );
  }
}

/** What Windows-1252 has where Latin-1 has control characters: Node reads them as Latin-1. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** The bytes of a text in pieces, as one text; `encoding` as `decodedText` tells it. */
export function textDecoder(encoding: string): (piece?: Buffer) => string {
  if (encoding === 'windows-1252') return (piece) => (piece ? decoded(piece, encoding) : '');
  const decoder = new TextDecoder(encoding);
  return (piece) => (piece ? decoder.decode(piece, { stream: true }) : decoder.decode());
}

const decoded = (bytes: Buffer, encoding: string): string =>
  encoding === 'windows-1252'
    ? // eslint-disable-next-line no-control-regex -- they are what is replaced
      bytes.toString('latin1').replace(/[\x80-\x9f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80]!)
    : new TextDecoder(encoding).decode(bytes);

function strictly(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function mostlyZero(bytes: Buffer, from: number): boolean {
  const sample = bytes.subarray(0, 2000);
  let zeros = 0;
  for (let at = from; at < sample.length; at += 2) if (sample[at] === 0) zeros++;
  return sample.length > 3 && zeros > sample.length / 4;
}

function hasPairsOnly(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! < 0x80) continue;
    if ((bytes[at + 1] ?? 0) < 0xa1) return false;
    at++;
  }
  return true;
}
