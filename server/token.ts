import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDataDir } from './dataDir.ts';

const file = (dataDir: string): string => join(dataDir, 'token');

/** The bearer token that writing over HTTP needs: made at the first start, kept in DATA_DIR, readable by its owner only. */
export async function ensureToken(dataDir: string): Promise<string> {
  await makeDataDir(dataDir);
  try {
    const made = await open(file(dataDir), 'wx', 0o600); // fails when there is one, so that two first starts agree
    const token = randomBytes(24).toString('base64url');
    await made.writeFile(`${token}\n`);
    await made.close();
    return token;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const token = await readToken(dataDir);
  if (token === undefined)
    throw new Error(`${file(dataDir)} is empty: delete it, and the next start makes a new token.`);
  return token;
}

/** The token of a data folder, or undefined when none was made yet. */
export async function readToken(dataDir: string): Promise<string | undefined> {
  const text = await readFile(file(dataDir), 'utf8').catch(() => '');
  return text.trim() || undefined;
}
