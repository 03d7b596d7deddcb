/** The shipped data and the baseline, read once for the tests that hold the models to real events. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type EventColumns, eventColumns } from '../../models/eventColumns.ts';
import type { CoveredStretch } from '../../models/stretch.ts';
import { basisOf } from '../../models/basis.ts';
import { type Score, scoreOf } from '../../models/score.ts';
import { type ModelDefinition, checkModel } from '../../models/model.ts';
import { type Row, codebookOfRows, coveredStretchOfRow, eventOfRow, judgementOfRow } from './rows.ts';

const root = new URL('../../', import.meta.url);
const table = (path: string): Row[] => parse<Row>(readFileSync(new URL(path, root)), { columns: true, bom: true });

export const codebookRows = table('data/codebook.csv');
export const codebook = codebookOfRows(codebookRows);
export const baselineWeights = table('data/baseline-weights.csv');
/** The values that scoring and feeds read alike: there is one table. */
export const goldsteinRows = table('data/cameo.csv').map((row): Row => ({
  code: row['code']!,
  gdelt: row['goldstein_gdelt']!,
  icews: row['goldstein_icews']!,
}));
export const judgements = table('data/judgements.csv').map(judgementOfRow);

/** The event rows of each dyad. */
export const eventRows: ReadonlyMap<string, readonly Row[]> = new Map(
  readdirSync(new URL('data/events/', root))
    .filter((file) => file.endsWith('.csv'))
    .sort()
    .map((file) => [file.slice(0, -'.csv'.length), table(`data/events/${file}`)]),
);
export const dyads = [...eventRows.keys()];

const definitionFile = (file: string): ModelDefinition =>
  JSON.parse(readFileSync(new URL(`models/definitions/${file}`, root), 'utf8')) as ModelDefinition;
/** A copy of the first baseline as it stands in its file, to be changed at will. */
export const baselineFile = (): ModelDefinition => definitionFile('baseline.json');
/** A copy of the baseline that is served where none is asked for. */
export const newestBaselineFile = (): ModelDefinition => definitionFile('baseline.v3.json');

function shippedModel(file: string): ModelDefinition {
  const checked = checkModel(JSON.parse(readFileSync(new URL(`models/definitions/${file}`, root), 'utf8')), codebook);
  if (!('model' in checked))
    throw new Error(`models/definitions/${file} has faults: ${JSON.stringify(checked.faults)}`);
  return checked.model;
}

export const baseline = shippedModel('baseline.json');
/** The second version: acts that end and last, and days that nobody looked at. */
export const baseline2 = shippedModel('baseline.v2.json');

/** The third: bands that know how far severity is off. */
export const baseline3 = shippedModel('baseline.v3.json');

const coverageRows = table('data/coverage.csv');

/** The days that somebody looked at. */
export const coverageOfDyad = (dyad: string): CoveredStretch[] =>
  coverageRows.filter((row) => row['dyad'] === dyad).map(coveredStretchOfRow);

export const columnsOf = (dyad: string): EventColumns =>
  eventColumns(dyad, (eventRows.get(dyad) ?? []).map(eventOfRow), codebook, coverageOfDyad(dyad));

/** The score of a shipped dyad from its first event to `lastDay`. */
export function shippedScore(dyad: string, lastDay: number, model: ModelDefinition = baseline): Score {
  const columns = columnsOf(dyad);
  return scoreOf(basisOf(columns, model, columns.day[0] ?? lastDay, lastDay), model);
}
