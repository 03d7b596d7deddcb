/** What stands beside the database and belongs into a backup: a few JSON files of the data folder, and the models. */
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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

/**
 * Puts the files of a backup where they belong. A model that stands here already is never overwritten.
 *
 * @returns names of the models that were added, and of those that stand here with another content
 */
export async function placeFiles(
  files: readonly TarFile[],
  root: string,
  dataDir: string,
): Promise<{ readonly added: string[]; readonly differing: string[] }> {
  const added: string[] = [];
  const differing: string[] = [];
  await makeDataDir(dataDir);
  for (const name of IN_DATA_DIR) {
    const given = files.find((file) => file.name === `files/${name}`);
    const path = join(dataDir, name);
    if (!given) await rm(path, { force: true });
    else {
      await writeFile(`${path}.restored`, given.bytes);
      await rename(`${path}.restored`, path);
    }
  }
  for (const { name, bytes } of files) {
    const [folder, file = ''] = name.split('/');
    if (folder !== 'models' || !MODEL_NAME.test(file)) continue;
    const path = join(root, MODEL_FOLDER, file);
    const held = await readFile(path).catch(() => undefined);
    if (held?.equals(bytes)) continue;
    if (held) {
      differing.push(file);
      continue;
    }
    const unfinished = `${path}.${process.pid}.unfinished`;
    await writeFile(unfinished, bytes);
    await link(unfinished, path).finally(() => rm(unfinished, { force: true })); // refuses where a file stands
    added.push(file);
  }
  return { added, differing };
}
