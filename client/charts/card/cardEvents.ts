/** The events that a card tells beside its plot: the first of the numbered ones that it has room for, each with its number. */
import { moveFinding, partsOfAnswer } from '../../../models/moveFinding.ts';
import { dateParts, knownDate, shortDate, signed } from '../format.ts';
import type { CardFacts, NumberedFact } from './cardFacts.ts';
import type { EventList } from './eventList.ts';
import { rangeText } from './subtitle.ts';

/** Those that tell most. */
export const weightiest = (events: readonly NumberedFact[], most: number): readonly NumberedFact[] =>
  events.slice(0, most);

/** In order of their numbers. */
export const inOrder = (events: readonly NumberedFact[]): NumberedFact[] =>
  events.toSorted((a, b) => a.number - b.number);

/** How many events there are to list: of the window, or of a move the new ones. */
export const eventsToTell = ({ input, lines: [line], move }: CardFacts): number =>
  input.view.kind === 'move'
    ? move!.types.reduce((sum, { kind, events }) => (kind === 'new' ? sum + events : sum), 0)
    : line.within.length;

/** The list as a card writes it; none where there is nothing to list. */
export function eventListOf(facts: CardFacts, most: number): EventList | undefined {
  const {
    input,
    lines: [line],
    numbered,
    words,
  } = facts;
  const events = weightiest(numbered, most);
  if (events.length === 0) return undefined;
  const { card, charts } = words;
  const isMove = input.view.kind === 'move';
  const isOneYear = dateParts(line.from).year === dateParts(line.to).year;
  const rest = eventsToTell(facts) - events.length;
  return {
    title: isMove ? card.list.newEvents : card.list.steps,
    unit: isMove ? card.list.shares : card.list.unit,
    remark: isMove || explainsTitle(facts) ? '' : card.list.apart(rangeText([line], words)),
    events: events.map(({ number, day, precision, points, headline, verified }) => ({
      number: isMove ? undefined : number,
      verified,
      date: isOneYear && precision === 'day' ? shortDate(day, words) : knownDate(day, precision, words),
      points: signed(points),
      // Of acts coded by machine none is, and the card says so above.
      headline: verified || input.model.definition.feeds ? headline : charts.unverified(headline),
    })),
    more: rest > 0 ? card.list.more(rest) : '',
  };
}

/** Days: over more of them peaks and lows that the title tells are the work of many acts. */
const A_YEAR = 366;

/** The steps of the numbered events come to the change that the title tells, give or take half of it; or it tells none. */
function explainsTitle({ lines: [line], move, numbered }: CardFacts): boolean {
  if (!move) return true;
  const { kind } = moveFinding(partsOfAnswer(move));
  if (kind !== 'rise' && kind !== 'fall') return line.to - line.from <= A_YEAR;
  const steps = numbered.reduce((sum, { points }) => sum + points, 0);
  return Math.abs(steps - move.change) <= Math.abs(move.change) / 2;
}
