/** Measure, direction, frequency, period; then by which model, and what was known. */
import { dateParts, momentText } from '../format.ts';
import type { Words } from '../../words/words.ts';
import type { CardFacts, DyadFacts } from './cardFacts.ts';
import { comparedDays } from './compared.ts';
import { SEPARATOR } from './lines.ts';

/** By which model and what was known; of a move also what its bars are, which nothing else says. */
export function shortSubtitle(facts: CardFacts): string {
  const items = subtitle(facts).split(SEPARATOR);
  const kept = items.slice(-2);
  return (facts.input.view.kind === 'move' ? [items[0]!, rangeText(facts.lines, facts.words), ...kept] : kept).join(
    SEPARATOR,
  );
}

export function subtitle({ input, lines, words }: CardFacts): string {
  const [line] = lines;
  const { card } = words;
  const { view, model } = input;
  const second = 'overlay' in input && input.overlay ? input.overlay.model : undefined;
  return [
    view.kind === 'move' ? card.measureMove : card.measure,
    line.direction === 'both' ? card.bothSides : card.oneSide(...line.names),
    ...(view.kind === 'move' ? [] : [card.steps[view.kind === 'dyad' ? view.step : 'day']]),
    rangeText(lines, words),
    model.standing === 'draft' ? card.draftModel(model.hash) : card.model(model.name, model.version, model.hash),
    ...(second ? [card.secondModel(second.name, second.version, second.hash)] : []),
    card.asKnown(momentText(view.asOf, words)),
  ].join(SEPARATOR);
}

/** The days of a view, of several lines those that they are compared on. */
export function rangeText(lines: readonly DyadFacts[], { dates }: Words): string {
  const [line] = lines;
  const { from, to } = lines.length === 1 ? line! : comparedDays(lines);
  return from === to ? dates.full(dateParts(to)) : dates.range(dateParts(from), dateParts(to));
}
