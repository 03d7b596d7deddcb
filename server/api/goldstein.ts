/** GET /api/v1/goldstein: the Goldstein value of each CAMEO code, for comparison; the index does not read it. */
import type { ReferenceData } from '../referenceData.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { goldstein, type GoldsteinResponse } from '../../models/contract/goldstein.ts';
import { members } from '../csv.ts';
import { noQuery, route } from './route.ts';

export const goldsteinRoute = ({ goldstein: { gdelt, icews } }: ReferenceData) =>
  route({
    method: 'get',
    path: '/api/v1/goldstein',
    needs: 'reader',
    summary: 'The Goldstein value of each CAMEO code, as GDELT and as ICEWS have it',
    description:
      'From -10 (military attack) to 10 (military assistance), after Goldstein 1992. The two tables differ: a table belongs to its source. The index does not read them; the comparison with that method does.',
    csv: true,
    query: noQuery,
    answers: { 200: { description: 'The values', body: goldstein } },
    reply({ format }) {
      const codes = [...new Set([...gdelt.keys(), ...icews.keys()])].sort();
      const body: GoldsteinResponse = {
        codes: codes.map((code) => ({ code, gdelt: gdelt.get(code) ?? null, icews: icews.get(code) ?? null })),
      };
      const answer =
        format === 'csv' ? csvAnswer(members('code', 'gdelt', 'icews'), body.codes, 'goldstein') : jsonAnswer(body);
      return { answer, lifetime: 'live' };
    },
  });
