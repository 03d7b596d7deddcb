/** The compiled server, for tests that run it as a process of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../server/projectRoot.ts';

const root = projectRoot();
const stamp = join(root, 'dist/.compiled-for-tests');
const lock = join(root, 'dist/.compiling');
/** A compilation takes seconds; a lock that is older was left by a killed process. */
const LOCK_HOLDS_MS = 120_000;

/** Compiles the server unless nothing has changed since, and gives the folder of its modules. `npm test` has built it before. */
export async function builtServer(): Promise<string> {
  mkdirSync(join(root, 'dist'), { recursive: true });
  while (newestSource() > timeOf(stamp)) {
    if (!takeLock()) {
      await sleep(200);
      continue;
    }
    const begun = new Date();
    const compiled = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'server')],
      { encoding: 'utf8' },
    );
    if (compiled.status === 0) writeFileSync(stamp, begun.toISOString());
    rmdirSync(lock);
    if (compiled.status !== 0) throw new Error(`The server does not compile:\n${compiled.stdout}${compiled.stderr}`);
  }
  return join(root, 'dist/server');
}

function newestSource(): number {
  const files = ['models', 'server', 'client/charts', 'client/words'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(root, room, file)),
  );
  return Math.max(...files.filter((file) => file.endsWith('.ts')).map(timeOf));
}

function takeLock(): boolean {
  if (existsSync(lock) && Date.now() - timeOf(lock) > LOCK_HOLDS_MS) rmdirSync(lock);
  try {
    mkdirSync(lock); // fails when another test file has it
    return true;
  } catch {
    return false;
  }
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
