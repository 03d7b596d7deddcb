/** What every store must do: one suite against a DuckDB file and a real PostgreSQL server. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database, SqlValue } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { describeStores } from './stores.ts';

const COLUMNS = ['t', 'i', 'b', 'd', 'f', 'day', 'moment', 'bytes'];
const TYPES = 't text, i integer, b bigint, d double precision, f boolean, day date, moment timestamptz, bytes bytea';

const VALUES: Record<string, readonly SqlValue[]> = {
  plain: ['KOR-RUS', 3, 7, 0.5, true, '2024-04-05', new Date('2024-04-05T12:34:56.789Z'), Buffer.from([0, 92, 255])],
  edges: [
    '',
    -2_147_483_648,
    Number.MAX_SAFE_INTEGER,
    5e-324,
    false,
    '1000-01-01',
    new Date('1969-12-31T23:59:59.999Z'),
    Buffer.of(),
  ],
  text: [
    '서울 "quoted" \'x\' {a,b} \\ ; \n\t $1 🕊',
    2_147_483_647,
    -1,
    1.7976931348623157e308,
    true,
    '9999-12-31',
    new Date('2038-01-19T03:14:08.001Z'),
    Buffer.from('\\x00 {"a"}'),
  ],
  thirds: ['1/3', 0, 0, 1 / 3, false, '1970-01-01', new Date(0), Buffer.alloc(5000, 7)],
  missing: ['null', null, null, null, null, null, null, null],
};

/** Bytes as a Buffer, whatever kind of array a driver gives. */
const bytesOf = (value: SqlValue): SqlValue => (value instanceof Uint8Array ? Buffer.from(value) : value);

describeStores('a store', (store) => {
  let database: Database;
  beforeEach(async () => {
    database = store.database();
    await database.query(`create table sample (${TYPES})`);
  });
  const count = async (): Promise<SqlValue> => (await database.query('select count(*) as n from sample'))[0]!['n']!;

  for (const [what, values] of Object.entries(VALUES)) {
    it(`gives back what was bound to a statement: ${what}`, async () => {
      await database.query('insert into sample values ($1, $2, $3, $4, $5, $6, $7, $8)', values);
      const [row] = await database.query('select * from sample');
      expect(COLUMNS.map((column) => bytesOf(row![column]!))).toEqual(values);
    });

    it(`gives back what was inserted in bulk: ${what}`, async () => {
      await database.insert('sample', COLUMNS, [values]);
      const [row] = await database.query('select * from sample');
      expect(COLUMNS.map((column) => bytesOf(row![column]!))).toEqual(values);
    });
  }

  it('gives columns of numbers whole, however many rows they have', async () => {
    const rows = 60_001;
    await database.insert(
      'sample',
      ['i', 'b', 'd', 'f'],
      Array.from({ length: rows }, (_, n) => [n, n % 3 === 0 ? null : -n, n / 3, n % 2 === 0]),
    );
    const { i, b, d, f } = await database.numbers<'i' | 'b' | 'd' | 'f'>(
      'select i, b, d, f from sample where i >= $1 order by i',
      [1],
    );
    expect([i.length, b.length, d.length, f.length]).toEqual(Array(4).fill(rows - 1));
    expect([...i]).toEqual(Array.from({ length: rows - 1 }, (_, n) => n + 1));
    expect(Array.from(b.slice(0, 4))).toEqual([-1, -2, NaN, -4]);
    expect(Array.from(d.slice(-2))).toEqual([(rows - 2) / 3, (rows - 1) / 3]);
    expect(Array.from(f.slice(0, 3))).toEqual([0, 1, 0]);
    expect(await database.numbers<'i'>('select i from sample where i < 0')).toEqual({ i: new Float64Array() });
    await expect(database.numbers('select none from sample')).rejects.toThrow(/refused "select none from sample"/);
  });

  it('finds rows by each kind of parameter', async () => {
    await database.insert('sample', COLUMNS, [VALUES['plain']!, VALUES['edges']!]);
    for (const [i, column] of COLUMNS.entries())
      expect(await database.query(`select t from sample where ${column} = $1`, [VALUES['plain']![i]!])).toEqual([
        { t: 'KOR-RUS' },
      ]);
    expect(
      await database.query('select t from sample where day >= $1 and moment > $2 limit $3', [
        '2024-04-05',
        new Date(0),
        1,
      ]),
    ).toEqual([{ t: 'KOR-RUS' }]);
  });

  it('speaks the shared SQL: numbers are numbers whatever the aggregate makes of them, and days subtract', async () => {
    await database.insert('sample', COLUMNS, [VALUES['plain']!, VALUES['thirds']!]);
    const [row] = await database.query(
      `select count(*) as n, sum(b) as total, avg(i) as mean, min(day) as first, max(moment) as last, max(day - date '1970-01-01') as days,
         sum(case when f then 1 else 0 end) as flagged, max(split_part('x' || chr(31) || 'y', chr(31), 2)) as part, max(coalesce(t, '-')) as t,
         max(position('us' in lower(t))) as place, max(cast($1 as integer)) as given
       from sample`,
      [4],
    );
    expect(row).toEqual({
      n: 2,
      total: 7,
      mean: 1.5,
      first: '1970-01-01',
      last: new Date('2024-04-05T12:34:56.789Z'),
      days: 19_818,
      flagged: 1,
      part: 'y',
      t: 'KOR-RUS',
      place: 6,
      given: 4,
    });
  });

  it('replaces a row by insert ... on conflict', async () => {
    await database.query('create table pointer (id integer primary key, run_id bigint not null)');
    for (const run of [1, 2])
      await database.query(
        'insert into pointer values (1, $1) on conflict (id) do update set run_id = excluded.run_id',
        [run],
      );
    expect(await database.query('select * from pointer')).toEqual([{ id: 1, run_id: 2 }]);
  });

  it('gives columns that a bulk insert leaves out their defaults, in whatever order the others come', async () => {
    await database.query('create table defaults (a text, b integer default 7, c text, e text)');
    await database.insert(
      'defaults',
      ['c', 'a'],
      [
        ['third', 'first'],
        [null, 'x'],
      ],
    );
    expect(await database.query('select * from defaults order by a')).toEqual([
      { a: 'first', b: 7, c: 'third', e: null },
      { a: 'x', b: 7, c: null, e: null },
    ]);
  });

  it('inserts many rows, and none of them when one is at fault', async () => {
    const rows = Array.from({ length: 12_345 }, (_, i) => [
      `row ${i}`,
      i,
      i,
      i / 7,
      i % 2 === 0,
      '2024-01-01',
      new Date(i),
    ]);
    await database.insert('sample', COLUMNS, rows);
    expect(await count()).toBe(12_345);
    await expect(
      database.insert('sample', COLUMNS, [...rows, ['bad', 1, 1, 1, true, 'no date', new Date(0)]]),
    ).rejects.toThrow(/insert into sample/);
    expect(await count()).toBe(12_345);
    await database.insert('sample', COLUMNS, []);
    expect(await count()).toBe(12_345);
  });

  it('refuses a number that its column cannot hold, instead of keeping a part of it', async () => {
    for (const tooLong of [2 ** 31, -(2 ** 31) - 1, 2 ** 40 + 5])
      await expect(
        database.insert('sample', COLUMNS, [['a', tooLong, 1, 1, true, '2024-04-05', new Date(0)]]),
      ).rejects.toThrow(/insert into sample/);
    expect(await count()).toBe(0);
  });

  it('keeps a transaction whole: all of it when it resolves, nothing when it rejects', async () => {
    const result = await database.transaction(async (tx) => {
      await tx.insert('sample', ['t'], [['a']]);
      await tx.query('insert into sample (t) values ($1)', ['b']);
      return tx.query('select t from sample order by t');
    });
    expect(result).toEqual([{ t: 'a' }, { t: 'b' }]);
    await expect(
      database.transaction(async (tx) => {
        await tx.insert('sample', ['t'], [['c']]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await expect(database.transaction((tx) => tx.query('select * from nowhere'))).rejects.toThrow(
      /refused "select \* from nowhere"/,
    );
    expect(await count()).toBe(2);
    await database.transaction((tx) => tx.query("insert into sample (t) values ('d')"));
    expect(await count()).toBe(3);
  });

  it('lets writers wait for one another', async () => {
    await database.query('insert into sample (t, i) values ($1, 0)', ['counter']);
    const raise = () =>
      database.transaction(async (tx) => {
        const [row] = await tx.query<{ i: number }>('select i from sample');
        await new Promise((resolve) => setTimeout(resolve, 5));
        await tx.query('update sample set i = $1', [row!.i + 1]);
      });
    await Promise.all([
      ...Array.from({ length: 10 }, raise),
      database
        .query("insert into sample (t) values ('other')")
        .then(() => database.query("delete from sample where t = 'other'")),
    ]);
    expect(await database.query('select i from sample')).toEqual([{ i: 10 }]);
  });

  it('lets readers read meanwhile, and shows them nothing before the commit', async () => {
    await database.transaction(async (tx) => {
      await tx.insert('sample', ['t'], [['a']]);
      expect(await count()).toBe(0);
      expect(await tx.query('select t from sample')).toEqual([{ t: 'a' }]);
    });
    expect(await count()).toBe(1);
  });

  it('refuses a write that would wait for its own transaction', async () => {
    await expect(database.transaction(() => database.insert('sample', ['t'], [['a']]))).rejects.toThrow(
      /must go through that transaction/,
    );
    await expect(database.transaction(() => database.transaction(async () => 1))).rejects.toThrow(
      /must go through that transaction/,
    );
    expect(await count()).toBe(0);
  });

  it('gives a session temporary tables that nobody else sees and that end with it', async () => {
    const seen = await database.session(async (session) => {
      await session.query('create temporary table staged (a text, n bigint)');
      await session.insert(
        'staged',
        ['n', 'a'],
        [
          [1, 'x'],
          [2, 'y'],
        ],
      );
      await expect(database.query('select * from staged')).rejects.toThrow(/staged/);
      await session.transaction(async (tx) => {
        await tx.query('insert into sample (t) select a from staged');
      });
      await expect(
        session.transaction(async (tx) => {
          await tx.query('insert into sample (t) select a from staged');
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      return session.query('select * from staged order by n');
    });
    expect(seen).toEqual([
      { a: 'x', n: 1 },
      { a: 'y', n: 2 },
    ]);
    expect(await count()).toBe(2);
    await database.session(async (session) => session.query('create temporary table staged (a text)'));
  });

  it('names the database and the statement in an error, and never the password', async () => {
    const error = await database
      .query('select  -- a remark\n nothing from nowhere where x = $1', [1])
      .catch((error: unknown) => error);
    expect(error).toMatchObject({ name: 'DatabaseError' });
    expect(String(error)).toContain(`${store.engine} `);
    expect(String(error)).toContain('refused "select nothing from nowhere where x = $1"');
    expect(String(error)).not.toContain('secret');
    expect(database.name).not.toContain('secret');
  });

  it('waits at closing for what is under way, then refuses', async () => {
    let begin = (): void => {};
    let goOn = (): void => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
    const transaction = database.transaction(async (tx) => {
      begin();
      await mayGoOn;
      await tx.insert('sample', ['t'], [['late']]);
    });
    await begun;
    const closed = database.close();
    goOn();
    await closed;
    await transaction;
    await expect(database.query('select 1')).rejects.toThrow(/is closed/);
    const again = await store.again();
    expect(await again.query('select t from sample')).toEqual([{ t: 'late' }]);
  });

  it('keeps days and moments in UTC, whatever the time zone of the machine', async () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Asia/Seoul';
    try {
      await database.insert('sample', COLUMNS, [VALUES['plain']!]);
      const [row] = await database.query(
        "select day, moment, cast(cast(moment as date) as text) as utc_day, cast(moment as text) as utc from sample where moment = timestamptz '2024-04-05 12:34:56.789+00'",
      );
      expect(row).toEqual({
        day: '2024-04-05',
        moment: new Date('2024-04-05T12:34:56.789Z'),
        utc_day: '2024-04-05',
        utc: '2024-04-05 12:34:56.789+00',
      });
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  describe('migrations', () => {
    it('make all tables, and have nothing to do the second time', async () => {
      expect(await migrate(store.database())).toEqual(expect.arrayContaining(['0001_ledger', '0002_rollup']));
      expect(await migrate(store.database())).toEqual([]);
      for (const table of [
        'event_revision',
        'import_log',
        'rollup_run',
        'published_run',
        'published_stretch',
        'published_dyad',
        'rollup_model',
      ])
        expect(await store.database().query(`select count(*) as n from ${table}`)).toEqual([{ n: 0 }]);
    });

    it('refuse a database from a newer version, and leave it as it is', async () => {
      await migrate(store.database());
      await store.database().query("insert into schema_migration (version, name) values (9001, '9001_wonder')");
      await expect(migrate(store.database())).rejects.toThrow(
        /written by a newer version of this program \(it has 9001_wonder; this version knows \d+_\w+\): update the program/,
      );
    });

    it('that fail half-way leave nothing behind', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tension-migrations-'));
      try {
        await writeFile(join(folder, '0001_good.sql'), '-- a; remark;\ncreate table good (a text);\n');
        await writeFile(join(folder, '0002_bad.sql'), 'create table half (a text);\ninsert into nowhere values (1);\n');
        await expect(migrate(store.database(), folder)).rejects.toThrow(/refused "insert into nowhere values \(1\)"/);
        await expect(store.database().query('select * from good')).rejects.toThrow(/good/);
        await rm(join(folder, '0002_bad.sql'));
        expect(await migrate(store.database(), folder)).toEqual(['0001_good']);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });
});
