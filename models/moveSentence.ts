/**
 * A move in one sentence, by rules that anyone can check against the parts:
 *
 * 1. *Little changed* when the index at the end lies inside the 90% band of the start, or within one point of it.
 * 2. Otherwise *rose* or *fell*, with both values and days.
 * 3. The driver, the group of causes (kind and category) with the largest share in the direction of the move, is named only
 *    if it explains at least half of the change; its largest event is named with it if that alone explains a quarter.
 * 4. Where no group explains half, the sentence says so.
 */
import { toIsoDate } from './calendar.ts';
import type { Category, Codebook } from './codebook.ts';
import { groupsOf, type MoveExplanation, type MoveGroup, type MoveKind } from './move.ts';

/** Index points below which a change is never called one. */
const SMALLEST_CHANGE = 1;
const DRIVER_SHARE = 0.5;
const NAMED_EVENT_SHARE = 0.25;

const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  military_security: 'military and security acts',
  sanctions_trade: 'sanctions and trade measures',
  diplomatic_protest: 'diplomatic protests and breaks',
  votes_statements: 'votes and statements',
  agreements_easing: 'agreements and easing',
  visits_talks: 'visits and talks',
  other: 'other acts',
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What the sentence needs besides the parts. */
export interface MoveSubject {
  /** such as "South Korea – Russia" */
  readonly name: string;
  /** the 90% band of the starting point, in index points */
  readonly fromBand: { readonly low: number; readonly high: number };
  /** summary and day of an event, for the one that is named; undefined leaves it unnamed */
  readonly eventOf: (eventId: string) => { readonly summary: string; readonly day: number } | undefined;
}

/** The group that drives a move, if one explains at least half of it. */
export function driverOf(move: MoveExplanation, codebook: Codebook): MoveGroup | undefined {
  const [first] = groupsOf(move, codebook).sort((a, b) => (b.indexPoints - a.indexPoints) * Math.sign(move.change));
  return first && first.indexPoints / move.change >= DRIVER_SHARE ? first : undefined;
}

/** The largest event of a driver of new events, if that alone explains a quarter of the move. */
export function namedEventOf(
  move: MoveExplanation,
  driver: MoveGroup,
  { eventOf }: Pick<MoveSubject, 'eventOf'>,
  codebook: Codebook,
): ReturnType<MoveSubject['eventOf']> {
  const largest =
    driver.kind === 'new'
      ? move.new.find(
          (cause) =>
            codebook.get(cause.type)!.category === driver.category &&
            Math.sign(cause.indexPoints) === Math.sign(move.change),
        )
      : undefined;
  return largest && largest.indexPoints / move.change >= NAMED_EVENT_SHARE ? eventOf(largest.eventId) : undefined;
}

/** Whether a move is too small to be called one. */
export function isLittleChanged(
  move: { readonly change: number; readonly to: { readonly index: number } },
  fromBand: MoveSubject['fromBand'],
): boolean {
  return Math.abs(move.change) < SMALLEST_CHANGE || (move.to.index >= fromBand.low && move.to.index <= fromBand.high);
}

/**
 * The sentence of a move.
 *
 * @example "South Korea – Russia tension rose 8.7 points between 1 March and 5 April 2024, from 70.3 to 79.0, driven by
 * sanctions and trade measures (2 new events)."
 */
export function moveSentence(move: MoveExplanation, subject: MoveSubject, codebook: Codebook): string {
  const period = periodWords(move.from.day, move.to.day);
  const values = `from ${points(move.from.index)} to ${points(move.to.index)}`;
  if (isLittleChanged(move, subject.fromBand))
    return `${subject.name} tension was little changed ${period}, ${values}.`;
  const verb = move.change > 0 ? 'rose' : 'fell';
  return `${subject.name} tension ${verb} ${points(Math.abs(move.change))} points ${period}, ${values}, ${driverWords(move, subject, codebook)}.`;
}

function driverWords(move: MoveExplanation, subject: MoveSubject, codebook: Codebook): string {
  const driver = driverOf(move, codebook);
  if (!driver) return 'with no single cause behind half of it';
  const words = `driven by ${groupWords(driver)}`;
  const event = namedEventOf(move, driver, subject, codebook);
  return event ? `${words}: above all "${event.summary.replace(/\.$/, '')}" (${dayWords(event.day)})` : words;
}

function groupWords({ kind, category, events }: MoveGroup): string {
  const what = category === null ? 'another base or scale of the model' : CATEGORY_WORDS[category];
  const counted = `${events} ${events === 1 ? 'event' : 'events'}`;
  const wording: Record<MoveKind, string> = {
    new: `${what} (${events} new ${events === 1 ? 'event' : 'events'})`,
    fading: `the fading of earlier ${what} (${counted})`,
    revised: `what has since been recorded or recoded among ${what} (${counted})`,
    model: category === null ? what : `the model's other view of ${what} (${counted})`,
  };
  return wording[kind];
}

const points = (value: number): string => value.toFixed(1);

function dayWords(day: number, withYear = true): string {
  const [year, month, date] = toIsoDate(day).split('-').map(Number) as [number, number, number];
  return `${date} ${MONTHS[month - 1]}${withYear ? ` ${year}` : ''}`;
}

function periodWords(from: number, to: number): string {
  if (from === to) return `on ${dayWords(to)}`;
  const sameYear = toIsoDate(from).slice(0, 4) === toIsoDate(to).slice(0, 4);
  return `between ${dayWords(from, !sameYear)} and ${dayWords(to)}`;
}
