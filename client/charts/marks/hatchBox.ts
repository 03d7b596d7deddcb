import type { Box } from '../places.ts';
import type { DrawingContext } from './text.ts';

/** Diagonal lines, `spacing` pixels apart, within a box. */
export function hatchBox(
  ink: DrawingContext,
  { left, top, right, bottom }: Box,
  colour: string,
  spacing: number,
): void {
  if (right <= left || bottom <= top) return;
  ink.save();
  ink.beginPath();
  ink.rect(left, top, right - left, bottom - top);
  ink.clip();
  ink.strokeStyle = colour;
  ink.lineWidth = 1;
  ink.beginPath();
  const height = bottom - top;
  // On one lattice for the whole canvas, so that neighbouring boxes join.
  for (let x = Math.floor((left - height) / spacing) * spacing; x <= right; x += spacing) {
    ink.moveTo(x, bottom);
    ink.lineTo(x + height, top);
  }
  ink.stroke();
  ink.restore();
}
