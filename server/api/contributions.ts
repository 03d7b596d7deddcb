/** GET /api/v1/dyads/:dyad/contributions: one point as the sum of its events. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { firstDayOf } from '../../models/coverage.ts';
import type { Direction } from '../../models/dyad.ts';
import type { LoadedModel } from '../../models/model.ts';
import { applyWhatIf, AS_CODED, type WhatIf } from '../../models/whatIf.ts';
import { type Answer, csvAnswer } from './answer.ts';
import type { AnswerCache } from './answerCache.ts';
import { type Contributions, contributions } from '../../models/contract/contributions.ts';
import { members } from '../csv.ts';
import { listedParts, PART_COLUMNS, partRecord } from './listedParts.ts';
import { refuseFuture } from './dayRange.ts';
import { asOf, day, direction, model } from './parameters.ts';
import { directionOf, modelRefOf } from './point.ts';
import { invalid } from './problem.ts';
import type { Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

const query = z.strictObject({
  date: day('The day to explain; today (the day of the last roll-up) when left out.'),
  model,
  asOf,
  direction,
});

export const contributionsRoute = (snapshots: Snapshots, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/contributions',
    needs: 'reader',
    summary: 'One point as the sum of its events',
    description:
      'Every event whose share is not zero, largest first: `neutral` + the sum of `indexPoints` = `index`, and `residual` says how exactly. Of acts coded by machine the 500 largest are listed, and `smaller` has the sum of the others.',
    csv: true,
    query,
    answers: { 200: { description: 'The contributions', body: contributions } },
    problems: ['no-events', 'unknown-model', 'not-ready'],
    async reply(call) {
      const { query } = call;
      const dyad = call.path('dyad');
      const model = await snapshots.model(query.model);
      const direction = directionOf(query.direction, dyad);
      const vintage = await snapshots.vintage(query.asOf, model);
      const date = query.date ?? vintage.lastDay;
      refuseFuture(snapshots, vintage, 'date', date);
      const decided = {
        vintages: [vintage],
        models: [model],
        parts: [date, direction],
        isLastDayGiven: query.date !== undefined,
      };
      const point = { dyad, vintage, model, date, direction };
      return answers.reply(call, decided, () => contributionsOf(snapshots, point), inCsv);
    },
  });

interface AskedPoint {
  readonly dyad: string;
  readonly vintage: Vintage;
  readonly model: LoadedModel;
  readonly date: number;
  /** what the day is called where it is asked for; `date` when left out */
  readonly field?: 'to';
  readonly direction: Direction;
  /** leaves out or grades otherwise; as coded when left out */
  readonly whatIf?: WhatIf;
}

export async function contributionsOf(
  snapshots: Snapshots,
  { dyad, vintage, model, date, field, direction, whatIf = AS_CODED }: AskedPoint,
): Promise<Contributions> {
  const history = await snapshots.history(dyad, vintage);
  const firstDay = firstDayOf(history.columns, model.definition);
  if (firstDay !== null && date < firstDay)
    throw invalid({
      field: field ?? 'date',
      value: toIsoDate(date),
      message: `has no value: nobody looked at ${dyad} before ${toIsoDate(firstDay)}; give that day or a later one`,
    });
  const { index, neutral, tension, contributions, residual } = explainPoint(
    applyWhatIf(history.columns, whatIf),
    model.definition,
    date,
    direction,
  );
  const { listed, smaller } = await listedParts(history, contributions);
  return {
    dyad,
    date: toIsoDate(date),
    model: modelRefOf(model),
    asOf: vintage.asOf?.toISOString() ?? null,
    direction,
    index,
    neutral,
    tension,
    contributions: listed.map((part) => {
      const { eventId } = part;
      return {
        eventId,
        ...partRecord(part, history.byId.get(eventId)!, snapshots.reference.codebook, history.behind(eventId)),
      };
    }),
    ...(smaller && { smaller }),
    residual,
  };
}

function inCsv({ dyad, date, model, contributions }: Contributions): Answer {
  return csvAnswer(
    [...members('eventId'), ...PART_COLUMNS],
    contributions,
    `${dyad}_contributions_${date}_${model.name}@${model.hash}`,
  );
}
