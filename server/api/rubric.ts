/** GET /api/v1/rubric: what each severity means, type by type. */
import { rubric, type RubricResponse } from '../../models/contract/rubric.ts';
import type { ReferenceData } from '../referenceData.ts';
import { jsonAnswer } from './answer.ts';
import { noQuery, route } from './route.ts';

export const rubricRoute = ({ codebook, rubric: { scale, levels } }: ReferenceData) =>
  route({
    method: 'get',
    path: '/api/v1/rubric',
    needs: 'reader',
    summary: 'What each severity means, type by type',
    description: 'The rubric by which people code: data/severity.md.',
    query: noQuery,
    answers: { 200: { description: 'The rubric', body: rubric } },
    reply() {
      const body: RubricResponse = {
        scale: [...scale],
        types: [...codebook.keys()].map((type) => {
          const own = levels.get(type);
          return { type, levels: own ? [...own] : null };
        }),
      };
      return { answer: jsonAnswer(body), lifetime: 'live' };
    },
  });
