/** GET /api/v1/dyads/:dyad/series: the line. */
import { z } from 'zod';
import { stepDays, toIsoDate } from '../../models/calendar.ts';
import { coverageOf, type Stretch } from '../../models/coverage.ts';
import { neutralIndex } from '../../models/index.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { type Answer, csvAnswer, jsonAnswer } from './answer.ts';
import type { BoundedCache } from './boundedCache.ts';
import { type Coverage, type Series, series } from './contract.ts';
import { members } from './csv.ts';
import { asOf, day, direction, model, step } from './parameters.ts';
import { directionOf, modelRefOf, pointOn } from './point.ts';
import { invalid } from './problem.ts';
import type { DyadHistory, Reading } from './reading.ts';
import { type Call, route } from './route.ts';

/** More points than any chart or table shows, and a hundred years of days. */
const MAX_POINTS = 40_000;

const parameters = z.strictObject({
  from: day('First day; the first event when left out.'),
  to: day('Last day; today (the day of the last roll-up) when left out.'),
  step,
  model,
  asOf,
  direction,
});

export const seriesRoute = (reading: Reading, answers: BoundedCache<Answer>) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/series',
    summary: 'The index of a dyad over time',
    description:
      'Every point has the index with its 90 % band, and the tension, conflict and cooperation that it comes from. Numbers are rounded to 1e-10. Days before the first event have the neutral index; `coverage` tells them from days that were looked at.',
    csv: true,
    query: parameters,
    answers: { 200: { description: 'The series', body: series } },
    problems: ['no-events', 'unknown-model', 'not-ready'],
    async reply(call) {
      const asked = await resolve(reading, call);
      const { dyad, vintage, model, from, to, step, direction, format } = asked;
      const key = ['series', dyad, vintage.key, model.hash, from, to, step, direction, format].join(' ');
      const answer = await answers.get(key, async () => answerWith(await seriesOf(reading, asked), asked.format));
      // For ever the same only where nothing is left to a default that moves: the moment, the model and the last day.
      const pinned = vintage.settled && model.pinned && call.query.to !== undefined;
      return { answer, lifetime: pinned ? 'pinned' : 'live' };
    },
  });

type Resolved = Awaited<ReturnType<typeof resolve>>;

/** What exactly is asked for, with every default filled in. @throws Problem */
async function resolve(reading: Reading, { query, path, format }: Call<z.output<typeof parameters>>) {
  const dyad = path('dyad');
  const model = reading.model(query.model);
  const direction = directionOf(query.direction, dyad);
  const vintage = await reading.vintage(query.asOf);
  const extent = await reading.extent(dyad, vintage);
  const to = query.to ?? vintage.lastDay;
  const from = query.from ?? Math.min(extent.firstDay, to);
  const today = Math.max(reading.today(), vintage.lastDay);
  if (to > today) throw invalid({ field: 'to', value: toIsoDate(to), message: `lies in the future: the index is known up to ${toIsoDate(today)}; give that or an earlier day, or leave it out` });
  if (from > to)
    throw invalid({ field: 'from', value: toIsoDate(from), message: `lies after the last day, ${toIsoDate(to)}: give an earlier one${query.to === undefined ? '' : ', or exchange from and to'}` });
  return { dyad, model, direction, vintage, from, to, step: query.step, format };
}

async function seriesOf(reading: Reading, { dyad, model, direction, vintage, from, to, step }: Resolved): Promise<Series> {
  const days = stepDays(from, to, step);
  if (days.length > MAX_POINTS)
    throw invalid({ field: 'from', value: toIsoDate(from), message: `asks for ${days.length} points, and ${MAX_POINTS} are the most: give a later day, or step=week or step=month` });
  const history = await reading.history(dyad, vintage);
  const score = await reading.score(history, vintage, model, direction, to);
  const { definition } = model;
  const provisionalAfter = vintage.knownThrough - history.codingLagDays;
  return {
    dyad,
    name: history.name,
    model: modelRefOf(model),
    asOf: vintage.asOf?.toISOString() ?? null,
    step,
    direction,
    neutral: neutralIndex(definition),
    scale: definition.scale,
    coverage: coverageBetween(reading, history, definition, from, to),
    points: days.map((day) => ({ date: toIsoDate(day), ...pointOn(score, definition, day), provisional: day > provisionalAfter })),
  };
}

function coverageBetween(reading: Reading, history: DyadHistory, { flag }: ModelDefinition, from: number, to: number): Coverage {
  const { firstEvent, lastEvent, sparse, uncovered } = coverageOf(history.columns, from, to, flag.minEvents, flag.minEventsDays);
  return {
    firstEvent: firstEvent === null ? null : toIsoDate(firstEvent),
    lastEvent: lastEvent === null ? null : toIsoDate(lastEvent),
    events: history.events.length,
    codingLagDays: history.codingLagDays,
    sparse: sparse.map(inDates),
    uncovered: uncovered.map(inDates),
    note: reading.reference.dyads.get(history.dyad)?.coverageNote || null,
  };
}

const inDates = ({ from, to }: Stretch): { from: string; to: string } => ({ from: toIsoDate(from), to: toIsoDate(to) });

function answerWith(body: Series, format: 'json' | 'csv'): Answer {
  if (format === 'json') return jsonAnswer(body);
  const { dyad, points, model } = body;
  const direction = body.direction === 'both' ? '' : `_${body.direction.replace('>', '-to-')}`;
  const fileName = `${dyad}${direction}_${points[0]?.date}_${points.at(-1)?.date}_${body.step}_${model.name}@${model.hash}`;
  return csvAnswer(members('date', 'index', 'low', 'high', 'tension', 'conflict', 'cooperation', 'sd', 'provisional'), points, fileName);
}
