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
import { type CardFacts, type DyadFacts, tensestFirst } from './cardFacts.ts';

/** Days: a value that is the highest for less than a year is no news of its own. */
const RECORD_DAYS = 365;
/** More lines than this are counted, not named. */
const NAMED_LINES = 3;

export function cardTitle(facts: CardFacts): string {
  const { lines, move, words } = facts;
  return `${marks(facts)}${move ? dyadTitle(lines[0], move, words) : compareTitle(lines, words)}`;
}

/** The title of a view of one dyad, and of a move: both tell of the change from its first to its last day. */
function dyadTitle(facts: DyadFacts, move: Move, words: Words): string {
  const { dates } = words;
  const { title } = words.card;
  const { from, to, subject, pair, end } = facts;
  const period = from === to ? dates.on(dateParts(to)) : dates.between(dateParts(from), dateParts(to));
  if (end.isBlank) return title.nothing({ pair, period });
  const doubts = `${end.isSparse ? title.sparse : ''}${end.isProvisional ? title.provisional : ''}`;
  const value = plain(move.to.index, 0);
  if (from === to) return `${title.stood({ subject, value, date: period })}${doubts}`;
  if (isLittleChanged(move, facts.first)) return `${title.little({ subject, value, period })}${doubts}`;
  const isRise = move.change > 0;
  const changed = title.changed({
    subject,
    isRise,
    points: Math.round(Math.abs(move.change)),
    period,
    record: recordWords(facts, isRise, words),
    drivers: driverWords(move, words),
  });
  return `${changed}${doubts}`;
}

/** Rule 6: before the finding, so that it is read first. */
function marks({ input: { model, view }, isKnownEarlier, words: { card, dates } }: CardFacts): string {
  return [
    model.standing === 'draft' ? card.title.draft : '',
    view.kind === 'dyad' && view.whatIf !== undefined ? card.title.whatIf : '',
    isKnownEarlier ? card.title.asKnown(dates.full(dateParts(epochDay(view.asOf.slice(0, 10))))) : '',
  ].join('');
}

/** The extreme that the last day of a view is: the day since which there was none like it, or that of the record's begin. */
interface RecordSince {
  readonly day: number;
  readonly isWholeRecord: boolean;
}

/** Rule 4. `undefined` where the last day is none. O(days). */
function recordOf({ series, from, to }: DyadFacts, isHighest: boolean): RecordSince | undefined {
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

function recordWords(facts: DyadFacts, isHighest: boolean, { card: { title }, dates }: Words): string {
  // What only fades to its lowest, because nothing is coded, is no record.
  const record = facts.end.isUncovered ? undefined : recordOf(facts, isHighest);
  if (!record) return '';
  const { year, month } = dateParts(record.day);
  const since = isHighest ? title.highestSince : title.lowestSince;
  const onRecord = isHighest ? title.highestOnRecord : title.lowestOnRecord;
  return (record.isWholeRecord ? onRecord : since)(dates.fullMonth(year, month));
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
function compareTitle(lines: CardFacts['lines'], { card: { title }, dates }: Words): string {
  const date = dates.on(dateParts(lines[0].to));
  const ranked = tensestFirst(lines);
  const [highest, ...others] = ranked.map(({ pair, last }) => title.ofLine(pair, plain(last.index, 0)));
  if (others.length === 0)
    return title.stood({ subject: lines[0].subject, value: plain(lines[0].last.index, 0), date });
  const few = (all: readonly string[]): readonly string[] =>
    all.length > NAMED_LINES ? [...all.slice(0, NAMED_LINES - 1), title.more(all.length - NAMED_LINES + 1)] : all;
  return ranked[0]!.last.index - ranked.at(-1)!.last.index < SMALLEST_CHANGE
    ? title.comparedAlike({ date, lines: few([highest!, ...others]) })
    : title.compared({ date, highest: highest!, others: few(others) });
}
