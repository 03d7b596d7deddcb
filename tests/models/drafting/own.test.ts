/** Drafting on texts of our own, written before any rule was tried on them; and how general the patterns are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { draftByRules } from '../../../models/drafting/engine.ts';
import { englishRules } from '../../../models/drafting/english/english.ts';
import { koreanRules } from '../../../models/drafting/korean/korean.ts';
import { scoreTexts } from '../../../models/drafting/score.ts';
import { dictionary, world } from './world.ts';

interface Coded {
  readonly published?: string;
  readonly text: string;
  readonly tolerated: readonly string[];
  readonly events: readonly {
    readonly pairs: readonly (readonly [string, string])[];
    readonly type: string;
    readonly acceptTypes: readonly string[];
    readonly date: string | null;
    readonly optional: boolean;
  }[];
}

const quiet = { ...world, events: [] };
const rowsOf = (file: string): Coded[] =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Coded);

const scoreOf = (file: string, language: 'en' | 'ko') =>
  scoreTexts(
    rowsOf(file).map(({ text, published, events, tolerated }) => ({
      wanted: {
        acts: events.map(({ pairs, ...act }) => ({ ...act, sides: pairs, datePrecision: 'day' as const })),
        tolerated,
      },
      drafts: draftByRules({ text, published, language }, quiet, dictionary, [englishRules, koreanRules]).drafts,
    })),
    world.codebook,
  );

describe('texts of our own', () => {
  // Read for the first time, the English files gave 0.37, 0.55 and 0.62 of their acts, the Korean 0.61 and 0.75; what was missed was then mended by kind.
  test.each([
    ['en-first.jsonl', 'en'],
    ['en-second.jsonl', 'en'],
    ['en-third.jsonl', 'en'],
    ['ko-first.jsonl', 'ko'],
    ['ko-second.jsonl', 'ko'],
  ] as const)('%s: acts, states and days', (file, language) => {
    const score = scoreOf(file, language);
    expect(score.recall).toBeGreaterThan(0.75);
    expect(score.precision).toBeGreaterThan(0.85);
    expect(score.dateRight).toBeGreaterThan(0.95);
    expect(score.noAct.drafted).toBeLessThanOrEqual(1);
  });
});

test('what once went wrong, by kind: reactions, "both sides", a low point, advertising, a dateline without a year', () => {
  const { recall, precision, noAct } = scoreOf('en-kinds.jsonl', 'en');
  expect([recall, precision, noAct.drafted]).toEqual([1, 1, 0]);
});

test.each([
  ['en', 'The United States imposed sanctions on 22 Russian tycoons on Friday.', 3],
  ['en', 'South Korea imposed sanctions on two Russian ships on Friday.', 2],
  ['en', 'North Korea fired an intercontinental ballistic missile on Friday.', 4],
  ['ko', '정부는 5일 러시아 선박 2척을 독자제재 대상으로 지정했다.', 2],
  ['ko', '러시아가 5일 한국 외교관 8명을 추방했다.', 3],
  ['ko', '외교부는 5일 주한 러시아대사를 초치했다.', 3],
  ['ko', '북한이 5일 대륙간탄도미사일을 발사했다.', 4],
] as const)(
  'the rubric decides the severity where the text counts or names the rank (%s: %s)',
  (language, text, severity) => {
    const { drafts } = draftByRules({ text, published: '2024-04-08', language }, quiet, dictionary, [
      englishRules,
      koreanRules,
    ]);
    expect(drafts.map((draft) => draft.severity)).toEqual([severity]);
  },
);

test('a Korean pattern that finds one text says a thing in several ways, or says why it stands', () => {
  const hits = new Map<string, number>();
  for (const file of ['ko-dev.jsonl', 'ko-heldout.jsonl', 'ko-first.jsonl', 'ko-second.jsonl'])
    for (const { text } of rowsOf(file)) {
      const lines = [{ start: 0, end: text.length }];
      const { acts } = koreanRules.actsOf({ text, lines, published: undefined, world: quiet, dictionary });
      for (const pattern of new Set(acts.map((act) => act.pattern))) hits.set(pattern, (hits.get(pattern) ?? 0) + 1);
    }
  const { frames } = dictionary.ko.rules as {
    frames: readonly { type: string; words: string; tail: string; reason?: string }[];
  };
  const counts = new Map<string, number>();
  const narrow = frames.flatMap(({ type, words, reason }) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    // "(a|b)…(c|d)" are four ways to say it
    const ways = [...words.matchAll(/\(([^()]*)\)/gu)].reduce(
      (product, [, list]) => product * list!.split('|').length,
      1,
    );
    return hits.get(`ko:${type}:${count}`) === 1 && ways < 3 && reason === undefined ? [`${type}: ${words}`] : [];
  });
  expect(narrow).toEqual([]);
  expect(hits.size).toBeGreaterThan(30);
});
