/** Makes the shared parts, each once, and ends them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';
import { serveChromium } from './chromium.ts';
import { startPostgres } from './postgres.ts';
import { serveOnce } from './servedFolder.ts';
import { fillShippedFolder } from './shippedFolder.ts';

/** Where a part is, or the sentence why this machine has none: then the tests that need it skip with that sentence. */
export type Part = { readonly at: string } | { readonly missing: string };

/**
 * - `built`: the folder of the compiled server, up to date
 * - `shipped`: a data folder whose ledger holds data/events, rolled up at noon of `TODAY`
 * - `served`: a data folder as the built server leaves it after its first start
 * - `postgres`: the address of a PostgreSQL server
 * - `browser`: the address of a Chromium that takes connections
 */
export type PartName = 'built' | 'shipped' | 'served' | 'postgres' | 'browser';

export interface MadeParts {
  part(name: PartName): Promise<Part>;
  close(): Promise<void>;
}

export function makeParts(): MadeParts {
  const made = new Map<PartName, Promise<Part>>();
  const ends: (() => Promise<void>)[] = [];
  const folders: string[] = [];
  process.once('exit', () => folders.forEach(remove));
  const newFolder = (name: string): string => {
    const folder = mkdtempSync(join(tmpdir(), `tension-${name}-`));
    folders.push(folder);
    return folder;
  };

  const makers: Readonly<Record<PartName, () => Promise<Part>>> = {
    built: async () => ({ at: build() }),
    shipped: async () => ({ at: await fillShippedFolder(newFolder('shipped')) }),
    served: async () => {
      await part('built');
      return { at: await serveOnce(newFolder('served')) };
    },
    async postgres() {
      const started = await startPostgres(newFolder('postgres'));
      if ('stop' in started) ends.push(started.stop);
      return started;
    },
    async browser() {
      const served = await serveChromium();
      if ('stop' in served) ends.push(served.stop);
      return served;
    },
  };

  function part(name: PartName): Promise<Part> {
    let making = made.get(name);
    if (making === undefined) made.set(name, (making = makers[name]()));
    return making;
  }

  return {
    part,
    async close() {
      await Promise.allSettled(made.values());
      await Promise.all(ends.map((end) => end()));
      folders.splice(0).forEach(remove);
    },
  };
}

/** `npm test` has built before; this is for a run of single files. It builds only what has changed. */
function build(): string {
  const root = projectRoot();
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'server/setup.mjs'), '--build'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The server cannot be built:\n${stderr}`);
  return join(root, 'dist/server');
}

const remove = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
