/** GET /api/v1/names: every name by which search, imports and feeds know a state. */
import { toIsoDate } from '../../models/calendar.ts';
import { names, type NamesResponse } from '../../models/contract/names.ts';
import { members } from '../csv.ts';
import type { ReferenceData } from '../referenceData.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { noQuery, route } from './route.ts';

const dateOf = (day: number | undefined): string | null =>
  day !== undefined && Number.isFinite(day) ? toIsoDate(day) : null;

export const namesRoute = ({ stateNames, stateSpans }: ReferenceData) => {
  const body: NamesResponse = {
    names: stateNames.map(({ iso3: code, name, kind, from, to }) => ({
      code,
      name,
      kind,
      from: dateOf(from),
      to: dateOf(to),
    })),
    spans: stateSpans.map(({ code, from, until, becomes }) => ({
      code,
      from: dateOf(from),
      until: dateOf(until),
      becomes,
    })),
  };
  return route({
    method: 'get',
    path: '/api/v1/names',
    needs: 'reader',
    summary: 'All names of states: in four languages, short, inverted, former, of capitals and peoples',
    description:
      'The table of names that search, imports and feeds read, and the days from and until which a code is a state. In CSV the names alone.',
    csv: true,
    query: noQuery,
    answers: { 200: { description: 'The names', body: names } },
    reply: ({ format }) => ({
      answer:
        format === 'csv'
          ? csvAnswer(members('code', 'name', 'kind', 'from', 'to'), body.names, 'names')
          : jsonAnswer(body),
      lifetime: 'live',
    }),
  });
};
