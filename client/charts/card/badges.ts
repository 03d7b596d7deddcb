/** What a reader must know before believing the picture, the most severe first. */
import { epochDay } from '../../../models/calendar.ts';
import { parseWhatIf } from '../../../models/whatIf.ts';
import type { Stretch } from '../../../models/stretch.ts';
import { blankWords } from '../coverageWords.ts';
import { longDate, momentText } from '../format.ts';
import { hasNoLevel } from '../lineSource.ts';
import { whatIfWords } from '../whatIfWords.ts';
import { type CardFacts, type DyadFacts, hasWithin, shownLines, typeLabel } from './cardFacts.ts';
import { lastKnown } from './compared.ts';

export interface CardBadge {
  readonly kind:
    | 'title'
    | 'draft'
    | 'superseded'
    | 'what-if'
    | 'machine'
    | 'stale'
    | 'no-level'
    | 'sparse'
    | 'uncovered'
    | 'as-of'
    | 'provisional';
  readonly text: string;
  /** where there is little room; empty where the computed title says it */
  readonly short?: string;
}

/**
 * @param titleFaults of a typed title: it is handed on only with the contradiction below it
 * @param drawn lines of a comparison that the picture has: no other is warned of
 */
export function badges(all: CardFacts, [titleFault]: readonly string[], drawn: number): CardBadge[] {
  const [first, ...more] = shownLines(all.lines, drawn);
  const facts: CardFacts = { ...all, lines: [first ?? all.lines[0], ...more] };
  const { input, words, isKnownEarlier } = facts;
  const { model, view } = input;
  const texts = words.card.badges;
  const found: CardBadge[] = [];
  const add = (kind: CardBadge['kind'], text: string): void => void found.push({ kind, text });
  const isComputed = view.title === undefined;
  if (titleFault !== undefined) add('title', texts.title(titleFault.replace(/\.$/, '')));
  if (model.standing === 'draft') add('draft', texts.draft);
  if (view.kind === 'dyad' && view.whatIf !== undefined) add('what-if', texts.whatIf(whatIfText(facts, view.whatIf)));
  if (isKnownEarlier) add('as-of', texts.asOf(momentText(view.asOf, words)));
  if (model.standing === 'superseded')
    add('superseded', texts.superseded(words.card.model(model.name, model.version, model.hash)));
  if (model.definition.feeds)
    found.push({
      kind: 'machine',
      text: words.machine.notActs.replace(/[.。]$/, ''),
      ...(isComputed && { short: '' }),
    });
  for (const { feed, newestDay } of input.stale)
    add(
      'stale',
      newestDay === null
        ? words.machine.missing(feed)
        : words.machine.stale(feed, longDate(epochDay(newestDay), words)),
    );
  found.push(...levelBadge(facts), ...coverageBadges(facts, all.lines.length));
  return found;
}

/** Lines coded by machine of which less than a year is known; of several, the fewest days. */
function levelBadge({ lines, words }: CardFacts): CardBadge[] {
  const young = lines.flatMap(({ series }) => (hasNoLevel(series) ? [series.coverage.coveredDays] : []));
  return young.length === 0 ? [] : [{ kind: 'no-level', text: words.machine.noLevelShort(Math.min(...young)) }];
}

/** More lines than this are counted where there is little room. */
const NAMED_LINES = 2;

/** @param compared lines, also those that the picture has no room for */
function coverageBadges({ input, lines, words }: CardFacts, compared: number): CardBadge[] {
  const { card, charts } = words;
  const { flag, feeds } = input.model.definition;
  const found: CardBadge[] = [];
  const add = (kind: CardBadge['kind'], text: string): void => void found.push({ kind, text });
  const blank = lines.filter(({ end }) => end.isUncovered);
  // Any sparsely coded day of the view is hatched in the plot or broken in its line, and the card says why.
  const sparse = lines.filter((line) => hasWithin(line, 'sparse'));
  const { kind } = input.view;
  if (kind === 'compare') {
    const tell = (kind: CardBadge['kind'], text: string, short: string): void =>
      void found.push({ kind, text, ...(compared > NAMED_LINES && { short }) });
    const { uncoveredLines, uncoveredCount, sparseLines, sparseCount } = card.badges;
    if (blank.length > 0)
      tell('uncovered', uncoveredLines(blank.map((line) => sinceText(line, words))), uncoveredCount(blank.length));
    if (sparse.length > 0) tell('sparse', sparseLines(sparse.map(({ pair }) => pair)), sparseCount(sparse.length));
  } else {
    // Of a feed, days without a file are unknown: the line and the badge of the feed say so.
    if (!feeds && blank.length > 0) add('uncovered', card.badges.uncovered(nothingText(lines[0], words)));
    if (sparse.length > 0)
      found.push({
        kind: 'sparse',
        text: card.badges.sparse(charts.sparseRule(flag.minEvents, flag.minEventsDays), kind === 'dyad'),
        ...(kind === 'dyad' && { short: card.badges.sparseShort }),
      });
  }
  const provisional = lines.flatMap(({ end }) => (end.isProvisional ? [end.provisionalFrom!] : []));
  if (provisional.length > 0)
    found.push({
      kind: 'provisional',
      text: card.badges.provisional(longDate(Math.min(...provisional), words), kind !== 'move'),
      ...(kind !== 'move' && { short: card.badges.provisionalShort }),
    });
  return found;
}

function nothingText({ series, to }: DyadFacts, words: CardFacts['words']): string {
  return blankWords(series, blankStretch(series, to), words);
}

/** The stretch without coverage that a day lies in. */
const blankStretch = ({ coverage }: DyadFacts['series'], day: number): Stretch =>
  coverage.uncovered.find(({ from, to }) => from <= day && day <= to) ?? { from: day, to: day };

function sinceText(line: DyadFacts, words: CardFacts['words']): string {
  const known = lastKnown(line);
  return known === undefined ? line.pair : words.card.badges.lineAfter(line.pair, longDate(known, words));
}

function whatIfText({ input, words }: CardFacts, text: string): string {
  return whatIfWords(
    parseWhatIf(text).whatIf,
    { type: (type) => words.whatIf.plural(typeLabel(input, type, words)) },
    words,
  );
}
