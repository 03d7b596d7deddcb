/** A card for who cannot see it: what kind of picture, the finding in the sentence of the card, values and marked events. */
import type { Move } from '../../../models/contract/move.ts';
import { knownDate, longDate, plain, sharePoints, signed } from '../format.ts';
import { waterfallRows } from '../waterfall.ts';
import type { CardBadge } from './badges.ts';
import { type CardFacts, tensestFirst } from './cardFacts.ts';
import { rangeText } from './subtitle.ts';

/** Events that are told. */
const TOLD_EVENTS = 3;
/** Parts of a move that are told. */
const TOLD_PARTS = 4;

/** @param sentence that of the card */
export function altText(facts: CardFacts, sentence: string, badges: readonly CardBadge[]): string {
  const { input, move } = facts;
  if (!move) return compareAlt(facts, sentence, badges);
  return input.view.kind === 'move' ? moveAlt(facts, move, sentence) : dyadAlt(facts, sentence, badges);
}

function dyadAlt(
  { input, lines: [line], numbered, words }: CardFacts,
  sentence: string,
  badges: readonly CardBadge[],
): string {
  const { card } = words;
  const { from, to, series, last } = line;
  const indexOn = (day: number): number => series.index[day - series.firstDay]!;
  let highest: number | undefined;
  let lowest: number | undefined;
  for (let day = from; day <= to; day++) {
    if (Number.isNaN(indexOn(day))) continue;
    if (highest === undefined || indexOn(day) > indexOn(highest)) highest = day;
    if (lowest === undefined || indexOn(day) < indexOn(lowest)) lowest = day;
  }
  const told = numbered.toSorted((p, q) => p.rank - q.rank).slice(0, TOLD_EVENTS);
  const warnings = badges.filter(({ kind }) => kind !== 'title').map(({ text }) => text);
  return [
    card.alt.dyad({
      subject: line.subject,
      frequency: card.steps[input.view.kind === 'dyad' ? input.view.step : 'day'],
      range: rangeText([line], words),
    }),
    sentence,
    ...(highest === undefined || lowest === undefined
      ? []
      : [
          card.alt.values({
            low: plain(last.low, 0),
            high: plain(last.high, 0),
            highest: plain(indexOn(highest)),
            highestDate: longDate(highest, words),
            lowest: plain(indexOn(lowest)),
            lowestDate: longDate(lowest, words),
          }),
        ]),
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
