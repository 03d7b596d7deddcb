/** The columns of a waterfall: how wide the names stand, and which part of the scale is left to the bars. */
import { changeTo, plain, shareLabel, signed } from './format.ts';
import { type Frame, PAGE } from './frame.ts';
import { type Ruler, textWidth } from './marks/text.ts';
import type { Theme } from './theme.ts';
import type { WaterfallRow } from './waterfall.ts';
import type { Words } from '../words/words.ts';

export interface WaterfallInput {
  readonly rows: readonly WaterfallRow[];
  readonly theme: Theme;
  /** pixels; see `waterfallHeight` */
  readonly width: number;
  readonly height: number;
  /** in which the chart speaks; English where none are given */
  readonly words?: Words | undefined;
  readonly frame?: Frame | undefined;
  /** measures the words of a card, so that none is shortened */
  readonly ink?: Ruler | undefined;
  /** the change stands in the title, and there is no room for it behind the last value */
  readonly isChangeElsewhere?: boolean | undefined;
}

/** Narrower than this, the notes behind the names are left out on a page. */
const COMPACT_WIDTH = 520;
/** px at the size of a page's text, around names and notes */
const INDENT = 10;
export const BEHIND = 8;
/** Notes stand on a card as long as the bars keep this share of its width; names up to one of their own. */
const BARS_BESIDE_NOTES = 0.62;
const BARS_BESIDE_NAMES = 0.4;

/** The column of names: its width in px, and whether notes stand in it. */
export interface NameColumn {
  readonly width: number;
  readonly hasNotes: boolean;
}

export function nameColumn({ rows, theme, frame = PAGE, ink, ...input }: WaterfallInput): NameColumn {
  const { inset, text } = frame;
  const width = input.width - inset.left - inset.right;
  if (!ink) {
    const isCompact = width < COMPACT_WIDTH * text;
    return { width: (isCompact ? 128 : 226) * text, hasNotes: !isCompact };
  }
  const family = theme.fontFamily;
  const widest = (hasNotes: boolean): number =>
    Math.max(
      ...rows.map((row) => {
        const name = textWidth(ink, row.label, { family, ...nameStyle(row, text) });
        const note =
          hasNotes && row.note !== '' ? textWidth(ink, row.note, { family, size: 11 * text }) + INDENT * text : 0;
        return name + note + (indentOf(row) + BEHIND) * text + 1;
      }),
    );
  const withNotes = widest(true);
  return withNotes <= (1 - BARS_BESIDE_NOTES) * width
    ? { width: withNotes, hasNotes: true }
    : { width: Math.min(widest(false), (1 - BARS_BESIDE_NAMES) * width), hasNotes: false };
}

export const nameStyle = (
  { role }: WaterfallRow,
  text: number,
): { readonly size: number; readonly weight: number } => ({
  size: (role === 'heading' ? 11 : 12) * text,
  weight: role === 'start' || role === 'end' ? 700 : 400,
});
export const indentOf = ({ role, kind }: WaterfallRow): number =>
  role === 'part' && (kind === 'new' || kind === 'fading') ? INDENT : 0;

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100] as const;

interface AxisRange {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly digits: number;
}

/** A move of a tenth of a point must not fill the page. */
const MAX_PIXELS_A_POINT = 90;

/** Room for the number at a bar, and for the two at the last one, in px, where they are not measured. */
const NUMBER_WIDTH = 46;
const TOTAL_WIDTH = 92;

function numberRoom(row: WaterfallRow, { theme, frame = PAGE, ink, isChangeElsewhere }: WaterfallInput): number {
  const { text } = frame;
  if (!ink) return (row.role === 'end' ? TOTAL_WIDTH : NUMBER_WIDTH) * text;
  const wide = (words: string, size: number, weight: number): number =>
    textWidth(ink, words, { family: theme.fontFamily, size: size * text, weight });
  const told =
    row.role !== 'end' ? shareLabel(row.points) : isChangeElsewhere ? '' : signed(changeTo(row.to, row.points));
  const share = wide(told, 12, 600);
  return share + (row.role === 'end' ? wide(plain(row.to), 13, 700) + 7 * text : 0) + 8 * text;
}

/** The part of the scale that gives the bars the most length while every number still stands beside its bar. */
export function valueRange(input: WaterfallInput, plotWidth: number): AxisRange {
  const { text } = input.frame ?? PAGE;
  const shown = input.rows.filter(({ role }) => role !== 'heading');
  const outer = shown.map((row) => {
    const room = numberRoom(row, input);
    return { to: row.to, left: row.points < 0 ? room : 4, right: row.points < 0 ? 4 : room };
  });
  const edges = (pixelsPerPoint: number) => {
    const from = Math.min(
      ...shown.map((row) => Math.min(row.from, row.to)),
      ...outer.map(({ to, left }) => to - left / pixelsPerPoint),
    );
    const to = Math.max(
      ...shown.map((row) => Math.max(row.from, row.to)),
      ...outer.map(({ to, right }) => to + right / pixelsPerPoint),
    );
    return { min: from, max: to };
  };
  let pixelsPerPoint = MAX_PIXELS_A_POINT;
  const fits = (): boolean => {
    const { min, max } = edges(pixelsPerPoint);
    return (max - min) * pixelsPerPoint <= plotWidth;
  };
  while (!fits() && pixelsPerPoint > 0.1) pixelsPerPoint *= 0.97;
  const tight = edges(pixelsPerPoint);
  const spare = Math.max(plotWidth / pixelsPerPoint - (tight.max - tight.min), 0) / 2;
  const min = tight.min - spare;
  const max = tight.max + spare;
  const most = Math.max(plotWidth / (70 * text), 2);
  const scales = STEPS.map((size) => {
    const first = Math.ceil(min / size);
    return { size, ticks: Array.from({ length: Math.floor(max / size) - first + 1 }, (_, i) => (first + i) * size) };
  }).filter(({ ticks }) => ticks.length > 0);
  const { size: step, ticks } = scales.find((scale) => scale.ticks.length <= most) ?? scales.at(-1)!;
  return { min, max, ticks, digits: step < 1 ? 1 : 0 };
}
