/** The foot of a card: its notes, who made it, and the QR code in its corner. */
import type { Ruler } from '../marks/text.ts';
import type { FooterLine } from './footer.ts';
import type { Layable, Type } from './layable.ts';
import { wellEndedLines } from './lines.ts';
import { type PlacedText, writer } from './placed.ts';
import { FORMATS } from './presentation.ts';
import { type PlacedQr, type QrCode, qrSize, QUIET } from './qr.ts';
import { signatureOf } from './signature.ts';

export interface SetFoot {
  /** px that it takes below the plot */
  readonly height: number;
  /** px by which its QR code reaches above its first line */
  readonly rise: number;
  /** its notes say in full how the drawing is read, and not only what its patterns are */
  readonly isRead: boolean;
  /** where the line above it ends */
  readonly right: number;
  readonly place: (top: number) => { readonly texts: PlacedText[]; readonly qr: PlacedQr | undefined };
}

/**
 * Every foot that a card may have, the fullest first. What the picture is built on and what its patterns are stays, if in fewer words.
 *
 * @param qr the code and the px of its modules
 * @param above px that the code may reach above the first line: beside the plot, or only into the gap
 */
export function setFeet(
  ink: Ruler,
  { presentation, madeBy, link, code, names, width }: Layable,
  { small, leading, margin, family }: Type,
  footer: readonly FooterLine[],
  qr: { readonly code: QrCode; readonly module: number } | undefined,
  above: number,
): SetFoot[] {
  const box = qr ? qrSize(qr.code, qr.module) : 0;
  const right = width - margin - (qr ? box + small : 0);
  const room = right - margin;
  const plain = { size: small, weight: 400 };
  const signature = signatureOf(ink, { madeBy, link, code, room, small, family });
  // Text ends with its last line, a box at the margin.
  const hang = Math.round(small * 0.4);
  const basis = footer.filter(({ kind }) => kind !== 'reading');
  const reading = footer.flatMap(({ kind, text }) => (kind === 'reading' ? [text] : []));
  const keys = footer.flatMap(({ kind, short }) => (kind === 'reading' && short !== '' ? [short] : []));
  // Which lines are missing is told in full before where all of it comes from.
  const saying = (isShort: (line: FooterLine) => boolean): string[] =>
    basis.map((line) => (isShort(line) ? line.short : line.text));
  const told = [() => false, ({ kind }: FooterLine) => kind === 'basis', () => true].map(saying);
  const inOne = (said: readonly string[]): string[] => [[...said, ...keys].toReversed().join(' ')];
  const least = basis.map(({ short, least = short }) => least);
  return [
    ...told.map((said) => [...said, ...reading]),
    ...told.map((said) => [...said, ...keys]),
    inOne(told.at(-1)!),
    ...(basis.some((line) => line.least !== undefined) ? [inOne(least)] : []),
  ].map((said): SetFoot => {
    const notes = said.map((text) => wellEndedLines(ink, text, room, { family, ...plain }, names));
    const written = (notes.flat().length + signature.length) * leading;
    const height = Math.max(written, box === 0 ? 0 : box + hang - above);
    return {
      height,
      rise: Math.max(box === 0 ? 0 : box + hang - height, 0),
      isRead: reading.every((text) => said.includes(text)),
      right,
      place(top) {
        const texts: PlacedText[] = [];
        let y = top;
        notes.toReversed().forEach((lines, item) => {
          const put = writer(texts, 'note', room, item);
          for (const line of lines) {
            put(line, margin, y + small * 0.85, 'muted', plain);
            y += leading;
          }
        });
        // At the very foot, beside a QR code too.
        y = top + height - signature.length * leading;
        for (const row of signature) {
          for (const { text, x, colour, style, room: wide } of row.filter(({ text }) => text !== ''))
            writer(texts, 'signature', wide)(text, margin + x, y + small * 0.85, colour, style);
          y += leading;
        }
        const quiet = QUIET * (qr?.module ?? 0);
        // No module lies across two pixels of the picture: readers take a pale edge for a module that is missing.
        const scale = (FORMATS[presentation.preset].scale * presentation.text) / 100;
        const whole = (at: number): number => Math.floor(at * scale) / scale;
        return {
          texts,
          qr: qr && {
            ...qr,
            left: whole(width - margin - box) + quiet,
            top: whole(top + height - hang - box) + quiet,
          },
        };
      },
    };
  });
}
