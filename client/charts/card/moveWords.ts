/** A move in one sentence, by the rules of models/moveSentence.ts, in the card's language. In English it is that sentence to the letter (tests/client/moveWords.test.ts). */
import type { Category } from '../../../models/codebook.ts';
import type { Move } from '../../../server/api/contract.ts';
import { epochDay } from '../../../models/calendar.ts';
import type { Words } from '../../words/words.ts';
import { dateParts, plain } from '../format.ts';
import { isLittle } from './title.ts';

const DRIVER_SHARE = 0.5;
const NAMED_EVENT_SHARE = 0.25;

export interface MoveSubjectWords {
  /** @example 'South Korea–Russia tension' */
  readonly subject: string;
  /** the 90% band of the first day */
  readonly fromBand: { readonly low: number; readonly high: number };
  /** the one that is named; undefined leaves it unnamed */
  readonly eventOf: (id: string) => { readonly summary: string; readonly date: string } | undefined;
  readonly words: Words;
}

export function moveWords(move: Move, about: MoveSubjectWords): string {
  const { subject, fromBand, words } = about;
  const { dates, card } = words;
  const [start, end] = [dateParts(epochDay(move.from.date)), dateParts(epochDay(move.to.date))];
  const period = move.from.date === move.to.date ? dates.on(end) : dates.between(start, end);
  const values = { from: plain(move.from.index), to: plain(move.to.index) };
  if (isLittle(move, fromBand)) return card.sentence.little({ subject, period, ...values });
  return card.sentence.changed({
    subject,
    isRise: move.change > 0,
    points: plain(Math.abs(move.change)),
    period,
    ...values,
    cause: causeWords(move, about),
  });
}

function causeWords(move: Move, { words, eventOf }: MoveSubjectWords): string {
  const { sentence } = words.card;
  const [driver] = move.groups.toSorted((p, q) => (q.indexPoints - p.indexPoints) * Math.sign(move.change));
  if (!driver || driver.indexPoints / move.change < DRIVER_SHARE) return sentence.noDriver;
  const cause = sentence.drivenBy(groupWords(driver, words));
  const largest =
    driver.kind === 'new'
      ? move.events.find(
          (event) =>
            event.kind === 'new' &&
            event.category === driver.category &&
            Math.sign(event.indexPoints) === Math.sign(move.change),
        )
      : undefined;
  const event =
    largest && largest.indexPoints / move.change >= NAMED_EVENT_SHARE ? eventOf(largest.eventId) : undefined;
  return event
    ? `${cause}${sentence.aboveAll(event.summary.replace(/\.$/, ''), words.dates.full(dateParts(epochDay(event.date))))}`
    : cause;
}

function groupWords(
  { kind, category, events }: Move['groups'][number],
  { card: { sentence }, causeGroups }: Words,
): string {
  if (category === null) return sentence.rescaling;
  const group = causeGroups[category satisfies Category];
  if (kind === 'model') return sentence.model(group);
  return sentence[kind](group, events);
}
