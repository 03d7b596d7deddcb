/** A move in one sentence: what models/moveFinding.ts finds, in the words of a language. */
import { moveFinding, type MoveFinding, type MoveParts } from '../../models/moveFinding.ts';
import type { Words } from '../words/words.ts';
import { plain, printedChange, signed } from './format.ts';
import {
  begunWords,
  driverWords,
  excursionWords,
  gapWords,
  lastLooked,
  lookedAfter,
  moveDays,
  type MoveSubject,
} from './moveWords.ts';

/**
 * @example 'South Korea – Russia tension rose 9.2 points between 1 March and 5 April 2024, from 70.9 to 80.1, driven by
 * sanctions (2 new acts).'
 */
export function moveSentence(move: MoveParts, subject: MoveSubject, words: Words): string {
  const finding = moveFinding(move);
  const gap = gapWords(move, finding, subject.isWindow, words);
  const sentence = found(move, finding, subject, words);
  return gap === '' ? sentence : words.card.gap.inSentence(sentence, gap);
}

function found(
  move: MoveParts,
  finding: MoveFinding,
  { subject, isWindow, isFromAsKnown = false, eventOf }: MoveSubject,
  words: Words,
): string {
  const { card } = words;
  const values = {
    subject,
    isWindow,
    period: moveDays(move, isWindow, words),
    from: isFromAsKnown ? card.knownThen(plain(move.from.index)) : plain(move.from.index),
    to: plain(move.to.index),
    excursions: excursionWords(move, finding, words),
  };
  switch (finding.kind) {
    case 'uncovered':
      // Before the first day that has a value there is nothing to give.
      return card.sentence.uncovered({ ...values, hasValue: move.firstDay === null && move.types.length > 0 });
    case 'begins':
      return card.sentence.begins({ ...values, ...begunWords(move, isWindow, words) });
    case 'faded':
      return isWindow
        ? card.sentence.faded({ ...values, ...lastLooked(move, words) })
        : card.sentence.fadedMove({ ...values, ...lookedAfter(move, words) });
    case 'little':
      return card.sentence.little(values);
    case 'unclear':
      return card.sentence.unclear({ ...values, low: signed(move.band.low), high: signed(move.band.high) });
    default:
      return card.sentence.changed({
        ...values,
        isRise: finding.kind === 'rise',
        points: plain(Math.abs(printedChange(move.from.index, move.to.index))),
        cause: driverWords(move, finding.driver, eventOf, words),
      });
  }
}
