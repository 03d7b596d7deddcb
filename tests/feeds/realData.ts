/** Real files of feeds, which are not ours to pass on: tests find them in a folder beside the repository, or in REAL_DATA_DIR. */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { describe } from 'vitest';
import { projectRoot } from '../../server/projectRoot.ts';

const named = process.env['REAL_DATA_DIR'] ?? '../shared/data';
const folder = isAbsolute(named) ? named : join(projectRoot(), named);

export const realPath = (path: string): string => join(folder, path);
export const realBytes = (path: string): Buffer => readFileSync(realPath(path));
export const realText = (path: string): string => readFileSync(realPath(path), 'utf8');
export const realStream = (path: string): AsyncIterable<Buffer> => createReadStream(realPath(path));

/** Tests that need real files; where there are none, their name says so. */
export const describeReal = (name: string, tests: () => void): void => {
  const there = existsSync(realPath('known-answers/feeds.json'));
  describe.skipIf(!there)(there ? name : `${name} (skipped: there are no real files in ${folder}; set REAL_DATA_DIR)`, tests);
};
