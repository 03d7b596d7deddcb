import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { restoreLastGoodModels } from '../../server/rollup/lastGoodModels.ts';
import type { Database } from '../../server/store/database.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { reference, row, worldOn } from './world.ts';

/** The version whose file the project of the test has. */
const baseline = reference.models.find(({ definition }) => definition.name === 'baseline' && definition.version === 1)!;

let database: Database;
let root: string;

/** A project with the shipped data and models of its own, and a database in which the baseline has been published. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tension-models-'));
  for (const part of [
    'data/codebook.csv',
    'data/countries.csv',
    'data/dyads.csv',
    'data/judgements.csv',
    'data/cameo.csv',
    'data/severity.md',
    'data/names.csv',
    'data/feeds/states.csv',
    'models/definitions/baseline.json',
  ])
    await cp(join(projectRoot(), part), join(root, part), { recursive: true });
  database = await openDuckDb({ file: ':memory:' });
  const world = await worldOn(database, '2024-06-01T12:00:00Z');
  await world.import(row('a', 'KOR-RUS', '2024-05-01'));
  const rollup = await world.rollup({ models: [baseline] });
  await (
    await rollup.start('start')
  ).done;
});
afterEach(async () => {
  await database.close();
  await rm(root, { recursive: true });
});

const file = (): string => join(root, 'models/definitions/baseline.json');

describe('a model whose file was broken after it was published', () => {
  it.each([
    ['no JSON: NaN', (text: string) => text.replace('"weight": 6,', '"weight": NaN,'), /baseline\.json is not JSON/],
    ['a negative weight', (text: string) => text.replace('"weight": 6,', '"weight": -6,'), /types\.sanction\.weight/],
    ['an unknown type', (text: string) => text.replace('"summons":', '"sumons":'), /types\.sumons/],
    [
      'a half-life of a thousand years',
      (text: string) => text.replace('"halfLifeDays": 365', '"halfLifeDays": 365250'),
      /types\.sanction\.halfLifeDays/,
    ],
  ])('with %s is named with its place, and the last good version keeps serving', async (_, breakIt, place) => {
    await writeFile(file(), breakIt(await readFile(file(), 'utf8')));
    const reference = await loadReferenceData(root);
    expect(reference.modelFaults.map(({ message }) => message).join('\n')).toMatch(place);
    expect(reference.models).toEqual([]);
    expect(await restoreLastGoodModels(database, reference)).toEqual([
      `baseline version 1 (${baseline.hash}) is served as it was last published, until its file is mended.`,
    ]);
    expect(reference.models).toEqual([baseline]);
  });

  it('is read from its file again when that is mended', async () => {
    const reference = await loadReferenceData(root);
    expect(await restoreLastGoodModels(database, reference)).toEqual([]);
    expect(reference.models).toEqual([baseline]);
  });

  it('that was taken away with no other left is served on, because without a model there is no index', async () => {
    await rm(file());
    const reference = await loadReferenceData(root);
    expect(reference.modelFaults.map(({ message }) => message).join()).toMatch('restore baseline.json');
    expect(await restoreLastGoodModels(database, reference)).toHaveLength(1);
    expect(reference.models).toEqual([baseline]);
  });

  it('that was taken away beside others stays away', async () => {
    const other = JSON.stringify({ ...baseline.definition, name: 'other' });
    await writeFile(join(root, 'models/definitions/other.json'), other);
    await rm(file());
    const reference = await loadReferenceData(root);
    expect(await restoreLastGoodModels(database, reference)).toEqual([]);
    expect(reference.models.map(({ definition }) => definition.name)).toEqual(['other']);
  });
});
