/** Measure, direction, frequency, period; then by which model, and what was known. */
import { dateParts, momentText } from '../format.ts';
import type { Words } from '../../words/words.ts';
import type { CardFacts, DyadFacts } from './cardFacts.ts';
import { SEPARATOR } from './lines.ts';

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

/** The days of a view: from the first day of any of its lines to the last of any. */
export function rangeText(lines: readonly DyadFacts[], { dates }: Words): string {
  const from = Math.min(...lines.map((line) => line.from));
  const to = Math.max(...lines.map((line) => line.to));
  return from === to ? dates.full(dateParts(to)) : dates.range(dateParts(from), dateParts(to));
}
