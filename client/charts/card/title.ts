/**
 * The title of a card: the finding, by rules that anyone can check against the data.
 *
 * 1. *Nothing is coded* where no day of the view is covered: a line that only fades is no finding.
 * 2. *Little changed* where the last value lies inside the 90% band of the first day, or within one point of it: the rule of the move's sentence
 *    (models/moveFinding.ts), so that title, sentence and table never disagree.
 * 3. Otherwise *rose* or *fell*, in whole points: the band is several points wide, a decimal would pretend to more.
 * 4. *Highest (lowest) since* a month: where no day of the view exceeds the last one, and the last day before the view that was as high lies at
 *    least a year before it; of the whole record where there is no such day. Compared in whole points, as it is printed.
 * 5. What drove it: types of new events, or a category that faded, where one or two of them explain at least half of the change; the second only
 *    where it explains a sixth. Otherwise nothing is named.
 * 6. What a reader must know before believing it stands in the title too: as-of, draft, what-if, few events, provisional.
 */
import { epochDay } from '../../../models/calendar.ts';
import { isLittleChanged, SMALLEST_CHANGE } from '../../../models/moveFinding.ts';
import { titleDrivers } from '../../../models/titleDrivers.ts';
import type { Move } from '../../../models/contract/move.ts';
import type { Words } from '../../words/words.ts';
import { valueOn } from '../dailySeries.ts';
import { dateParts, plain } from '../format.ts';
import { type DyadFacts, isKnownEarlier, pointOn, standingOf, subjectOf } from './cardFacts.ts';
import type { CardInput } from './cardInput.ts';

/** Days: a value that is the highest for less than a year is no news of its own. */
const RECORD_DAYS = 365;
/** More lines than this are counted, not named. */
const NAMED_LINES = 3;

/** The title of a view of one dyad, and of a move: both tell of the change from its first to its last day. */
export function dyadTitle(input: CardInput, facts: DyadFacts, move: Move, words: Words): string {
  const { card, dates } = words;
  const { from, to, names } = facts;
  const standing = standingOf(facts);
  const subject = subjectOf(facts, words);
  const period = from === to ? dates.on(dateParts(to)) : dates.between(dateParts(from), dateParts(to));
  const { title } = card;
  if (standing.isBlank) return marked(input, title.nothing({ pair: card.pair(...names), period }), words);
  const doubts = `${standing.isSparse ? title.sparse : ''}${standing.isProvisional ? title.provisional : ''}`;
  if (from === to)
    return marked(input, `${title.stood({ subject, value: plain(move.to.index, 0), date: period })}${doubts}`, words);
  if (isLittleChanged(move, pointOn(facts, from)))
    return marked(input, `${title.little({ subject, value: plain(move.to.index, 0), period })}${doubts}`, words);
  const isRise = move.change > 0;
  const changed = title.changed({
    subject,
    isRise,
    points: Math.round(Math.abs(move.change)),
    period,
    record: recordWords(facts, isRise, words),
    drivers: driverWords(move, words),
  });
  return marked(input, `${changed}${doubts}`, words);
}

/** Rule 6: before the finding, so that it is read first. */
function marked(input: CardInput, finding: string, { card, dates }: Words): string {
  const { view } = input;
  const before = [
    input.model.standing === 'draft' ? card.title.draft : '',
    view.kind === 'dyad' && view.whatIf !== undefined ? card.title.whatIf : '',
    isKnownEarlier(input) ? card.title.asKnown(dates.full(dateParts(epochDay(view.asOf.slice(0, 10))))) : '',
  ].join('');
  return `${before}${finding}`;
}

/** The extreme that the last day of a view is: the day since which there was none like it, or that of the record's begin. */
export interface RecordSince {
  readonly day: number;
  readonly isWholeRecord: boolean;
}

/** Rule 4. `undefined` where the last day is none. O(days). */
export function recordOf(
  { series, from, to }: Pick<DyadFacts, 'series' | 'from' | 'to'>,
  isHighest: boolean,
): RecordSince | undefined {
  const { firstEvent } = series.coverage;
  if (firstEvent === null) return undefined;
  const sign = isHighest ? 1 : -1;
  const height = (day: number): number => sign * Math.round(valueOn(series, series.index, day)!);
  const last = height(to);
  for (let day = from; day < to; day++) if (height(day) > last) return undefined;
  const begin = Math.max(firstEvent, series.firstDay);
  for (let day = from - 1; day >= begin; day--)
    if (height(day) >= last) return from - day >= RECORD_DAYS ? { day, isWholeRecord: false } : undefined;
  return from - begin >= RECORD_DAYS ? { day: begin, isWholeRecord: true } : undefined;
}

function recordWords(facts: DyadFacts, isHighest: boolean, { card, dates }: Words): string {
  // What only fades to its lowest, because nothing is coded, is no record.
  const record = standingOf(facts).isUncovered ? undefined : recordOf(facts, isHighest);
  if (!record) return '';
  const { year, month } = dateParts(record.day);
  const { title } = card;
  const say = record.isWholeRecord
    ? isHighest
      ? title.highestOnRecord
      : title.lowestOnRecord
    : isHighest
      ? title.highestSince
      : title.lowestSince;
  return say(dates.fullMonth(year, month));
}

/** Rule 5. */
function driverWords({ change, events }: Move, { card, causes, causeGroups }: Words): string {
  const drivers = titleDrivers(change, events);
  if (!drivers) return '';
  if (drivers.kind === 'types') {
    const nouns: Readonly<Record<string, readonly string[]>> = causes;
    return card.title.drivenBy(drivers.types.map(({ type, isOneEvent }) => nouns[type]?.[isOneEvent ? 0 : 1] ?? type));
  }
  const group = causeGroups[drivers.category];
  return drivers.kind === 'faded' ? card.title.asFaded(group) : card.title.drivenBy([group]);
}

/** Where the lines of a comparison stand on the last day. */
export function compareTitle(input: CardInput, lines: readonly DyadFacts[], words: Words): string {
  const { card, dates } = words;
  const day = lines[0]?.to ?? epochDay(input.view.to);
  const date = dates.on(dateParts(day));
  const ranked = lines
    .map((facts) => ({ pair: card.pair(...facts.names), index: pointOn(facts, facts.to).index }))
    .sort((p, q) => q.index - p.index);
  const said = ranked.map(({ pair, index }) => card.title.ofLine(pair, plain(index, 0)));
  const [highest, ...others] = said;
  const few = (all: readonly string[]): readonly string[] =>
    all.length > NAMED_LINES ? [...all.slice(0, NAMED_LINES - 1), card.title.more(all.length - NAMED_LINES + 1)] : all;
  const isAlike = ranked.length > 1 && ranked[0]!.index - ranked.at(-1)!.index < SMALLEST_CHANGE;
  if (others.length === 0)
    return marked(
      input,
      card.title.stood({ subject: card.subject(...lines[0]!.names), value: plain(ranked[0]!.index, 0), date }),
      words,
    );
  return marked(
    input,
    isAlike
      ? card.title.comparedAlike({ date, lines: few(said) })
      : card.title.compared({ date, highest: highest!, others: few(others) }),
    words,
  );
}
