/** GET /api/v1/judgements: the sourced statements that models are held against. */
import type { ReferenceData } from '../referenceData.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { judgements, type JudgementsResponse } from '../../models/contract/judgements.ts';
import type { Column } from '../csv.ts';
import { noQuery, route } from './route.ts';

export const judgementsRoute = (reference: ReferenceData) =>
  route({
    method: 'get',
    path: '/api/v1/judgements',
    needs: 'reader',
    summary: 'Expert statements that one period was tenser than another',
    description:
      'A model is scored by how many of them it orders correctly (models/judgement.ts), always beside naive rules.',
    csv: true,
    query: noQuery,
    answers: { 200: { description: 'The judgements', body: judgements } },
    reply({ format }) {
      const found: JudgementsResponse['judgements'] = reference.judgements.map((judgement) => ({ ...judgement }));
      const answer = format === 'csv' ? csvAnswer(COLUMNS, found, 'judgements') : jsonAnswer({ judgements: found });
      return { answer, lifetime: 'live' };
    },
  });

const COLUMNS: readonly Column<JudgementsResponse['judgements'][number]>[] = [
  { name: 'id', of: (row) => row.id },
  { name: 'dyad', of: (row) => row.dyad },
  { name: 'higher_from', of: (row) => row.higher.from },
  { name: 'higher_to', of: (row) => row.higher.to },
  { name: 'higher_stat', of: (row) => row.higher.statistic },
  { name: 'lower_from', of: (row) => row.lower.from },
  { name: 'lower_to', of: (row) => row.lower.to },
  { name: 'lower_stat', of: (row) => row.lower.statistic },
  { name: 'statement', of: (row) => row.statement },
  { name: 'source_name', of: (row) => row.sourceName },
  { name: 'source_url', of: (row) => row.sourceUrl },
];
