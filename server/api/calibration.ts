/** GET /api/v1/models/:name/calibration: the numbers of a model of a feed, from what is stored of it. */
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { basisOf } from '../../models/basis.ts';
import { toIsoDate } from '../../models/calendar.ts';
import {
  calibrate,
  CALIBRATION_DAYS,
  CALIBRATION_PAIRS,
  calibratedModel,
  type CalibrationLine,
  type CalibrationTarget,
  floorOf,
  withFloor,
} from '../../models/calibration.ts';
import { calibration, type CalibrationResponse } from '../../models/contract/calibration.ts';
import { MIN_COVERED_DAYS } from '../../models/coverage.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { scoreOf } from '../../models/score.ts';
import type { FeedMark } from '../feeds/feedReading.ts';
import { machineHistoryOf } from '../feeds/machineHistory.ts';
import type { AskedModel } from './askedModel.ts';
import { jsonAnswer } from './answer.ts';
import { modelRefOf } from './point.ts';
import { invalid, Problem } from './problem.ts';
import { route } from './route.ts';
import type { Snapshots } from './snapshots.ts';

/** Each of these has thousands of stories; beyond them pairs have too few to have a level. */
const MOST_PAIRS = 300;
/** With fewer rows, the flag of a pair is sparse. */
const LEAST_ROWS = 30;

const query = z.strictObject({
  percentile: z.coerce
    .number('is no number')
    .min(50, 'is less than 50')
    .max(99.9, 'is more than 99.9')
    .default(99)
    .meta({ description: 'So many percent of the days of all pairs lie no farther from neutral than `index`.' }),
  index: z.coerce
    .number('is no number')
    .min(60, 'is less than 60')
    .max(99, 'is more than 99')
    .default(90)
    .meta({ description: 'Where a day so far from neutral stands.' }),
});

export const calibrationRoute = (snapshots: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/models/:name/calibration',
    needs: 'editor',
    summary: 'What stored history makes of the numbers of a model of feeds',
    description:
      'Scale, floor of the world’s rows and the change that raises a flag, from the 300 pairs with the most rows and the known days after the first 365. Nothing is changed: the answer has the next version of the model, to be posted to /api/v1/models. With fewer than 730 known days, or 10 pairs, it is refused.',
    query,
    answers: { 200: { description: 'The numbers, and the next version of the model', body: calibration } },
    problems: ['unknown-model', 'not-now'],
    async reply({ path, query: target }) {
      const model = await snapshots.model(path('name'));
      if (!model.definition.feeds)
        throw invalid({
          field: 'name',
          value: path('name'),
          message: 'reads the events coded by hand: only a model of feeds is calibrated from stored history',
        });
      return { answer: jsonAnswer(await calibrationOf(snapshots, model, target)), lifetime: 'momentary' };
    },
  });

async function calibrationOf(
  snapshots: Snapshots,
  model: AskedModel,
  target: CalibrationTarget,
): Promise<CalibrationResponse> {
  const { definition } = model;
  const feeds = definition.feeds!;
  const { mark } = await snapshots.feedVintage(undefined, model);
  const { known, worldRows } = await knownDaysOf(snapshots, feeds, mark);
  const extents = (await snapshots.feeds.reading.pairs()).filter(
    ({ feed, rows }) => feeds.includes(feed) && rows >= LEAST_ROWS,
  );
  const dyads = [...new Set(extents.toSorted((a, b) => b.rows - a.rows).map(({ dyad }) => dyad))].slice(0, MOST_PAIRS);
  refuseTooLittle(feeds, known.length, dyads.length);
  const floor = floorOf(worldRows, definition);
  const changed = { ...definition, ...withFloor(definition, floor) };
  const settled = new Set(known.slice(MIN_COVERED_DAYS));
  const lines: CalibrationLine[] = [];
  for (const dyad of dyads) {
    lines.push(await lineOf(snapshots, dyad, changed, mark, known.at(-1)!, settled));
    await turn(); // requests are answered between two pairs
  }
  const found = calibrate(lines, changed, target);
  if (!found) throw tooLittle('no act between any two states counts on these days');
  const first = toIsoDate(known[MIN_COVERED_DAYS]!);
  const last = toIsoDate(known.at(-1)!);
  const text = `Calibrated on ${feeds.join(' and ')}, ${first} to ${last}, ${lines.length} pairs: ${target.percentile}% of their days lie within ${100 - target.index} and ${target.index}. Scale ${found.scale}, flag at ${found.raiseAt}${floor === undefined ? '' : `, at least ${floor} rows of the world a day`}.`;
  const { flag, amounts } = definition;
  return {
    model: modelRefOf(model),
    knownDays: known.length,
    first,
    last,
    pairs: lines.length,
    days: found.days,
    ...target,
    scale: { from: definition.scale, to: found.scale },
    worldRowsAtLeast: floor === undefined ? null : { from: amounts!.worldRowsAtLeast!, to: floor },
    raiseAt: { from: flag.raiseAt, to: found.raiseAt },
    clearAt: { from: flag.clearAt, to: found.clearAt },
    definition: calibratedModel(definition, floor, found, toIsoDate(snapshots.today()), text),
  };
}

/** The days of which any of the feeds is known, in order, and how many rows of the world they have in the fullest of them. */
async function knownDaysOf(
  { feeds: { reading } }: Snapshots,
  feeds: readonly string[],
  mark: FeedMark,
): Promise<{ readonly known: readonly number[]; readonly worldRows: readonly number[] }> {
  const rows = new Map<number, number>();
  for (const feed of feeds) {
    const world = await reading.world(feed, mark);
    for (const day of await reading.knownDays(feed, mark))
      rows.set(day, Math.max(rows.get(day) ?? 0, world.get(day)?.rows ?? 0));
  }
  const known = [...rows.keys()].sort((a, b) => a - b);
  return { known, worldRows: known.map((day) => rows.get(day)!) };
}

async function lineOf(
  { feeds, reference }: Snapshots,
  dyad: string,
  definition: ModelDefinition,
  mark: FeedMark,
  lastDay: number,
  settled: ReadonlySet<number>,
): Promise<CalibrationLine> {
  const { columns } = await machineHistoryOf({ ...feeds, reference }, dyad, definition, mark);
  const firstDay = Math.min(columns.day[0] ?? lastDay, lastDay);
  const { tension } = scoreOf(basisOf(columns, definition, firstDay, lastDay, 'both'), definition);
  return { tension, counts: (at) => settled.has(firstDay + at) };
}

function refuseTooLittle(feeds: readonly string[], days: number, pairs: number): void {
  if (days < CALIBRATION_DAYS)
    throw tooLittle(
      `${days} ${days === 1 ? 'day' : 'days'} of ${feeds.join(' and ')} are known, and ${CALIBRATION_DAYS} are needed: a year in which lines settle, and a year to learn from. Fetch earlier days: npm run -s tension -- feed backfill ${feeds[0]} --from YYYY-MM-DD`,
    );
  if (pairs < CALIBRATION_PAIRS)
    throw tooLittle(
      `${pairs} ${pairs === 1 ? 'pair has' : 'pairs have'} ${LEAST_ROWS} rows or more, and ${CALIBRATION_PAIRS} are needed`,
    );
}

const tooLittle = (why: string): Problem =>
  new Problem('not-now', `Too little is stored to calibrate the model: ${why}.`);
