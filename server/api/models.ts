/** GET /api/v1/models and /api/v1/models/:name: the published models. */
import type { PublishedModel, ReferenceData } from '../referenceData.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { modelDetail, models, type ModelDetail, type ModelSummary } from './contract.ts';
import { members } from './csv.ts';
import type { Reading } from './reading.ts';
import { noQuery, route } from './route.ts';

export const modelsRoute = ({ models: published }: ReferenceData) =>
  route({
    method: 'get',
    path: '/api/v1/models',
    summary: 'The published models, the newest version of each name first',
    csv: true,
    query: noQuery,
    answers: { 200: { description: 'The models', body: models } },
    reply({ format }) {
      const summaries = published.map(summaryOf);
      const answer = format === 'csv' ? csvAnswer(members('name', 'version', 'hash', 'title', 'description'), summaries, 'models') : jsonAnswer({ models: summaries });
      return { answer, lifetime: 'live' };
    },
  });

export const modelRoute = (reading: Reading) =>
  route({
    method: 'get',
    path: '/api/v1/models/:name',
    summary: 'One model with every number of it',
    description: '`:name` is a name (its newest version), name@version, name@hash or a hash.',
    query: noQuery,
    answers: { 200: { description: 'The model', body: modelDetail } },
    problems: ['unknown-model'],
    reply({ path }) {
      const { definition, hash, pinned } = reading.model(path('name'));
      const body: ModelDetail = { name: definition.name, version: definition.version, hash, definition };
      return { answer: jsonAnswer(body), lifetime: pinned ? 'pinned' : 'live' };
    },
  });

function summaryOf({ definition, hash }: PublishedModel): ModelSummary {
  const { name, version, title, description, changelog } = definition;
  return { name, version, hash, title, description, changelog };
}
