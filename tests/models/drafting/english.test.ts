/** English drafting on sentences and news that somebody coded (they are not ours to pass on), and on hostile text. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { MAX_TEXT_CHARACTERS } from '../../../models/drafting/drafter.ts';
import { draftByRules } from '../../../models/drafting/engine.ts';
import { englishRules } from '../../../models/drafting/english/english.ts';
import { lexiconOf } from '../../../models/drafting/english/lexicon.ts';
import type { Draft } from '../../../models/drafting/drafted.ts';
import { scoreTexts, type WantedAct } from '../../../models/drafting/score.ts';
import { dictionary, world } from './world.ts';

const root = dirname(fileURLToPath(new URL('../../', import.meta.url)));
const folder = resolve(process.env['REAL_DATA_DIR'] ?? resolve(root, '../shared/data'), 'text-coding');
const isThere = existsSync(folder);

interface Sentence {
  readonly text: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly type: string;
  readonly acceptTypes: readonly string[];
}

interface Item {
  readonly text: string;
  readonly published: string;
  readonly tolerated: readonly string[];
  readonly events: readonly {
    readonly actor: string;
    readonly targets: readonly string[];
    readonly type: string;
    readonly acceptTypes: readonly string[];
    readonly date: string | null;
    readonly datePrecision: string;
    readonly optional: boolean;
  }[];
}

const lines = <Row>(file: string): Row[] =>
  readFileSync(resolve(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

const quiet = { ...world, events: [] };
const draftsOf = (text: string, published?: string): Draft[] =>
  draftByRules({ text, published, language: 'en' }, quiet, dictionary, [englishRules]).drafts;

const wantedOf = (events: Item['events']): WantedAct[] =>
  events.map(({ actor, targets, type, acceptTypes, date, datePrecision, optional }) => ({
    type,
    acceptTypes,
    sides: targets.map((target) => [actor, target] as const),
    date,
    datePrecision: datePrecision === 'month' ? 'month' : 'day',
    optional,
  }));

describe.skipIf(!isThere)('English drafting on coded texts (REAL_DATA_DIR, text-coding/)', () => {
  test('gives type, actor and target of four sentences of five', () => {
    const sentences = lines<Sentence>('sentences-dev.jsonl');
    const right = sentences.filter(({ text, pairs, type, acceptTypes }) => {
      const drafts = draftsOf(text);
      if (drafts.length === 0) return acceptTypes.includes('none');
      return drafts.some((draft) => {
        const isMutual = [type, draft.type].some((name) => world.codebook.get(name)?.mutual);
        return (
          acceptTypes.includes(draft.type) &&
          pairs.some(
            ([a, b]) =>
              (a === draft.actor && b === draft.target) || (isMutual && b === draft.actor && a === draft.target),
          )
        );
      });
    });
    expect(right.length / sentences.length).toBeGreaterThan(0.8);
  });

  test('finds seven of ten acts of the news, three of four drafts are right, and so are their days', () => {
    const items = lines<Item>('dated-dev.jsonl');
    const score = scoreTexts(
      items.map(({ text, published, tolerated, events }) => ({
        wanted: { acts: wantedOf(events), tolerated },
        drafts: draftsOf(text, published),
      })),
      world.codebook,
    );
    expect(score.recall).toBeGreaterThan(0.7);
    expect(score.precision).toBeGreaterThan(0.75);
    expect(score.dateRight).toBeGreaterThan(0.95);
    expect(score.noAct.drafted).toBeLessThanOrEqual(score.noAct.texts / 4);
  });

  test('has no pattern for one sentence: one that hits a single text is a broad frame', () => {
    const texts = [...lines<Sentence>('sentences-dev.jsonl'), ...lines<Item>('dated-dev.jsonl')];
    const hits = new Map<string, number>();
    for (const { text } of texts) {
      const read = englishRules.actsOf({
        text,
        lines: [{ start: 0, end: text.length }],
        published: undefined,
        world: quiet,
        dictionary,
      });
      for (const pattern of new Set(read.acts.map((act) => act.pattern)))
        hits.set(pattern, (hits.get(pattern) ?? 0) + 1);
    }
    // A frame of the general list joins words of a class; so many ways to say a thing are no fit to one text.
    const ways = ({ verbs, nouns, isNoun, beside }: ReturnType<typeof lexiconOf>['frames'][number]): number =>
      (isNoun ? 1 : verbs.size) * Math.max(1, nouns.length) * Math.max(1, beside.size);
    const { frames: entries } = dictionary.en.rules as { frames: readonly { id: string; reason?: string }[] };
    const isReasoned = new Set(entries.filter(({ reason }) => reason !== undefined).map(({ id }) => id));
    const narrow = lexiconOf(dictionary).frames.filter(
      (frame) => hits.get(frame.id) === 1 && ways(frame) < 3 && !isReasoned.has(frame.id),
    );
    expect(narrow.map(({ id }) => id)).toEqual([]);
    expect(hits.size).toBeGreaterThan(40);
  });
});

describe('the day of an English report', () => {
  const acts =
    'South Korea imposed sanctions on two Russian ships on April 2. Russia summoned the South Korean ambassador on Friday.';
  test.each([
    'SEOUL, April 8, 2024 — ',
    'SEOUL (Reuters) April 8, 2024 - ',
    'Seoul, South Korea, 8 April 2024 (AFP) -- ',
    '(Seoul, Apr. 8, 2024) ',
    'April 8, 2024 - ',
    'SEOUL, 2024-04-08 — ',
    'Published: 2024-04-08\n',
    '<time datetime="2024-04-08T01:00:00Z">April 8</time>\n',
  ])('is that of its dateline, and that of no act: %s', (head) => {
    const { published, drafts } = draftByRules({ text: head + acts, language: 'en' }, quiet, dictionary, [
      englishRules,
    ]);
    expect(published).toMatchObject({ date: '2024-04-08', guessed: false });
    expect(drafts.map(({ type, date }) => [type, date])).toEqual([
      ['sanction', '2024-04-02'],
      ['summons', '2024-04-05'],
    ]);
  });

  test('is not known from a dateline without a year; days in front of several lines are those of acts', () => {
    const open = draftByRules({ text: `MOSCOW, 8 April (TASS) -- ${acts}` }, quiet, dictionary, [englishRules]);
    expect(open.published.date).toBeNull();
    const listed = draftsOf(
      'April 2, 2024 - South Korea imposed sanctions on two Russian ships.\nApril 5, 2024 - Russia summoned the South Korean ambassador.',
    );
    expect(listed.map(({ date }) => date)).toEqual(['2024-04-02', '2024-04-05']);
  });

  test.each([
    ['05/06/2024', null],
    ['25/06/2024', '2024-06-25'],
    ['06/06/2024', '2024-06-06'],
  ])('of %s is %s: a day that is read two ways stays open', (said, date) => {
    expect(draftsOf(`On ${said} Seoul summoned the Russian ambassador.`).map((draft) => draft.date)).toEqual([date]);
  });
});

describe('English drafting of hostile text', () => {
  test('refuses a text that is no article, with a sentence', () => {
    const text = 'Russia sanctions Japan. '.repeat(450_000);
    expect(() => draftsOf(text)).toThrow(
      `The text has ${text.length.toLocaleString('en')} characters; drafting reads ${MAX_TEXT_CHARACTERS.toLocaleString('en')} at most.`,
    );
  });

  test.each([
    ['brackets', '('.repeat(190_000)],
    ['brackets and words', '(Russia [Japan '.repeat(12_000)],
    ['marks of direction', `\u202eRussia\u202c summons\u2066 Japan's ambassador\u2069. `.repeat(3_000)],
    ['one sentence without an end', 'Russia and Japan and '.repeat(9_000)],
    ['lines of one letter', 'a\n'.repeat(95_000)],
    ['scripts', '<script>alert("Russia expels three Japanese diplomats")</script>\n'.repeat(2_500)],
  ])('reads %s to the end', (_, text) => {
    const drafts = draftsOf(text, '2024-04-08');
    expect(drafts.length).toBeLessThan(200);
    for (const { evidence } of drafts) for (const { start, end } of evidence) expect(end).toBeGreaterThan(start);
  });
});
