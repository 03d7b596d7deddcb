import type { Chart, Plugin, Scale } from 'chart.js';
import type { Frame } from '../frame.ts';
import { FLAG, type FigureNote, LANE, type NoteLanes } from '../notes.ts';
import type { Theme } from '../theme.ts';
import type { Words } from '../../words/words.ts';
import { drawText, type DrawingContext } from './text.ts';

interface Pane {
  readonly x: Scale;
  readonly y: Scale;
  /** the flags stand above it */
  readonly hasFlags: boolean;
}

interface Drawn {
  readonly notes: NoteLanes;
  readonly words: Words;
  readonly theme: Theme;
  readonly frame: Frame;
  /** days that are shown */
  readonly from: number;
  readonly to: number;
}

/** Ink behind the line: of one stretch, of two that meet, of three and more. */
const INK = [0, 0.045, 0.07, 0.095];
/** A stretch behind more of the days says nothing about any of them: its bar is enough. */
const MOST_DAYS = 0.6;

/** The notes of the days: a band behind the line for a stretch, a thin line for a day, and above the plot the letter of each. */
export function noteMarks<Kind extends 'line' | 'bar'>(
  { notes: lanes, words, theme, frame, from, to }: Drawn,
  panesOf: (chart: Chart) => readonly Pane[],
): Plugin<Kind> {
  const { notes } = lanes;
  const stretches = notes.filter((note) => note.to > note.from);
  const bands = depths(
    stretches.filter((note) => Math.min(note.to, to) - Math.max(note.from, from) + 1 <= MOST_DAYS * (to - from + 1)),
    from,
    to,
  );
  return {
    id: 'notes',
    beforeDatasetsDraw(chart) {
      if (notes.length === 0) return;
      const { ctx } = chart;
      for (const { x, y, hasFlags } of panesOf(chart as unknown as Chart)) {
        ctx.save();
        ctx.fillStyle = theme.ink;
        for (const band of bands) {
          const [left, right] = [x.getPixelForValue(band.from - 0.5), x.getPixelForValue(band.to + 0.5)];
          ctx.globalAlpha = INK[Math.min(band.depth, INK.length - 1)]!;
          ctx.fillRect(left, y.top, right - left, y.bottom - y.top);
        }
        ctx.restore();
        for (const note of notes) {
          if (note.to === note.from) stem(ctx, theme, x.getPixelForValue(note.from), y.top, y.bottom);
          if (hasFlags) flag(ctx, { theme, text: frame.text, x, top: y.top - lanes.height, from, to }, note);
        }
        if (hasFlags && lanes.more > 0)
          drawText(ctx, words.notes.inListAlone(lanes.more), x.left, y.top - (3 + LANE / 2) * frame.text, {
            colour: theme.muted,
            family: theme.fontFamily,
            size: 11 * frame.text,
            align: 'left',
            baseline: 'middle',
          });
      }
    },
  };
}

/** Thin and pale, behind the line and all words, which keep clear of it by their halo. */
function stem(ctx: DrawingContext, theme: Theme, at: number, top: number, bottom: number): void {
  ctx.save();
  ctx.globalAlpha = 0.4;
  ctx.fillStyle = theme.ink;
  ctx.fillRect(Math.round(at), top, 1, bottom - top);
  ctx.restore();
}

function flag(
  ctx: DrawingContext,
  {
    theme,
    text,
    x,
    top,
    from,
    to,
  }: {
    readonly theme: Theme;
    readonly text: number;
    readonly x: Scale;
    readonly top: number;
    readonly from: number;
    readonly to: number;
  },
  note: FigureNote & { readonly lane: number },
): void {
  const isDay = note.to === note.from;
  const begin = x.getPixelForValue(Math.max(note.from, from) - (isDay ? 0 : 0.5));
  const left = Math.max(Math.min(begin, x.right - FLAG * text), x.left);
  const box = { top: top + note.lane * LANE * text + 1, size: (FLAG - 2) * text };
  const middle = box.top + box.size / 2;
  ctx.save();
  ctx.strokeStyle = theme.muted;
  ctx.lineWidth = 1;
  if (!isDay) {
    const right = x.getPixelForValue(Math.min(note.to, to) + 0.5);
    ctx.fillStyle = theme.muted;
    if (right > left + box.size) ctx.fillRect(left + box.size, middle - text, right - left - box.size, 2 * text);
    // It ends there; one that goes on beyond the days has no end.
    if (note.to <= to && right - 1.5 > left + box.size)
      ctx.fillRect(right - 1.5, box.top + 1.5 * text, 1.5, box.size - 3 * text);
  }
  ctx.fillStyle = theme.paper;
  ctx.fillRect(left, box.top, box.size, box.size);
  ctx.strokeRect(left + 0.5, box.top + 0.5, box.size - 1, box.size - 1);
  ctx.restore();
  drawText(ctx, note.letter, left + box.size / 2, middle, {
    colour: theme.ink,
    family: theme.fontFamily,
    size: (note.letter.length > 1 ? 8 : 11) * text,
    weight: 600,
    align: 'center',
    baseline: 'middle',
  });
}

/** The days by how many stretches lie on them. */
function depths(
  stretches: readonly FigureNote[],
  from: number,
  to: number,
): { readonly from: number; readonly to: number; readonly depth: number }[] {
  const edges = [...new Set(stretches.flatMap((note) => [Math.max(note.from, from), Math.min(note.to, to) + 1]))].sort(
    (p, q) => p - q,
  );
  return edges.slice(1).flatMap((end, i) => {
    const begin = edges[i]!;
    const depth = stretches.filter((note) => note.from <= begin && note.to >= end - 1).length;
    return depth === 0 ? [] : [{ from: begin, to: end - 1, depth }];
  });
}
