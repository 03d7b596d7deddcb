/** GET /api/v1/dyads/:dyad/vintages: what each day's value was when it was first published. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { indexOf } from '../../models/score.ts';
import type { PublishedSeriesReader } from '../rollup/rollup.ts';
import { type Answer, csvAnswer, jsonAnswer } from './answer.ts';
import type { BoundedCache } from '../boundedCache.ts';
import { type Vintages, vintages } from '../../models/contract/vintages.ts';
import { members } from '../csv.ts';
import { day, model } from './parameters.ts';
import { modelRefOf } from './point.ts';
import { invalid } from './problem.ts';
import type { Reading } from './reading.ts';
import { route } from './route.ts';

const query = z.strictObject({
  from: day('First day; the first event when left out.'),
  to: day('Last day; the day of the last roll-up when left out.'),
  model,
});

export const vintagesRoute = (reading: Reading, published: PublishedSeriesReader, answers: BoundedCache<Answer>) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/vintages',
    summary: 'What each day’s value was when it was first published',
    description:
      'The oldest published value of every day, with the run that published it and when. Days whose value was never revised have the same here as in `series`. A model that no run has published has no points.',
    csv: true,
    query,
    answers: { 200: { description: 'The first published values', body: vintages } },
    problems: ['no-events', 'unknown-model', 'not-ready'],
    async reply({ query, path, format }) {
      const dyad = path('dyad');
      const model = reading.model(query.model);
      const vintage = await reading.vintage();
      const extent = await reading.extent(dyad, vintage);
      const to = query.to ?? vintage.lastDay;
      const from = query.from ?? Math.min(extent.firstDay, to);
      if (from > to)
        throw invalid({
          field: 'from',
          value: toIsoDate(from),
          message: `lies after the last day, ${toIsoDate(to)}: ${query.to === undefined ? 'give an earlier one' : 'exchange from and to'}`,
        });
      const answer = await answers.get(
        ['vintages', dyad, vintage.key, model.hash, from, to, format].join(' '),
        async () => {
          const points = await published.firstPublished(dyad, model.hash, from, to);
          const body: Vintages = {
            dyad,
            model: modelRefOf(model),
            points: points.map(({ day, tension, runId, publishedAt }) => ({
              date: toIsoDate(day),
              index: indexOf(tension, model.definition.scale),
              run: runId,
              publishedAt: publishedAt.toISOString(),
            })),
          };
          return format === 'csv' ? inCsv(body) : jsonAnswer(body);
        },
      );
      return { answer, lifetime: 'live' };
    },
  });

function inCsv({ dyad, model, points }: Vintages): Answer {
  return csvAnswer(
    members('date', 'index', 'run', 'publishedAt'),
    points,
    `${dyad}_first-published_${points[0]?.date}_${points.at(-1)?.date}_${model.name}@${model.hash}`,
  );
}
