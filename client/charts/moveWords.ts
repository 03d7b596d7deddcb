/** The sentence of a move, by the rules of models/moveSentence.ts, in the words of a language. */
import type { Codebook } from '../../models/codebook.ts';
import type { MoveExplanation, MoveGroup } from '../../models/move.ts';
import { driverOf, isLittleChanged, type MoveSubject, namedEventOf } from '../../models/moveSentence.ts';
import type { Words } from '../words/words.ts';
import { dateParts, plain } from './format.ts';

/** @param subject such as `words.card.subject('한국', '러시아')`, as the sentence's subject */
export function moveInWords(
  move: MoveExplanation,
  subject: MoveSubject & { readonly tension: string },
  codebook: Codebook,
  words: Words,
): string {
  const {
    dates,
    card: { sentence },
  } = words;
  const [from, to] = [dateParts(move.from.day), dateParts(move.to.day)];
  const period = move.from.day === move.to.day ? dates.on(to) : dates.between(from, to);
  const values = { subject: subject.tension, period, from: plain(move.from.index), to: plain(move.to.index) };
  if (isLittleChanged(move, subject.fromBand)) return sentence.little(values);
  return sentence.changed({
    ...values,
    isRise: move.change > 0,
    points: plain(Math.abs(move.change)),
    cause: causeOf(move, subject, codebook, words),
  });
}

function causeOf(move: MoveExplanation, subject: MoveSubject, codebook: Codebook, words: Words): string {
  const { sentence } = words.card;
  const driver = driverOf(move, codebook);
  if (!driver) return sentence.noDriver;
  const cause = sentence.drivenBy(groupInWords(driver, words));
  const event = namedEventOf(move, driver, subject, codebook);
  return event
    ? `${cause}${sentence.aboveAll(event.summary.replace(/\.$/, ''), words.dates.full(dateParts(event.day)))}`
    : cause;
}

function groupInWords({ kind, category, events }: MoveGroup, { card: { sentence }, causeGroups }: Words): string {
  if (category === null) return sentence.rescaling;
  return kind === 'model' ? sentence.model(causeGroups[category]) : sentence[kind](causeGroups[category], events);
}
