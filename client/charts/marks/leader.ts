/** The line that leads from a point of the data to its value, where the value stands away. */
import type { DrawingContext } from './text.ts';

/** px at the size of a page's text: farther than this from the height of its line's end, a value has a leader to it. */
export const OWN_HEIGHT = 4;

interface Place {
  readonly x: number;
  readonly y: number;
}

export function leader(ink: DrawingContext, colour: string, from: Place, to: Place): void {
  ink.save();
  ink.strokeStyle = colour;
  ink.lineWidth = 1;
  ink.beginPath();
  ink.moveTo(from.x, from.y);
  ink.lineTo(to.x, to.y);
  ink.stroke();
  ink.restore();
}
