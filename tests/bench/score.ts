/** How fast scoring is: the recursion against the plain definition of the sum, and against the same sum in SQL. */
import { DuckDBInstance } from '@duckdb/node-api';
import { type BasisColumn, type Basis, basisOf } from '../../models/basis.ts';
import { unitImpacts } from '../../models/impacts.ts';
import type { EventColumns } from '../../models/eventColumns.ts';
import { kernel } from '../../models/kernel.ts';
import { seededRandom } from '../../models/random.ts';
import { scoreOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { medianMs, timed, whole } from './measure.ts';

export const name = 'score: unit exposures and re-scoring';

const EVENTS = 1_000_000;
/** 1980-01-01 to 2024-12-31: as long as machine-coded events reach back. */
const FIRST_DAY = 3652;
const DAYS = 16_437;
const ACTORS = 50;

export async function bench(print: (line: string) => void): Promise<void> {
  const reference = await loadReferenceData(projectRoot());
  const model = reference.models.find(({ definition }) => definition.name === 'baseline')!.definition;
  const columns = syntheticColumns(Object.keys(model.types));
  await exposures(columns, model, print);
  tenfold(model, print);
  rescoring(print);
}

async function exposures(columns: EventColumns, model: ModelDefinition, print: (line: string) => void): Promise<void> {
  const lastDay = FIRST_DAY + DAYS - 1;
  let basis = basisOf(columns, model, FIRST_DAY, lastDay);
  const recursion = medianMs(7, 1, () => (basis = basisOf(columns, model, FIRST_DAY, lastDay)));
  print(
    `unit exposures of ${whole(EVENTS)} events over ${whole(DAYS)} days, ${columns.types.length} types: ${recursion.toFixed(0)} ms (median of 7)`,
  );

  // The plain sum visits every event on every day: a sample of the days, evenly spread, is scaled to all of them.
  const impacts = unitImpacts(columns, model);
  const loopDays = sampleDays(16);
  let loopSums: Float64Array[] = [];
  const loop =
    timed(() => (loopSums = loopDays.map((day) => plainSum(columns, impacts, model, day)))) * (DAYS / loopDays.length);
  print(
    `plain loop over events and days, ${loopDays.length} days scaled to ${whole(DAYS)}: ${(loop / 1000).toFixed(0)} s, ${whole(loop / recursion)} times as long`,
  );
  print(
    `  largest relative difference of the sums on those days: ${difference(basis, loopDays, loopSums).toExponential(1)}`,
  );

  const sqlDays = sampleDays(64);
  const { ms, sums } = await sqlSum(columns, impacts, model, sqlDays);
  const sql = ms * (DAYS / sqlDays.length);
  print(
    `the same sum in DuckDB SQL, ${sqlDays.length} days scaled to ${whole(DAYS)}: ${(sql / 1000).toFixed(0)} s, ${whole(sql / recursion)} times as long`,
  );
  print(
    `  largest relative difference of the sums on those days: ${difference(basis, sqlDays, sums).toExponential(1)}`,
  );
}

/** Ten times the events take ten times as long or less, also where every third of them ends an earlier one and every fifth lasted. */
function tenfold(model: ModelDefinition, print: (line: string) => void): void {
  const msOf = (columns: EventColumns): number =>
    medianMs(5, 1, () => basisOf(columns, model, FIRST_DAY, FIRST_DAY + DAYS - 1));
  const ratioOf = (change: (columns: EventColumns) => EventColumns): { ms: number; ratio: number } => {
    const ms = msOf(change(syntheticColumns(Object.keys(model.types))));
    return { ms, ratio: ms / msOf(change(syntheticColumns(Object.keys(model.types), EVENTS / 10))) };
  };
  const [plain, ended] = [ratioOf((columns) => columns), ratioOf(withEnds)];
  print(
    `${whole(EVENTS)} events against ${whole(EVENTS / 10)}, under ${model.name} ${model.version}: ${plain.ratio.toFixed(1)} times as long; where a third ends earlier ones and a fifth lasted, ${ended.ratio.toFixed(1)} times (${ended.ms.toFixed(0)} ms, ${(ended.ms / plain.ms).toFixed(1)} times the plain ones)`,
  );
}

function withEnds(columns: EventColumns): EventColumns {
  const chance = seededRandom(3);
  const by = Int32Array.from({ length: Math.floor(columns.day.length / 3) }, (_, i) => 3 * i + 2);
  return {
    ...columns,
    ends: { by, ended: Int32Array.from(by, (position) => Math.floor(chance() * position)) },
    lastDay: Int32Array.from(columns.day, (day, e) => (e % 5 === 0 ? day + Math.floor(chance() * 400) : day)),
  };
}

/** Every weight moves: what a modeller waits for while dragging a slider. */
function rescoring(print: (line: string) => void): void {
  const chance = seededRandom(2);
  const typeNames = Array.from({ length: 40 }, (_, i) => `type_${i}`);
  const series = () => Float64Array.from({ length: DAYS }, () => chance() * 3);
  const basis: Basis = {
    dyad: 'AAA-BBB',
    firstDay: FIRST_DAY,
    lastDay: FIRST_DAY + DAYS - 1,
    // The worst case: every type has acts of both polarities and unverified ones.
    types: typeNames.map((type): BasisColumn => ({
      type,
      raising: series(),
      easing: series(),
      codingVariance: series(),
      raises: true,
      eases: true,
    })),
  };
  const models = Array.from({ length: 8 }, () => modelWith(typeNames, chance));
  const rescore = (basis: Basis): number => medianMs(250, 50, (run) => scoreOf(basis, models[run % models.length]!));
  print(
    `re-scoring ${whole(DAYS)} days x 40 types, acts of both polarities and unverified ones in each: ${rescore(basis).toFixed(2)} ms (median of 250; aim 1.5 ms)`,
  );
  const none = new Float64Array(DAYS);
  const usual = {
    ...basis,
    types: basis.types.map((column, i) =>
      i % 2 === 0 ? { ...column, easing: none, eases: false } : { ...column, raising: none, raises: false },
    ),
  };
  print(`the same where each type has acts of one polarity, as most have: ${rescore(usual).toFixed(2)} ms`);
}

function modelWith(types: readonly string[], chance: () => number): ModelDefinition {
  return {
    name: 'bench',
    version: 1,
    title: 'Synthetic',
    description: '',
    changelog: [],
    base: 0,
    scale: 40,
    severity: [0.4, 0.7, 1, 1.5, 2.2],
    indirect: 0.5,
    unverified: 0.7,
    repetition: { windowDays: 30, factor: 0.85 },
    weightSd: 0.25,
    flag: { windowDays: 30, raiseAt: 5, clearAt: 2.5, minEvents: 5, minEventsDays: 730 },
    types: Object.fromEntries(types.map((type) => [type, { weight: 1 + 7 * chance(), holdDays: 0, halfLifeDays: 90 }])),
  };
}

/** Events of one busy dyad, spread evenly over days, types, actors, severities; the seed is fixed. */
function syntheticColumns(types: readonly string[], count = EVENTS): EventColumns {
  const chance = seededRandom(1);
  const below = (limit: number): number => Math.floor(chance() * limit);
  const day = Int32Array.from({ length: count }, () => FIRST_DAY + below(DAYS)).sort();
  return {
    dyad: 'AAA-BBB',
    ids: Array.from({ length: count }, (_, i) => `e${i}`),
    types,
    actors: Array.from({ length: ACTORS }, (_, i) => `A${i}`),
    day,
    type: Uint16Array.from(day, () => below(types.length)),
    actor: Uint16Array.from(day, () => below(ACTORS)),
    polarity: Int8Array.from(day, () => (chance() < 0.5 ? 1 : -1)),
    severity: Uint8Array.from(day, () => 1 + below(5)),
    indirect: Uint8Array.from(day, () => below(2)),
    unverified: Uint8Array.from(day, () => below(2)),
    firstSideShare: Float64Array.from(day, () => below(2)),
  };
}

function sampleDays(count: number): number[] {
  return Array.from({ length: count }, (_, i) => FIRST_DAY + Math.floor(((i + 0.5) * DAYS) / count));
}

/** The definition of a net unit exposure, read off the page: for each type the sum of u_e K(t - t_e). */
function plainSum(columns: EventColumns, impacts: Float64Array, model: ModelDefinition, day: number): Float64Array {
  const parameters = columns.types.map((type) => model.types[type]!);
  const sums = new Float64Array(columns.types.length);
  for (let e = 0; e < columns.day.length; e++) {
    const type = columns.type[e]!;
    sums[type] = sums[type]! + impacts[e]! * kernel(day - columns.day[e]!, parameters[type]!);
  }
  return sums;
}

async function sqlSum(
  columns: EventColumns,
  impacts: Float64Array,
  model: ModelDefinition,
  days: readonly number[],
): Promise<{ ms: number; sums: Float64Array[] }> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('create table event (type integer, day integer, unit double, hold double, half_life double)');
  await connection.run('create table sampled (day integer)');
  const events = await connection.createAppender('event');
  for (let e = 0; e < columns.day.length; e++) {
    const type = columns.type[e]!;
    const { holdDays, halfLifeDays } = model.types[columns.types[type]!]!;
    events.appendInteger(type);
    events.appendInteger(columns.day[e]!);
    events.appendDouble(impacts[e]!);
    events.appendDouble(holdDays);
    events.appendDouble(halfLifeDays);
    events.endRow();
  }
  events.closeSync();
  const sampled = await connection.createAppender('sampled');
  for (const day of days) {
    sampled.appendInteger(day);
    sampled.endRow();
  }
  sampled.closeSync();
  const sql = `
    select s.day as day, e.type as type,
      sum(e.unit * case when s.day - e.day <= e.hold then 1 else pow(2, -(s.day - e.day - e.hold) / e.half_life) end) as exposure
    from sampled s join event e on e.day <= s.day
    group by s.day, e.type`;
  const before = performance.now();
  const reader = await connection.runAndReadAll(sql);
  const ms = performance.now() - before;
  const sums = days.map(() => new Float64Array(columns.types.length));
  for (const [day, type, exposure] of reader.getRows())
    sums[days.indexOf(Number(day))]![Number(type)] = Number(exposure);
  connection.closeSync();
  instance.closeSync();
  return { ms, sums };
}

/** Largest difference between the basis and other sums, relative to the gross exposure of the type on the day. */
function difference(basis: Basis, days: readonly number[], sums: readonly Float64Array[]): number {
  let largest = 0;
  days.forEach((day, d) => {
    basis.types.forEach(({ raising, easing }, type) => {
      const i = day - basis.firstDay;
      const gross = raising[i]! + easing[i]!;
      if (gross > 0) largest = Math.max(largest, Math.abs(raising[i]! - easing[i]! - sums[d]![type]!) / gross);
    });
  });
  return largest;
}
