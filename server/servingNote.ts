/** A running server leaves a note in its data folder, so that the commands find it: a DuckDB file has one owner. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDataDir } from './dataDir.ts';

const schema = z.object({ pid: z.int().positive(), url: z.url() });

export type ServingNote = z.infer<typeof schema>;

const file = (dataDir: string): string => join(dataDir, 'server.json');

export async function writeServingNote(dataDir: string, note: ServingNote): Promise<void> {
  await makeDataDir(dataDir);
  const whole = `${file(dataDir)}.${note.pid}`;
  await writeFile(whole, `${JSON.stringify(note)}\n`);
  await rename(whole, file(dataDir)); // never seen half-written
}

/** The note of the server that runs now; undefined without one, and for the note of a server that died. */
export async function readServingNote(dataDir: string): Promise<ServingNote | undefined> {
  const text = await readFile(file(dataDir), 'utf8').catch(() => ''); // no note is the usual case
  if (text === '') return undefined;
  const note = schema.safeParse(parsedJson(text));
  return note.success && lives(note.data.pid) ? note.data : undefined;
}

/** Takes the note away, if it is this process's own. */
export async function removeServingNote(dataDir: string): Promise<void> {
  const note = await readServingNote(dataDir);
  if (note?.pid === process.pid) await rm(file(dataDir), { force: true });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what is no note of ours names no server
  }
}

/** Whether a process of this machine lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0); // signal 0 asks only whether the process lives
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // it lives, under another user
  }
}
