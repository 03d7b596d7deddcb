/** The numbers of a model of a feed that only stored history can say: scale, floor of the world's rows, and what raises a flag. Pure. */
import type { ModelDefinition } from './model.ts';
import { indexOf } from './score.ts';
import { MIN_COVERED_DAYS } from './coverage.ts';

/** A year in which a line settles, and a year to learn from. */
export const CALIBRATION_DAYS = 2 * MIN_COVERED_DAYS;
/** Fewer pairs say little of the others. */
export const CALIBRATION_PAIRS = 10;
/** Days of the world with fewer rows than on so many percent of the days are taken for one of so many. */
const FLOOR_PERCENT = 5;

/** So many percent of the days of all pairs lie nearer to neutral than this index, or as far below. */
export interface CalibrationTarget {
  readonly percentile: number;
  readonly index: number;
}

/** A pair's tension, a day each, with the days that count. */
export interface CalibrationLine {
  readonly tension: Float64Array;
  /** whether a day is known, and its line has settled */
  readonly counts: (at: number) => boolean;
}

export interface Calibrated {
  readonly scale: number;
  readonly raiseAt: number;
  readonly clearAt: number;
  /** days of all pairs that it is made of */
  readonly days: number;
}

/** The floor under the world's rows of a day, from those of the known days; undefined where the model takes no shares. */
export function floorOf(worldRows: readonly number[], { amounts }: ModelDefinition): number | undefined {
  if (amounts?.perWorldRows === undefined || worldRows.length === 0) return undefined;
  return Math.max(1, readable(quantile(Float64Array.from(worldRows), FLOOR_PERCENT)));
}

/**
 * Scale and flag, from the lines of pairs under the model with its new floor.
 *
 * Scale: the distance from the base that `percentile` of the days do not exceed stands at `index`. Flag: it is raised by changes over its window that so
 * many percent of the days do not reach, and taken down below half of that. `undefined` where no day counts, or nothing ever happens.
 */
export function calibrate(
  lines: readonly CalibrationLine[],
  model: ModelDefinition,
  { percentile, index }: CalibrationTarget,
): Calibrated | undefined {
  const distances: number[] = [];
  for (const { tension, counts } of lines)
    for (let at = 0; at < tension.length; at++) if (counts(at)) distances.push(Math.abs(tension[at]! - model.base));
  const far = distances.length === 0 ? 0 : quantile(Float64Array.from(distances), percentile);
  if (far === 0) return undefined;
  const scale = Math.min(10_000, Math.max(0.1, readable(far / Math.log(index / (100 - index)))));
  const { windowDays } = model.flag;
  const changes: number[] = [];
  for (const { tension, counts } of lines)
    for (let at = windowDays; at < tension.length; at++)
      if (counts(at) && counts(at - windowDays))
        changes.push(Math.abs(indexOf(tension[at]!, scale) - indexOf(tension[at - windowDays]!, scale)));
  const usual = changes.length === 0 ? model.flag.raiseAt : quantile(Float64Array.from(changes), percentile);
  const raiseAt = Math.min(100, Math.max(0.1, readable(usual)));
  return { scale, raiseAt, clearAt: readable(raiseAt / 2), days: distances.length };
}

/** The next version of a model, with other numbers. */
export function calibratedModel(
  model: ModelDefinition,
  floor: number | undefined,
  { scale, raiseAt, clearAt }: Calibrated,
  date: string,
  text: string,
): ModelDefinition {
  const version = model.version + 1;
  return {
    ...model,
    version,
    changelog: [...model.changelog, { version, date, text }],
    scale,
    flag: { ...model.flag, raiseAt, clearAt },
    ...withFloor(model, floor),
  };
}

/** The amounts of a model with another floor. */
export const withFloor = ({ amounts }: ModelDefinition, floor: number | undefined): Pick<ModelDefinition, 'amounts'> =>
  amounts === undefined ? {} : { amounts: floor === undefined ? amounts : { ...amounts, worldRowsAtLeast: floor } };

/** The value that so many percent of the values do not exceed. Sorts them. */
function quantile(values: Float64Array, percent: number): number {
  values.sort();
  return values[Math.min(values.length - 1, Math.max(0, Math.ceil((percent / 100) * values.length) - 1))]!;
}

/** Two digits that count: the third says nothing. */
const readable = (value: number): number => Number(value.toPrecision(2));
