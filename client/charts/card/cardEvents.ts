/** The events that a card tells beside its plot: the weightiest that it has room for, numbered in order of date. */
import { dateParts, knownDate, shortDate, signed } from '../format.ts';
import type { CardFacts, NumberedFact } from './cardFacts.ts';
import type { EventList } from './eventList.ts';

/** Those that tell most, in order of date. */
export const weightiest = (events: readonly NumberedFact[], most: number): NumberedFact[] =>
  events.filter(({ rank }) => rank < most);

/** The list as a card writes it; none where there is nothing to list. */
export function eventListOf(
  { input, lines: [line], move, numbered, words }: CardFacts,
  most: number,
): EventList | undefined {
  const events = weightiest(numbered, most);
  if (events.length === 0) return undefined;
  const { card, charts } = words;
  const isMove = input.view.kind === 'move';
  const all = isMove
    ? move!.types.reduce((sum, { kind, events }) => (kind === 'new' ? sum + events : sum), 0)
    : line.within.length;
  const isOneYear = dateParts(line.from).year === dateParts(line.to).year;
  const rest = all - events.length;
  return {
    title: isMove ? card.list.newEvents : card.list.steps,
    unit: isMove ? card.list.shares : card.list.unit,
    events: events.map(({ day, precision, points, headline, verified }, i) => ({
      number: isMove ? undefined : i + 1,
      verified,
      date: isOneYear && precision === 'day' ? shortDate(day, words) : knownDate(day, precision, words),
      points: signed(points),
      // Of acts coded by machine none is, and the card says so above.
      headline: verified || input.model.definition.feeds ? headline : charts.unverified(headline),
    })),
    more: rest > 0 ? card.list.more(rest) : '',
  };
}
