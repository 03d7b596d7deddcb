import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../server/ledger/ledger.ts';
import { LIST_LIMIT } from '../../server/ledger/cappedList.ts';
import { bytesOf, csvOf, day, describeLedgers, HEADER, ROW, shippedFiles, type Row } from './ledgers.ts';

const counts = ({ rows, created, unchanged, revised, faulty }: ImportReport) => ({
  rows,
  created,
  unchanged,
  revised,
  faulty,
});
const rowsNamed = (...ids: string[]): Partial<Row>[] => ids.map((id) => ({ id }));

describeLedgers('importing', (current) => {
  const stored = async (): Promise<number> =>
    (await current.database.query<{ n: number }>('select count(*) as n from event_revision'))[0]!.n;

  it('takes the shipped events, all of them, and changes nothing the second time', async () => {
    const totals = async () => {
      const sum = { rows: 0, created: 0, unchanged: 0, revised: 0, faulty: 0 };
      for (const file of await shippedFiles()) {
        const report = await current.ledger.import({
          ...file,
          format: 'csv',
          recordedBy: 'tester',
          dryRun: false,
          isPartOfSet: true,
        });
        for (const key of ['rows', 'created', 'unchanged', 'revised', 'faulty'] as const) sum[key] += report[key];
        expect(report.faults).toEqual([]);
        for (const { message } of report.remarks) expect(message).toMatch(/(one act or two|right)\?$/); // see links.test.ts
      }
      return sum;
    };
    expect(await totals()).toEqual({ rows: 1286, created: 1286, unchanged: 0, revised: 0, faulty: 0 });
    const before = {
      watermark: await current.ledger.watermark(),
      log: await current.database.query('select * from import_log order by source'),
    };
    expect(before.log).toHaveLength(14);
    expect(await totals()).toEqual({ rows: 1286, created: 0, unchanged: 1286, revised: 0, faulty: 0 });
    expect({
      watermark: await current.ledger.watermark(),
      log: await current.database.query('select * from import_log order by source'),
    }).toEqual(before);
    expect(await stored()).toBe(1286);
    const dyads = await current.ledger.dyads();
    expect(dyads).toHaveLength(14);
    expect(dyads.find((one) => one.dyad === 'KOR-RUS')).toMatchObject({ firstDay: day('1990-06-04') });
  });

  it('counts a row of broken structure, and tells its fault beside the rows that it takes', async () => {
    const file = csvOf([{ id: 'a' }, { id: 'b', summary: 'SUMMARY' }, { id: 'c' }]).replace(/"?SUMMARY"?/, 'a 5" gun');
    const report = await current.take(file);
    expect(counts(report)).toEqual({ rows: 3, created: 2, unchanged: 0, revised: 0, faulty: 1 });
    expect(report.faults).toEqual([
      {
        line: 3,
        id: null,
        field: null,
        value: expect.stringMatching(/^"b",/),
        message: expect.stringContaining('double the quotes inside it'),
      },
    ]);
    expect(await stored()).toBe(2);
  });

  it('keeps every value of a row', async () => {
    const row = {
      summary: 'Żółć, "서울" — Москва 🕊\nand a line',
      note: '=1+1',
      others: 'PRK;UN',
      cameo: '042',
      severity: '5',
      polarity: '-1',
      date_precision: 'month',
      verified: 'no',
      source_url: '',
    };
    await current.take(csvOf([row]));
    const [event] = await current.ledger.events('KOR-RUS');
    expect(event).toEqual({
      id: ROW.id,
      dyad: 'KOR-RUS',
      day: day('2024-04-02'),
      datePrecision: 'month',
      actor: 'KOR',
      target: 'RUS',
      others: ['PRK', 'UN'],
      role: 'direct',
      type: 'sanction',
      cameo: '042',
      polarity: -1,
      severity: 5,
      summary: row.summary,
      sourceName: 'Yonhap',
      sourceUrl: '',
      sourceDate: '2024-04-02',
      verified: false,
      note: '=1+1',
      revision: 1,
      recordedAt: new Date('2026-07-01T12:00:00.000Z'),
    });
  });

  it('reads JSON as it reads CSV', async () => {
    await current.take(csvOf([{ id: 'a' }]));
    const json = JSON.stringify([
      { ...ROW, id: 'a', others: ['PRK'], polarity: 1, severity: 3, verified: true },
      { ...ROW, id: 'b' },
    ]);
    expect(counts(await current.take(json, { format: 'json' }))).toEqual({
      rows: 2,
      created: 1,
      unchanged: 1,
      revised: 0,
      faulty: 0,
    });
  });

  it('takes the good rows and reports on every other one', async () => {
    const report = await current.take(
      csvOf([
        { id: 'a' },
        { id: 'b', date: '2024-02-30' },
        { id: 'c', dyad: 'RUS-KOR', type: 'summons', cameo: '' },
        { id: 'd', type: 'x', severity: '0' },
      ]),
    );
    expect(counts(report)).toEqual({ rows: 4, created: 2, unchanged: 0, revised: 0, faulty: 2 });
    expect(report.faults.map(({ line, id, field }) => [line, id, field])).toEqual([
      [3, 'b', 'date'],
      [5, 'd', 'type'],
      [5, 'd', 'severity'],
    ]);
    expect(report.remarks.map(({ line, id, field }) => [line, id, field])).toEqual([[4, 'c', 'dyad']]);
    expect(report.dyads).toEqual(['KOR-RUS']);
    expect((await current.ledger.events('KOR-RUS')).map((event) => event.id)).toEqual(['a', 'c']);
  });

  it('reports the same on a dry run, and writes nothing', async () => {
    await current.take(csvOf(rowsNamed('a', 'b')));
    const before = await current.ledger.watermark();
    const file = csvOf([{ id: 'a' }, { id: 'b', severity: '4' }, { id: 'c' }, { id: 'd', date: 'x' }, { id: 'c' }]);
    const dry = await current.take(file, { dryRun: true });
    expect(await stored()).toBe(2);
    expect(await current.ledger.watermark()).toEqual(before);
    const real = await current.take(file);
    expect({ ...dry, importId: real.importId, dryRun: false }).toEqual(real);
    expect(counts(real)).toEqual({ rows: 5, created: 1, unchanged: 2, revised: 1, faulty: 1 });
  });

  it('appends a revision when the content differs, and says which fields', async () => {
    await current.take(csvOf(rowsNamed('a', 'b')));
    const report = await current.take(csvOf([{ id: 'a', severity: '4', note: 'raised' }, { id: 'b' }]));
    expect(counts(report)).toEqual({ rows: 2, created: 0, unchanged: 1, revised: 1, faulty: 0 });
    expect(report.revisions).toEqual([{ id: 'a', line: 2, fields: ['severity', 'note'] }]);
    expect(report.dyads).toEqual(['KOR-RUS']);
    const revisions = await current.ledger.revisions('a');
    expect(
      revisions.map(({ revision, operation, recordedBy, event }) => [
        revision,
        operation,
        recordedBy,
        event.severity,
        event.note,
      ]),
    ).toEqual([
      [1, 'create', 'tester', 3, ''],
      [2, 'revise', 'tester', 4, 'raised'],
    ]);
    expect(counts(await current.take(csvOf([{ id: 'a' }])))).toMatchObject({ revised: 1 }); // back to what it was is a revision too
    expect(await current.ledger.revisions('a')).toHaveLength(3);
  });

  it('touches both dyads when a revision moves an event', async () => {
    await current.take(csvOf(rowsNamed('a')));
    const report = await current.take(csvOf([{ id: 'a', dyad: 'PRK-RUS', target: 'PRK', actor: 'RUS' }]));
    expect(report.dyads).toEqual(['KOR-RUS', 'PRK-RUS']);
    expect(report.revisions[0]!.fields).toEqual(['dyad', 'actor', 'target']);
    expect(await current.ledger.events('KOR-RUS')).toEqual([]);
    expect(await current.ledger.events('PRK-RUS')).toHaveLength(1);
  });

  it('counts an id once in a file: the same again is unchanged, another content is a fault', async () => {
    const report = await current.take(
      csvOf([
        { id: 'a' },
        { id: 'b', type: 'summons', cameo: '' },
        { id: 'a' },
        { id: 'b', type: 'summons', cameo: '', severity: '5' },
        { id: 'b', type: 'summons', cameo: '' },
      ]),
    );
    expect(counts(report)).toEqual({ rows: 5, created: 2, unchanged: 2, revised: 0, faulty: 1 });
    expect(report.remarks.map(({ line, message }) => [line, message])).toEqual([
      [4, 'stands on line 2 too, with the same content: counted once.'],
      [6, 'stands on line 3 too, with the same content: counted once.'],
    ]);
    expect(report.faults).toEqual([
      {
        line: 5,
        id: 'b',
        field: 'id',
        value: 'b',
        message:
          'stands on line 3 too, with other content: give this act an id of its own, or keep one of the two rows.',
      },
    ]);
    const again = await current.take(
      csvOf([
        { id: 'b', type: 'summons', cameo: '' },
        { id: 'b', type: 'summons', cameo: '', severity: '5' },
      ]),
    );
    expect(counts(again)).toEqual({ rows: 2, created: 0, unchanged: 1, revised: 0, faulty: 1 });
  });

  it('lists the first 10,000 faults, says how many more there are, and counts them all', async () => {
    const lines = Array.from({ length: 10_500 }, (_, i) => `bad ${i},KOR,RUS,2024-04-02,sanction,1,3,x,y`);
    const report = await current.take(
      ['id,actor,target,date,type,polarity,severity,summary,source_name', ...lines].join('\n'),
    );
    expect(report.faulty).toBe(10_500);
    expect(report.faults).toHaveLength(LIST_LIMIT + 1);
    expect(report.faults.at(-1)).toEqual({
      line: 10_001,
      id: null,
      field: null,
      value: null,
      message: '500 more faults from line 10001 on are not listed: mend these and import again.',
    });
  });

  it('refuses a file that cannot be read, and takes nothing of it', async () => {
    await expect(current.take('id,summary\na,b')).rejects.toMatchObject({ name: 'ImportRefused' });
    async function* breaksOff(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(csvOf(rowsNamed('a', 'b')));
      throw new Error('the connection broke');
    }
    await expect(current.take('', { bytes: breaksOff() })).rejects.toThrow('the connection broke');
    expect(await stored()).toBe(0);
    expect(await current.ledger.watermark()).toBeNull();
    expect(counts(await current.take(`${HEADER}\n`))).toEqual({
      rows: 0,
      created: 0,
      unchanged: 0,
      revised: 0,
      faulty: 0,
    });
  });

  it('gives each import a later moment, also when the clock stands still or goes back', async () => {
    await current.take(csvOf(rowsNamed('a')));
    await current.take(csvOf(rowsNamed('b')));
    expect(await current.ledger.watermark()).toEqual(new Date('2026-07-01T12:00:00.001Z'));
    current.setClock('2026-06-30T00:00:00Z');
    await current.take(csvOf(rowsNamed('c')));
    expect(await current.ledger.watermark()).toEqual(new Date('2026-07-01T12:00:00.002Z'));
    current.setClock('2026-07-02T00:00:00Z');
    await current.take(csvOf(rowsNamed('d')));
    expect(await current.ledger.watermark()).toEqual(new Date('2026-07-02T00:00:00.000Z'));
  });

  it('keeps one truth when files come at the same time', async () => {
    const file = csvOf(Array.from({ length: 50 }, (_, i) => ({ id: `e${i}` })));
    const other = csvOf(Array.from({ length: 50 }, (_, i) => ({ id: `e${i}`, severity: '5' })));
    const reports = await Promise.all([
      current.take(file),
      current.take(file),
      current.take(other),
      current.take(file),
    ]);
    expect(reports.reduce((sum, report) => sum + report.created, 0)).toBe(50);
    expect(
      await current.database.query(
        'select event_id, revision from event_revision group by event_id, revision having count(*) > 1',
      ),
    ).toEqual([]);
    const moments = await current.database.query('select distinct recorded_at from event_revision');
    expect(moments).toHaveLength(reports.filter((report) => report.created + report.revised > 0).length);
  });

  it('holds no lock while it reads: another file is taken meanwhile', async () => {
    let finish = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (finish = resolve));
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(csvOf(rowsNamed('slow')));
      await waiting;
    }
    const upload = current.take('', { bytes: slow() });
    expect(counts(await current.take(csvOf(rowsNamed('fast'))))).toMatchObject({ created: 1 });
    finish();
    expect(counts(await upload)).toMatchObject({ created: 1 });
  });

  it('tells how far it is', async () => {
    const progress: { rows: number; bytes: number }[] = [];
    const file = csvOf(Array.from({ length: 9000 }, (_, i) => ({ id: `e${i}` })));
    await current.take('', { bytes: bytesOf(file, 60_000), onProgress: (at) => progress.push(at) });
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)).toEqual({ rows: 9000, bytes: Buffer.byteLength(file) });
  });

  describe('a retracted event', () => {
    it('leaves the series from then on, and stays readable', async () => {
      await current.take(csvOf(rowsNamed('a', 'b')));
      const before = (await current.ledger.watermark())!;
      await current.ledger.retract('a', 'The source took it back.', 'editor');
      const revision = (await current.ledger.revisions('a')).at(-1)!;
      expect(revision).toMatchObject({
        revision: 2,
        operation: 'retract',
        recordedBy: 'editor',
        reason: 'The source took it back.',
        event: { id: 'a', severity: 3 },
      });
      expect((await current.ledger.events('KOR-RUS')).map((event) => event.id)).toEqual(['b']);
      expect((await current.ledger.events('KOR-RUS', before)).map((event) => event.id)).toEqual(['a', 'b']);
      expect(await current.ledger.dyads()).toMatchObject([{ events: 1 }]);
      expect((await current.ledger.search('KOR-RUS', { limit: 9 })).events).toHaveLength(1);
      expect(await current.ledger.revisions('a')).toHaveLength(2);
      expect(await current.ledger.changes(before, revision.recordedAt)).toEqual([
        { dyad: 'KOR-RUS', fromDay: day('2024-04-02'), entries: 2 },
      ]);
    });

    it('stays retracted when the same row is imported again, and comes back with another content', async () => {
      await current.take(csvOf(rowsNamed('a')));
      await current.ledger.retract('a', 'Twice coded.', 'editor');
      const same = await current.take(csvOf(rowsNamed('a')));
      expect(counts(same)).toEqual({ rows: 1, created: 0, unchanged: 1, revised: 0, faulty: 0 });
      expect(same.remarks).toEqual([
        expect.objectContaining({
          line: 2,
          id: 'a',
          message: expect.stringMatching(
            /^was retracted on 2026-07-01 \(Twice coded\.\) and stays so: to bring it back/,
          ),
        }),
      ]);
      expect(await current.ledger.events('KOR-RUS')).toEqual([]);
      const other = await current.take(csvOf([{ id: 'a', note: 'confirmed after all' }]));
      expect(counts(other)).toMatchObject({ revised: 1 });
      expect(await current.ledger.events('KOR-RUS')).toMatchObject([
        { id: 'a', revision: 3, note: 'confirmed after all' },
      ]);
    });

    it('cannot be retracted twice, nor without a reason, nor when unknown', async () => {
      await current.take(csvOf(rowsNamed('a')));
      await expect(current.ledger.retract('b', 'x', 'editor')).rejects.toThrow('There is no event "b".');
      await expect(current.ledger.retract('a', ' ', 'editor')).rejects.toThrow('say why');
      await current.ledger.retract('a', 'Twice coded.', 'editor');
      await expect(current.ledger.retract('a', 'x', 'editor')).rejects.toMatchObject({
        name: 'ChangeRefused',
        message: expect.stringContaining('was retracted already on 2026-07-01: Twice coded.'),
      });
    });
  });

  it('gives the same ledger whatever the order of the rows and the cut into files', async () => {
    const rows = Array.from({ length: 12 }, (_, i): Partial<Row> => ({
      id: `e${i}`,
      date: `2024-0${1 + (i % 9)}-1${i % 3}`,
      severity: String(1 + (i % 5)),
      note: `row ${i}`,
    }));
    const state = async () =>
      (await current.ledger.events('KOR-RUS')).map((event) => ({ ...event, recordedAt: undefined }));
    await current.take(csvOf(rows));
    const expected = await state();
    expect(expected).toHaveLength(12);
    const order = fc.shuffledSubarray([...rows, ...rows.slice(0, 4)], { minLength: 16, maxLength: 16 }); // some twice
    await fc.assert(
      fc.asyncProperty(order, fc.array(fc.integer({ min: 0, max: 16 }), { maxLength: 3 }), async (shuffled, cuts) => {
        await current.database.query('delete from event_revision'); // only a test may: it needs an empty ledger
        const edges = [0, ...cuts.sort((a, b) => a - b), shuffled.length];
        for (const [i, edge] of edges.slice(1).entries())
          if (edge > edges[i]!) await current.take(csvOf(shuffled.slice(edges[i], edge)));
        expect(await state()).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });
});
