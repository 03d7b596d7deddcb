/**
 * The title of a card: the finding of models/moveFinding.ts, in the words that the sentence has too.
 *
 * 1. *Is not known* where no day of the view is covered: a line that only fades is no finding. A move between two days is told by the values of these two,
 *    which are those of its picture.
 * 2. *Highest (lowest) since* a month: where no day of the view exceeds the last one, and the last day before the view that was as high lies at
 *    least a year before it; of the whole record where there is no such day, or of the record until then where the view ends in the past. Compared to a tenth of a point, as it is printed.
 * 3. A day that nobody looked at is not told without saying so, and lines of a comparison that nobody looked at are not ranked with others.
 * 4. Lines of a comparison have no order that their bands do not carry.
 * 5. What a reader must know before believing it stands in the title too: as-of, draft, what-if, few events, provisional.
 */
import { epochDay } from '../../../models/calendar.ts';
import { SMALLEST_CHANGE } from '../../../models/changeBand.ts';
import { moveFinding, partsOfAnswer } from '../../../models/moveFinding.ts';
import { type RecordSince, recordSince } from '../../../models/record.ts';
import type { Move } from '../../../models/contract/move.ts';
import type { Words } from '../../words/words.ts';
import { valueOn } from '../dailySeries.ts';
import { dateParts, plain, printedChange } from '../format.ts';
import { begunWords, driverWords, excursionWords, gapWords, lastLooked, lookedAfter, moveDays } from '../moveWords.ts';
import { type CardFacts, type DyadFacts, moveSubject } from './cardFacts.ts';
import { comparedLines } from './compared.ts';

/** More lines than this are counted, not named. */
const NAMED_LINES = 3;

export function cardTitle(facts: CardFacts): string {
  return titleOf(facts, false);
}

/** Characters of a title that chats show in full, and that a tight card has room for. */
const SHORT = 90;

/** The title where little room is given to it: if it is longer than that, without record, peaks and cause, and with one line named. */
export function shortTitle(facts: CardFacts): string {
  const title = cardTitle(facts);
  return title.length > SHORT ? titleOf(facts, true) : title;
}

function titleOf(facts: CardFacts, isShort: boolean): string {
  const { move } = facts;
  return `${marks(facts)}${move ? dyadTitle(facts, move, isShort) : compareTitle(facts, isShort)}${besideMark(facts)}`;
}

/** The title of a view of one dyad, which is a window, and of a move between two days. */
function dyadTitle(facts: CardFacts, answer: Move, isShort: boolean): string {
  const { words } = facts;
  const { title } = words.card;
  const [line] = facts.lines;
  const move = partsOfAnswer(answer);
  const { subject, isWindow, eventOf } = moveSubject(facts);
  const finding = moveFinding(move);
  const period = moveDays(move, isWindow, words);
  if (finding.kind === 'uncovered' || line.end.isBlank) return title.nothing({ subject, period });
  const values = {
    subject,
    period,
    from: plain(move.from.index),
    to: plain(move.to.index),
    excursions: isShort ? '' : excursionWords(move, finding, words),
  };
  const said = (): string => {
    switch (finding.kind) {
      case 'begins':
        return title.begins({ ...values, ...begunWords(move, isWindow, words) });
      case 'faded':
        return isWindow
          ? title.faded({ ...values, ...lastLooked(move, words) })
          : title.fadedMove({ ...values, ...lookedAfter(move, words) });
      case 'little':
      case 'unclear':
        return title[finding.kind](values);
      default:
        return title.changed({
          ...values,
          isRise: finding.kind === 'rise',
          points: plain(Math.abs(printedChange(move.from.index, move.to.index))),
          record: isShort ? '' : recordWords(facts, finding.kind === 'rise'),
          cause: isShort ? undefined : driverWords(move, finding.driver, eventOf, words),
        });
    }
  };
  const gap = gapWords(move, finding, isWindow, words);
  const told = gap === '' ? said() : words.card.gap.inTitle(said(), gap);
  return `${told}${line.end.isSparse ? title.sparse : ''}${line.end.isProvisional ? title.provisional : ''}`;
}

/** Rule 5 of a second line. */
function besideMark({ input, words }: CardFacts): string {
  const isMachine = 'overlay' in input && input.overlay?.model.definition.feeds && !input.model.definition.feeds;
  return isMachine ? words.card.title.machineBeside : '';
}

/** Rule 5: before the finding, so that it is read first. */
function marks({ input: { model, view }, isKnownEarlier, words: { card, dates } }: CardFacts): string {
  return [
    model.standing === 'draft' ? card.title.draft : '',
    model.definition.feeds ? card.title.machine : '',
    view.kind === 'dyad' && view.whatIf !== undefined ? card.title.whatIf : '',
    isKnownEarlier ? card.title.asKnown(dates.full(dateParts(epochDay(view.asOf.slice(0, 10))))) : '',
  ].join('');
}

/** Rule 2. `undefined` where the last day is none. O(days). */
function recordOf({ series, from, to }: DyadFacts, isHighest: boolean): RecordSince | undefined {
  const { firstEvent } = series.coverage;
  if (firstEvent === null) return undefined;
  const sign = isHighest ? 1 : -1;
  const height = (day: number): number => sign * Math.round(10 * valueOn(series, series.index, day)!);
  return recordSince(height, Math.max(firstEvent, series.firstDay), from, to);
}

function recordWords({ lines: [line], isPast, words: { card, dates } }: CardFacts, isHighest: boolean): string {
  // What only fades to its lowest, because nothing is coded, is no record.
  const record = line.end.isUncovered ? undefined : recordOf(line, isHighest);
  if (!record) return '';
  const { year, month } = dateParts(record.day);
  const extreme = isHighest ? 'highest' : 'lowest';
  // Of a day long gone nobody is told that it holds the record: later days may be beyond it.
  const kind = !record.isWholeRecord ? 'Since' : isPast ? 'UntilThen' : 'OnRecord';
  return card.title[`${extreme}${kind}`](dates.fullMonth(year, month));
}

/** Where the lines of a comparison stand on the last day. Of a day that nobody looked at it is said so, and lines that somebody looked at are not ranked with others. */
function compareTitle(facts: CardFacts, isShort: boolean): string {
  const { words } = facts;
  const { ranked, gap } = comparedLines(facts, isShort ? 0 : NAMED_LINES - 1);
  const said = rankedTitle(ranked, words, isShort);
  return gap === '' ? said : words.card.gap.inTitle(said, gap);
}

function rankedTitle(ranked: readonly DyadFacts[], { card: { title }, dates }: Words, isShort: boolean): string {
  const [first] = ranked;
  const date = dates.on(dateParts(first!.to));
  const [highest, ...others] = ranked.map(({ pair, last }) => title.ofLine(pair, plain(last.index)));
  if (others.length === 0) return title.stood({ subject: first!.subject, value: plain(first!.last.index), date });
  const few = (all: readonly string[]): readonly string[] =>
    all.length > NAMED_LINES ? [...all.slice(0, NAMED_LINES - 1), title.more(all.length - NAMED_LINES + 1)] : all;
  const all = [highest!, ...others];
  const lowest = ranked.at(-1)!;
  if (first!.last.index - lowest.last.index < SMALLEST_CHANGE) return title.comparedAlike({ date, lines: few(all) });
  const rivals = rivalsOf(ranked);
  if (isShort && others.length > 1)
    return rivals.size === 0
      ? title.comparedMany({ date, pair: first!.pair, value: plain(first!.last.index), pairs: ranked.length })
      : title.comparedRange({
          date,
          low: plain(lowest.last.index),
          high: plain(first!.last.index),
          pairs: ranked.length,
        });
  if (rivals.size === 0) return title.compared({ date, highest: highest!, others: few(others) });
  if (rivals.size === others.length) return title.comparedUnranked({ date, lines: few(all) });
  const isUpper = (i: number): boolean => i === 0 || rivals.has(i);
  return title.comparedUpper({
    date,
    highest: few(all.filter((_, i) => isUpper(i))),
    others: few(all.filter((_, i) => !isUpper(i))),
  });
}

/** Positions of lines that may be the highest as well: their 90% bands reach that of the first. */
export const rivalsOf = (ranked: readonly Pick<DyadFacts, 'last'>[]): ReadonlySet<number> =>
  new Set(ranked.flatMap(({ last }, i) => (i > 0 && last.high >= ranked[0]!.last.low ? [i] : [])));
