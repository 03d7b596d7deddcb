/** GET /api/v1/models and /api/v1/models/:name: the published models. */
import type { pino } from 'pino';
import { ModelRefused } from '../modelFiles.ts';
import type { Rollup } from '../rollup/rollup.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { modelDetail, models, type ModelDetail, type ModelSummary } from '../../models/contract/models.ts';
import { members } from '../csv.ts';
import { invalidModel } from './draftModel.ts';
import { jsonBody } from './jsonBody.ts';
import { type LoadedModel, modelSchema } from '../../models/model.ts';
import type { SavedModels } from '../savedModels.ts';
import { recordedBy } from './recordedBy.ts';
import type { Snapshots } from './snapshots.ts';
import { noQuery, route } from './route.ts';

export const modelsRoute = (snapshots: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/models',
    needs: 'reader',
    summary: 'The published models, the newest version of each name first',
    csv: true,
    query: noQuery,
    answers: { 200: { description: 'The models', body: models } },
    async reply({ format }) {
      const summaries = (await snapshots.models()).map(summaryOf);
      const answer =
        format === 'csv'
          ? csvAnswer(members('name', 'version', 'hash', 'title', 'description'), summaries, 'models')
          : jsonAnswer({ models: summaries });
      return { answer, lifetime: 'live' };
    },
  });

export const modelRoute = (snapshots: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/models/:name',
    needs: 'reader',
    summary: 'One model with every number of it',
    description: '`:name` is a name (its newest version), name@version, name@hash or a hash.',
    query: noQuery,
    answers: { 200: { description: 'The model', body: modelDetail } },
    problems: ['unknown-model'],
    async reply({ path }) {
      const { definition, hash, pinned } = await snapshots.model(path('name'));
      const body: ModelDetail = { name: definition.name, version: definition.version, hash, definition };
      return { answer: jsonAnswer(body), lifetime: pinned ? 'pinned' : 'live' };
    },
  });

export const saveModelRoute = (savedModels: Pick<SavedModels, 'save'>, rollup: Rollup, logger: pino.Logger) =>
  route({
    method: 'post',
    path: '/api/v1/models',
    needs: 'editor',
    summary: 'Save a model as a new version',
    description:
      'The body is the whole definition. Its version must be the next of its name, and its changelog must say why scores move. The version is kept in the database, is served at once and scored by a roll-up that starts now; earlier versions stay as they are.',
    body: { 'application/json': modelSchema },
    query: noQuery,
    answers: { 201: { description: 'The model as it is published', body: modelDetail } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'invalid-model'],
    async reply({ request, response }) {
      const by = recordedBy(request);
      const definition = await jsonBody(request, response);
      try {
        const saved = await savedModels.save(definition, by);
        // Until that run has ended its series are computed when they are asked for.
        rollup
          .start('change', by)
          .catch((error: unknown) =>
            logger.error(
              { err: error },
              `The roll-up that scores ${saved.definition.name} ${saved.definition.version} could not start; the schedule tries again.`,
            ),
          );
        const body: ModelDetail = {
          name: saved.definition.name,
          version: saved.definition.version,
          hash: saved.hash,
          definition: saved.definition,
        };
        return {
          answer: jsonAnswer(body, { Location: `/api/v1/models/${saved.definition.name}@${saved.hash}` }),
          lifetime: 'momentary',
          status: 201,
        };
      } catch (error) {
        if (error instanceof ModelRefused) throw invalidModel(error.faults);
        throw error;
      }
    },
  });

function summaryOf({ definition, hash }: LoadedModel): ModelSummary {
  const { name, version, title, description, changelog, feeds, couplings } = definition;
  return {
    name,
    version,
    hash,
    title,
    description,
    changelog,
    ...(feeds && { feeds }),
    ...(couplings && { couplings: true }),
  };
}
