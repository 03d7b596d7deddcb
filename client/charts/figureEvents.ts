/** Events as charts mark them. */
import type { FigureEvent } from './figure.ts';

interface CodedEvent {
  readonly id: string;
  readonly type: string;
  readonly datePrecision: FigureEvent['precision'];
  readonly summary: string;
  readonly verified: boolean;
}

/**
 * @param days,peaks by position; a peak (peaks.ts) of NaN, outside the score, counts as none
 * @param titleOf the name of an event's type
 */
export function figureEvents<Event extends CodedEvent>(
  events: readonly Event[],
  days: ArrayLike<number>,
  peaks: ArrayLike<number>,
  titleOf: (event: Event) => string,
): FigureEvent[] {
  return events.map((event, e) => ({
    id: event.id,
    day: days[e]!,
    precision: event.datePrecision,
    title: titleOf(event),
    summary: event.summary,
    verified: event.verified,
    peak: Number.isNaN(peaks[e]!) ? 0 : peaks[e]!,
  }));
}
