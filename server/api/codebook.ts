/** GET /api/v1/codebook: the types of event. */
import type { ReferenceData } from '../referenceData.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { codebook, type CodebookResponse } from '../../models/contract/codebook.ts';
import { members } from '../csv.ts';
import { noQuery, route } from './route.ts';

export const codebookRoute = (reference: ReferenceData) =>
  route({
    method: 'get',
    path: '/api/v1/codebook',
    needs: 'reader',
    summary: 'The types of event, each with its category, usual polarity and meaning',
    csv: true,
    query: noQuery,
    answers: { 200: { description: 'The codebook', body: codebook } },
    reply({ format }) {
      const body: CodebookResponse = { types: [...reference.codebook.values()] };
      const answer =
        format === 'csv'
          ? csvAnswer(
              members('type', 'category', 'polarity', 'cameo', 'label', 'definition', 'mutual'),
              body.types,
              'codebook',
            )
          : jsonAnswer(body);
      return { answer, lifetime: 'live' };
    },
  });
