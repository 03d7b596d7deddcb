/** The lines of a card as the paragraphs that they are of: an office sets them in lines anew, with its own fonts. */
import type { Part, PlacedText } from '../../../client/charts/card/placed.ts';
import type { Theme } from '../../../client/charts/theme.ts';
import type { Box } from '../svgPath.ts';
import type { Paragraph, Run, Shapes } from './shapes.ts';

export interface Block {
  readonly part: Part;
  readonly item: number;
  /** px of the layout, with room for all lines as the card has them */
  readonly box: Box;
  readonly paragraphs: readonly Paragraph[];
  /** its box is as wide as its only line: it stays one */
  readonly isLine: boolean;
}

/** The share of its size by which text hangs below its baseline. */
const DESCENT = 0.24;
/** From line to line where there is only one, to its size. */
const LINE = 1.2;
/** Parts that take as many lines as their words need. */
const FLOWING: ReadonlySet<Part> = new Set(['title', 'subtitle', 'list', 'remark', 'event', 'more', 'note']);
/** px of a category and its value: they do not wrap, and how wide they are is nothing to others. */
const LEGEND = 40;
/** Programs set text a little wider than it is measured. */
const SPARE = 1.005;

export function blocksOf(texts: readonly PlacedText[], shapes: Shapes, theme: Theme): Block[] {
  const blocks: PlacedText[][] = [];
  for (const text of texts) {
    const last = blocks.at(-1);
    if (last && isOne(last.at(-1)!, text)) last.push(text);
    else blocks.push([text]);
  }
  return blocks.map((lines) => blockOf(lines, shapes, theme));
}

/** Whether a text goes on with the one before it: a value with its category, and whatever has lines. */
function isOne(before: PlacedText, { part, item, colour, style, y }: PlacedText): boolean {
  if (before.part !== part || before.item !== item) return false;
  // Address and code at the right end of a line.
  if (part === 'signature') return before.y === y && before.style.align === 'right' && style.align === 'right';
  return part !== 'legend' || (before.y === y && before.colour === 'ink' && colour === 'muted');
}

function blockOf(lines: readonly PlacedText[], shapes: Shapes, theme: Theme): Block {
  const [first] = lines as [PlacedText, ...PlacedText[]];
  const { part, item = 0 } = first;
  const last = lines.at(-1)!;
  const next = lines.find(({ y }) => y > first.y);
  const leading = next ? next.y - first.y : LINE * first.style.size;
  const align = first.style.align ?? 'left';
  const wide = part === 'legend' ? LEGEND : align === 'right' ? last.x - first.x + first.room : first.room;
  const room = wide * SPARE;
  const left = align === 'left' ? first.x : align === 'right' ? last.x - room : first.x - room / 2;
  const paragraphs: { runs: Run[]; leading: number; align: typeof align }[] = [];
  lines.forEach((line, i) => {
    const { text, style, colour, y } = line;
    const before = lines[i - 1];
    const run: Run = { text, type: shapes.type(style.size, theme[colour], style.weight) };
    const runs = paragraphs.at(-1)?.runs;
    const isAlike =
      before && before.style.weight === style.weight && before.style.size === style.size && before.colour === colour;
    if (!before || !runs) paragraphs.push({ runs: [run], leading: shapes.points(leading), align });
    else if (before.y === y) runs.push({ ...run, text: `  ${text}` });
    // A title's lines are of even length, which no program sees to.
    else if (isAlike && part === 'title') runs.push({ ...run, isNewLine: true });
    else if (isAlike) runs[runs.length - 1] = { ...run, text: `${runs.at(-1)!.text} ${text}` };
    else paragraphs.push({ runs: [run], leading: shapes.points(leading), align });
  });
  return {
    part,
    item,
    box: {
      left,
      right: left + room,
      top: first.y - leading + DESCENT * first.style.size,
      bottom: last.y + DESCENT * last.style.size,
    },
    paragraphs,
    isLine: !next && !FLOWING.has(part),
  };
}
