/** The address of a view as a QR code, so that a picture of the card leads back to it. */
import { encode } from 'uqr';
import type { DrawingContext } from '../marks/text.ts';

/** Dark modules, row by row. */
export type QrCode = readonly (readonly boolean[])[];

/** As small as its address allows, with as much redundancy as that size has room for. */
export const qrOf = (address: string): QrCode => encode(address, { ecc: 'L', boostEcc: true, border: 0 }).data;

/** px of a code with the light around it. */
export const qrSize = (code: QrCode, module: number): number => (code.length + 2 * QUIET) * module;

export interface PlacedQr {
  readonly code: QrCode;
  readonly left: number;
  readonly top: number;
  /** px of a module */
  readonly module: number;
}

/** Modules of light around it, as its standard asks for (ISO/IEC 18004): readers look for dark on light. On dark paper they are seen as a box. */
export const QUIET = 4;

export function drawQr(ink: DrawingContext, { code, left, top, module }: PlacedQr): void {
  const size = qrSize(code, module);
  ink.save();
  ink.fillStyle = '#ffffff';
  ink.fillRect(left - QUIET * module, top - QUIET * module, size, size);
  ink.fillStyle = '#000000';
  for (const { x, y, length } of qrRuns(code))
    ink.fillRect(left + x * module, top + y * module, length * module, module);
  ink.restore();
}

/** Runs of dark modules in a row, each a box of its own: no seams between them. */
export function qrRuns(code: QrCode): { readonly x: number; readonly y: number; readonly length: number }[] {
  return code.flatMap((row, y) => {
    const runs: { x: number; y: number; length: number }[] = [];
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      let end = x;
      while (row[end + 1]) end++;
      runs.push({ x, y, length: end - x + 1 });
      x = end;
    }
    return runs;
  });
}
