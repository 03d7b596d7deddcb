/** What stands beside the database and belongs into a backup: a few JSON files of the data folder, and the models. */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MODEL_FOLDER } from '../modelFiles.ts';
import type { TarFile } from './tar.ts';
import { makeDataDir } from '../dataDir.ts';

/** Feeds that are fetched, words that were added to drafting, shipped files that were taken. Tokens stay where they are. */
const IN_DATA_DIR = ['feeds.json', 'dictionary.json', 'shipped.json'];
/** A tar of ours has no longer names. */
const MODEL_NAME = /^[\w.-]{1,80}\.json$/;

/** @param root the project's folder, @param dataDir the data folder */
export async function filesBeside(root: string, dataDir: string): Promise<TarFile[]> {
  const files: TarFile[] = [];
  for (const name of IN_DATA_DIR) {
    const bytes = await readFile(join(dataDir, name)).catch(() => undefined); // none: nothing was set
    if (bytes) files.push({ name: `files/${name}`, bytes });
  }
  for (const name of (await readdir(join(root, MODEL_FOLDER))).filter((file) => MODEL_NAME.test(file)).sort())
    files.push({ name: `models/${name}`, bytes: await readFile(join(root, MODEL_FOLDER, name)) });
  return files;
}

/** Puts the files of the data folder where they belong. */
export async function placeFiles(files: readonly TarFile[], dataDir: string): Promise<void> {
  await makeDataDir(dataDir);
  for (const name of IN_DATA_DIR) {
    const given = files.find((file) => file.name === `files/${name}`);
    const path = join(dataDir, name);
    if (!given) await rm(path, { force: true });
    else {
      await writeFile(`${path}.restored`, given.bytes, { mode: 0o600 });
      await rename(`${path}.restored`, path);
    }
  }
}

/** The models of a backup, each under the name of its file. */
export const modelFilesOf = (files: readonly TarFile[]): TarFile[] =>
  files.flatMap(({ name, bytes }) => {
    const [folder, file = ''] = name.split('/');
    return folder === 'models' && MODEL_NAME.test(file) ? [{ name: file, bytes }] : [];
  });
