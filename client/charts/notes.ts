/** Notes on the line: which a picture shows, by which letter, and where they stand above its plot. They change no number. */
import { epochDay } from '../../models/calendar.ts';

/** A note as a page or a card has it. */
export interface NoteInput {
  /** ISO dates */
  readonly from: string;
  /** of a day the same; null: it goes on */
  readonly to: string | null;
  /** null: of all dyads */
  readonly dyad: string | null;
  readonly text: string;
  readonly textKo: string | null;
  /** an address or a citation */
  readonly source: string;
  /** null: it comes with the program, or from the office's file */
  readonly by: string | null;
}

/** A note in a chart. */
export interface FigureNote {
  readonly letter: string;
  /** epoch days; Infinity: it goes on */
  readonly from: number;
  readonly to: number;
}

/** Above the plot, each in a lane in which it stands on no other. */
export interface NoteLanes {
  readonly notes: readonly (FigureNote & { readonly lane: number })[];
  /** for which there is no lane: they stand in the list alone */
  readonly more: number;
  /** px that they take above the pane */
  readonly height: number;
}

/** px at the size of a page's text */
export const LANE = 15;
export const FLAG = 14;
const APART = 3;

const lastDay = ({ to }: Pick<NoteInput, 'to'>): number => (to === null ? Infinity : epochDay(to));

/** a to z, then aa: capitals are the marked days, numbers the events. */
export const letterOf = (at: number): string =>
  at < 26 ? String.fromCharCode(97 + at) : letterOf(Math.floor(at / 26) - 1) + letterOf(at % 26);

/** The notes of some days by first day, each with its letter. */
export function lettered<Note extends Pick<NoteInput, 'from' | 'to'>>(
  notes: readonly Note[],
  from: number,
  to: number,
): { readonly note: Note; readonly figure: FigureNote }[] {
  return notes
    .filter((note) => epochDay(note.from) <= to && lastDay(note) >= from)
    .toSorted((p, q) => epochDay(p.from) - epochDay(q.from))
    .map((note, i) => ({ note, figure: { letter: letterOf(i), from: epochDay(note.from), to: lastDay(note) } }));
}

/** The same note on several dyads is one, with all of them; of all dyads: none is named. */
export function together<Note extends Pick<NoteInput, 'from' | 'to' | 'dyad' | 'text' | 'source'>>(
  notes: readonly Note[],
): (Note & { readonly dyads: readonly string[] })[] {
  const known = new Map<string, Note & { readonly dyads: readonly string[] }>();
  for (const note of notes) {
    const key = JSON.stringify([note.from, note.to, note.text, note.source]);
    const other = known.get(key);
    const dyads = note.dyad === null ? [] : [note.dyad];
    known.set(key, other ? { ...other, dyads: [...other.dyads, ...dyads] } : { ...note, dyads });
  }
  return [...known.values()];
}

/** What is shown first where there is little room: what began or ended within the days before what lies behind all of them, one dyad's before those of all, the latest. */
export function inOrder<Note extends Pick<NoteInput, 'from' | 'to' | 'dyad' | 'by'>>(
  notes: readonly Note[],
  from: number,
  to: number,
): Note[] {
  const rank = (note: Note): number[] => [
    epochDay(note.from) <= from && lastDay(note) >= to ? 1 : 0,
    note.dyad === null ? 1 : 0,
    note.by === null ? 1 : 0,
    -epochDay(note.from),
  ];
  return notes
    .map((note) => ({ note, by: rank(note) }))
    .toSorted((p, q) => p.by.map((value, i) => value - q.by[i]!).find((difference) => difference !== 0) ?? 0)
    .map(({ note }) => note);
}

/** Lanes above a plot of a page; more take the room of the line. */
export const MOST_LANES = 4;

/**
 * Gives each note the first lane in which it has room, in order of its first day. Where that takes too many lanes, the notes that lie behind all of
 * the days are left out first, then the oldest. O(notes x notes x lanes)
 *
 * @param width px of the plot
 * @param text size of the text to that of a page
 * @param most lanes; any number when left out
 */
export function noteLanes(
  notes: readonly FigureNote[] | undefined,
  { from, to }: { readonly from: number; readonly to: number },
  width: number,
  text: number,
  most = Infinity,
): NoteLanes {
  const perDay = width / (to - from + 1);
  const all = (notes ?? []).filter((note) => note.from <= to && note.to >= from);
  const placed = (some: readonly FigureNote[]): { notes: NoteLanes['notes']; lanes: number } => {
    const ends: number[] = [];
    const inLanes = some.map((note) => {
      const begin = Math.min((Math.max(note.from, from) - from) * perDay, width - FLAG * text);
      const end = Math.max((Math.min(note.to, to) - from + 1) * perDay, begin + FLAG * text) + APART * text;
      const free = ends.findIndex((taken) => taken <= begin);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = end;
      return { ...note, lane };
    });
    return { notes: inLanes, lanes: ends.length };
  };
  let shown = placed(all);
  if (shown.lanes > most) {
    const isBehindAll = (note: FigureNote): number => (note.from <= from && note.to >= to ? 1 : 0);
    const first = all.toSorted((p, q) => isBehindAll(p) - isBehindAll(q) || q.from - p.from);
    const kept = new Set<FigureNote>();
    shown = placed([]);
    for (const note of first) {
      const next = placed(all.filter((one) => one === note || kept.has(one)));
      if (next.lanes > most) continue;
      kept.add(note);
      shown = next;
    }
  }
  const more = all.length - shown.notes.length;
  // The words of how many more there are have a lane of their own.
  const lanes = shown.lanes + (more > 0 ? 1 : 0);
  return { notes: shown.notes, more, height: lanes === 0 ? 0 : (lanes * LANE + 3) * text };
}
