/** Names what scores: two programs of the same name make the same values of the same events. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Codebook } from '../../models/codebook.ts';

/** What scores, and what makes a row of the board; as built or as written. */
const FOLDERS = ['../../models/', '../board/', '../../client/charts/'].map((path) => new URL(path, import.meta.url));
/** Of the charts, only this decides a number of the board. */
const CHART = /^standing\./;

/** A hash over the sources (folders of models/, which do not score, apart) and the codebook, whose order is that of the sums. */
export async function programName(codebook: Codebook): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of FOLDERS)
    for (const file of (await readdir(fileURLToPath(folder))).sort())
      if (/\.[jt]s$/.test(file) && (!folder.pathname.endsWith('/charts/') || CHART.test(file)))
        hash.update(`${file}\n`).update(await readFile(new URL(file, folder)));
  hash.update(JSON.stringify([...codebook]));
  return hash.digest('hex').slice(0, 16);
}
