/** The lines under the plot, the most necessary ones first. Model and moment stand in the subtitle, which is never left out. */
import { plain } from '../format.ts';
import { type CardFacts, type DyadFacts, hasWithin, shownLines, tensestFirst } from './cardFacts.ts';
import { weightiest } from './cardEvents.ts';
import { noteText } from './cardNotes.ts';
import { MAX_LINES_TOGETHER } from '../comparePanes.ts';

export interface FooterLine {
  /** `basis`: what the picture is built on; `rest`: which lines it has no room for; `reading`: how this drawing of it is read; `notes`: what people say of its days */
  readonly kind: 'basis' | 'rest' | 'reading' | 'notes';
  readonly text: string;
  /** the same where there is little room */
  readonly short: string;
  /** where not even that has room */
  readonly least?: string;
}

/** What a card draws: notes speak of nothing else. */
export interface Drawn {
  /** events that are listed */
  readonly events: number;
  /** lines of a comparison */
  readonly lines: number;
  /** notes on its days */
  readonly notes: number;
  /** the pane of what a trend is made of */
  readonly hasBars: boolean;
}

/** A card that has room for all. */
export const ALL_DRAWN: Drawn = { events: Infinity, lines: Infinity, notes: Infinity, hasBars: true };

/** Names of sources that a footer has room for. */
const MAX_SOURCES = 3;

export function footer(facts: CardFacts, drawn: Drawn): FooterLine[] {
  const reading = readingOf(facts, drawn);
  const noted = noteText(facts, drawn.notes);
  return [
    {
      kind: 'basis',
      text: joined([countText(facts), sourceText(facts, MAX_SOURCES), machineText(facts)]),
      short: joined([facts.move ? countText(facts) : '', sourceText(facts, 1), machineText(facts)]),
    },
    ...restLine(facts, drawn),
    ...(noted === '' ? [] : [{ kind: 'notes' as const, text: noted, short: noted }]),
    ...(reading.text === '' ? [] : [{ kind: 'reading' as const, ...reading }]),
  ];
}

const joined = (texts: readonly string[]): string => texts.filter((text) => text !== '').join(' ');

/** Lines that have no room, with where they stand. */
function restLine({ lines, words: { card } }: CardFacts, drawn: Drawn): FooterLine[] {
  const shown = shownLines(lines, drawn.lines);
  const rest = tensestFirst(lines).filter((line) => !shown.includes(line));
  if (rest.length === 0) return [];
  const told = (nameOf: (line: DyadFacts) => string): string =>
    card.footer.rest(rest.map((line) => card.title.ofLine(nameOf(line), plain(line.last.index))));
  return [
    {
      kind: 'rest',
      text: told(({ pair }) => pair),
      short: told(({ series }) => series.dyad),
      least: card.footer.restCount(rest.length),
    },
  ];
}

function countText({ input, lines, move, words: { card } }: CardFacts): string {
  if (!move)
    return card.footer.eventsEach(lines.map(({ within, pair }) => card.footer.eventsOf(String(within.length), pair)));
  if (input.view.kind === 'move')
    return card.footer.causes(
      move.types.reduce((sum, { events }) => sum + events, 0),
      // Those that are not listed are of a machine, and nobody has checked them.
      move.events.filter(({ verified }) => !verified).length + (move.smaller?.events ?? 0),
    );
  const [{ within, events }] = lines;
  return card.footer.events(within.length, within.filter((at) => !events[at]!.verified).length);
}

/** Those of the numbered events, then the most frequent of the view. */
function sourceText({ lines, numbered, words: { card } }: CardFacts, most: number): string {
  const counts = new Map<string, number>();
  for (const { source } of numbered) counts.set(source.name, Infinity);
  for (const { records, within } of lines)
    for (const at of within) counts.set(records[at]!.sourceName, (counts.get(records[at]!.sourceName) ?? 0) + 1);
  counts.delete('');
  const names = [...counts.keys()].sort((p, q) => counts.get(q)! - counts.get(p)!);
  return names.length === 0 ? '' : card.footer.sources(names.slice(0, most), Math.max(names.length - most, 0));
}

/** Where a second line comes from that a machine coded. */
function machineText({ input, words: { card } }: CardFacts): string {
  const overlay = 'overlay' in input ? input.overlay : null;
  const feeds = overlay?.series.feeds?.map(({ name }) => name) ?? overlay?.model.definition.feeds ?? [];
  return feeds.length === 0 ? '' : card.footer.machineLine(feeds);
}

/** The key of each pattern that the picture has, and of nothing else; what is sparse or provisional has its key in a badge. */
function readingOf(
  { input, lines, move, numbered, words: { card } }: CardFacts,
  drawn: Drawn,
): Pick<FooterLine, 'text' | 'short'> {
  const { footer } = card;
  const shown = shownLines(lines, drawn.lines);
  const isUncovered = shown.some((line) => hasWithin(line, 'uncovered'));
  const dotted = isUncovered ? [input.model.definition.feeds ? footer.unknown : footer.uncovered] : [];
  const only = (text: string) => ({ text, short: text });
  if (move && input.view.kind === 'move') {
    const isFading = move.groups.some(({ kind }) => kind === 'fading');
    return inBoth([footer.bars, ...(isFading ? [only(footer.fading)] : [])]);
  }
  if (input.view.kind !== 'compare')
    return inBoth([
      footer.band,
      ...dotted,
      ...(weightiest(numbered, drawn.events).some(({ verified }) => !verified) ? [only(footer.hollow)] : []),
    ]);
  const arePanes = lines.length > MAX_LINES_TOGETHER;
  return inBoth([
    footer.bandOne,
    ...(arePanes && shown.length > 1 ? [footer.pale] : []),
    ...dotted,
    ...(lines.length > 1 ? [{ text: footer.symbols, short: '' }] : []),
  ]);
}

const inBoth = (keys: readonly Pick<FooterLine, 'text' | 'short'>[]): Pick<FooterLine, 'text' | 'short'> => ({
  text: joined(keys.map(({ text }) => text)),
  short: joined(keys.map(({ short }) => short)),
});
