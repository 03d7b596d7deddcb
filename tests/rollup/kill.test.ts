/** Kill -9 at any point leaves the last complete run served, and the next run right. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toIsoDate } from '../../models/calendar.ts';
import { seededRandom } from '../../models/random.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import type { OpenRollup } from '../../server/rollup/openRollup.ts';
import type { RunRecord } from '../../server/rollup/rollup.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { builtServer } from '../cli/built.ts';
import { baseline, run, values, type World, worldOn } from './world.ts';

const KILLS = 24;
const SEED = 9;
/** From when on it is counted: one in five is killed while it starts and opens the database, and as many from their first run on as import first. */
const FROM = ['starting', 'importing', 'running', 'importing', 'running'] as const;
type From = (typeof FROM)[number];
/** A few cycles of import and run, of which each takes a tenth of a second or more. */
const MAX_MS = 500;
const DYADS = ['CHN-LTU', 'KOR-RUS', 'PRK-RUS'];

let folder: string;
let serverDir: string;
beforeAll(async () => {
  serverDir = await builtServer();
  folder = await mkdtemp(join(tmpdir(), 'tension-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Opens the database as the next process does. */
async function opened<Result>(
  moment: string,
  work: (world: World, rollup: OpenRollup) => Promise<Result>,
): Promise<Result> {
  const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
  try {
    const world = await worldOn(database, moment);
    const rollup = await world.rollup();
    try {
      return await work(world, rollup);
    } finally {
      await rollup.stop();
    }
  } finally {
    await database.close();
  }
}

/** The served series, and the same computed from the events as they stood when the run began. */
async function comparison(
  world: World,
  rollup: OpenRollup,
  record: RunRecord,
): Promise<{ served: unknown[]; fresh: unknown[] }> {
  const served: unknown[] = [];
  const fresh: unknown[] = [];
  for (const dyad of DYADS) {
    served.push({ dyad, series: values(await rollup.series(dyad, baseline.hash, record.id)) });
    fresh.push({ dyad, series: values(await world.fresh(dyad, record.asOf, record.throughDay)) });
  }
  return { served, fresh };
}

/** Lets a process work on the database for a while, then kills it. @returns what it said that it was doing, line by line */
async function workAndKill(moment: string, from: From, afterMs: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('working.mjs', import.meta.url)), serverDir, join(folder, 'tension.duckdb'), moment],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  const exited = once(child, 'close');
  const working = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes(from)) resolve();
    });
  });
  if (from !== 'starting') await Promise.race([working, exited]);
  await sleep(afterMs);
  child.kill('SIGKILL');
  const [, signal] = await exited;
  if (signal !== 'SIGKILL') throw new Error(`The process ended by itself: ${said}`);
  return ['starting', ...said.split('\n').filter(Boolean)];
}

test(`${KILLS} processes killed at random moments`, { timeout: 300_000 }, async () => {
  const chance = seededRandom(SEED);
  let moment = '2026-08-01T00:00:00Z';
  let last = await opened(moment, async (world, rollup) => {
    for (const dyad of DYADS)
      await world.importFile(await readFile(join(projectRoot(), `data/events/${dyad}.csv`), 'utf8'));
    return run(rollup, 'start');
  });
  const killedWhile = new Map<string, number>();
  let interrupted = 0;

  for (let kill = 0; kill < KILLS; kill++) {
    const said = await workAndKill(moment, FROM[kill % FROM.length]!, chance() * MAX_MS);
    const doing = said.at(-1)!.split(' ')[0]!;
    killedWhile.set(doing, (killedWhile.get(doing) ?? 0) + 1);
    const acknowledged = Math.max(
      last.id,
      ...said.filter((line) => line.startsWith('published ')).map((line) => Number(line.split(' ')[1])),
    );

    last = await opened(moment, async (world, rollup) => {
      // What it had reported as published is served, or the run that it was just completing; and nothing half done.
      const served = rollup.published()!;
      expect(served.status).toBe('complete');
      expect(served.id - acknowledged === 0 || (doing === 'running' && served.id - acknowledged === 1)).toBe(true);
      const whole = await comparison(world, rollup, served);
      expect(whole.served).toEqual(whole.fresh);
      const [newest] = await rollup.runs(1);
      expect([`${served.id} complete`, `${served.id + 1} interrupted`]).toContain(`${newest!.id} ${newest!.status}`);
      if (newest!.id !== served.id) interrupted++;
      // The next run, a day after whatever the killed process had reached, is right.
      moment = `${toIsoDate(served.throughDay + 1)}T00:00:00Z`;
      world.at(moment);
      const next = await run(rollup, 'start');
      expect(next.status).toBe('complete');
      const after = await comparison(world, rollup, next);
      expect(after.served).toEqual(after.fresh);
      expect(next.asOf).toEqual(await world.ledger.watermark());
      return next;
    });
  }
  console.log(
    `      killed while ${[...killedWhile].map(([doing, count]) => `${doing}: ${count}`).join(', ')}; runs left half done: ${interrupted}`,
  );
  // The test has hit what it is about.
  expect(interrupted).toBeGreaterThan(0);
});
