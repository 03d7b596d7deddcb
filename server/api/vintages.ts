/** GET /api/v1/dyads/:dyad/vintages: what each day's value was when it was first published. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { indexOf } from '../../models/score.ts';
import type { PublishedSeriesReader } from '../rollup/rollup.ts';
import { type Answer, csvAnswer } from './answer.ts';
import type { AnswerCache } from './answerCache.ts';
import { type Vintages, vintages } from '../../models/contract/vintages.ts';
import { members } from '../csv.ts';
import { day, model } from './parameters.ts';
import { refuseReversed } from './dayRange.ts';
import { modelRefOf } from './point.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

const query = z.strictObject({
  from: day('First day; the first event when left out.'),
  to: day('Last day; the day of the last roll-up when left out.'),
  model,
});

export const vintagesRoute = (snapshots: Snapshots, published: PublishedSeriesReader, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/vintages',
    needs: 'reader',
    summary: 'What each day’s value was when it was first published',
    description:
      'The oldest published value of every day, with the run that published it and when. Days whose value was never revised have the same here as in `series`. A model that no run has published has no points.',
    csv: true,
    query,
    answers: { 200: { description: 'The first published values', body: vintages } },
    problems: ['no-events', 'unknown-model', 'not-ready'],
    async reply(call) {
      const { query } = call;
      const dyad = call.path('dyad');
      const model = await snapshots.model(query.model);
      const vintage = await snapshots.vintage();
      const extent = await snapshots.extent(dyad, vintage);
      const to = query.to ?? vintage.lastDay;
      const from = query.from ?? Math.min(extent.firstDay, to);
      refuseReversed(from, to, query.to === undefined ? 'give an earlier one' : 'exchange from and to');
      const bodyOf = async (): Promise<Vintages> => {
        const points = await published.firstPublished(dyad, model.hash, from, to);
        return {
          dyad,
          model: modelRefOf(model),
          points: points.map(({ day, tension, runId, publishedAt }) => ({
            date: toIsoDate(day),
            index: indexOf(tension, model.definition.scale),
            run: runId,
            publishedAt: publishedAt.toISOString(),
          })),
        };
      };
      return answers.reply(call, { vintages: [vintage], models: [model], parts: [from, to] }, bodyOf, inCsv);
    },
  });

function inCsv({ dyad, model, points }: Vintages): Answer {
  return csvAnswer(
    members('date', 'index', 'run', 'publishedAt'),
    points,
    `${dyad}_first-published_${points[0]?.date}_${points.at(-1)?.date}_${model.name}@${model.hash}`,
  );
}
