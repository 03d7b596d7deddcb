/** The legend of a card in rows: each category with its value, as many in a row as it has room for. */
import { type Ruler, textWidth } from '../marks/text.ts';

export function legendOf<Entry extends { readonly label: string; readonly value: string }>(
  ink: Ruler,
  legend: readonly Entry[],
  { room, small, family }: { readonly room: number; readonly small: number; readonly family: string },
): (Entry & { x: number })[][] {
  const rows: (Entry & { x: number })[][] = [];
  let x = 0;
  for (const entry of legend) {
    const width = small * 1.6 + textWidth(ink, entry.label + entry.value, { family, size: small });
    if (rows.length === 0 || x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)!.push({ ...entry, x });
    x += width + small * 1.4;
  }
  return rows;
}
