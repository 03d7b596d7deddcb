/** Names what scores: two programs of the same name make the same values of the same events. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Codebook } from '../../models/codebook.ts';

/** The folder of the scoring, as built or as written. */
const MODELS = new URL('../../models/', import.meta.url);

/** A hash over the sources of models/ (its folders, which do not score, apart) and the codebook, whose order is that of the sums. */
export async function programName(codebook: Codebook): Promise<string> {
  const hash = createHash('sha256');
  const files = (await readdir(fileURLToPath(MODELS))).filter((file) => /\.[jt]s$/.test(file)).sort();
  for (const file of files) hash.update(`${file}\n`).update(await readFile(new URL(file, MODELS)));
  hash.update(JSON.stringify([...codebook]));
  return hash.digest('hex').slice(0, 16);
}
