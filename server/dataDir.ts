/** The data folder: ledger, token and feeds are for the account that runs the server. */
import { mkdir, stat } from 'node:fs/promises';

/** For its owner alone. */
export const OWNER_ONLY = 0o700;
const OTHERS = 0o077;

/** Makes the folder where it is missing, for its owner alone; one that is there stays as its owner has set it. */
export async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: OWNER_ONLY });
}

/** Whether other accounts of this machine may look into the folder; false where it is not there yet, and on Windows, which has no such bits. */
export async function isOpenToOthers(dataDir: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const found = await stat(dataDir).catch(() => undefined);
  return found !== undefined && (found.mode & OTHERS) !== 0;
}
