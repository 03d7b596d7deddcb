/** Answers of other programs to hold ours against. They are not part of the project: tests read them where REAL_DATA_DIR says, and skip without. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { Row } from './rows.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = resolve(process.env['REAL_DATA_DIR'] ?? resolve(root, '../shared/data'), 'known-answers/coinr-asem');

export const coinrIsThere = existsSync(folder);
/** For the name of a test group, so that a skipped one says why. */
export const coinrNote = coinrIsThere
  ? ''
  : ` (skipped: ${folder} is not there; set REAL_DATA_DIR to the folder of reference data)`;

export const coinrTable = (file: string): Row[] => parse<Row>(readFileSync(resolve(folder, file)), { columns: true });
