/** The commands `draft` and `draft --score`: what they print of a text, and how they count. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafted } from '../../models/drafting/drafted.ts';
import { tension } from './inProcess.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tension-draft-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SUMMONS =
  '(모스크바=연합뉴스) 러시아 외무부는 5일(현지시간) 이도훈 주러 한국대사를 초치해 대러 독자제재에 항의했다고 밝혔다.';

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('draft', () => {
  test('prints what the contract says, and finds the act in the events that ship', async () => {
    const path = await file('summons.txt', SUMMONS);
    const { code, stdout } = await tension(join(folder, 'empty'), [
      'draft',
      path,
      '--published',
      '2024-04-06',
      '--json',
    ]);
    const found = drafted.parse(JSON.parse(stdout));
    expect(code).toBe(0);
    expect(found).toMatchObject({
      language: 'ko',
      published: { date: '2024-04-06', guessed: false },
      drafts: [
        {
          type: 'summons',
          actor: 'RUS',
          target: 'KOR',
          date: '2024-04-05',
          match: { eventId: 'kor-rus-2024-04-05-summons-lee-do-hoon' },
        },
      ],
    });
    expect(SUMMONS.slice(found.drafts[0]!.evidence[0]!.start)).toMatch(/^러시아 외무부는/u);
  });

  test('tells drafts in words', async () => {
    const path = await file('words.txt', SUMMONS);
    const { stdout } = await tension(join(folder, 'empty'), ['draft', path, '--published', '2024-04-06']);
    expect(stdout).toContain('1. 2024-04-05  RUS > KOR  summons');
    expect(stdout).toContain('probably kor-rus-2024-04-05-summons-lee-do-hoon');
  });

  test('says what is wrong with a file that is not there, and with a date that is none', async () => {
    const missing = await tension(folder, ['draft', join(folder, 'nothing.txt')]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('nothing.txt cannot be read');
    const date = await tension(folder, ['draft', await file('a.txt', SUMMONS), '--published', '8.4.2024']);
    expect(date.stderr).toContain('--published: "8.4.2024" is not a calendar date');
  });
});

describe('draft --score', () => {
  const event = (fields: object) => ({
    actor: 'RUS',
    target: 'KOR',
    type: 'summons',
    date: '2024-04-05',
    datePrecision: 'day',
    optional: false,
    ...fields,
  });
  const line = (fields: object) =>
    JSON.stringify({ id: 'x', published: '2024-04-06', text: SUMMONS, events: [event({})], tolerated: [], ...fields });

  const score = async (name: string, ...lines: string[]) => {
    const { stdout } = await tension(folder, ['draft', '--score', await file(name, lines.join('\n')), '--json']);
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  test('counts acts that are found, missed, wrong and neither', async () => {
    expect(
      await score(
        'items.jsonl',
        line({}),
        line({ events: [event({ type: 'veto' })] }),
        line({ events: [event({ date: '2024-04-04', target: 'USA', targets: ['USA', 'KOR'] })] }),
        line({ events: [], noEvent: true }),
        line({ events: [], tolerated: ['summons'] }),
        line({ events: [event({ optional: true })] }),
        line({ text: '비가 내렸다.', events: [], noEvent: true }),
      ),
    ).toMatchObject({
      texts: 7,
      required: 3,
      found: 2,
      recall: 2 / 3,
      drafts: 4,
      right: 2,
      precision: 0.5,
      noAct: { texts: 2, drafted: 1 },
      dateRight: 0.5,
      byType: {
        summons: { required: 2, found: 2, drafts: 4, right: 2 },
        veto: { required: 1, found: 0, drafts: 0, right: 0 },
      },
      falseDrafts: { noAct: 1, type: 1, states: 0, twice: 0, other: 0 },
    });
  });

  test('reads sentences with one act, of which "none" wants no draft', async () => {
    const sentence = (fields: object) =>
      JSON.stringify({ text: SUMMONS, actor: 'RUS', target: 'KOR', type: 'summons', ...fields });
    expect(
      await score(
        'sentences.jsonl',
        sentence({}),
        sentence({ type: 'none', acceptTypes: ['none'] }),
        sentence({ type: 'none', acceptTypes: ['none', 'summons'] }),
        sentence({
          type: 'protest',
          acceptTypes: ['protest', 'summons'],
          pairs: [
            ['USA', 'KOR'],
            ['RUS', 'KOR'],
          ],
        }),
      ),
    ).toMatchObject({
      texts: 4,
      required: 2,
      found: 2,
      drafts: 3,
      right: 2,
      noAct: { texts: 1, drafted: 1 },
      dateRight: null,
    });
  });

  test('names the line that it cannot read', async () => {
    const { code, stderr } = await tension(folder, [
      'draft',
      '--score',
      await file('bad.jsonl', `${line({})}\n{"text":1}\n`),
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('bad.jsonl, line 2');
  });
});
