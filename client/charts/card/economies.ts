/** What a card with much to say and little room does without, one after the other. */
import { MAX_LINES_TOGETHER } from './cardShape.ts';
import type { Drawn } from './footer.ts';

export interface Economy extends Drawn {
  readonly hasBars: boolean;
  readonly hasQr: boolean;
  /** the notes say how the drawing is read */
  readonly isRead?: boolean;
  /** 1: all of the subtitle but model and moment, and what a short title leaves out; 2: the size of its title too */
  readonly words: 0 | 1 | 2;
}

/** All that a card may show. */
export interface Wealth extends Drawn {
  readonly hasBars: boolean;
  readonly hasQr: boolean;
}

/** Panes of a comparison at least, and events that are told before words are given up. */
const FEW = 2;

/** From nothing given up to all of it; the way back to the view goes last, and sources never. */
export function economies({ hasQr, ...all }: Wealth): Economy[] {
  const steps = all.lines > 1 ? comparedSteps(all.lines) : eventSteps(all);
  return [true, false].filter((qr) => hasQr || !qr).flatMap((qr) => steps.map((step) => ({ ...step, hasQr: qr })));
}

type Step = Omit<Economy, 'hasQr'>;

/** The fifth event for how the drawing is read, the bars before an event, all events but two before words, the last event after them. */
function eventSteps({ events: all, hasBars, lines }: Omit<Wealth, 'hasQr'>): Step[] {
  const few = Math.min(all, FEW);
  const without = (events: number, words: Economy['words']): Step => ({ events, hasBars: false, lines, words });
  return [
    ...[all, ...(all > 3 ? [all - 1] : [])].map((events): Step => ({ events, hasBars, lines, isRead: true, words: 0 })),
    ...Array.from({ length: all - few + 1 }, (_, i) => all - i).flatMap((events) =>
      [true, false]
        .filter((bars) => hasBars || !bars)
        .map((bars): Step => ({ events, hasBars: bars, lines, words: 0 })),
    ),
    without(few, 1),
    without(Math.min(all, 1), 0),
    without(Math.min(all, 1), 1),
    without(Math.min(all, 1), 2),
    without(0, 2),
  ];
}

/** How the drawing is read and words before a pane; lines of one pane stay together. */
function comparedSteps(all: number): Step[] {
  const least = all > MAX_LINES_TOGETHER ? FEW : all;
  const step = (lines: number, words: Economy['words'], isRead = false): Step => ({
    events: 0,
    hasBars: false,
    lines,
    words,
    isRead,
  });
  return [
    step(all, 0, true),
    step(all, 0),
    ...Array.from({ length: all - least + 1 }, (_, i) => step(all - i, 1)),
    step(least, 2),
  ];
}
