/** GET /api/v1/dyads/:dyad/series: the line. */
import { z } from 'zod';
import { basisOf } from '../../models/basis.ts';
import { type Step, stepDays, toIsoDate } from '../../models/calendar.ts';
import { coveredDaysOf, coverageOf, uncoveredBetween } from '../../models/coverage.ts';
import type { Stretch } from '../../models/stretch.ts';
import type { Direction } from '../../models/dyad.ts';
import { neutralIndex, type Score, scoreOf } from '../../models/score.ts';
import type { LoadedModel, ModelDefinition } from '../../models/model.ts';
import { applyWhatIf, isAsCoded, unknownEvents, type WhatIf, whatIfText } from '../../models/whatIf.ts';
import { type Answer, csvAnswer } from './answer.ts';
import type { AnswerCache } from './answerCache.ts';
import { type Coverage, type Series, type SeriesPoint, series } from '../../models/contract/series.ts';
import { type Column, members } from '../csv.ts';
import { refuseFuture, refuseReversed } from './dayRange.ts';
import { asOf, day, direction, model, step, whatIf } from './parameters.ts';
import { pointOrNone } from '../../models/point.ts';
import { directionOf, modelRefOf } from './point.ts';
import { invalid } from './problem.ts';
import type { DyadHistory, Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

/** Every day since the first that can be coded. */
const MAX_POINTS = 80_000;
/** More points than any chart or table shows, and a hundred years of days: beyond it nobody is given days who has not asked for them. */
const MAX_UNASKED_POINTS = 40_000;

/** What a series can be asked for with, besides its dyad. */
export const seriesParameters = z.strictObject({
  from: day('First day; the first event when left out.'),
  to: day('Last day; today (the day of the last roll-up) when left out.'),
  step,
  model,
  asOf,
  direction,
  whatIf,
});

export const seriesRoute = (snapshots: Snapshots, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/series',
    needs: 'reader',
    summary: 'The index of a dyad over time',
    description:
      'Every point has the index with its 90 % band, and the tension, conflict and cooperation that it comes from. Numbers are rounded to 1e-10. A model that asks which days were looked at gives none to days before the first of them (`coverage.firstDay`); other models give days before the first event the neutral index.',
    csv: true,
    query: seriesParameters,
    answers: { 200: { description: 'The series', body: series } },
    problems: ['no-events', 'unknown-model', 'not-ready'],
    async reply(call) {
      const model = await snapshots.model(call.query.model);
      const asked = await resolveSeries(snapshots, call.path('dyad'), model, call.query);
      const { vintage, from, to, step, direction, whatIf } = asked;
      const decided = {
        vintages: [vintage],
        models: [model],
        parts: [from, to, step, direction, whatIfText(whatIf)],
        isLastDayGiven: call.query.to !== undefined,
      };
      return answers.reply(call, decided, () => seriesOf(snapshots, asked), inCsv);
    },
  });

type ResolvedSeries = Awaited<ReturnType<typeof resolveSeries>>;

/** What exactly is asked for, with every default filled in. @throws Problem */
export async function resolveSeries(
  snapshots: Snapshots,
  dyad: string,
  model: LoadedModel,
  query: Omit<z.output<typeof seriesParameters>, 'model'>,
) {
  const direction = directionOf(query.direction, dyad);
  const vintage = await snapshots.vintage(query.asOf, model);
  const extent = await snapshots.extent(dyad, vintage);
  const to = query.to ?? vintage.lastDay;
  const from = query.from ?? Math.min(extent.firstDay, to);
  refuseFuture(snapshots, vintage, 'to', to);
  refuseReversed(from, to, `give an earlier one${query.to === undefined ? '' : ', or exchange from and to'}`);
  return { dyad, model, direction, vintage, from, to, step: query.step ?? stepFor(from, to), whatIf: query.whatIf };
}

/** The finest step that makes no more points than anybody looks at. */
function stepFor(from: number, to: number): Step {
  const days = to - from + 1;
  if (days <= MAX_UNASKED_POINTS) return 'day';
  return days <= 7 * MAX_UNASKED_POINTS ? 'week' : 'month';
}

/** The days of the points. @throws Problem when there are too many */
export function daysOf(
  from: number,
  to: number,
  step: Step,
  remedy = 'give a later day, or step=week or step=month',
): number[] {
  const days = stepDays(from, to, step);
  if (days.length > MAX_POINTS)
    throw invalid({
      field: 'from',
      value: toIsoDate(from),
      message: `asks for ${days.length} points, and ${MAX_POINTS} are the most: ${remedy}`,
    });
  return days;
}

/** The series that was asked for. */
export async function seriesOf(
  snapshots: Snapshots,
  { dyad, model, direction, vintage, from, to, step, whatIf }: ResolvedSeries,
): Promise<Series> {
  const days = daysOf(from, to, step);
  const history = await snapshots.history(dyad, vintage);
  const score = await snapshots.score(history, vintage, model, direction, to);
  const { definition } = model;
  const asked = isAsCoded(whatIf) ? undefined : scoreWhatIf(snapshots, history, whatIf, model, direction, to);
  const feeds = await vintage.source.freshness();
  const provisionalAfter = vintage.knownThrough - history.codingLagDays;
  return {
    dyad,
    name: history.name,
    model: modelRefOf(model),
    asOf: vintage.asOf?.toISOString() ?? null,
    step,
    direction,
    whatIf: asked ? whatIfText(whatIf) : null,
    neutral: neutralIndex(definition),
    scale: definition.scale,
    coverage: await coverageBetween(history, vintage, definition, from, to),
    ...(feeds && { feeds }),
    points: days.map((day) => {
      const asCoded = pointOrNone(score, definition, history.columns, day);
      const point = { date: toIsoDate(day), ...asCoded, provisional: day > provisionalAfter };
      return asked
        ? { ...point, ...pointOrNone(asked, definition, history.columns, day), indexAsCoded: asCoded.index }
        : point;
    }),
  };
}

async function coverageBetween(
  history: DyadHistory,
  { source, knownThrough }: Vintage,
  definition: ModelDefinition,
  from: number,
  to: number,
): Promise<Coverage> {
  const found = coverageOf(history.columns, definition, from, to);
  const { firstEvent, lastEvent, firstDay, isDeclared, sparse, uncovered: withoutEvents } = found;
  const uncovered = await source.unknownDays(from, to, withoutEvents);
  const never = uncoveredBetween(history.columns, definition, -Infinity, knownThrough);
  const ofLine = await source.unknownDays(-Infinity, knownThrough, never);
  return {
    firstEvent: firstEvent === null ? null : toIsoDate(firstEvent),
    lastEvent: lastEvent === null ? null : toIsoDate(lastEvent),
    events: history.columns.day.length,
    coveredDays: coveredDaysOf(history.columns.day[0] ?? Infinity, knownThrough, ofLine),
    codingLagDays: history.codingLagDays,
    firstDay: firstDay === null ? null : toIsoDate(firstDay),
    isDeclared,
    declared: (history.columns.coverage ?? []).map(({ density, ...stretch }) => ({ ...inDates(stretch), density })),
    sparse: sparse.map(inDates),
    uncovered: uncovered.map(inDates),
    note: source.coverageNote(history.dyad),
  };
}

/** @throws Problem when it names a type or an event that is not there */
function scoreWhatIf(
  snapshots: Snapshots,
  history: DyadHistory,
  whatIf: WhatIf,
  { definition }: LoadedModel,
  direction: Direction,
  throughDay: number,
): Score {
  refuseUnknownWhatIf(snapshots, history, whatIf);
  const remaining = applyWhatIf(history.columns, whatIf);
  const firstDay = Math.min(remaining.day[0] ?? throughDay, throughDay);
  return scoreOf(basisOf(remaining, definition, firstDay, throughDay, direction), definition);
}

/** @throws Problem when it names a type or an event that is not there */
export function refuseUnknownWhatIf(snapshots: Snapshots, { dyad, columns }: DyadHistory, whatIf: WhatIf): void {
  const refuse = (message: string): never => {
    throw invalid({ field: 'whatIf', value: whatIfText(whatIf), message });
  };
  const type = whatIf.withoutTypes.find((name) => !snapshots.reference.codebook.has(name));
  if (type !== undefined)
    refuse(`names the type "${type}", which is not in the codebook: GET /api/v1/codebook lists the types`);
  const [event] = unknownEvents(whatIf, columns);
  if (event !== undefined)
    refuse(
      `names "${event}", which is no event of ${dyad} at this moment: GET /api/v1/dyads/${dyad}/events lists them`,
    );
}

const inDates = ({ from, to }: Stretch): { from: string; to: string } => ({ from: toIsoDate(from), to: toIsoDate(to) });

function inCsv(body: Series): Answer {
  const { dyad, points, model } = body;
  const direction = body.direction === 'both' ? '' : `_${body.direction.replace('>', '-to-')}`;
  const whatIf = body.whatIf === null ? '' : `_what-if_${body.whatIf.slice(0, MAX_WHAT_IF_IN_FILE_NAME)}`;
  const fileName = `${dyad}${direction}_${points[0]?.date}_${points.at(-1)?.date}_${body.step}_${model.name}@${model.hash}${whatIf}`;
  const columns = members<Omit<SeriesPoint, 'indexAsCoded'>, Exclude<keyof SeriesPoint, 'indexAsCoded'>>(
    'date',
    'index',
    'low',
    'high',
    'tension',
    'conflict',
    'cooperation',
    'sd',
    'provisional',
  );
  return csvAnswer<SeriesPoint>(
    body.whatIf === null ? columns : [...columns, ...compared(body.whatIf)],
    points,
    fileName,
  );
}

/** A file name of more than 255 bytes is refused by most file systems. */
const MAX_WHAT_IF_IN_FILE_NAME = 120;

/** Beside a what-if: the index as coded, the difference, and what was asked, because a file travels without its name. */
function compared(whatIf: string): Column<SeriesPoint>[] {
  return [
    { name: 'indexAsCoded', of: ({ indexAsCoded }) => indexAsCoded ?? null },
    {
      name: 'difference',
      of: ({ index, indexAsCoded }) => (index === null || indexAsCoded == null ? null : index - indexAsCoded),
    },
    { name: 'whatIf', of: () => whatIf },
  ];
}
