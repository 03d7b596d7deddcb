/**
 * Real files of feeds, which are not ours to pass on: tests find them in a folder beside the repository, or in REAL_DATA_DIR. Where there
 * are none, small made-up ones in the same layouts stand in for them, whose facts were counted with another CSV reader.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';

/** A made-up quarter of an hour in the layout of GDELT 2.0: 60 rows between six states, and 12 that are about no pair. */
export const MADE_UP_QUARTER = join(projectRoot(), 'tests/feeds/fixtures/20180326044500.export.CSV');

const named = process.env['REAL_DATA_DIR'] ?? '../shared/data';
const real = isAbsolute(named) ? named : join(projectRoot(), named);
const FACTS = 'known-answers/feeds.json';

export const hasRealData = existsSync(join(real, FACTS));
const folder = hasRealData ? real : join(projectRoot(), 'tests/feeds/fixtures/made-up');

export const realPath = (path: string): string => join(folder, path);
export const realBytes = (path: string): Buffer => readFileSync(realPath(path));
export const realText = (path: string): string => readFileSync(realPath(path), 'utf8');
export const realStream = (path: string): AsyncIterable<Buffer> => createReadStream(realPath(path));

/** What was counted in them. */
export const factsText = (): string => realText(FACTS);

/** What tests count in real files beside the published facts; made-up files have facts of their own. */
export const REAL_COUNTS = {
  finely_told: 1138,
  interstate: 214,
  stories: 135,
  stories_v1: 123,
  stories_icews: 882,
  article: 'https://www.dw.com/en/ukraine-updates-indias-modi-to-visit-ukraine/live-69975337',
};
