/**
 * What a PNG says of itself: the view and the look that a card carries in its texts. The file may come from anywhere, so nothing in
 * it is believed: sizes are bounded, checksums compared, and what is read are a code and the five choices of a presentation.
 */
import { readViewCode, type View, viewCode } from '../view.ts';
import type { Presentation } from './presentation.ts';
import { readPresentation } from './presentationQuery.ts';

/** A card at double density has some 2 MB; what is larger is none, and is not even read. */
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
/** A view with a whole draft has at most 32 KiB (server/api/views.ts), and its look some hundred bytes. */
const MAX_SPEC_BYTES = 48 * 1024;
/** A card has a dozen chunks; pixels may come in many. */
const MAX_CHUNKS = 10_000;

const KEYWORD = 'tension-view';
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

export interface PictureSpec {
  readonly code: string;
  readonly presentation: Presentation;
  /** as the file says it, where the code is that of it; undefined: somebody changed one of the two */
  readonly view: View | undefined;
}

/** Why a file is no card of ours, or none that can be read. */
export type PictureFault =
  | 'not-png' // another kind of file
  | 'truncated' // ends in the middle
  | 'damaged' // a checksum or a length does not fit
  | 'foreign' // a picture without a view: from elsewhere, or saved by a program that dropped it
  | 'unreadable' // what stands for the view is none
  | 'too-large';

export type ReadPicture = { readonly spec: PictureSpec } | { readonly fault: PictureFault };

/** @param bytes at most MAX_PICTURE_BYTES are looked at. O(bytes) */
export function readPicture(bytes: Uint8Array): ReadPicture {
  if (bytes.length > MAX_PICTURE_BYTES) return { fault: 'too-large' };
  if (bytes.length === 0 || SIGNATURE.some((byte, i) => i < bytes.length && bytes[i] !== byte))
    return { fault: 'not-png' };
  const texts: Uint8Array[] = [];
  const fault = eachChunk(bytes, (type, data) => {
    if (type !== 'iTXt') return;
    const text = textOf(data);
    if (text) texts.push(text);
  });
  if (fault) return { fault };
  if (texts.length === 0) return { fault: 'foreign' };
  const [text] = texts;
  if (texts.length > 1 || text!.length > MAX_SPEC_BYTES) return { fault: 'unreadable' };
  return readSpec(text!);
}

/** Hands over every chunk up to the end of the picture. @returns the first fault */
function eachChunk(bytes: Uint8Array, seen: (type: string, data: Uint8Array) => void): PictureFault | undefined {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at: number = SIGNATURE.length;
  for (let count = 0; count < MAX_CHUNKS; count++) {
    if (at + 12 > bytes.length) return 'truncated';
    const length = words.getUint32(at);
    const typeBytes = bytes.subarray(at + 4, at + 8);
    if (!typeBytes.every(isLetter)) return 'damaged';
    if (at + 12 + length > bytes.length) return 'truncated';
    const type = String.fromCharCode(...typeBytes);
    if (count === 0 && type !== 'IHDR') return 'damaged';
    if (words.getUint32(at + 8 + length) !== crc32(bytes.subarray(at + 4, at + 8 + length))) return 'damaged';
    if (type === 'IEND') return undefined;
    seen(type, bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return 'damaged';
}

const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

/** The text of an iTXt chunk with our keyword; a compressed one is not ours. */
function textOf(data: Uint8Array): Uint8Array | undefined {
  const head = KEYWORD.length;
  for (let i = 0; i < head; i++) if (data[i] !== KEYWORD.charCodeAt(i)) return undefined;
  if (data[head] !== 0 || data[head + 1] !== 0) return undefined;
  // After the keyword: its end, two bytes of compression, a language tag and a translated keyword, each with its end.
  const tagEnd = data.indexOf(0, head + 3);
  const keywordEnd = tagEnd < 0 ? -1 : data.indexOf(0, tagEnd + 1);
  return keywordEnd < 0 ? undefined : data.subarray(keywordEnd + 1);
}

function readSpec(text: Uint8Array): ReadPicture {
  try {
    const spec: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
    if (
      !isRecord(spec) ||
      spec['v'] !== 1 ||
      typeof spec['code'] !== 'string' ||
      !isRecord(spec['view']) ||
      !isRecord(spec['presentation'])
    )
      return { fault: 'unreadable' };
    const read = readViewCode(spec['code']);
    if ('fault' in read) return { fault: 'unreadable' };
    const { presentation, faults } = readPresentation(spec['presentation']);
    if (faults.length > 0) return { fault: 'unreadable' };
    // What is shown comes from the server, by the code; the server checks a view like any other request.
    const view = spec['view'] as unknown as View;
    return { spec: { code: read.code, presentation, view: viewCode(view) === read.code ? view : undefined } };
  } catch {
    // No JSON, no UTF-8, half characters, or nested so deeply that nobody can follow.
    return { fault: 'unreadable' };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** The checksum of PNG (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
