/** What a feed store keeps of a file, on both engines. */
import { expect, it } from 'vitest';
import { FILE_STATES } from '../../server/feeds/fileLedger.ts';
import { packedDyad, packedPair, unpackedDyad } from '../../server/feeds/packedDyad.ts';
import type { Database } from '../../server/store/database.ts';
import { describeStores } from '../store/stores.ts';
import { everythingStored, expectedFile, feedStoreOn, fetchedFile, readAsGdelt, takeGdelt } from './stored.ts';
import { gdeltRow } from './tables.ts';

const ROW = gdeltRow();
const OTHER_DAY = gdeltRow({ 0: '2', 1: '20180319', 60: 'https://example.org/b' });
const NOT_WATCHED = gdeltRow({ 0: '3', 7: 'FRA', 17: 'DEU', 60: 'https://example.org/c' });
const CONTENT = [ROW, OTHER_DAY, NOT_WATCHED, gdeltRow({ 0: '4', 17: '' })].join('\n');

it.each(['KOR-RUS', 'AFG-ZWE', 'AAA-AAB', 'ZZY-ZZZ'])('%s packs to a number of 32 bits and back', (dyad) => {
  const packed = packedDyad(dyad);
  expect(packed).toBeLessThan(2 ** 31);
  expect(unpackedDyad(packed)).toBe(dyad);
  const [a = '', b = ''] = dyad.split('-');
  expect(packedPair(b, a)).toEqual({ dyad: packed, firstActs: false });
  expect(packedPair(a, b)).toEqual({ dyad: packed, firstActs: true });
});

it.each(['EU-RUS', 'NATO-RUS', 'RUS-UN', 'EU-UN'])('an organisation is packed as a side like any other: %s', (dyad) => {
  const [first = '', second = ''] = dyad.split('-');
  expect(unpackedDyad(packedDyad(dyad))).toBe(dyad);
  expect(packedPair(first, second)).toEqual({ dyad: packedDyad(dyad), firstActs: true });
  expect(packedPair(second, first)).toEqual({ dyad: packedDyad(dyad), firstActs: false });
});

describeStores('a feed store', ({ database }) => {
  it('keeps what a file brings, and the file as done', async () => {
    const store = await feedStoreOn(database());
    await store.files.expect([expectedFile('a')]);
    const result = await takeGdelt(store, 'a', CONTENT);
    expect(result).toMatchObject({
      state: 'done',
      take: { id: 1, rows: 4, taken: 3, stories: 3, faulty: 0, leftOut: { noState: 1 } },
    });
    expect(await store.files.record('gdelt', 'a')).toMatchObject({
      state: 'done',
      attempts: 1,
      reason: '',
      take: { id: 1 },
    });
    const cells = await database().query(
      'select dyad, day, first_acts, code, row_count, sources, late_rows, first_added from feed_cell order by day, dyad',
    );
    expect(cells).toEqual([
      {
        dyad: packedDyad('RUS-USA'),
        day: '2018-03-19',
        first_acts: false,
        code: '042',
        row_count: 1,
        sources: 2,
        late_rows: 1,
        first_added: '2018-03-26',
      },
      {
        dyad: packedDyad('DEU-FRA'),
        day: '2018-03-26',
        first_acts: false,
        code: '042',
        row_count: 1,
        sources: 2,
        late_rows: 0,
        first_added: '2018-03-26',
      },
      {
        dyad: packedDyad('RUS-USA'),
        day: '2018-03-26',
        first_acts: false,
        code: '042',
        row_count: 1,
        sources: 2,
        late_rows: 0,
        first_added: '2018-03-26',
      },
    ]);
    const world = await database().query('select day, row_count, quad1, interstate from feed_world order by day');
    expect(world).toEqual([
      { day: '2018-03-19', row_count: 1, quad1: 1, interstate: 1 },
      { day: '2018-03-26', row_count: 3, quad1: 3, interstate: 2 },
    ]);
    const reports = await database().query('select dyad, day, reports from feed_report order by day');
    expect(reports).toEqual([
      { dyad: packedDyad('RUS-USA'), day: '2018-03-19', reports: 'https://example.org/b' },
      { dyad: packedDyad('RUS-USA'), day: '2018-03-26', reports: 'https://example.org/a' },
    ]);
  });

  it('takes the same content once, however often and however much at once it is given', async () => {
    const store = await feedStoreOn(database());
    await takeGdelt(store, 'a', CONTENT);
    const before = await everythingStored(database());
    const results = await Promise.all([
      takeGdelt(store, 'a', CONTENT),
      takeGdelt(store, 'a', CONTENT),
      takeGdelt(store, 'b', ROW),
      takeGdelt(store, 'b', ROW),
    ]);
    expect(results.map(({ state }) => state).sort()).toEqual(['done', 'unchanged', 'unchanged', 'unchanged']);
    expect(await everythingStored(database())).not.toEqual(before); // b came
    expect(await database().query('select count(*) as takes from feed_take')).toEqual([{ takes: 2 }]);
    expect(await database().query('select count(*) as cells from feed_cell')).toEqual([{ cells: 4 }]);
  });

  it('takes another content of the same file in place of the first', async () => {
    const store = await feedStoreOn(database());
    await takeGdelt(store, 'a', CONTENT);
    expect(await takeGdelt(store, 'a', ROW)).toMatchObject({ state: 'done', take: { id: 2, stories: 1 } });
    expect(await database().query('select take_id, replaces from feed_take order by take_id')).toEqual([
      { take_id: 1, replaces: null },
      { take_id: 2, replaces: 1 },
    ]);
  });

  it('leaves nothing of a file that breaks off, and nothing but its record of one that is refused', async () => {
    const store = await feedStoreOn(database());
    const broken = store.take(fetchedFile('a', CONTENT), async (into) => {
      await readAsGdelt(CONTENT)(into);
      throw new Error('The archive ends in the middle.');
    });
    await expect(broken).rejects.toThrow('The archive ends in the middle.');
    expect(await store.files.record('gdelt', 'a')).toBeUndefined();
    const mentions = Array.from({ length: 300 }, () => Array.from({ length: 16 }, () => '1').join('\t')).join('\n');
    expect(await takeGdelt(store, 'm', mentions)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('16 columns') as string,
    });
    expect(await everythingStored(database())).toEqual({
      cells: [],
      world: [],
      reports: [],
      takes: [],
      files: [{ feed: 'gdelt', name: 'm', state: 'refused' }],
    });
  });

  it('writes a large file while it is read, wholly or not at all', async () => {
    const store = await feedStoreOn(database());
    // More stories than one fold holds: 130,000 days and directions of one pair.
    const large = Array.from({ length: 130_000 }, (_, i) => ({
      day: i >> 1,
      actor: i % 2 === 0 ? 'USA' : 'RUS',
      target: i % 2 === 0 ? 'RUS' : 'USA',
    }));
    const row = {
      id: '1',
      addedDay: null,
      actorDetail: '',
      targetDetail: '',
      code: '042',
      intensity: 1.9,
      value: null,
      mentions: 1,
      sources: 1,
      articles: 1,
      report: '',
      place: null,
    };
    const broken = store.take(fetchedFile('large', 'broken'), async (into) => {
      await into.add(large.map((pair) => ({ ...row, ...pair })));
      throw new Error('The connection was lost.');
    });
    await expect(broken).rejects.toThrow('The connection was lost.');
    expect(await database().query('select count(*) as cells from feed_cell')).toEqual([{ cells: 0 }]);
    const taken = await store.take(fetchedFile('large', 'whole'), async (into) => {
      await into.add(large.map((pair) => ({ ...row, ...pair })));
      await into.add([{ ...row, ...large[0]! }]);
    });
    expect(taken).toMatchObject({ state: 'done', take: { stories: 130_001 } });
    expect(await database().query('select count(*) as cells, sum(row_count) as row_count from feed_cell')).toEqual([
      { cells: 130_001, row_count: 130_001 },
    ]);
  });

  it('the ledger of files: expected, tried, due, counted', async () => {
    const { files } = await feedStoreOn(database());
    expect(
      await files.expect([
        expectedFile('a'),
        expectedFile('b'),
        expectedFile('b'),
        expectedFile('c', { firstDay: 17_700, lastDay: 17_700 }),
      ]),
    ).toBe(3);
    expect(await files.expect([expectedFile('a', { expectedBytes: 7, expectedMd5: 'x' })])).toBe(0);
    expect(await files.record('gdelt', 'a')).toMatchObject({
      state: 'pending',
      attempts: 0,
      expectedBytes: 7,
      expectedMd5: 'x',
      firstTriedAt: null,
    });
    const due = new Date('2026-11-23T13:00:00Z');
    await files.mark(expectedFile('b'), 'missing', 'The server has no such file.', due);
    await files.mark(expectedFile('b'), 'missing', 'The server has no such file.', due);
    await files.mark(expectedFile('d'), 'failed', 'The connection was lost.', null);
    expect(await files.record('gdelt', 'b')).toMatchObject({
      state: 'missing',
      attempts: 2,
      nextTryAt: due,
      reason: 'The server has no such file.',
    });
    expect((await files.list({ feed: 'gdelt', dueBy: due })).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect((await files.list({ feed: 'gdelt', dueBy: new Date(due.getTime() - 1) })).map(({ name }) => name)).toEqual([
      'a',
      'c',
    ]);
    expect(
      (await files.list({ feed: 'gdelt', states: ['missing', 'failed'], newestFirst: true, limit: 1 })).map(
        ({ name }) => name,
      ),
    ).toEqual(['d']);
    expect((await files.list({ feed: 'gdelt', from: 17_700, to: 17_800 })).map(({ name }) => name)).toEqual(['c']);
    expect(await files.counts('gdelt')).toEqual({ pending: 2, done: 0, missing: 1, failed: 1, refused: 0 });
    expect([...(await files.states('gdelt'))].sort()).toEqual([
      ['a', 'pending'],
      ['b', 'missing'],
      ['c', 'pending'],
      ['d', 'failed'],
    ]);
    expect(Object.keys(await files.counts('none'))).toEqual([...FILE_STATES]);
  });

  it('what a list names and what it skips is recorded in one commit, and a gap that it names later is tried at once', async () => {
    const real = database();
    let commits = 0;
    const counted: Database = {
      ...real,
      transaction: (work) => {
        commits++;
        return real.transaction(work);
      },
    };
    const { files } = await feedStoreOn(counted);
    await takeGdelt(await feedStoreOn(real), 'a', ROW);
    const nextTryAt = new Date('2026-11-23T12:15:00Z');
    const skip = (name: string) => ({ ...expectedFile(name), skipped: { reason: 'The list skips it.', nextTryAt } });
    const gaps = Array.from({ length: 3000 }, (_, i) => skip(`gap-${String(i).padStart(4, '0')}`));
    commits = 0;
    expect(await files.expect([skip('a'), ...gaps, expectedFile('z', { expectedMd5: 'x' })])).toBe(1);
    expect(commits).toBe(1);
    expect(await files.counts('gdelt')).toEqual({ pending: 1, done: 1, missing: 3000, failed: 0, refused: 0 });
    expect(await files.record('gdelt', 'gap-2999')).toMatchObject({
      state: 'missing',
      attempts: 1,
      reason: 'The list skips it.',
      nextTryAt,
    });
    expect(await files.list({ feed: 'gdelt', dueBy: nextTryAt })).toHaveLength(3001);
    expect(await files.expect([skip('z'), expectedFile('gap-0000', { expectedMd5: 'x' })])).toBe(0);
    expect(await files.record('gdelt', 'z')).toMatchObject({ state: 'pending', expectedMd5: 'x' });
    expect(await files.record('gdelt', 'gap-0000')).toMatchObject({
      state: 'pending',
      attempts: 2,
      reason: 'The list names it now.',
      nextTryAt: new Date('2026-11-23T12:00:00Z'),
    });
    commits = 0;
    await Promise.all(gaps.slice(-300).map((gap) => files.mark(gap, 'missing', 'It is not there.', null)));
    expect(commits).toBeLessThan(5);
    expect(await files.record('gdelt', 'gap-2999')).toMatchObject({ attempts: 2, reason: 'It is not there.' });
  });

  it('a file that is done stays done, whatever a later list says of it', async () => {
    const store = await feedStoreOn(database());
    await takeGdelt(store, 'a', ROW);
    await store.files.mark(expectedFile('a'), 'missing', 'The list has it no more.', null);
    expect(await store.files.record('gdelt', 'a')).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('keeps reports of other dyads on demand: which files to read once more, and what they bring', async () => {
    const store = await feedStoreOn(database());
    await takeGdelt(store, 'a', CONTENT);
    await takeGdelt(store, 'b', ROW);
    const { addresses } = store;
    expect((await addresses.wanted('gdelt', 'DEU-FRA', 17_600, 17_700)).map(({ name }) => name)).toEqual(['a']);
    expect(await addresses.wanted('gdelt', 'DEU-FRA', 17_617, 17_700)).toEqual([]);
    expect(await addresses.wanted('gdelt', 'RUS-USA', 17_600, 17_700)).toEqual([]);
    for (let time = 0; time < 2; time++)
      await addresses.add(fetchedFile('a', CONTENT), new Set(['DEU-FRA']), readAsGdelt(CONTENT));
    expect(
      await database().query('select day, reports from feed_report where dyad = $1', [packedDyad('DEU-FRA')]),
    ).toEqual([{ day: '2018-03-26', reports: 'https://example.org/c' }]);
    expect(await addresses.wanted('gdelt', 'DEU-FRA', 17_600, 17_700)).toEqual([]);
    await expect(addresses.add(fetchedFile('a', ROW), new Set(['DEU-FRA']), readAsGdelt(ROW))).rejects.toThrow(
      'another content',
    );
    await expect(addresses.add(fetchedFile('z', ROW), new Set(['DEU-FRA']), readAsGdelt(ROW))).rejects.toThrow(
      'take it first',
    );
  });
});
