/** Chunks of a PNG: what is known of the picture, put into the file before its pixels. */
import { crc32 } from 'node:zlib';

const SIGNATURE_BYTES = 8;
/** length, type and checksum around the data */
const FRAME_BYTES = 12;
const CM_PER_INCH = 2.54;

export interface PngMetadata {
  readonly dotsPerInch: number;
  /** keyword and text, in this order; any language */
  readonly texts: readonly (readonly [keyword: string, text: string])[];
}

/** The same picture with its resolution and texts, directly behind the header. @throws RangeError when the bytes are no PNG */
export function withMetadata(png: Buffer, { dotsPerInch, texts }: PngMetadata): Buffer {
  const headerEnd = SIGNATURE_BYTES + FRAME_BYTES + 13;
  if (png.toString('latin1', SIGNATURE_BYTES + 4, SIGNATURE_BYTES + 8) !== 'IHDR')
    throw new RangeError('The picture is no PNG: its header is missing.');
  return Buffer.concat([
    png.subarray(0, headerEnd),
    resolution(dotsPerInch),
    ...texts.map(([keyword, text]) => internationalText(keyword, text)),
    png.subarray(headerEnd),
  ]);
}

/** pHYs: pixels a metre, both ways. */
function resolution(dotsPerInch: number): Buffer {
  const data = Buffer.alloc(9);
  const perMetre = Math.round((dotsPerInch / CM_PER_INCH) * 100);
  data.writeUInt32BE(perMetre, 0);
  data.writeUInt32BE(perMetre, 4);
  data[8] = 1; // the unit is the metre
  return chunk('pHYs', data);
}

/** Never compressed: whoever opens the file with a text editor or a search finds the words. */
function internationalText(keyword: string, text: string): Buffer {
  // keyword and its end, not compressed, no method, no language tag, no translated keyword
  return chunk('iTXt', Buffer.concat([Buffer.from(keyword, 'latin1'), Buffer.alloc(5), Buffer.from(text, 'utf8')]));
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(FRAME_BYTES + data.length);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)) >>> 0, 8 + data.length);
  return framed;
}
