/** A move in one sentence: what models/moveFinding.ts finds, in the words of a language. */
import { type Band, type MoveDriver, moveFinding, type MoveParts } from '../../models/moveFinding.ts';
import type { Words } from '../words/words.ts';
import { dateParts, plain } from './format.ts';

/** What the sentence needs besides the parts. */
export interface MoveSubject {
  /** @example 'South Korea – Russia tension' */
  readonly subject: string;
  /** the 90% band of the starting point, in index points */
  readonly fromBand: Band;
  /** summary and epoch day of the event that is named; undefined leaves it unnamed */
  readonly eventOf: (eventId: string) => { readonly summary: string; readonly day: number } | undefined;
}

/**
 * @example 'South Korea – Russia tension rose 8.7 points between 1 March and 5 April 2024, from 70.3 to 79.0, driven by
 * sanctions and trade measures (2 new events).'
 */
export function moveSentence(move: MoveParts, { subject, fromBand, eventOf }: MoveSubject, words: Words): string {
  const { dates, card } = words;
  const [from, to] = [dateParts(move.from.day), dateParts(move.to.day)];
  const period = move.from.day === move.to.day ? dates.on(to) : dates.between(from, to);
  const values = { subject, period, from: plain(move.from.index), to: plain(move.to.index) };
  const finding = moveFinding(move, fromBand);
  if (finding.kind === 'little') return card.sentence.little(values);
  return card.sentence.changed({
    ...values,
    isRise: finding.kind === 'rise',
    points: plain(Math.abs(move.change)),
    cause: causeOf(finding.driver, eventOf, words),
  });
}

function causeOf(driver: MoveDriver | undefined, eventOf: MoveSubject['eventOf'], words: Words): string {
  const { sentence } = words.card;
  if (!driver) return sentence.noDriver;
  const cause = sentence.drivenBy(groupInWords(driver, words));
  const event = driver.namedEvent === undefined ? undefined : eventOf(driver.namedEvent);
  return event
    ? `${cause}${sentence.aboveAll(event.summary.replace(/\.$/, ''), words.dates.full(dateParts(event.day)))}`
    : cause;
}

function groupInWords({ kind, category, events }: MoveDriver, { card: { sentence }, causeGroups }: Words): string {
  return category === null ? sentence.rescaling : sentence[kind](causeGroups[category], events);
}
