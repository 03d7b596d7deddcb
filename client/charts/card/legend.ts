/** The legend of a card in rows: each category with its value, as many in a row as it has room for. */
import { type Ruler, textWidth } from '../marks/text.ts';

/** In sizes of its text: from the left of a swatch to its name, from the name to the value, and from an entry to the next. */
export const BESIDE_SWATCH = 1.25;
export const BEFORE_VALUE = 0.35;
const BETWEEN = 1.2;

export function legendOf<Entry extends { readonly label: string; readonly value: string }>(
  ink: Ruler,
  legend: readonly Entry[],
  { room, small, family }: { readonly room: number; readonly small: number; readonly family: string },
): (Entry & { x: number })[][] {
  const rows: (Entry & { x: number })[][] = [];
  let x = 0;
  for (const entry of legend) {
    const said = [entry.label, entry.value].filter((text) => text !== '');
    const width = said.reduce(
      (sum, text) => sum + textWidth(ink, text, { family, size: small }),
      small * (BESIDE_SWATCH + BEFORE_VALUE * (said.length - 1)),
    );
    if (rows.length === 0 || x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)!.push({ ...entry, x });
    x += width + small * BETWEEN;
  }
  return rows;
}
