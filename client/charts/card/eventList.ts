/** The list of a card's events: the number, the day and the step of each, and below them the act in full. */
import { type Ruler, textWidth } from '../marks/text.ts';
import { linesOf, wellEndedLines } from './lines.ts';
import type { Part, PlacedDisc, PlacedText } from './placed.ts';

export interface ListedEvent {
  /** of its dot in the plot; none where the plot has no dots */
  readonly number: number | undefined;
  readonly verified: boolean;
  readonly date: string;
  readonly points: string;
  readonly headline: string;
}

/** The list as words. */
export interface EventList {
  readonly title: string;
  readonly unit: string;
  /** a sentence below the title; empty where there is none */
  readonly remark: string;
  /** in order of their numbers */
  readonly events: readonly ListedEvent[];
  /** how many there are besides; empty where there are none */
  readonly more: string;
}

interface Column {
  readonly left: number;
  readonly width: number;
}

interface Look {
  readonly small: number;
  readonly leading: number;
  readonly family: string;
}

export interface SetList {
  readonly height: number;
  readonly place: (top: number) => { readonly texts: PlacedText[]; readonly discs: PlacedDisc[] };
}

/** Sets a list in columns of even height, the first events in the first. */
export function setList(ink: Ruler, list: EventList, columns: readonly Column[], look: Look): SetList {
  const { small, leading, family } = look;
  const plain = { size: small, weight: 400 };
  const bold = { size: small, weight: 600 };
  const gap = Math.round(small * 0.55);
  const hasNumbers = list.events.some(({ number }) => number !== undefined);
  const indent = hasNumbers ? small * 2.05 : 0;
  const items = list.events.map((event) => {
    const head = linesOf(ink, `${event.date}  ${event.points}`, columns[0]!.width - indent, { family, ...bold });
    const lines = wellEndedLines(ink, event.headline, columns[0]!.width - indent, { family, ...plain });
    return { event, head, lines, height: (head.length + lines.length) * leading + gap };
  });
  const more = list.more === '' ? [] : linesOf(ink, list.more, columns[0]!.width - indent, { family, ...plain });
  const parts = inColumns(
    items.map(({ height }) => height),
    columns.length,
  );
  const whole = columns.at(-1)!.left + columns.at(-1)!.width - columns[0]!.left;
  const remark = list.remark === '' ? [] : linesOf(ink, list.remark, whole, { family, ...plain });
  const headHeight = (1 + remark.length) * leading + Math.round(small * 0.35);
  const heightOf = (part: readonly number[], i: number): number =>
    part.reduce((sum, at) => sum + items[at]!.height, 0) + (i === parts.length - 1 ? more.length * leading : 0);
  return {
    height: headHeight + Math.max(...parts.map(heightOf)),
    place(top) {
      const texts: PlacedText[] = [];
      const discs: PlacedDisc[] = [];
      let [part, item]: [Part, number] = ['list', 0];
      const put = (
        text: string,
        x: number,
        y: number,
        colour: PlacedText['colour'],
        style: PlacedText['style'],
      ): void => void texts.push({ part, item, text, x, y, colour, style, room });
      const first = columns[0]!;
      const base = top + small * 0.9;
      let room = whole;
      put(list.title, first.left, base, 'ink', bold);
      const shift = textWidth(ink, `${list.title}  `, { family, ...bold });
      if (shift + textWidth(ink, list.unit, { family, ...plain }) <= room)
        put(list.unit, first.left + shift, base, 'muted', plain);
      part = 'remark';
      remark.forEach((line, i) => put(line, first.left, base + (i + 1) * leading, 'muted', plain));
      room = first.width - indent;
      parts.forEach((rows, p) => {
        const { left } = columns[p]!;
        let y = top + headHeight;
        for (const at of rows) {
          const { event, head, lines, height } = items[at]!;
          [part, item] = ['event', at];
          const { number, verified } = event;
          if (number !== undefined) discs.push({ x: left + small * 0.75, y: y + small * 0.58, number, verified });
          head.forEach((line, i) => put(line, left + indent, y + small * 0.9 + i * leading, 'ink', bold));
          lines.forEach((line, i) =>
            put(line, left + indent, y + small * 0.9 + (head.length + i) * leading, 'ink', plain),
          );
          y += height;
        }
        part = 'more';
        if (p === parts.length - 1)
          more.forEach((line, i) => put(line, left + indent, y + small * 0.9 + i * leading, 'muted', plain));
      });
      return { texts, discs };
    },
  };
}

/** Positions by column, in order, so that the higher of two is as low as can be. */
function inColumns(heights: readonly number[], columns: number): number[][] {
  const all = heights.map((_, i) => i);
  if (columns < 2 || all.length < 2) return [all];
  const sum = (part: readonly number[]): number => part.reduce((total, i) => total + heights[i]!, 0);
  const higher = (at: number): number => Math.max(sum(all.slice(0, at)), sum(all.slice(at)));
  const cut = all.slice(1).reduce((best, at) => (higher(at) <= higher(best) ? at : best), 1);
  return [all.slice(0, cut), all.slice(cut)];
}
