/** A database of before acts, headlines and coverage: it opens, keeps every revision, and the same file changes nothing in it. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import type { Database } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { describeStores } from '../store/stores.ts';
import { bytesOf, csvOf, HEADER, ROW, type Row } from './ledgers.ts';

/** The newest migration of the version before. */
const LAST_OF_BEFORE = '0011_run_models.sql';
const OLD_COLUMNS = HEADER.split(',');

let older: string;
let since: readonly string[];
beforeAll(async () => {
  older = await mkdtemp(join(tmpdir(), 'tension-older-'));
  const shipped = join(projectRoot(), 'server/store/migrations');
  const files = (await readdir(shipped)).sort();
  for (const file of files) if (file <= LAST_OF_BEFORE) await cp(join(shipped, file), join(older, file));
  since = files.filter((file) => file > LAST_OF_BEFORE).map((file) => file.replace('.sql', ''));
});
afterAll(() => rm(older, { recursive: true }));

/** Appends a revision as the version before did: the hash is of the seventeen values that a row had then. */
async function append(
  database: Database,
  row: Row,
  revision: number,
  operation: string,
  recordedAt: string,
): Promise<void> {
  const cells = OLD_COLUMNS.map((column) => row[column as keyof Row]);
  const hash = createHash('sha256').update(cells.slice(1).join('\x1f')).digest('hex').slice(0, 32);
  const values = OLD_COLUMNS.slice(1).map((column, i) => {
    const cell = cells[i + 1]!;
    if (column === 'polarity' || column === 'severity') return Number(cell);
    return column === 'verified' ? cell === 'yes' : cell;
  });
  const columns = 'event_id, revision, operation, recorded_at, recorded_by, import_id, reason, content_hash'.split(
    ', ',
  );
  await database.insert(
    'event_revision',
    [...columns, ...OLD_COLUMNS.slice(1)],
    [[row.id, revision, operation, new Date(recordedAt), 'the version before', 'i1', '', hash, ...values]],
  );
}

describeStores('a ledger of the version before', (store) => {
  it('is migrated, keeps its revisions and their names, and takes acts from then on', async () => {
    const database = store.database();
    expect((await migrate(database, older)).at(-1)).toBe('0011_run_models');
    const second = { ...ROW, id: 'second', date: '2024-04-05', type: 'summons', cameo: '114' };
    await append(database, { ...ROW, severity: '2' }, 1, 'create', '2024-04-03T00:00:00Z');
    await append(database, ROW, 2, 'revise', '2024-04-04T00:00:00Z');
    await append(database, second, 1, 'create', '2024-04-06T00:00:00Z');
    await append(database, { ...second, id: 'third', date: '2024-04-09' }, 1, 'create', '2024-04-10T00:00:00Z');

    expect(await migrate(database)).toEqual(since);
    const reference = await loadReferenceData(projectRoot());
    const ledger = openLedger({ database, reference, now: () => new Date('2026-07-01T12:00:00Z') });
    const take = (csv: string) =>
      ledger.import({ source: 'a', format: 'csv', bytes: bytesOf(csv), recordedBy: 'tester', dryRun: false });

    expect(await ledger.watermark()).toEqual(new Date('2024-04-10T00:00:00Z'));
    expect((await ledger.events('KOR-RUS')).map(({ id, revision }) => [id, revision])).toEqual([
      [ROW.id, 2],
      ['second', 1],
      ['third', 1],
    ]);
    const revisions = await ledger.revisions(ROW.id);
    expect(revisions.map(({ operation, event }) => [operation, event.severity])).toEqual([
      ['create', 2],
      ['revise', 3],
    ]);
    expect(revisions[1]!.event).toMatchObject({ summary: ROW.summary, note: '', others: ['PRK'], verified: true });
    for (const { event } of revisions)
      for (const field of ['actId', 'ends', 'lastDay', 'headline', 'headlineKo'])
        expect(event).not.toHaveProperty(field);
    expect(await ledger.coverage('KOR-RUS')).toEqual([]);

    // The same file again, with and without the columns that came later, is nothing new.
    const rows = [ROW, second, { ...second, id: 'third', date: '2024-04-09' }];
    for (const columns of [OLD_COLUMNS, [...OLD_COLUMNS, 'act_id', 'ends', 'end_date', 'headline', 'headline_ko']])
      expect(await take(csvOf(rows, columns))).toMatchObject({ unchanged: 3, revised: 0, created: 0, faults: [] });

    // What an act has besides makes a revision that names the fields, and the earlier moment reads as before.
    const withEnd = { ...second, ends: ROW.id, headline: 'Moscow summons the ambassador' };
    const report = await take(csvOf([withEnd], [...OLD_COLUMNS, 'ends', 'headline']));
    expect(report.revisions).toEqual([{ id: 'second', line: 2, fields: ['ends', 'headline'] }]);
    expect((await ledger.events('KOR-RUS'))[1]).toMatchObject({ ends: [ROW.id], revision: 2 });
    expect((await ledger.events('KOR-RUS', new Date('2024-04-10T00:00:00Z')))[1]).not.toHaveProperty('ends');
    await ledger.retract('third', 'It did not happen.', 'tester');
    expect((await ledger.revisions('third')).map(({ operation }) => operation)).toEqual(['create', 'retract']);
  });
});
