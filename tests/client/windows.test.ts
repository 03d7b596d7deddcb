/**
 * Windows over all fourteen dyads with the sentence that a careful analyst would write, read against the rows of data/events/; and every
 * surface that tells of a window tells the same cause.
 */
import { describe, expect, it } from 'vitest';
import { cardFacts, moveSubject } from '../../client/charts/card/cardFacts.ts';
import { textsOf } from '../../client/charts/card/cardTexts.ts';
import { driverWords } from '../../client/charts/moveWords.ts';
import { moveFinding, partsOfAnswer } from '../../models/moveFinding.ts';
import { dyadView, shippedCard } from '../figures/shippedCard.ts';
import { dyads } from '../models/shipped.ts';
import { WINDOWS } from './windows.ts';

describe('a window', () => {
  it.each(WINDOWS)('of %s from %s to %s is told, and title and sentence name one cause', (dyad, from, to, en, ko) => {
    for (const [lang, expected] of [
      ['en', en],
      ['ko', ko],
    ] as const) {
      const facts = cardFacts(shippedCard(dyadView(dyad, from, to), { presentation: { lang } }));
      const { sentence, title } = textsOf(facts);
      expect(sentence).toBe(expected);
      const move = partsOfAnswer(facts.move!);
      const cause = driverWords(move, moveFinding(move).driver, moveSubject(facts).eventOf, facts.words);
      if (cause === undefined) continue;
      expect(title).toContain(cause);
      expect(sentence).toContain(cause);
    }
  });

  it('is told of at least forty, and of every dyad', () => {
    expect(WINDOWS.length).toBeGreaterThanOrEqual(40);
    expect(dyads.filter((dyad) => !WINDOWS.some(([told]) => told === dyad))).toEqual([]);
  });
});
