/** A PNG taken apart, independently of how the server puts one together. */
import { crc32, inflateSync } from 'node:zlib';

export interface PngFile {
  readonly width: number;
  readonly height: number;
  /** dots an inch, from pHYs */
  readonly dotsPerInch: number;
  /** iTXt by keyword */
  readonly texts: Readonly<Record<string, string>>;
  /** types in order */
  readonly chunks: readonly string[];
  /** the pixels, 3 bytes each: no pixel is see-through */
  readonly rgb: () => Uint8Array;
}

/** @throws Error where the file is not as the standard says */
export function pngFile(bytes: Buffer): PngFile {
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') throw new Error('The signature of a PNG is missing.');
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length))
      throw new Error(`The checksum of ${type} is wrong.`);
    chunks.push({ type, data });
    at += 12 + length;
  }
  const of = (type: string): Buffer => chunks.find((chunk) => chunk.type === type)!.data;
  if (of('IHDR').toString('hex', 8) !== '0802000000')
    throw new Error('The picture is not of red, green and blue, 8 bits each.');
  const width = of('IHDR').readUInt32BE(0);
  const height = of('IHDR').readUInt32BE(4);
  return {
    width,
    height,
    dotsPerInch: of('pHYs').readUInt32BE(0) * 0.0254,
    texts: Object.fromEntries(chunks.filter(({ type }) => type === 'iTXt').map(({ data }) => textOf(data))),
    chunks: chunks.map(({ type }) => type),
    rgb: () =>
      pixelsOf(
        inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))),
        width,
        height,
      ),
  };
}

const BYTES = 3;

/** keyword, 0, whether compressed, method, language, 0, translated keyword, 0, text */
function textOf(data: Buffer): [string, string] {
  const end = data.indexOf(0);
  const language = data.indexOf(0, end + 3);
  const translated = data.indexOf(0, language + 1);
  const text = data.subarray(translated + 1);
  return [data.toString('latin1', 0, end), (data[end + 1] === 1 ? inflateSync(text) : text).toString('utf8')];
}

function pixelsOf(raw: Buffer, width: number, height: number): Uint8Array {
  const stride = width * BYTES;
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x >= BYTES ? out[y * stride + x - BYTES]! : 0;
      const up = y > 0 ? out[(y - 1) * stride + x]! : 0;
      const corner = x >= BYTES && y > 0 ? out[(y - 1) * stride + x - BYTES]! : 0;
      out[y * stride + x] =
        raw[y * (stride + 1) + 1 + x]! + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
