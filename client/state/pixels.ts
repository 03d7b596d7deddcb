/** What can be told of a picture by its pixels alone: whether it is the same as another one, and the QR code in it. Loaded when a picture needs it. */
import readQr from 'jsqr';
import { readViewCode } from '../charts/view.ts';

/** Part of a picture: shares of its width and height. */
interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Cards have the code in their lower right corner; a screenshot or a photograph has it anywhere. */
const REGIONS: readonly Region[] = [
  { left: 0.75, top: 0.7, width: 0.25, height: 0.3 },
  { left: 0.55, top: 0.55, width: 0.45, height: 0.45 },
  { left: 0, top: 0, width: 1, height: 1 },
  ...[0, 0.3, 0.6].flatMap((top) => [0, 0.3, 0.6].map((left) => ({ left, top, width: 0.4, height: 0.4 }))),
];
/** Pixels along the longer side of a region, as it is looked at: small codes are enlarged, large pictures cost no more. */
const LOOKED_AT = 900;

export interface Scanned {
  readonly isPicture: boolean;
  /** of the view whose address a QR code in the picture holds, on whatever host */
  readonly code?: string;
}

export async function scanned(file: Blob): Promise<Scanned> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return { isPicture: false };
  try {
    for (const region of REGIONS) {
      const { data, width, height } = await pixelsOf(picture, region);
      const read = readViewCode(readQr(data, width, height)?.data ?? '');
      if ('code' in read) return { isPicture: true, code: read.code };
    }
    return { isPicture: true };
  } finally {
    picture.close();
  }
}

/** Whether two files show the same, pixel by pixel, whatever else they carry. */
export async function isSamePicture(one: Blob, other: Blob): Promise<boolean> {
  const pictures = await Promise.all([one, other].map((file) => createImageBitmap(file).catch(() => undefined)));
  const [first, second] = pictures;
  try {
    if (!first || !second || first.width !== second.width || first.height !== second.height) return false;
    const [a, b] = [allOf(first), allOf(second)];
    return a.every((value, i) => value === b[i]);
  } finally {
    for (const picture of pictures) picture?.close();
  }
}

async function pixelsOf(picture: ImageBitmap, { left, top, width, height }: Region): Promise<ImageData> {
  const [w, h] = [width * picture.width, height * picture.height];
  const scale = LOOKED_AT / Math.max(w, h);
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale)));
  const ink = canvas.getContext('2d', { willReadFrequently: true })!;
  ink.imageSmoothingQuality = 'high';
  ink.drawImage(picture, left * picture.width, top * picture.height, w, h, 0, 0, canvas.width, canvas.height);
  // Between two looks the page may answer its reader.
  await new Promise((resolve) => setTimeout(resolve));
  return ink.getImageData(0, 0, canvas.width, canvas.height);
}

function allOf(picture: ImageBitmap): Uint8ClampedArray {
  const ink = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
  ink.drawImage(picture, 0, 0);
  return ink.getImageData(0, 0, picture.width, picture.height).data;
}
