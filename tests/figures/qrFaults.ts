/** What may be wrong with where the QR code of a card stands. */
import { overlaps, type Box } from '../../client/charts/places.ts';
import type { Recorded, RecordedText } from './recordedCard.ts';

/** Modules of light around it: ISO/IEC 18004. */
const LEAST_QUIET = 4;
/** px by which it keeps from the margin, so that it begins with a whole pixel */
const AT_PIXEL = 1;
/** px between its light and the line above the footer */
const OFF_LINE = 4;

/** It has its light around it, which stays within the margin, off the line above the footer and off all words: on dark paper it is seen as a box. */
export function qrFaults(
  { around, pixelWidth, pixelHeight, scale }: Recorded['card'],
  boxes: readonly Box[],
  words: readonly RecordedText[],
): string[] {
  const { qr, margin, rule, ruleEnd } = around;
  if (!qr) return [];
  const size = qr.code.length * qr.module;
  const code = { left: qr.left, top: qr.top, right: qr.left + size, bottom: qr.top + size };
  const light = boxes
    .filter(
      ({ left, top, right, bottom }) =>
        left <= code.left && top <= code.top && right >= code.right && bottom >= code.bottom,
    )
    .toSorted((p, q) => p.right - p.left - (q.right - q.left))
    .find((box) => box.right - box.left < 2 * size);
  if (!light) return ['a QR code without light around it'];
  const quiet = LEAST_QUIET * qr.module - 1e-6;
  const sides = [code.left - light.left, code.top - light.top, light.right - code.right, light.bottom - code.bottom];
  const edge = pixelWidth / scale - margin;
  const isBesideLine = ruleEnd <= light.left - OFF_LINE || light.top >= rule + OFF_LINE;
  return [
    ...(Math.min(...sides) < quiet ? [`less light around a QR code than ${LEAST_QUIET} modules`] : []),
    ...(Math.abs(light.right - edge) > AT_PIXEL
      ? [`the light of a QR code ends at ${light.right}, the margin at ${edge}`]
      : []),
    ...(light.bottom > pixelHeight / scale - margin + 0.5
      ? ['the light of a QR code reaches into the lower margin']
      : []),
    ...(isBesideLine ? [] : ['the light of a QR code touches the line above the footer']),
    ...words.filter((text) => overlaps(text, light)).map(({ text }) => `"${text}" lies on the light of a QR code`),
  ];
}
