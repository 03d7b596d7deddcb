/**
 * Databases as earlier programs left them (older/, made by their own code at the commits that the files name): this program starts on
 * them, brings them up to date and serves the numbers that those programs answered.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Board } from '../../models/contract/board.ts';
import type { Series } from '../../models/contract/series.ts';
import { rowOfLine } from '../../server/backup/cells.ts';
import { checkBackup } from '../../server/backup/restoring.ts';
import { tablesOf } from '../../server/backup/tables.ts';
import { tarFiles } from '../../server/backup/tar.ts';
import { checkAll } from '../../server/checks/all.ts';
import type { Database } from '../../server/store/database.ts';
import { migrateIn } from '../../server/store/migrate.ts';
import { startTestServer } from '../api/testServer.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { describeStores } from './stores.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`older/${name}`, import.meta.url));

const recorded = z.object({
  at: z.iso.datetime(),
  views: z.array(z.string()),
  model: z.object({ hash: z.string() }),
  board: z.array(z.looseObject({ id: z.string() })),
  series: z.record(
    z.string(),
    z.object({ firstDay: z.string(), columns: z.array(z.string()), points: z.array(z.array(z.number())) }),
  ),
});
type Recorded = z.infer<typeof recorded>;
const NUMBERS = ['index', 'low', 'high', 'tension', 'conflict', 'cooperation', 'sd'] as const;

/** Makes the tables and rows of then, and nothing of now. */
async function asItWas(database: Database, file: string): Promise<void> {
  const { manifest } = await checkBackup(file);
  await database.transaction(async (tx) => {
    await migrateIn(tx, database, { only: new Set(manifest.migrations) });
    const tables = new Map(manifest.tables.map((table) => [table.name, table]));
    // The files of the migrations have not been changed since.
    const made = (await tablesOf(tx)).filter(({ name }) => tables.has(name));
    expect(made).toEqual(manifest.tables.map(({ name, columns }) => ({ name, columns })));
    const parts = pipeline(createReadStream(file), createGunzip(), () => undefined);
    for await (const { name, bytes } of tarFiles(parts)) {
      const table = tables.get(/^tables\/([^/]+)\//.exec(name)?.[1] ?? '');
      if (!table) continue;
      const lines = bytes.toString().split('\n').slice(0, -1);
      await tx.insert(
        table.name,
        table.columns.map((column) => column.name),
        lines.map((line) => rowOfLine(line, table)),
      );
    }
  });
}

/** A series as the files hold it: a row for days that are alike. */
function inRows({ points }: Series): Recorded['series'][string] {
  const rows: number[][] = [];
  for (const point of points) {
    const values = NUMBERS.map((name) => point[name]!);
    const last = rows.at(-1);
    if (last && values.every((value, i) => Object.is(value, last[i + 1]))) last[0]!++;
    else rows.push([1, ...values]);
  }
  return { firstDay: points[0]!.date, columns: ['days', ...NUMBERS], points: rows };
}

describeStores('a database of an earlier program', (store) => {
  test.each(['0011', '0014', '0020', '0026'])(
    'with migrations up to %s is served with the same numbers',
    async (name) => {
      const then = recorded.parse(JSON.parse(readFileSync(fileOf(`${name}.json`), 'utf8')));
      await asItWas(store.database(), fileOf(`${name}.tar.gz`));
      const database = await store.again();
      const server = await startTestServer({ on: database, at: then.at });
      atEndOfTest(() => server.close());
      const model = `model=baseline@${then.model.hash}`;
      const same = async (): Promise<void> => {
        for (const [dyad, series] of Object.entries(then.series))
          expect(inRows(await server.json<Series>(`/api/v1/dyads/${dyad}/series?${model}`)), dyad).toEqual(series);
        const { dyads } = await server.json<Board>(`/api/v1/dyads?${model}`);
        const rows = dyads.map((row) => ({ ...row, topEvent: row.topEvent!.id }));
        expect(rows).toEqual(then.board.map((row) => expect.objectContaining(row)));
      };
      await same();
      const ended = await (await server.rollup.start('start')).done;
      expect(ended.status).toBe('complete');
      await same();
      for (const code of then.views) expect((await server.get(`/api/v1/views/${code}`)).status).toBe(200);
      const all = await checkAll({
        database,
        reference: server.reference,
        now: () => new Date(then.at),
        onProgress: () => {},
      });
      expect(all.flatMap(({ faults }) => faults)).toEqual([]);
    },
  );
});
