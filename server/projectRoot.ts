import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds package.json, data/ and models/definitions/. The server runs from server/ in the tests and from
 * dist/server/ when compiled, so the folder is found by walking up from this file, never by counting `..`.
 *
 * @throws Error when no package.json stands above this file.
 */
export function projectRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder)
      throw new Error(`No package.json above ${start}: run the server from a complete clone.`);
  }
}
