/** The notes that a card shows: those that it has room for, by letter, in one paragraph below the plot. */
import { noteDays, sourceInShort } from '../noteWords.ts';
import { type FigureNote, inOrder, lettered, noteLanes, type NoteInput, together } from '../notes.ts';
import type { CardFacts } from './cardFacts.ts';
import { isCompare } from './cardInput.ts';
import { comparedDays } from './compared.ts';
import { MAX_LINES_TOGETHER } from '../comparePanes.ts';

/** More are no reading beside a line. */
const MOST = 6;
const MOST_LANES = 3;
/** px of a plot, about: in how many lanes notes stand */
const USUAL_WIDTH = 600;

const daysOf = ({ lines }: CardFacts): { readonly from: number; readonly to: number } =>
  lines.length > 1 ? comparedDays(lines) : lines[0];

interface Shown {
  readonly note: NoteInput & { readonly dyads: readonly string[] };
  readonly figure: FigureNote;
}

function shownNotes(facts: CardFacts, most: number): { readonly shown: readonly Shown[]; readonly all: number } {
  const { from, to } = daysOf(facts);
  const all = lettered(together(facts.input.notes ?? []), from, to).map(({ note }) => note);
  let shown: readonly Shown[] = [];
  for (const note of inOrder(all, from, to)) {
    if (shown.length >= Math.min(most, MOST)) break;
    const next = lettered([...shown.map((one) => one.note), note], from, to);
    const lanes = noteLanes(
      next.map(({ figure }) => figure),
      { from, to },
      USUAL_WIDTH,
      1,
    ).notes;
    if (lanes.every(({ lane }) => lane < MOST_LANES)) shown = next;
  }
  return { shown, all: all.length };
}

/** How many a card shows at most. */
export const mostNotes = (facts: CardFacts): number => shownNotes(facts, MOST).shown.length;

export const figureNotes = (facts: CardFacts, most: number): FigureNote[] =>
  shownNotes(facts, most).shown.map(({ figure }) => figure);

/** px above a plot of this width, at the size of a page's text. */
const notesHeight = (facts: CardFacts, most: number, width: number): number =>
  noteLanes(figureNotes(facts, most), daysOf(facts), width, 1).height;

/** What the letters are, with days, source and who wrote it, and that none of it is in the index; empty where there are none. */
export function noteText(facts: CardFacts, most: number = MOST): string {
  const { words, language, input, lines } = facts;
  const { notes } = words;
  const { shown, all } = shownNotes(facts, most);
  if (all === 0) return '';
  if (shown.length === 0) return notes.noRoom(all);
  const said = shown.map(({ note, figure }) => {
    const pairs = isCompare(input)
      ? lines.flatMap(({ series, pair }) => (note.dyads.includes(series.dyad) ? [pair] : []))
      : [];
    return notes.onCard({
      letter: figure.letter,
      days: noteDays(note, words),
      text: (language === 'ko' ? note.textKo : null) ?? note.text,
      behind: [pairs.join(', '), sourceInShort(note.source), note.by ?? ''].filter((part) => part !== ''),
    });
  });
  return notes.paragraph(said, all - shown.length);
}

/** What the layout must know of notes. */
export interface LaidNotes {
  readonly most: number;
  /** of the height of a card, that a plot with notes keeps */
  readonly share: number;
  /** above a plot of so many px of width, px at the size of a page's text */
  readonly height: (shown: number, width: number) => number;
}

/** of the height of a card, beside its notes */
const SHARE_OF_LINES = 0.2;
const SHARE_OF_PANES = 0.36;

export function laidNotes(facts: CardFacts): LaidNotes | undefined {
  const most = mostNotes(facts);
  if (most === 0) return undefined;
  const share = facts.lines.length > MAX_LINES_TOGETHER ? SHARE_OF_PANES : SHARE_OF_LINES;
  return { most, share, height: (shown, width) => notesHeight(facts, shown, width) };
}
