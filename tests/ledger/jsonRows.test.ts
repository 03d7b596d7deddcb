import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROW } from './ledgers.ts';
import { reading } from './reading.ts';

const read = (content: string | Uint8Array, chunkBytes?: number) => reading('json', content, chunkBytes);
const EVENT = {
  id: 'a',
  dyad: 'KOR-RUS',
  date: '2024-04-02',
  datePrecision: 'day',
  actor: 'KOR',
  target: 'RUS',
  others: ['PRK', 'UN'],
  role: 'direct',
  type: 'sanction',
  cameo: '163',
  polarity: 1,
  severity: 3,
  summary: 'Seoul says "so", {then} [not] \\ 서울',
  sourceName: 'Yonhap',
  sourceUrl: 'https://example.org/a',
  sourceDate: null,
  verified: true,
  note: '',
};
const event = (id: string) => ({ ...EVENT, id });
const found = (result: Awaited<ReturnType<typeof read>>) => result.rows.map(({ line, row }) => [line, row.id]);

describe('a JSON file', () => {
  it.each([
    ['a list', JSON.stringify([event('a'), event('b')])],
    ['a list over many lines', JSON.stringify([event('a'), event('b')], null, 2)],
    [
      'what the API gives',
      JSON.stringify({ dyad: 'KOR-RUS', asOf: null, events: [event('a'), event('b')], nextCursor: null }),
    ],
    ['one object a line', `${JSON.stringify(event('a'))}\n${JSON.stringify(event('b'))}\n`],
    ['with a byte order mark', `\ufeff${JSON.stringify([event('a'), event('b')])}`],
    [
      "with the file columns' names",
      JSON.stringify([{ ...ROW, id: 'a', others: 'PRK;UN', source_date: '', summary: EVENT.summary }, event('b')]),
    ],
  ])('may be %s', async (_, text) => {
    for (const chunkBytes of [1, 5, 64, 100_000]) {
      const result = await read(text, chunkBytes);
      expect(found(result)).toEqual([
        [1, 'a'],
        [2, 'b'],
      ]);
      expect([...result.faults, ...result.remarks]).toEqual([]);
      expect(result.rows[1]!.row).toMatchObject({
        others: 'PRK;UN',
        polarity: '1',
        severity: '3',
        verified: 'yes',
        source_date: '',
        source_url: 'https://example.org/a',
        summary: EVENT.summary,
      });
    }
  });

  it('may be UTF-16, as some tools write it', async () => {
    expect(found(await read(Buffer.from(`\ufeff${JSON.stringify([event('a')])}`, 'utf16le')))).toEqual([[1, 'a']]);
  });

  it('may be a single object, or an empty list', async () => {
    expect(found(await read(JSON.stringify(event('a'), null, 2)))).toEqual([[1, 'a']]);
    expect(await read('[]')).toEqual({ rows: [], faults: [], remarks: [] });
    expect(await read('{"events": []}')).toEqual({ rows: [], faults: [], remarks: [] });
  });

  it('loses one item, not the file, to one that is broken', async () => {
    const good = (id: string) => JSON.stringify(event(id));
    const broken = {
      bracket: '{"id": "x", "others": ["a"}',
      'no end': '{"id": "x", "date": 1',
      'open text': '{"id": "x',
      word: 'nothing',
      number: '12',
      text: '"id"',
      list: '[1, 2]',
      comma: '{"id": "x",}',
    };
    for (const [what, text] of Object.entries(broken))
      for (const file of [
        `[\n${good('a')},\n${text},\n${good('b')},\n${good('c')}\n]`,
        `${good('a')}\n${text}\n${good('b')}\n${good('c')}\n`,
      ]) {
        const result = await read(file, 37);
        expect(
          result.rows.map(({ row }) => row.id),
          `${what} in ${file.slice(0, 2)}`,
        ).toEqual(['a', 'b', 'c']);
        expect(result.faults, what).toEqual([
          expect.objectContaining({
            line: 2,
            message: expect.stringMatching(/^This item is no (JSON: |object: write )/),
          }),
        ]);
      }
  });

  it('tells that a list is cut off, and takes what came before', async () => {
    const text = JSON.stringify([event('a'), event('b'), event('c')]);
    const between = await read(text.slice(0, text.indexOf('{"id":"c"')));
    expect(found(between)).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(between.faults).toEqual([
      expect.objectContaining({ line: 3, message: expect.stringContaining('the file seems to be cut off here') }),
    ]);
    const within = await read(text.slice(0, -20));
    expect(found(within)).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(within.faults).toEqual([expect.objectContaining({ line: 3, message: expect.stringContaining('no JSON') })]);
  });

  it('gives up an item that never ends', async () => {
    const result = await read(
      `${JSON.stringify(event('a'))}\n{"id": "x", "summary": "${'y'.repeat(300_000)}"}\n${JSON.stringify(event('b'))}\n`,
    );
    expect(result.rows.map(({ row }) => row.id)).toEqual(['a', 'b']);
    expect(result.faults).toHaveLength(1);
  });

  it('passes over members that no event has, and says so once', async () => {
    const result = await read(
      JSON.stringify(
        [event('a'), event('b')].map((one) => ({ ...one, category: 'other', recordedAt: 'now', sumary: 'x' })),
      ),
    );
    expect(result.remarks.map((remark) => [remark.line, remark.field, remark.message])).toEqual([
      [1, 'category', 'The column category is not known and was passed over.'],
      [1, 'recordedAt', 'The column recordedAt is not known and was passed over.'],
      [1, 'sumary', 'The column sumary is not known and was passed over: did you mean summary?'],
    ]);
  });

  it('reports a value that is neither text nor number, with the id', async () => {
    const result = await read(
      JSON.stringify([
        { ...event('a'), others: [1] },
        { ...event('b'), note: { text: 'x' } },
      ]),
    );
    expect(result.faults).toEqual([
      { line: 1, id: 'a', field: 'others', value: '[1]', message: 'others must be a list of codes.' },
      { line: 2, id: 'b', field: 'note', value: '{"text":"x"}', message: 'note must be a text or a number.' },
    ]);
  });

  it.each([
    ['CSV', 'id,dyad\na,b', /^This is no JSON: it begins with "id,dyad/],
    ['a page', '<!doctype html>', /no JSON/],
    ['blanks', '  \n', /holds no JSON/],
    ['nothing', '', /is empty/],
  ])('is refused whole when it is %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('holds what was written, whatever the values and however the bytes are cut', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', '\\', '{', '}', '[', ']', ',', '\n', 'é', '한', '🕊'),
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom(undefined, 2),
        async (texts, chunkBytes, indent) => {
          const events = texts.map((summary, i) => ({ ...event(`e${i}`), summary }));
          for (const file of [
            JSON.stringify(events, null, indent),
            JSON.stringify({ events }, null, indent),
            events.map((one) => JSON.stringify(one)).join('\n'),
          ]) {
            const result = await read(file, chunkBytes);
            expect(result.faults).toEqual([]);
            expect(result.rows.map(({ row }) => row.summary)).toEqual(texts.map((one) => one.trim()));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
