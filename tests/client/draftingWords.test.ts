/** What drafting says of a text, in Korean. */
import { expect, test } from 'vitest';
import { ko } from '../../client/words/ko/index.ts';
import { englishRules } from '../../models/drafting/english/english.ts';
import { draftByRules } from '../../models/drafting/engine.ts';
import { dictionary, world } from '../models/drafting/world.ts';

const { said } = ko.drafting;

test('a Korean reader is told in Korean why a part was passed over, and where the day is from', () => {
  const text = [
    'April 8, 2024',
    'By Staff Reporter',
    "Russia summoned South Korea's ambassador on Friday to protest the sanctions. Seoul may expel two Russian diplomats.",
    'If Seoul sends weapons to Ukraine, Moscow will supply missiles to North Korea. [광고] https://example.com',
    'Leave a comment',
  ].join('\n');
  const { passedOver, published } = draftByRules({ text }, world, dictionary, [englishRules]);
  const reasons = [...passedOver.map(({ why }) => why), published.reason];
  expect(passedOver.length).toBeGreaterThan(2);
  expect(reasons.filter((reason) => /[a-z]/.test(said(reason)))).toEqual([]);
  expect(said('a purpose')).toBe('목적');
  expect(said('the text says "20일"')).toBe('본문에 “20일”(으)로 적힘');
  expect(said('a reason of tomorrow'), 'what has no Korean stays as it is').toBe('a reason of tomorrow');
});
