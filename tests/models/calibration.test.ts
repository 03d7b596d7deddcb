/** What stored history makes of the numbers of a model of feeds. */
import { expect, test } from 'vitest';
import { calibrate, calibratedModel, type CalibrationLine, floorOf } from '../../models/calibration.ts';
import { checkModel, type ModelDefinition } from '../../models/model.ts';
import { indexOf } from '../../models/score.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { projectRoot } from '../../server/projectRoot.ts';

const reference = await loadReferenceData(projectRoot());
const GDELT = reference.models.find(({ definition }) => definition.name === 'gdelt')!.definition;
const all = (): boolean => true;

test('the floor is what nineteen of twenty days exceed, in two digits, and none where nothing is a share', () => {
  const rows = Array.from({ length: 200 }, (_, i) => 1234 + 10 * i);
  expect(floorOf(rows, GDELT)).toBe(1300); // the tenth smallest, 1,324
  expect(floorOf(rows.toReversed(), GDELT)).toBe(1300);
  const { perWorldRows: _p, worldRowsAtLeast: _w, ...amounts } = GDELT.amounts!;
  expect(floorOf(rows, { ...GDELT, amounts })).toBeUndefined();
});

test('99 of 100 days lie within 10 and 90, whatever lay before they settled', () => {
  const tension = Float64Array.from({ length: 1200 }, (_, i) => (i < 200 ? 9999 : ((i % 100) + 1) * (i % 2 ? 1 : -1)));
  const line: CalibrationLine = { tension, counts: (at) => at >= 200 };
  const found = calibrate([line], GDELT, { percentile: 99, index: 90 })!;
  expect(found).toMatchObject({ scale: 45, days: 1000 }); // 99 / ln 9 = 45.06
  const within = tension.slice(200).filter((value) => Math.abs(indexOf(value, found.scale) - 50) <= 40.1).length;
  expect(within).toBe(990);
});

test('a flag is raised by a change that one day in a hundred has, and taken down at half of it', () => {
  const level = 100;
  const tension = Float64Array.from({ length: 3000 }, (_, i) => (i >= 2000 ? level : 0));
  const { flag } = GDELT;
  const found = calibrate([{ tension, counts: all }], GDELT, { percentile: 99.5, index: 90 })!;
  // Of 2,970 changes over 30 days 30 are the step: more than 0.5 %.
  expect(found.scale).toBe(46);
  expect(found.raiseAt).toBe(Number((indexOf(level, 46) - 50).toPrecision(2)));
  expect(found.clearAt).toBe(found.raiseAt / 2);
  expect(flag.windowDays).toBe(30);
});

test('without a day, or without anything on it, there is nothing to learn', () => {
  expect(calibrate([], GDELT, { percentile: 99, index: 90 })).toBeUndefined();
  expect(
    calibrate([{ tension: new Float64Array(1000), counts: all }], GDELT, { percentile: 99, index: 90 }),
  ).toBeUndefined();
});

test('the next version is a model of its own, and the one before stays as it was', () => {
  const before = structuredClone(GDELT);
  const found = { scale: 45, raiseAt: 6.1, clearAt: 3.1, days: 1000 };
  const next: ModelDefinition = calibratedModel(GDELT, 1300, found, '2026-11-28', 'Calibrated.');
  expect(GDELT).toEqual(before);
  expect(checkModel(next, reference.codebook)).toMatchObject({
    model: {
      name: 'gdelt',
      version: GDELT.version + 1,
      scale: 45,
      flag: { raiseAt: 6.1, clearAt: 3.1, windowDays: 30 },
      amounts: { worldRowsAtLeast: 1300, perWorldRows: 100 },
      changelog: [...GDELT.changelog, { version: GDELT.version + 1, date: '2026-11-28', text: 'Calibrated.' }],
    },
  });
});
