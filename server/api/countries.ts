/** GET /api/v1/countries: the codes of actors with their names. */
import type { ReferenceData } from '../referenceData.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { countries, type CountriesResponse } from '../../models/contract/countries.ts';
import { members } from '../csv.ts';
import { noQuery, route } from './route.ts';

export const countriesRoute = (reference: ReferenceData) =>
  route({
    method: 'get',
    path: '/api/v1/countries',
    needs: 'reader',
    summary: 'States, territories and organisations by code, with their names in English and Korean',
    description: 'Every other answer names in English; the codes in it are the codes here.',
    csv: true,
    query: noQuery,
    answers: { 200: { description: 'The names', body: countries } },
    reply({ format }) {
      const body: CountriesResponse = {
        countries: [...reference.countries.values()].map(({ code, name, nameKo, kind }) => ({
          code,
          name,
          nameKo,
          kind,
        })),
      };
      const answer =
        format === 'csv'
          ? csvAnswer(members('code', 'name', 'nameKo', 'kind'), body.countries, 'countries')
          : jsonAnswer(body);
      return { answer, lifetime: 'live' };
    },
  });
