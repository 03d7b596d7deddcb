/** What a card with much to say and little room does without, one after the other. */
import { MAX_LINES_TOGETHER } from '../comparePanes.ts';
import type { Drawn } from './footer.ts';

export interface Economy extends Drawn {
  readonly hasQr: boolean;
  /** the notes say in full how the drawing is read */
  readonly isRead?: boolean;
  /** 1: all of the subtitle but model and moment, and what a short title leaves out; 2: the size of its title too */
  readonly words: 0 | 1 | 2;
}

/** All that a card may show. */
export interface Wealth extends Drawn {
  readonly hasQr: boolean;
}

/** Panes of a comparison at least, and events that are told before words are given up. */
const FEW = 2;

/** Notes that a card keeps before its pane of causes and its third event. */
const FEW_NOTES = 3;

/** Notes give way before anything else does, but for a few of them; that there are any is said in any case. */
export function economies(wealth: Wealth): Economy[] {
  const without = economiesWithoutNotes(wealth);
  if (wealth.notes === 0) return without;
  const withNotes = (most: number, least: number, isKept: (economy: Economy) => boolean): Economy[] =>
    Array.from({ length: most - least + 1 }, (_, i) => most - i).flatMap((notes) =>
      without
        .filter((one) => one.words === 0 && one.lines === wealth.lines && one.hasQr === wealth.hasQr && isKept(one))
        .map((one) => ({ ...one, notes })),
    );
  const { events: all, hasBars, notes } = wealth;
  const few = Math.min(notes, FEW_NOTES);
  return [
    ...withNotes(notes, few, (one) => one.hasBars === hasBars && one.events >= all - 1),
    ...withNotes(few, 1, (one) => one.hasBars === hasBars && one.events >= Math.min(all, 3)),
    ...withNotes(few, 1, (one) => one.events >= Math.min(all, FEW)),
    ...without,
  ];
}

/** From nothing given up to all of it; the way back to the view goes last, and sources never. */
function economiesWithoutNotes({ hasQr, ...all }: Wealth): Economy[] {
  const steps = all.lines > 1 ? comparedSteps(all.lines) : eventSteps(all);
  return [true, false]
    .filter((qr) => hasQr || !qr)
    .flatMap((qr) => steps.map((step) => ({ ...step, hasQr: qr, notes: 0 })));
}

type Step = Omit<Economy, 'hasQr' | 'notes'>;

/** The fifth event for how the drawing is read, the bars before an event, all events but two before words, the last event after them. */
function eventSteps({ events: all, hasBars, lines }: Omit<Wealth, 'hasQr' | 'notes'>): Step[] {
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
