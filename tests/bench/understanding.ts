/** What understanding a model costs: draws with bands, Sobol indices, change points; each beside a plain implementation of the same. */
import { mean } from 'simple-statistics';
import { basisOf } from '../../models/basis.ts';
import { unitImpacts } from '../../models/impacts.ts';
import type { EventColumns } from '../../models/eventColumns.ts';
import { kernel } from '../../models/kernel.ts';
import { bicPenalty, changePoints } from '../../models/changepoint.ts';
import { logNormalFactor, normalDraw, type Random, seededRandom } from '../../models/random.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { parametersOf } from '../../models/parameter.ts';
import { indexOnDay, sobol } from '../../models/sensitivity.ts';
import { finish } from '../../models/task.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { shippedColumns } from '../../server/cli/shippedColumns.ts';
import { medianMs, timed, whole } from './measure.ts';

export const name = 'understanding: weight draws, Sobol indices, change points';

const DRAWS = 500;
const SAMPLES = 1000;

export async function bench(print: (line: string) => void): Promise<void> {
  const reference = await loadReferenceData(projectRoot());
  const { columns } = await shippedColumns(reference);
  const model = reference.models.find(({ definition }) => definition.name === 'baseline')!.definition;
  const korea = columns.get('KOR-RUS')!;
  draws(korea, model, print);
  sobolOfWeights(korea, model, print);
  changes(print);
}

/** 500 models with other weights, the whole line of each, and the band between the 5th and the 95th percentile of every day. */
function draws(columns: EventColumns, model: ModelDefinition, print: (line: string) => void): void {
  const firstDay = columns.day[0]!;
  const lastDay = columns.day.at(-1)!;
  const days = lastDay - firstDay + 1;
  const withDraw = (chance: Random): ModelDefinition => ({
    ...model,
    types: Object.fromEntries(
      Object.entries(model.types).map(([type, parameters]) => [
        type,
        { ...parameters, weight: parameters.weight * logNormalFactor(chance, model.weightSd) },
      ]),
    ),
  });
  let fast: Float64Array[] = [];
  const drawMs = medianMs(3, 1, () => {
    const chance = seededRandom(5);
    const basis = basisOf(columns, model, firstDay, lastDay);
    fast = Array.from({ length: DRAWS }, () => scoreOf(basis, withDraw(chance)).tension);
  });
  const column = new Float64Array(DRAWS);
  const band = { low: new Float64Array(days), high: new Float64Array(days) };
  const bandMs = medianMs(3, 1, () => {
    for (let i = 0; i < days; i++) {
      for (let d = 0; d < DRAWS; d++) column[d] = fast[d]![i]!;
      column.sort();
      band.low[i] = indexOf(column[Math.floor(0.05 * DRAWS)]!, model.scale);
      band.high[i] = indexOf(column[Math.floor(0.95 * DRAWS)]!, model.scale);
    }
  });
  print(
    `${DRAWS} weight draws of KOR-RUS, ${whole(days)} days each: ${drawMs.toFixed(0)} ms (${(drawMs / DRAWS).toFixed(2)} ms a draw), the band of every day from them ${bandMs.toFixed(0)} ms (medians of 3)`,
  );

  // Plainly: every event on every day of every draw, weights inside. A few draws, scaled to all.
  const some = 5;
  let plain: Float64Array[] = [];
  const plainMs =
    timed(() => {
      const chance = seededRandom(5);
      plain = Array.from({ length: some }, () => plainLine(columns, withDraw(chance), firstDay, days));
    }) *
    (DRAWS / some);
  let largest = 0;
  plain.forEach((line, d) => line.forEach((value, i) => (largest = Math.max(largest, Math.abs(value - fast[d]![i]!)))));
  print(
    `  plain loop over events and days, ${some} draws scaled to ${DRAWS}: ${(plainMs / 1000).toFixed(1)} s, ${whole(plainMs / drawMs)} times as long; largest difference of a tension ${largest.toExponential(1)}`,
  );
}

function plainLine(columns: EventColumns, model: ModelDefinition, firstDay: number, days: number): Float64Array {
  const impacts = unitImpacts(columns, model);
  return Float64Array.from({ length: days }, (_, i) => {
    let tension = model.base;
    for (let e = 0; e < impacts.length; e++) {
      const type = model.types[columns.types[columns.type[e]!]!]!;
      tension += impacts[e]! * type.weight * kernel(firstDay + i - columns.day[e]!, type);
    }
    return tension;
  });
}

/** First and total order of all weights, for the index of one day. */
function sobolOfWeights(columns: EventColumns, model: ModelDefinition, print: (line: string) => void): void {
  const day = columns.day.at(-1)!;
  const weights = parametersOf(model, ['weights']);
  const outcomes = SAMPLES * (weights.length + 2);
  let found = finish(sobol(model, indexOnDay(columns, day), weights, SAMPLES, seededRandom(9)));
  const ms = medianMs(
    3,
    0,
    () => (found = finish(sobol(model, indexOnDay(columns, day), weights, SAMPLES, seededRandom(9)))),
  );
  print(
    `Sobol indices of ${weights.length} weights, ${whole(SAMPLES)} samples, ${whole(outcomes)} outcomes: ${ms.toFixed(0)} ms, ${((1000 * ms) / outcomes).toFixed(1)} µs an outcome (median of 3)`,
  );

  // Plainly: each outcome is the whole sum over the events, as one would write it first.
  const some = 20;
  const plainOutcome = (changed: ModelDefinition): number =>
    indexOf(plainLine(columns, changed, day, 1)[0]!, changed.scale);
  const plainMs = timed(() => finish(sobol(model, plainOutcome, weights, some, seededRandom(9)))) * (SAMPLES / some);
  const difference = Math.abs(plainOutcome(model) - indexOnDay(columns, day)(model));
  print(
    `  the same with the sum over all events for each outcome, ${some} samples scaled to ${whole(SAMPLES)}: ${plainMs.toFixed(0)} ms, ${(plainMs / ms).toFixed(1)} times as long; the outcomes differ by ${difference.toExponential(1)}`,
  );
  const [first] = found.parameters;
  print(`  largest: ${first!.path}, alone ${first!.first.toFixed(2)}, with all others ${first!.total.toFixed(2)}`);
}

/** PELT on a series whose level changes about every 100 values: the time a value takes should not grow with the length. */
function changes(print: (line: string) => void): void {
  const perValue: number[] = [];
  for (const length of [5000, 10_000, 20_000, 40_000, 80_000]) {
    const values = steps(length);
    const penalty = bicPenalty(values)!;
    let result = changePoints(values, penalty);
    const ms = medianMs(3, 1, () => (result = changePoints(values, penalty)));
    perValue.push((1000 * ms) / length);
    print(
      `PELT on ${whole(length)} values: ${ms.toFixed(0)} ms, ${((1000 * ms) / length).toFixed(2)} µs a value, ${(result.evaluations / length).toFixed(0)} costs a value, ${result.segments.length - 1} changes`,
    );
  }
  print(
    `  the time a value takes grows ${(perValue.at(-1)! / perValue[0]!).toFixed(1)} times while the length grows 16 times`,
  );

  // Plainly: optimal partitioning, which tries every start (Jackson et al. 2005).
  const values = steps(5000);
  const penalty = bicPenalty(values)!;
  let plain: number[] = [];
  const plainMs = timed(() => (plain = everyStart(values, penalty)));
  const pelt = changePoints(values, penalty);
  const peltMs = medianMs(3, 1, () => changePoints(values, penalty));
  const isSame =
    plain.join() ===
    pelt.segments
      .slice(1)
      .map(({ from }) => from)
      .join();
  print(
    `  trying every start on 5,000 values: ${plainMs.toFixed(0)} ms, ${whole(plainMs / peltMs)} times as long; ${isSame ? 'the same changes' : 'OTHER CHANGES'}`,
  );
}

function steps(length: number): number[] {
  const chance = seededRandom(length);
  const levels = Array.from({ length: Math.ceil(length / 100) }, () => 6 * normalDraw(chance));
  const values = Array.from({ length }, (_, i) => levels[Math.floor(i / 100)]! + normalDraw(chance));
  const centre = mean(values);
  return values.map((value) => value - centre);
}

/** The changes by dynamic programming over all starts. */
function everyStart(values: readonly number[], penalty: number): number[] {
  const n = values.length;
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    sums[i + 1] = sums[i]! + values[i]!;
    squares[i + 1] = squares[i]! + values[i]! ** 2;
  }
  const best = new Float64Array(n + 1).fill(Infinity);
  const start = new Int32Array(n + 1);
  best[0] = -penalty;
  for (let end = 1; end <= n; end++)
    for (let from = 0; from < end; from++) {
      const cost =
        best[from]! + squares[end]! - squares[from]! - (sums[end]! - sums[from]!) ** 2 / (end - from) + penalty;
      if (cost < best[end]!) {
        best[end] = cost;
        start[end] = from;
      }
    }
  const found: number[] = [];
  for (let end = n; end > 0; end = start[end]!) if (start[end]! > 0) found.unshift(start[end]!);
  return found;
}
