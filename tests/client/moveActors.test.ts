/** Whose acts a move comes from: the same causes by who acted, which add up to the change in the list, the sentence and the waterfall. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorName, actorRows, actorSentence } from '../../client/charts/moveActors.ts';
import { ko } from '../../client/words/ko/index.ts';
import { en } from '../../client/words/en/index.ts';
import { partsOfAnswer } from '../../models/moveFinding.ts';
import { dyadView, shippedCard } from '../figures/shippedCard.ts';
import { dyads } from '../models/shipped.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { MoveCardInput } from '../../client/charts/card/cardInput.ts';

const moveOf = (dyad: string, from: string, to: string) =>
  (shippedCard(dyadView(dyad, from, to)) as Pick<MoveCardInput, 'move'>).move;
const NAMES: Readonly<Record<string, string>> = { KOR: 'South Korea', RUS: 'Russia', IND: 'India', PAK: 'Pakistan' };
const nameOf = (code: string): string => NAMES[code] ?? code;

describe('whose acts', () => {
  it('of any window sum to the change, by kind too, and in the waterfall', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...dyads),
        fc.integer({ min: 15_000, max: 20_600 }),
        fc.integer({ min: 0, max: 900 }),
        (dyad, first, days) => {
          const move = moveOf(dyad, toIsoDate(first), toIsoDate(Math.min(first + days, 20_696)));
          const sum = (all: readonly { readonly indexPoints: number }[]): number =>
            all.reduce((total, { indexPoints }) => total + indexPoints, 0);
          expect(Math.abs(sum(move.actors) + move.rescaling - move.change)).toBeLessThan(1e-9);
          for (const actor of move.actors) expect(Math.abs(sum(actor.kinds) - actor.indexPoints)).toBeLessThan(1e-9);
          const rows = actorRows(move, nameOf);
          const parts = rows.filter(({ role }) => role === 'part');
          parts.slice(1).forEach((part, i) => expect(part.from).toBe(parts[i]!.to));
          expect(Math.abs((parts.at(-1)?.to ?? move.from.index) - move.to.index)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are told in one sentence, which names a side that drives only where it alone explains two thirds', () => {
    const told = (dyad: string, from: string, to: string, words = en): string => {
      const move = moveOf(dyad, from, to);
      return actorSentence(partsOfAnswer(move), move, nameOf, words);
    };
    expect(told('KOR-RUS', '2024-03-28', '2024-04-05')).toBe(
      'By whose acts: South Korea +4.5, Russia +4.1, both sides together +0.1; in all +8.7 points, before rounding.',
    );
    expect(told('KOR-RUS', '2024-03-28', '2024-04-05', ko)).toBe(
      '행위 주체별: South Korea +4.5, Russia +4.1, 양측 공동 +0.1, 반올림 전 합계 +8.7포인트.',
    );
    expect(told('IND-PAK', '2025-05-07', '2025-05-07')).toBe(
      'Acts of India drive the change: India +4.6, Pakistan less than 0.05, both sides together less than 0.05; in all +4.5 points, before rounding.',
    );
    // Before anybody looked there is no change, and so nobody's.
    expect(told('RUS-USA', '2014-01-01', '2014-12-31')).toBe('');
  });

  it('of both sides together are nobody’s alone, and an inherited act names the pair that it is from', () => {
    expect(actorName(null, nameOf, en)).toBe('both sides together');
    expect(actorName('PRK in KOR-PRK', () => 'North Korea', en)).toBe('North Korea in KOR-PRK');
  });
});
