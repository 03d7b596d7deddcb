/**
 * Windows over all fourteen dyads with the sentence that a careful analyst would write, read against the rows of data/events/; and every
 * surface that tells of a window tells the same cause.
 */
import { describe, expect, it } from 'vitest';
import { cardFacts, moveSubject } from '../../client/charts/card/cardFacts.ts';
import { textsOf } from '../../client/charts/card/cardTexts.ts';
import { driverWords } from '../../client/charts/moveWords.ts';
import { moveSentence } from '../../client/charts/moveSentence.ts';
import { WORDS } from '../../client/words/words.ts';
import { basisOf } from '../../models/basis.ts';
import { epochDay } from '../../models/calendar.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { explainMove } from '../../models/move.ts';
import { moveFinding, partsOf, partsOfAnswer } from '../../models/moveFinding.ts';
import { scoreOf } from '../../models/score.ts';
import { dyadView, shippedCard } from '../figures/shippedCard.ts';
import { baseline2, codebook, dyads } from '../models/shipped.ts';
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
      const printed = /(?:rose|fell) ([\d.]+) points .* to ([\d.]+) from ([\d.]+) on the eve/.exec(sentence);
      if (printed) {
        const [, points, end, eve] = printed;
        expect(Math.abs(Number(end) - Number(eve)).toFixed(1), 'what a reader gets who subtracts').toBe(points);
        expect(title).toContain(`${points} points`);
      }
      const move = partsOfAnswer(facts.move!);
      const cause = driverWords(move, moveFinding(move).driver, moveSubject(facts).eventOf, facts.words);
      if (cause === undefined) continue;
      expect(title).toContain(cause);
      expect(sentence).toContain(cause);
    }
  });

  it('with one event of 1950 that somebody imported, and no declared coverage, tells a level and no change', () => {
    const columns = eventColumns(
      'PRK-USA',
      [
        {
          id: 'a',
          day: epochDay('1950-06-25'),
          actor: 'PRK',
          target: 'USA',
          type: 'military_incident',
          polarity: 1,
          severity: 5,
          role: 'direct',
          verified: true,
        },
      ],
      codebook,
    );
    const told = (first: string, last: string): string => {
      const [from, to] = [epochDay(first) - 1, epochDay(last)];
      const stateOn = (day: number) => ({ day, columns, model: baseline2 });
      const parts = partsOf(
        explainMove(columns, baseline2, from, to),
        { from: stateOn(from), to: stateOn(to), direction: 'both' },
        codebook,
        scoreOf(basisOf(columns, baseline2, from, to), baseline2),
      );
      return moveSentence(parts, { subject: 'T', isWindow: true, eventOf: () => undefined }, WORDS.en);
    };
    expect(told('1950-06-01', '1950-06-30')).toMatch(
      /^T stood at 6\d\.\d on 30 June 1950; the record begins on 25 June 1950, so that there is no change to tell\.$/,
    );
    expect(told('1960-01-01', '1960-12-31')).toMatch(
      /^T is not known in 1960: no act is coded, and nobody has said that they looked; the line only fades, to 50\.\d from 50\.\d on the eve\.$/,
    );
  });

  it('is told of at least forty, and of every dyad', () => {
    expect(WINDOWS.length).toBeGreaterThanOrEqual(40);
    expect(dyads.filter((dyad) => !WINDOWS.some(([told]) => told === dyad))).toEqual([]);
  });
});
