/** Real files of feeds, which are not ours to pass on: tests find them in a folder beside the repository, or in REAL_DATA_DIR. */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';

/** A made-up quarter of an hour in the layout of GDELT 2.0: 60 rows between six states, and 12 that are about no pair. */
export const MADE_UP_QUARTER = join(projectRoot(), 'tests/feeds/fixtures/20180326044500.export.CSV');

const named = process.env['REAL_DATA_DIR'] ?? '../shared/data';
const folder = isAbsolute(named) ? named : join(projectRoot(), named);

export const realPath = (path: string): string => join(folder, path);
export const realBytes = (path: string): Buffer => readFileSync(realPath(path));
export const realText = (path: string): string => readFileSync(realPath(path), 'utf8');
export const realStream = (path: string): AsyncIterable<Buffer> => createReadStream(realPath(path));

/** False where there are none: tests that need them are skipped then, and this line says why. */
export const hasRealData = existsSync(realPath('known-answers/feeds.json'));
if (!hasRealData)
  console.warn(
    `Skipped what needs real files of feeds: there are none in ${folder}. Set REAL_DATA_DIR to the folder that holds them.`,
  );
