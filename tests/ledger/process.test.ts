/** Imports in a process of their own: their memory, and what a kill leaves. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../models/random.ts';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import { builtServer } from '../cli/built.ts';
import { eventFile } from './eventFile.ts';

/** What the database may use; it spills beyond. */
const DATABASE_MIB = 128;
const MAX_HEAP = '--max-old-space-size=64';

let server: string;
let folder: string;
beforeAll(async () => {
  server = await builtServer();
  folder = await mkdtemp(join(tmpdir(), 'tension-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function importing(database: string, source: string, format: 'csv' | 'json'): ChildProcess {
  const script = fileURLToPath(new URL('importing.mjs', import.meta.url));
  const file = join(folder, database);
  return spawn(process.execPath, [MAX_HEAP, script, server, file, source, format, String(DATABASE_MIB)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

interface Outcome {
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  readonly faulty: number;
  readonly peakMb: number;
}

async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let output = '';
  child.stdout!.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  return JSON.parse(output.split('\n')[1]!) as Outcome;
}

function* asJsonLines(rows: number): Generator<Buffer> {
  const shared = {
    dyad: 'KOR-RUS',
    date: '2024-04-02',
    actor: 'KOR',
    target: 'RUS',
    type: 'sanction',
    polarity: 1,
    severity: 3,
    sourceName: 'Yonhap',
    note: 'x'.repeat(150),
  };
  for (let begin = 0; begin < rows; begin += 500)
    yield Buffer.from(
      Array.from(
        { length: 500 },
        (_, i) =>
          `${JSON.stringify({ id: `made-up-${begin + i}`, ...shared, summary: `Event ${begin + i}, {"in": [brackets]} (서울).` })}\n`,
      ).join(''),
    );
}

describe('a file that is larger than it should need in memory', () => {
  // Beside what the database may use. A reader that held the 40 MB whole, as rows, would take 200 MB more, and find no such heap.
  const MAX_MORE_MB = DATABASE_MIB + 150;
  let ofFewRowsMb: number;
  beforeAll(async () => {
    const source = join(folder, 'few.csv');
    await pipeline(Readable.from(eventFile(500)), createWriteStream(source));
    ofFewRowsMb = (await outcomeOf(importing('few.duckdb', source, 'csv'))).peakMb;
  });

  it('is imported from CSV: 40 MB, every row of it, the contents intact', { timeout: 600_000 }, async () => {
    const rows = 140_000;
    const source = join(folder, 'large.csv');
    await pipeline(Readable.from(eventFile(rows)), createWriteStream(source));
    expect((await stat(source)).size).toBeGreaterThan(40e6);
    const outcome = await outcomeOf(importing('large.duckdb', source, 'csv'));
    expect(outcome).toMatchObject({ rows, created: rows, faulty: 0 });
    expect(outcome.peakMb - ofFewRowsMb).toBeLessThan(MAX_MORE_MB);
    await rm(source);
    const database = await openDuckDb({ file: join(folder, 'large.duckdb') });
    try {
      // What was spilled and split again is what was hashed when it was read.
      const columns =
        "dyad, cast(date as text), date_precision, actor, target, others, role, type, cameo, cast(polarity as text), cast(severity as text), summary, source_name, source_url, source_date, case when verified then 'yes' else 'no' end, note";
      expect(
        await database.query(
          `select count(*) as n, count(distinct event_id) as ids from event_revision where left(sha256(concat_ws(chr(31), ${columns})), 32) = content_hash`,
        ),
      ).toEqual([{ n: rows, ids: rows }]);
    } finally {
      await database.close();
    }
  });

  it('is imported from JSON lines as well', { timeout: 300_000 }, async () => {
    const rows = 60_000;
    const source = join(folder, 'large.jsonl');
    await pipeline(Readable.from(asJsonLines(rows)), createWriteStream(source));
    const outcome = await outcomeOf(importing('large-json.duckdb', source, 'json'));
    expect(outcome).toMatchObject({ rows, created: rows, faulty: 0 });
    expect(outcome.peakMb - ofFewRowsMb).toBeLessThan(MAX_MORE_MB);
  });
});

describe('a killed import', () => {
  it('leaves nothing of its file, or all of it, and the next import completes it', { timeout: 300_000 }, async () => {
    const rows = 6000;
    const kills = 12;
    const source = join(folder, 'small.csv');
    await pipeline(Readable.from(eventFile(rows)), createWriteStream(source));
    const reference = await loadReferenceData(projectRoot());
    const chance = seededRandom(11);
    const found: number[] = [];
    for (let i = 0; i < kills; i++) {
      const name = `killed-${i}.duckdb`;
      const child = importing(name, source, 'csv');
      const closed = once(child, 'close');
      await once(child.stdout!, 'data'); // it is ready, and begins
      await sleep(chance() * 450);
      child.kill('SIGKILL');
      await closed;
      const database = await openDuckDb({ file: join(folder, name) });
      try {
        const [row] = await database.query<{ n: number }>('select count(*) as n from event_revision');
        found.push(row!.n);
        expect(await database.query('select count(*) as n from import_log')).toEqual([{ n: row!.n === 0 ? 0 : 1 }]);
        await migrate(database);
        const ledger = openLedger({ database, reference, now: () => new Date() });
        const report = await ledger.import({
          source,
          format: 'csv',
          bytes: Readable.from(eventFile(rows)),
          recordedBy: 'tester',
          dryRun: false,
        });
        expect([report.created, report.unchanged]).toEqual(row!.n === 0 ? [rows, 0] : [0, rows]);
        expect(await ledger.dyads()).toMatchObject([{ events: rows }]);
      } finally {
        await database.close();
      }
    }
    expect(found.filter((n) => n !== 0 && n !== rows)).toEqual([]);
  });
});
