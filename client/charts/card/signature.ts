/** The last lines of a card: who made it, and how its view is opened again. */
import { type Ruler, textWidth } from '../marks/text.ts';
import { linesOf } from './lines.ts';
import type { PlacedText } from './placed.ts';

type Signed = Omit<PlacedText, 'y' | 'part' | 'item'>;

/** Who made it on the left, address and code on the right: in one line where there is room, else in two or three; nothing of it is left out. */
export function signatureOf(
  ink: Ruler,
  texts: {
    readonly madeBy: string;
    readonly link: string;
    readonly code: string;
    readonly room: number;
    readonly small: number;
    readonly family: string;
  },
): Signed[][] {
  const { madeBy, link, code, room, small, family } = texts;
  const bold = { size: small, weight: 700 };
  const plain = { size: small, weight: 400 };
  const maker = { size: small, weight: 600 };
  const wide = (text: string, style: typeof bold): number => textWidth(ink, text, { family, ...style });
  const right = (text: string, x: number, colour: Signed['colour'], style: typeof bold): Signed => ({
    text,
    x,
    colour,
    style: { ...style, align: 'right' },
    room: wide(text, style),
  });
  const made: Signed = { text: madeBy, x: 0, colour: 'ink', style: maker, room: wide(madeBy, maker) };
  const codeWidth = wide(code, bold) + small;
  const linkWidth = wide(link, plain);
  const madeWidth = wide(madeBy, maker) + 2 * small;
  const coded = right(code, room, 'ink', bold);
  if (madeWidth + linkWidth + codeWidth <= room) return [[made, right(link, room - codeWidth, 'muted', plain), coded]];
  const links = (to: number): Signed[][] =>
    linesOf(ink, link, to, { family, ...plain }).map((text) => [
      { text, x: 0, colour: 'muted', style: plain, room: wide(text, plain) },
    ]);
  if (linkWidth + codeWidth + small <= room)
    return [[made], [{ text: link, x: 0, colour: 'muted', style: plain, room: linkWidth }, coded]];
  return madeWidth + codeWidth <= room ? [[made, coded], ...links(room)] : [[made], ...links(room), [coded]];
}
