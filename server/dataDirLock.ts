/** One server on a data folder: with PostgreSQL nothing else keeps a second one from fetching the same feeds into the same files. */
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../models/errorMessage.ts';
import { lives } from './servingNote.ts';

const schema = z.object({ pid: z.int().positive(), host: z.string() });

/** How often the holder says that it is still there. */
const STILL_HERE_MS = 20_000;
/** A holder on another machine that has said nothing for so long is taken for dead. */
const SILENT_MS = 90_000;

/**
 * Takes the folder for this process, until the returned function is called.
 *
 * @throws Error with what to do, when another server has it, or when nothing can be written there
 */
export function lockDataDir(dataDir: string, now: () => Date): () => void {
  const file = join(dataDir, 'server.lock');
  const mine = `${JSON.stringify({ pid: process.pid, host: hostname() })}\n`;
  try {
    writeFileSync(file, mine, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      throw new Error(
        `Nothing can be written in ${dataDir} (${messageOf(error)}): let this user write there, or set DATA_DIR to another folder.`,
        { cause: error },
      );
    const holder = holderOf(file, now());
    if (holder !== undefined)
      throw new Error(
        `${dataDir} is in use by ${holder}: stop that server, or set DATA_DIR to another folder. Where it is no server, delete ${file}.`,
        { cause: error },
      );
    writeFileSync(file, mine);
  }
  const still = setInterval(() => {
    try {
      utimesSync(file, now(), now());
    } catch {
      // somebody deleted it: whoever starts now takes it
    }
  }, STILL_HERE_MS);
  still.unref();
  return () => {
    clearInterval(still);
    if (textOf(file) === mine) rmSync(file, { force: true });
  };
}

/** Who holds it, for a message; undefined when nobody does any more. */
function holderOf(file: string, now: Date): string | undefined {
  const read = schema.safeParse(parsed(textOf(file)));
  if (!read.success) return undefined;
  const { pid, host } = read.data;
  if (host === hostname()) return pid !== process.pid && lives(pid) ? `process ${pid}` : undefined;
  return now.getTime() - statSync(file).mtimeMs < SILENT_MS ? `process ${pid} on ${host}` : undefined;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // gone meanwhile
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // half-written by a process that died
  }
}
