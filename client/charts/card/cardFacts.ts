/** What the texts and the plot of a card are made of, computed once from what was read: texts and plot are functions of it. */
import { type Basis, basisOf } from '../../../models/basis.ts';
import { epochDay } from '../../../models/calendar.ts';
import type { Direction } from '../../../models/dyad.ts';
import { scoreOf } from '../../../models/score.ts';
import type { EventRecord } from '../../../models/contract/events.ts';
import type { Move } from '../../../models/contract/move.ts';
import { type Language, LANGUAGES, type Words, WORDS } from '../../words/words.ts';
import { type DailySeries, dailySeries, lieWithin, valueOn, withLead } from '../dailySeries.ts';
import type { FigureEvent } from '../figure.ts';
import { figureEvents } from '../figureEvents.ts';
import { headlineOf, type NamedAct } from '../headline.ts';
import type { MoveSubject } from '../moveWords.ts';
import { numberedEvents, stepPoints } from '../steps.ts';
import { type CardInput, type DyadInput, isCompare, isMove, type MoveCardInput } from './cardInput.ts';

export interface CardFacts {
  readonly input: CardInput;
  readonly language: Language;
  readonly words: Words;
  /** one dyad, or those of a comparison in the order of the view */
  readonly lines: readonly [DyadFacts, ...DyadFacts[]];
  /** the change to the last day, of a window from the eve of its first; a comparison has none */
  readonly move: Move | undefined;
  /** those that tell most first: of a line in order of their numbers */
  readonly numbered: readonly NumberedFact[];
  /** the moment of the view lies before its last day: what it shows of the end was not yet known */
  readonly isKnownEarlier: boolean;
  /** days after the last one of the view were known at its moment */
  readonly isPast: boolean;
}

/** Of one dyad, in whatever language. */
interface DyadNumbers {
  readonly series: DailySeries;
  readonly basis: Basis;
  readonly direction: Direction;
  /** epoch days of the view, within the series */
  readonly from: number;
  readonly to: number;
  /** of the first and the last day of the view */
  readonly first: BandedPoint;
  readonly last: BandedPoint;
  readonly end: EndCoverage;
  /** in order of day, as the columns have them */
  readonly records: readonly EventRecord[];
  readonly days: Int32Array;
  readonly steps: Float64Array;
  /** positions of the events of the view that count in this direction */
  readonly within: readonly number[];
  /** positions of those that have a number, in order of their numbers */
  readonly numbered: readonly number[];
}

export interface DyadFacts extends DyadNumbers {
  /** in order of day, as the columns have them */
  readonly events: readonly FigureEvent[];
  /** whose acts, then towards whom; in the order of the dyad where both count */
  readonly names: readonly [string, string];
  /** @example 'South Korea–Russia' */
  readonly pair: string;
  /** what sentences speak of. @example 'South Korea–Russia tension' */
  readonly subject: string;
}

/** The index and its 90% band, in index points. */
interface BandedPoint {
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

/** How well the last day of a view is covered. */
export interface EndCoverage {
  readonly isSparse: boolean;
  readonly isProvisional: boolean;
  /** nobody looked at the last day */
  readonly isUncovered: boolean;
  /** no day of the view is covered, and no event falls in it */
  readonly isBlank: boolean;
  /** the first of the provisional days at the end of the view */
  readonly provisionalFrom: number | undefined;
}

/** A numbered event of the plot; for a move, one of the new events that moved it most. */
export interface NumberedFact {
  /** the same in every language and preset: 1 is the one with the largest step */
  readonly number: number;
  readonly id: string;
  readonly day: number;
  readonly precision: 'day' | 'month';
  /** in the card's language */
  readonly type: string;
  readonly summary: string;
  /** the act in few words, in the card's language where a coder wrote it */
  readonly headline: string;
  /** its step, index points; of a move its share of the change */
  readonly points: number;
  readonly verified: boolean;
  readonly source: { readonly name: string; readonly url: string; readonly date: string };
}

/** The numbers of cards that are drawn more than once: of each line the last ones, for as long as what was read for it is kept. */
export type KeptNumbers = WeakMap<DyadInput, { readonly of: string; readonly numbers: DyadNumbers }>;

/**
 * O(days x types)
 *
 * @param kept numbers of a line, which are the same in every look of a view
 * @throws RangeError when a series has no day
 */
export function cardFacts(input: CardInput, kept?: KeptNumbers): CardFacts {
  const data = isCompare(input) ? input.data : [input.data];
  const { view, model } = input;
  const direction = view.kind === 'compare' ? 'both' : view.direction;
  const of = kept ? JSON.stringify([view.from, view.to, direction, model.definition]) : '';
  const numbers = data.map((one) => {
    const known = kept?.get(one);
    if (known?.of === of) return known.numbers;
    const made = dyadNumbers(input, one);
    kept?.set(one, { of, numbers: made });
    return made;
  });
  return toldIn(input.presentation.lang, input, numbers);
}

/** The same card in the other languages. */
export const inOtherLanguages = ({ input, language, lines }: CardFacts): CardFacts[] =>
  LANGUAGES.filter((one) => one !== language).map((one) => toldIn(one, input, lines));

function toldIn(language: Language, input: CardInput, numbers: readonly DyadNumbers[]): CardFacts {
  const words = WORDS[language];
  const [first, ...others] = numbers.map((one) => dyadFacts(input, one, language));
  if (!first) throw new RangeError('The view of this card names no dyad: there is nothing to draw.');
  return {
    input,
    language,
    words,
    lines: [first, ...others],
    move: isCompare(input) ? undefined : input.move,
    numbered: isCompare(input) ? [] : isMove(input) ? newEvents(input, first, language) : numberedOf(first),
    isKnownEarlier: input.view.asOf.slice(0, 10) < input.view.to,
    // The day of the moment is not over, and the last roll-up may be of the day before.
    isPast: epochDay(input.view.asOf.slice(0, 10)) - epochDay(input.view.to) > 1,
  };
}

/** Whose move it is: a view of one dyad is a window, a move compares two days. */
export function moveSubject({ input, lines: [line] }: CardFacts): MoveSubject {
  return {
    subject: line.subject,
    isWindow: input.view.kind === 'dyad',
    eventOf: (id) => line.events.find((event) => event.id === id),
  };
}

/** A type in the card's language. */
export function typeLabel({ codebook }: CardInput, type: string, words: Words): string {
  // A type that the words do not have (yet) has the codebook's label.
  const known: Readonly<Record<string, string>> = words.types;
  return known[type] ?? codebook.get(type)?.label ?? type;
}

function dyadNumbers(input: CardInput, data: DyadInput): DyadNumbers {
  const { view, model } = input;
  const direction = view.kind === 'compare' ? 'both' : view.direction;
  const day = { from: epochDay(view.from), to: epochDay(view.to) };
  const daily = dailySeries(data.series);
  if (!daily)
    throw new RangeError(
      `The series of ${data.series.dyad} from ${view.from} to ${view.to} has no day: there is nothing to draw.`,
    );
  // So that a view that begins before the first event begins at neutral.
  const series = withLead(daily, Math.max(0, (daily.coverage.firstEvent ?? daily.firstDay) - day.from));
  const basis = basisOf(data.columns, model.definition, series.firstDay, series.lastDay, direction);
  const steps = stepPoints(data.columns, model.definition, scoreOf(basis, model.definition), direction);
  const byId = new Map(data.events.map((record) => [record.id, record]));
  const records = data.columns.ids.map((id) => byId.get(id)!);
  const days = data.columns.day;
  const from = Math.max(day.from, series.firstDay);
  const to = Math.min(Math.max(day.to, from), series.lastDay);
  return {
    series,
    basis,
    direction,
    from,
    to,
    first: pointOn(series, from),
    last: pointOn(series, to),
    end: endCoverage(series, from, to, days),
    records,
    days,
    steps,
    numbered: numberedEvents(days, steps, from, to),
    within: records.flatMap((_, e) =>
      days[e]! >= from && days[e]! <= to && (steps[e] !== 0 || direction === 'both') ? [e] : [],
    ),
  };
}

/** Of an act that is coded by machine nobody wrote a headline. */
function namedAct<Act extends Pick<EventRecord, 'actor' | 'target' | 'type'> & NamedAct>(
  act: Act,
  input: CardInput,
  language: Language,
): Act {
  if (!input.model.definition.feeds) return act;
  const words = WORDS[language];
  const nameOf = (code: string): string => input.names[code]?.[language] ?? code;
  const headline = words.machine.act(nameOf(act.actor), nameOf(act.target), typeLabel(input, act.type, words));
  return { ...act, headline, headlineKo: headline };
}

function dyadFacts(input: CardInput, numbers: DyadNumbers, language: Language): DyadFacts {
  const words = WORDS[language];
  const { card } = words;
  const { series, direction, records, days, steps } = numbers;
  const codes = series.dyad.split('-');
  const sides = codes.map((code) => input.names[code]?.[language] ?? code) as [string, string];
  const [a, b] = direction === 'both' || direction.startsWith(`${codes[0]}>`) ? sides : sides.toReversed();
  const names = [a!, b!] as const;
  const named = records.map((record) => namedAct(record, input, language));
  return {
    ...numbers,
    events: figureEvents(named, days, steps, ({ type }) => typeLabel(input, type, words), words),
    names,
    pair: card.pair(...sides),
    subject: direction === 'both' ? card.subject(...names) : card.towards(...names),
  };
}

function pointOn(series: DailySeries, day: number): BandedPoint {
  return {
    index: valueOn(series, series.index, day)!,
    low: valueOn(series, series.low, day)!,
    high: valueOn(series, series.high, day)!,
  };
}

function endCoverage(
  { coverage, provisional, firstDay }: DailySeries,
  from: number,
  to: number,
  days: ArrayLike<number>,
): EndCoverage {
  const isUncovered = lieWithin(coverage.uncovered, to);
  let provisionalFrom: number | undefined;
  for (let day = to; day >= from && provisional[day - firstDay] === 1; day--) provisionalFrom = day;
  return {
    isSparse: lieWithin(coverage.sparse, to),
    // Where nothing is coded, nothing is provisional either: that it is blank says more.
    isProvisional: provisionalFrom !== undefined && !isUncovered,
    isUncovered,
    isBlank:
      coverage.uncovered.some((stretch) => stretch.from <= from && stretch.to >= to) &&
      !Array.from(days).some((day) => day >= from && day <= to),
    provisionalFrom,
  };
}

/** The lines of a comparison by where they stand on the last day. */
export const tensestFirst = (lines: CardFacts['lines']): DyadFacts[] =>
  lines.toSorted((p, q) => q.last.index - p.last.index);

/** Those that have room, the tensest ones, in their order. */
export function shownLines(lines: CardFacts['lines'], most: number): DyadFacts[] {
  const kept = tensestFirst(lines).slice(0, most);
  return lines.filter((line) => kept.includes(line));
}

/** Any day of the view lies in such a stretch. */
export const hasWithin = ({ series, from, to }: DyadFacts, kind: 'sparse' | 'uncovered'): boolean =>
  series.coverage[kind].some((stretch) => stretch.from <= to && stretch.to >= from);

function numberedOf({ numbered, events, records }: DyadFacts): NumberedFact[] {
  return numbered.map((at, i) => {
    const { id, day, precision, title, summary, headline, verified, step } = events[at]!;
    const { sourceName: name, sourceUrl: url, sourceDate } = records[at]!;
    return {
      number: i + 1,
      id,
      day,
      precision,
      type: title,
      summary,
      headline,
      points: step,
      verified,
      source: { name, url, date: sourceDate ?? '' },
    };
  });
}

/** The new events that moved it most, the largest share first; each with the number that it has on the line of these days. */
function newEvents(
  input: MoveCardInput,
  { records, days: lineDays, steps, from: first, to: last }: DyadFacts,
  language: Language,
): NumberedFact[] {
  const words = WORDS[language];
  const { events, from, to } = input.move;
  const fresh = events.filter(({ kind }) => kind === 'new');
  const days = fresh.map(({ date }) => epochDay(date));
  const points = fresh.map(({ indexPoints }) => indexPoints);
  const told = numberedEvents(days, points, epochDay(from.date), epochDay(to.date));
  const ranked = numberedEvents(lineDays, steps, first, last, Infinity);
  const numbers = new Map(ranked.map((at, i) => [records[at]!.id, i + 1]));
  return told.map((at, i): NumberedFact => {
    const { eventId, type, summary, indexPoints, verified, sourceUrl } = fresh[at]!;
    const record = records.find(({ id }) => id === eventId);
    return {
      // One whose own step is too small for a number comes after all that have one.
      number: numbers.get(eventId) ?? ranked.length + 1 + i,
      id: eventId,
      day: days[at]!,
      precision: record?.datePrecision ?? 'day',
      type: typeLabel(input, type, words),
      summary,
      headline: headlineOf(namedAct(fresh[at]!, input, language), words),
      points: indexPoints,
      verified,
      source: { name: record?.sourceName ?? '', url: sourceUrl, date: record?.sourceDate ?? '' },
    };
  });
}
