/** POST /api/v1/score: a series under a model that is not saved. */
import { IN_WORDS } from '../../models/schemaFault.ts';
import { z } from 'zod';
import { canonicalDyad } from '../../models/dyad.ts';
import { modelSchema } from '../../models/model.ts';
import { jsonAnswer } from './answer.ts';
import { series } from '../../models/contract/series.ts';
import { draftModel } from './draftModel.ts';
import { jsonBody } from './jsonBody.ts';
import { invalid } from './problem.ts';
import type { Snapshots } from './snapshots.ts';
import { noQuery, route } from './route.ts';
import { resolveSeries, seriesOf, seriesParameters } from './series.ts';

const body = seriesParameters.extend({ dyad: z.string().meta({ example: 'KOR-RUS' }), model: z.unknown() });

export const scoreRoute = (snapshots: Snapshots) =>
  route({
    method: 'post',
    path: '/api/v1/score',
    needs: 'reader',
    summary: 'The index of a dyad under a model that is not saved',
    description:
      'Answers like `series`, whose parameters stand in the body beside the dyad and the whole definition. Nothing is kept.',
    query: noQuery,
    body: { 'application/json': body.extend({ model: modelSchema }) },
    answers: { 200: { description: 'The series', body: series } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'invalid-model', 'no-events', 'not-ready'],
    async reply({ request, response, inTurn }) {
      const parsed = body.safeParse(await jsonBody(request, response), IN_WORDS);
      if (!parsed.success)
        throw invalid(
          ...parsed.error.issues.map((issue) => ({
            field: issue.path.join('.') || 'body',
            value: null,
            message: issue.message,
          })),
        );
      const { dyad: asked, model: definition, ...query } = parsed.data;
      const dyad = canonicalDyad(asked);
      if (dyad === undefined)
        throw invalid({
          field: 'dyad',
          value: asked,
          message: 'is not a dyad: write two different ISO alpha-3 codes joined by a hyphen, such as KOR-RUS',
        });
      return inTurn(async () => {
        const model = draftModel(definition, snapshots.reference.codebook);
        const answer = jsonAnswer(await seriesOf(snapshots, await resolveSeries(snapshots, dyad, model, query)));
        return { answer, lifetime: 'momentary' };
      });
    },
  });
