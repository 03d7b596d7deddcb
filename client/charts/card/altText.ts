/** A card for who cannot see it: what kind of picture, the finding in the sentence of the card, values and marked events. */
import type { Move } from '../../../models/contract/move.ts';
import { extremesWithin } from '../dailySeries.ts';
import { knownDate, longDate, plain, sharePoints, signed } from '../format.ts';
import { waterfallRows } from '../waterfall.ts';
import type { CardBadge } from './badges.ts';
import { weightiest } from './cardEvents.ts';
import { type CardFacts, hasWithin, tensestFirst } from './cardFacts.ts';
import { noteText } from './cardNotes.ts';
import type { Drawn } from './footer.ts';
import { rangeText } from './subtitle.ts';

/** Events that are told. */
const TOLD_EVENTS = 3;
/** Parts of a move that are told. */
const TOLD_PARTS = 4;

/**
 * @param sentence that of the card
 * @param drawn what the picture has of it
 */
export function altText(facts: CardFacts, sentence: string, badges: readonly CardBadge[], drawn: Drawn): string {
  const { input, move } = facts;
  if (move && input.view.kind === 'move') return moveAlt(facts, move, sentence);
  const told = move ? dyadAlt(facts, sentence, badges, drawn) : compareAlt(facts, sentence, badges);
  const notes = drawn.notes > 0 ? noteText(facts, drawn.notes) : '';
  return notes === '' ? told : `${told} ${notes}`;
}

function dyadAlt(
  { input, lines: [line], numbered, words }: CardFacts,
  sentence: string,
  badges: readonly CardBadge[],
  drawn: Drawn,
): string {
  const { card } = words;
  const { from, to, series, last } = line;
  const extremes = extremesWithin(series, from, to);
  const told = weightiest(numbered, Math.min(drawn.events, TOLD_EVENTS));
  const warnings = badges.filter(({ kind }) => kind !== 'title').map(({ text }) => text);
  return [
    card.alt.dyad({
      subject: line.subject,
      frequency: card.steps[input.view.kind === 'dyad' ? input.view.step : 'day'],
      range: rangeText([line], words),
      hasBars: drawn.hasBars,
    }),
    sentence,
    ...(Number.isNaN(last.low) ? [] : [card.alt.band(plain(last.low, 0), plain(last.high, 0))]),
    ...(extremes
      ? [
          card.alt.extremes({
            highest: plain(extremes.highest.value),
            highestDate: longDate(extremes.highest.day, words),
            lowest: plain(extremes.lowest.value),
            lowestDate: longDate(extremes.lowest.day, words),
            hasUnlooked: hasWithin(line, 'uncovered'),
          }),
        ]
      : []),
    ...(told.length > 0
      ? [
          card.alt.numbered(
            told.map(({ day, precision, type, headline, points }) =>
              card.alt.event({
                date: knownDate(day, precision, words),
                type,
                headline,
                points: signed(points),
              }),
            ),
          ),
        ]
      : []),
    // All of them as one sentence.
    ...(warnings.length > 0 ? [`${warnings.join('; ')}.`] : []),
  ].join(' ');
}

function moveAlt({ lines: [line], words }: CardFacts, move: Move, sentence: string): string {
  const { card } = words;
  const { subject } = line;
  const parts = waterfallRows(move, words)
    .filter(({ role }) => role === 'part')
    .toSorted((p, q) => Math.abs(q.points) - Math.abs(p.points));
  return [
    card.alt.move({ subject, range: rangeText([line], words) }),
    sentence,
    ...(parts.length > 0
      ? [
          card.alt.parts(
            parts.slice(0, TOLD_PARTS).map(({ label, points }) => card.alt.part(label, sharePoints(points, words))),
          ),
        ]
      : []),
  ].join(' ');
}

function compareAlt({ lines, words }: CardFacts, sentence: string, badges: readonly CardBadge[]): string {
  return [
    words.card.alt.compare({ lines: tensestFirst(lines).map(({ pair }) => pair), range: rangeText(lines, words) }),
    sentence,
    ...badges.map(({ text }) => `${text}.`),
  ].join(' ');
}
