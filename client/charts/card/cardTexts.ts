/** All that a card says: printed on it, or beside it in the formats that hold text (notes of a slide, alt text, tables). */
import { epochDay } from '../../../models/calendar.ts';
import { partsOfAnswer } from '../../../models/moveFinding.ts';
import { parseWhatIf } from '../../../models/whatIf.ts';
import type { EventRecord } from '../../../models/contract/events.ts';
import type { Move } from '../../../models/contract/move.ts';
import type { Words } from '../../words/words.ts';
import { dateParts, knownDate, longDate, plain, signed } from '../format.ts';
import { numberedEvents } from '../peaks.ts';
import { moveSentence } from '../moveSentence.ts';
import { waterfallRows } from '../waterfall.ts';
import {
  type DyadFacts,
  dyadFacts,
  isKnownEarlier,
  kindOf,
  momentText,
  pointOn,
  type Standing,
  standingOf,
  subjectOf,
  typeLabel,
  wordsOf,
} from './cardFacts.ts';
import type { CardInput, CompareCardInput, DyadInput } from './cardInput.ts';
import { SEPARATOR } from './lines.ts';
import { compareTitle, dyadTitle } from './title.ts';
import { titleFaults } from './titleFaults.ts';

export interface CardTexts {
  /** as printed: the typed one, or else the computed one */
  readonly title: string;
  readonly computedTitle: string;
  readonly subtitle: string;
  /** what moved it, in one sentence */
  readonly sentence: string;
  /** for who cannot see the picture: two to four sentences */
  readonly alt: string;
  /** the lines under the plot, the most necessary ones first */
  readonly footer: readonly string[];
  /** what a reader must be warned of, such as a draft model */
  readonly badges: readonly CardBadge[];
  /** of the listed events, in their order */
  readonly sources: readonly { readonly name: string; readonly url: string; readonly date: string }[];
  readonly events: readonly CardEvent[];
  /** what a typed title says and the data do not, each a sentence; empty for a computed title */
  readonly titleFaults: readonly string[];
}

export interface CardBadge {
  readonly kind:
    | 'title'
    | 'draft'
    | 'superseded'
    | 'what-if'
    | 'machine'
    | 'stale'
    | 'sparse'
    | 'uncovered'
    | 'as-of'
    | 'provisional';
  readonly text: string;
}

/** A numbered event of the plot; for a move, one of the new events that moved it most. */
export interface CardEvent {
  readonly number: number;
  readonly id: string;
  /** as well as it is known, in the card's language */
  readonly date: string;
  readonly type: string;
  readonly summary: string;
  /** index points on its own day, for a move those of the change; with sign. @example '+4.1' */
  readonly points: string;
  readonly verified: boolean;
  readonly sourceName: string;
  readonly sourceUrl: string;
}

/** The texts alone: what they say does not depend on the size of the picture. */
export function cardTexts(input: CardInput): CardTexts {
  const kind = kindOf(input);
  if ('compare' in kind) return compareTexts(kind.compare);
  const { data, move } = 'move' in kind ? kind.move : kind.dyad;
  return pairTexts(input, data, move);
}

function pairTexts(input: CardInput, data: DyadInput, move: Move): CardTexts {
  const words = wordsOf(input);
  const facts = dyadFacts(input, data);
  const isMove = input.view.kind === 'move';
  const computedTitle = dyadTitle(input, facts, move, words);
  const about = { subject: subjectOf(facts, words), fromBand: pointOn(facts, facts.from) };
  const sentence = moveSentence(partsOfAnswer(move), { ...about, eventOf: (id) => eventNamed(facts, id) }, words);
  const faults = input.view.title === undefined ? [] : titleFaults(input.view.title, input, [facts], move);
  const events = isMove ? moveEvents(input, facts, move, words) : numbered(facts, words);
  return {
    title: input.view.title ?? computedTitle,
    computedTitle,
    subtitle: subtitle(input, [facts], words),
    sentence,
    alt: isMove ? moveAlt(facts, move, words) : dyadAlt(input, facts, events, words),
    footer: footer(input, [facts], events, words),
    badges: [...titleBadges(faults, words), ...badges(input, [facts], words)],
    sources: sourcesOf(events, facts.records),
    events,
    titleFaults: faults,
  };
}

function eventNamed({ records }: DyadFacts, id: string): { summary: string; day: number } | undefined {
  const record = records.find((one) => one.id === id);
  return record && { summary: record.summary, day: epochDay(record.date) };
}

function compareTexts(input: CompareCardInput): CardTexts {
  const words = wordsOf(input);
  const { card, dates } = words;
  const lines = input.data.map((data) => dyadFacts(input, data));
  const ranked = lines
    .map((facts) => ({ pair: card.pair(...facts.names), index: pointOn(facts, facts.to).index }))
    .sort((p, q) => q.index - p.index);
  const date = dates.full(dateParts(lines[0]!.to));
  const said = ranked.map(({ pair, index }) => card.sentence.line(plain(index), pair));
  const sentence =
    ranked.length > 1
      ? card.sentence.compared({ date, lines: said, apart: plain(ranked[0]!.index - ranked.at(-1)!.index) })
      : card.sentence.comparedOne({ date, lines: said });
  const faults = input.view.title === undefined ? [] : titleFaults(input.view.title, input, lines, undefined);
  const warned = [...titleBadges(faults, words), ...badges(input, lines, words)];
  const computedTitle = compareTitle(input, lines, words);
  return {
    title: input.view.title ?? computedTitle,
    computedTitle,
    subtitle: subtitle(input, lines, words),
    sentence,
    alt: [
      card.alt.compare({ lines: ranked.map(({ pair }) => pair), range: rangeOf(lines[0]!, words) }),
      sentence,
      ...warned.map(({ text }) => `${text}.`),
    ].join(' '),
    footer: footer(input, lines, [], words),
    badges: warned,
    sources: [],
    events: [],
    titleFaults: faults,
  };
}

const rangeOf = ({ from, to }: DyadFacts, { dates }: Words): string =>
  from === to ? dates.full(dateParts(to)) : dates.range(dateParts(from), dateParts(to));

/** Measure, direction, frequency, period; then by which model, and what was known. */
function subtitle(input: CardInput, [facts]: readonly DyadFacts[], words: Words): string {
  const { card } = words;
  const { view } = input;
  const [a, b] = facts!.names;
  const whose =
    view.kind === 'compare' || facts!.direction === 'both'
      ? card.bothSides
      : facts!.direction.startsWith(facts!.series.dyad.slice(0, 3))
        ? card.oneSide(a, b)
        : card.oneSide(b, a);
  const second =
    'overlay' in input && input.overlay
      ? [card.secondModel(input.overlay.model.name, input.overlay.model.version, input.overlay.model.hash)]
      : [];
  return [
    view.kind === 'move' ? card.measureMove : card.measure,
    whose,
    ...(view.kind === 'move' ? [] : [card.steps[view.kind === 'dyad' ? view.step : 'day']]),
    rangeOf(facts!, words),
    modelText(input, words),
    ...second,
    card.asKnown(momentText(view.asOf, words)),
  ].join(SEPARATOR);
}

function modelText({ model }: CardInput, { card }: Words): string {
  return model.standing === 'draft' ? card.draftModel(model.hash) : card.model(model.name, model.version, model.hash);
}

/** The numbered events of the plot. */
function numbered(facts: DyadFacts, words: Words): CardEvent[] {
  return facts.numbered.map((at, i) => {
    const { id, day, precision, title, summary, verified, peak } = facts.events[at]!;
    const { sourceName, sourceUrl } = facts.records[at]!;
    return {
      number: i + 1,
      id,
      date: knownDate(day, precision, words),
      type: title,
      summary,
      points: signed(peak),
      verified,
      sourceName,
      sourceUrl,
    };
  });
}

/** The new events that moved it most, in order of date. */
function moveEvents(input: CardInput, { records }: DyadFacts, move: Move, words: Words): CardEvent[] {
  const fresh = move.events
    .filter(({ kind }) => kind === 'new')
    .toSorted((p, q) => (p.date < q.date ? -1 : p.date > q.date ? 1 : 0));
  const days = fresh.map(({ date }) => epochDay(date));
  return numberedEvents(
    days,
    fresh.map(({ indexPoints }) => indexPoints),
    epochDay(move.from.date),
    epochDay(move.to.date),
  ).map((at, i): CardEvent => {
    const { eventId, type, summary, indexPoints, verified, sourceUrl } = fresh[at]!;
    const record = records.find(({ id }) => id === eventId);
    return {
      number: i + 1,
      id: eventId,
      date: knownDate(days[at]!, record?.datePrecision ?? 'day', words),
      type: typeLabel(input, type),
      summary,
      points: signed(indexPoints),
      verified,
      sourceName: record?.sourceName ?? '',
      sourceUrl,
    };
  });
}

function sourcesOf(events: readonly CardEvent[], records: readonly EventRecord[]): CardTexts['sources'] {
  return events.map(({ id, sourceName, sourceUrl }) => ({
    name: sourceName,
    url: sourceUrl,
    date: records.find((record) => record.id === id)?.sourceDate ?? '',
  }));
}

/** A title that says what the data do not is handed on only with the contradiction below it. */
function titleBadges([first]: readonly string[], { card }: Words): CardBadge[] {
  return first === undefined ? [] : [{ kind: 'title', text: card.badges.title(first.replace(/\.$/, '')) }];
}

/** What a reader must know before believing the picture, the gravest first. */
function badges(input: CardInput, lines: readonly DyadFacts[], words: Words): CardBadge[] {
  const { card, charts } = words;
  const { model, view } = input;
  const found: CardBadge[] = [];
  const add = (kind: CardBadge['kind'], text: string): void => void found.push({ kind, text });
  if (model.standing === 'draft') add('draft', card.badges.draft);
  if (view.kind === 'dyad' && view.whatIf !== undefined)
    add('what-if', card.badges.whatIf(whatIfText(input, view.whatIf, words)));
  if (isKnownEarlier(input)) add('as-of', card.badges.asOf(momentText(view.asOf, words)));
  if (model.standing === 'superseded')
    add('superseded', card.badges.superseded(card.model(model.name, model.version, model.hash)));
  if (model.definition.feeds) add('machine', words.machine.notActs.replace(/[.。]$/, ''));
  for (const text of input.stale) add('stale', text);
  const standings = lines.map((facts) => ({ facts, standing: standingOf(facts), pair: card.pair(...facts.names) }));
  const blank = standings.filter(({ standing }) => standing.isUncovered);
  const sparse = standings.filter(({ facts, standing }) => !standing.isUncovered && isSparseWithin(facts));
  if (view.kind === 'compare') {
    if (blank.length > 0)
      add('uncovered', card.badges.uncoveredLines(blank.map(({ facts, pair }) => sinceText(facts, pair, words))));
    if (sparse.length > 0) add('sparse', card.badges.sparseLines(sparse.map(({ pair }) => pair)));
  } else {
    // Of a feed, days without a file are unknown: the line and the badge of the feed say so.
    for (const { facts } of model.definition.feeds ? [] : blank)
      add('uncovered', card.badges.uncovered(lastEventText(facts, words)));
    const { minEvents, minEventsDays } = model.definition.flag;
    if (sparse.length > 0) add('sparse', card.badges.sparse(charts.sparseRule(minEvents, minEventsDays)));
  }
  const provisional = standings.flatMap(({ standing }) => (standing.isProvisional ? [standing.provisionalFrom!] : []));
  if (provisional.length > 0) add('provisional', card.badges.provisional(longDate(Math.min(...provisional), words)));
  return found;
}

/** Any day of the view is sparsely coded: the plot hatches it, and the card says why. */
const isSparseWithin = ({ series, from, to }: DyadFacts): boolean =>
  series.coverage.sparse.some((stretch) => stretch.from <= to && stretch.to >= from);

function lastEventText({ series, to }: DyadFacts, words: Words): string {
  const { firstEvent, lastEvent } = series.coverage;
  const { charts } = words;
  if (lastEvent !== null && lastEvent < to) return charts.nothingSince(longDate(lastEvent, words));
  return firstEvent === null ? charts.nothing : charts.nothingBefore(longDate(firstEvent, words));
}

function sinceText({ series, to }: DyadFacts, pair: string, words: Words): string {
  const { lastEvent } = series.coverage;
  return lastEvent !== null && lastEvent < to ? words.card.badges.lineSince(pair, longDate(lastEvent, words)) : pair;
}

function whatIfText(input: CardInput, text: string, { card, whatIf: names }: Words): string {
  const { whatIf } = parseWhatIf(text);
  const without = [
    ...(whatIf.withoutIndirect ? [names.indirect] : []),
    ...(whatIf.withoutUnverified ? [names.unverified] : []),
    ...whatIf.withoutTypes.map((type) => names.plural(typeLabel(input, type))),
    ...(whatIf.withoutEvents.length > 0 ? [card.whatIfEvents(whatIf.withoutEvents.length)] : []),
  ];
  return [
    ...(without.length > 0 ? [names.without(without)] : []),
    ...(whatIf.severities.size > 0 ? [card.whatIfGraded(whatIf.severities.size)] : []),
  ].join(', ');
}

/** Names of sources that a footer has room for. */
const MOST_SOURCES = 3;

/** Most necessary first: what the picture is built on, then how it is read. Model and moment stand in the subtitle, which is never left out. */
function footer(input: CardInput, lines: readonly DyadFacts[], events: readonly CardEvent[], words: Words): string[] {
  const standings = lines.map(standingOf);
  return [
    [countText(input, lines, words), sourceText(lines, events, words)].filter((text) => text !== '').join(' '),
    readingText(input, lines, standings, events, words),
  ].filter((text) => text !== '');
}

function countText(input: CardInput, lines: readonly DyadFacts[], { card }: Words): string {
  const unverified = ({ within, events }: DyadFacts): number => within.filter((at) => !events[at]!.verified).length;
  if (input.view.kind === 'compare')
    return card.footer.eventsEach(
      lines.map((facts) => card.footer.eventsOf(String(facts.within.length), card.pair(...facts.names))),
    );
  if ('move' in input && input.view.kind === 'move')
    return card.footer.causes(input.move.events.length, input.move.events.filter(({ verified }) => !verified).length);
  return card.footer.events(lines[0]!.within.length, unverified(lines[0]!));
}

/** Those of the numbered events, then the most frequent of the view. */
function sourceText(lines: readonly DyadFacts[], events: readonly CardEvent[], { card }: Words): string {
  const counts = new Map<string, number>();
  for (const { sourceName } of events) if (sourceName !== '') counts.set(sourceName, Infinity);
  for (const { records, within } of lines)
    for (const at of within) {
      const { sourceName } = records[at]!;
      if (sourceName !== '') counts.set(sourceName, (counts.get(sourceName) ?? 0) + 1);
    }
  const names = [...counts.keys()].sort((p, q) => counts.get(q)! - counts.get(p)!);
  return names.length === 0
    ? ''
    : card.footer.sources(names.slice(0, MOST_SOURCES), Math.max(names.length - MOST_SOURCES, 0));
}

/** Only of what the picture has. */
function readingText(
  input: CardInput,
  lines: readonly DyadFacts[],
  standings: readonly Standing[],
  events: readonly CardEvent[],
  { card: { footer } }: Words,
): string {
  if (input.view.kind === 'move') return footer.bars;
  const has = (kind: 'sparse' | 'uncovered'): boolean =>
    lines.some(({ series, from, to }) =>
      series.coverage[kind].some((stretch) => stretch.from <= to && stretch.to >= from),
    );
  const isProvisional = standings.some((standing) => standing.isProvisional);
  const isCompare = input.view.kind === 'compare';
  return [
    !isCompare || lines.length <= 2 ? footer.band : '',
    isCompare
      ? has('sparse') || isProvisional
        ? footer.sparseLine
        : ''
      : `${isProvisional ? footer.provisional : ''}${isProvisional && has('sparse') ? ' ' : ''}${has('sparse') ? footer.sparse : ''}`,
    has('uncovered') ? (input.model.definition.feeds ? footer.unknown : footer.uncovered) : '',
    events.length > 0 ? footer.numbers : '',
    events.some(({ verified }) => !verified) ? footer.hollow : '',
    isCompare && lines.length > 1 ? footer.symbols : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** Events that are told to who cannot see the picture. */
const TOLD_EVENTS = 3;
/** Parts of a move that are told. */
const TOLD_PARTS = 4;

function dyadAlt(input: CardInput, facts: DyadFacts, events: readonly CardEvent[], words: Words): string {
  const { card } = words;
  const { from, to, series } = facts;
  const ends = [pointOn(facts, from), pointOn(facts, to)] as const;
  let highest = from;
  let lowest = from;
  for (let day = from; day <= to; day++) {
    if (series.index[day - series.firstDay]! > series.index[highest - series.firstDay]!) highest = day;
    if (series.index[day - series.firstDay]! < series.index[lowest - series.firstDay]!) lowest = day;
  }
  const told = events.toSorted((p, q) => Math.abs(number(q.points)) - Math.abs(number(p.points))).slice(0, TOLD_EVENTS);
  const step = input.view.kind === 'dyad' ? input.view.step : 'day';
  return [
    card.alt.dyad({ subject: subjectOf(facts, words), frequency: card.steps[step], range: rangeOf(facts, words) }),
    card.alt.values({
      from: plain(ends[0].index),
      to: plain(ends[1].index),
      low: plain(ends[1].low, 0),
      high: plain(ends[1].high, 0),
      highest: plain(series.index[highest - series.firstDay]!),
      highestDate: longDate(highest, words),
      lowest: plain(series.index[lowest - series.firstDay]!),
      lowestDate: longDate(lowest, words),
    }),
    ...(told.length > 0
      ? [
          card.alt.numbered(
            told.map(({ date, type, summary, points }) =>
              card.alt.event({ date, type, summary: withoutStop(summary), points }),
            ),
          ),
        ]
      : []),
    ...warnings(badges(input, [facts], words)),
  ].join(' ');
}

function moveAlt(facts: DyadFacts, move: Move, words: Words): string {
  const { card } = words;
  const parts = waterfallRows(move, words)
    .filter(({ role }) => role === 'part')
    .toSorted((p, q) => Math.abs(q.points) - Math.abs(p.points));
  return [
    card.alt.move({ subject: subjectOf(facts, words), range: rangeOf(facts, words) }),
    moveSentence(
      partsOfAnswer(move),
      { subject: subjectOf(facts, words), fromBand: pointOn(facts, facts.from), eventOf: () => undefined },
      words,
    ),
    ...(parts.length > 0
      ? [card.alt.parts(parts.slice(0, TOLD_PARTS).map(({ label, points }) => card.alt.part(label, signed(points))))]
      : []),
  ].join(' ');
}

/** All of them as one sentence: an alt text has two to four. */
const warnings = (found: readonly CardBadge[]): string[] =>
  found.length === 0 ? [] : [`${found.map(({ text }) => text).join('; ')}.`];

const number = (points: string): number => Number(points.replace('−', '-'));
const withoutStop = (text: string): string => text.replace(/\.$/, '');
