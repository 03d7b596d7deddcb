/** Events as charts mark them. */
import type { Words } from '../words/words.ts';
import type { FigureEvent } from './figure.ts';
import { headlineOf, type NamedAct } from './headline.ts';

interface CodedEvent extends NamedAct {
  readonly id: string;
  readonly type: string;
  readonly datePrecision: FigureEvent['precision'];
  readonly verified: boolean;
}

/**
 * @param days,steps by position; a step (steps.ts) of NaN, outside the score, counts as none
 * @param titleOf the name of an event's type
 */
export function figureEvents<Event extends CodedEvent>(
  events: readonly Event[],
  days: ArrayLike<number>,
  steps: ArrayLike<number>,
  titleOf: (event: Event) => string,
  words: Words,
): FigureEvent[] {
  return events.map((event, e) => ({
    id: event.id,
    day: days[e]!,
    precision: event.datePrecision,
    title: titleOf(event),
    summary: event.summary,
    headline: headlineOf(event, words),
    verified: event.verified,
    step: Number.isNaN(steps[e]!) ? 0 : steps[e]!,
  }));
}
