/** Files of the data folder whose content went into the database: read once, then set aside. */
import { readFile, rename } from 'node:fs/promises';

/** The text of a file that waits to be taken over; undefined where there is none. */
export async function waitingText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** It keeps its content under another name, which nothing reads. */
export const setAside = (file: string): Promise<void> => rename(file, `${file}.taken`);
