/** What a chart of a draft shows, as numbers. */
import type { Stretch } from '../../models/stretch.ts';
import type { Words } from '../words/words.ts';
import type { ValueRange } from './valueAxis.ts';
import type { PaintName, Theme } from './theme.ts';

/** The index of a dyad, one entry a day. */
export interface DraftLine {
  readonly firstDay: number;
  readonly index: Float64Array;
}

/** A level of the index and the day from which it holds. */
export interface LevelMark {
  readonly day: number;
  readonly before: number;
  readonly after: number;
}

export interface DraftChartInput {
  /** who is who, at the ends of the lines */
  readonly names: { readonly published: string; readonly draft: string };
  /** what the picture says of itself, so that a copy of it cannot be taken for a published one; empty where both are published */
  readonly warning: string;
  /** epoch days, inclusive */
  readonly from: number;
  readonly to: number;
  readonly neutral: number;
  readonly y: ValueRange;
  /** of the difference */
  readonly yd: ValueRange;
  readonly uncovered: readonly Stretch[];
  readonly marks: readonly { readonly letter: string; readonly day: number }[];
  readonly levels: readonly LevelMark[];
  readonly theme: Theme;
  /** English where there are none */
  readonly words?: Words;
  readonly width: number;
  readonly height: number;
  readonly compact: boolean;
}

/** The lines to draw, changed in place between two draws. */
export interface LiveLines {
  published: DraftLine;
  /** undefined while nothing is turned */
  draft: DraftLine | undefined;
  /** the 90% band around the line that is in force; undefined while a slider moves */
  band: { readonly firstDay: number; readonly low: Float64Array; readonly high: Float64Array } | undefined;
}

export const DRAFT_PAINTS: Readonly<
  Record<PaintName, { readonly line: string; readonly paper: string; readonly blank: string }>
> = {
  light: { line: '#6b3fa0', paper: '#f8f4fc', blank: '#ede6f3' },
  grey: { line: '#6a6a6a', paper: '#ffffff', blank: '#ececec' },
  dark: { line: '#c9a9f5', paper: '#1c1826', blank: '#282235' },
};

/** The colour of whatever is not published. */
export const draftPaint = (theme: Theme): string => DRAFT_PAINTS[theme.name].line;

/** Ranges that hold the lines of a window: the index on round tens, the difference in round heights on either side of zero. */
export function draftRanges(
  { published, draft }: Pick<LiveLines, 'published' | 'draft'>,
  from: number,
  to: number,
  neutral: number,
  held?: { readonly y: ValueRange; readonly yd: ValueRange },
): { y: ValueRange; yd: ValueRange } {
  let low = neutral;
  let high = neutral;
  let up = 0;
  let down = 0;
  for (let day = from; day <= to; day++) {
    const was = published.index[day - published.firstDay];
    const is = draft?.index[day - draft.firstDay];
    if (was !== undefined) {
      if (was < low) low = was;
      if (was > high) high = was;
    }
    if (is === undefined) continue;
    if (is < low) low = is;
    if (is > high) high = is;
    if (was === undefined) continue;
    if (is - was > up) up = is - was;
    if (is - was < down) down = is - was;
  }
  const room = (most: number): number => ROOMS.find((size) => most * 1.08 <= size) ?? 100;
  const widest = Math.max(room(up), room(-down));
  return {
    y: {
      min: Math.max(0, Math.min(held?.y.min ?? 100, Math.floor((low - 2) / 10) * 10)),
      max: Math.min(100, Math.max(held?.y.max ?? 0, Math.ceil((high + 2) / 10) * 10)),
    },
    // The empty side keeps a quarter of the room, so that zero is seen to be zero.
    yd: {
      min: Math.min(held?.yd.min ?? 0, -Math.max(room(-down), widest / 4)),
      max: Math.max(held?.yd.max ?? 0, room(up), widest / 4),
    },
  };
}

/** Round heights of the pane of differences. */
const ROOMS = [2, 4, 8, 12, 20, 32, 48, 60, 80, 100];
