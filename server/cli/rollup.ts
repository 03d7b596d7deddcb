/** `tension rollup`: one run now. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Run, runs, runStarted } from '../../models/contract/runs.ts';
import { runOf } from '../api/runs.ts';
import type { Parts } from '../composition.ts';
import type { Config } from '../config.ts';
import { forgetProgram } from '../rollup/runs.ts';
import { migrate } from '../store/migrate.ts';
import { CommandFailure } from './failure.ts';
import { findServer, type Server } from './runningServer.ts';
import { counted, print, printJson, progressBar } from './terminal.ts';

const LOOK_AGAIN_MS = 200;

export interface Outcome {
  /** the run that was made, or the one that still holds */
  readonly run: Run;
  /** false when nothing was new, and so no run was made */
  readonly ran: boolean;
}

/** @returns the exit code: 0 published (or nothing new), 1 failed */
export async function rollupCommand(
  config: Config,
  { json, afresh = false }: { readonly json?: boolean; readonly afresh?: boolean },
): Promise<number> {
  const server = await findServer(config);
  if (afresh) {
    if (server) throw new CommandFailure(`A server runs at ${server.url} on this data folder: stop it first.`);
    await forgetScoring(config);
  }
  const { run, ran } = server ? await throughServer(server) : await here(config);
  if (json) printJson({ ran, run });
  else print(inWords(run, ran));
  if (afresh && !ran)
    throw new CommandFailure(
      'A server leads on this database and has scored nothing: stop all its servers, then again.',
    );
  if (run.status !== 'complete')
    throw new CommandFailure(`Run ${run.id} ${run.status}: ${run.error ?? 'no reason was recorded'}`);
  return 0;
}

/** The next run compares everything with what is published, as after an upgrade. */
async function forgetScoring(config: Config): Promise<void> {
  const { openDatabase } = await import('../composition.ts');
  const database = await openDatabase(config, { mustExist: true });
  try {
    await migrate(database);
    await database.transaction(forgetProgram);
  } finally {
    await database.close();
  }
}

export async function throughServer(server: Server): Promise<Outcome> {
  const [newest] = (await server.get('/api/v1/runs', { limit: '1' }, runs)).runs;
  const { id } = await server.post('/api/v1/runs', {}, runStarted);
  for (;;) {
    const found = (await server.get('/api/v1/runs', {}, runs)).runs;
    const run = found.find((one) => one.id === id);
    if (run && run.status !== 'running') return { run, ran: run.id !== newest?.id || newest.status === 'running' };
    if (!run) {
      // A run that finds nothing new leaves no trace: the last complete one holds.
      const last = found.find((one) => one.status === 'complete');
      if (last) return { run: last, ran: false };
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

async function here(config: Config): Promise<Outcome> {
  const { openParts } = await import('../composition.ts');
  const parts = await openParts(config);
  try {
    return await throughParts(parts);
  } finally {
    await parts.close();
  }
}

/** A run on a database that is open here. */
export async function throughParts({ rollup, ledger }: Pick<Parts, 'rollup' | 'ledger'>): Promise<Outcome> {
  const before = rollup.published()?.id;
  const bar = progressBar('Rolling up', (await ledger.dyads()).length);
  const watch = setInterval(() => {
    const current = rollup.current();
    if (current) bar.update(current.dyads, `${counted(current.dyads, 'dyad')}, ${counted(current.points, 'point')}`);
  }, LOOK_AGAIN_MS);
  try {
    const record = await (await rollup.start('cli')).done;
    return { run: runOf(record), ran: record.id !== before };
  } finally {
    clearInterval(watch);
    bar.stop();
  }
}

export function inWords(run: Run, ran: boolean): string {
  if (!ran) return `Nothing new: run ${run.id} still holds, through ${run.through}.`;
  return `Run ${run.id} published ${counted(run.points, 'point')} of ${counted(run.dyads, 'dyad')}, through ${run.through}.`;
}
