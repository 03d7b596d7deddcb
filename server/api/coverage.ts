/** Which days somebody looked at: GET /api/v1/dyads/:dyad/coverage and POST /api/v1/coverage. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { coverageDeclared, declaredCoverage, density } from '../../models/contract/coverage.ts';
import { stretchOf } from '../ledger/coverageFile.ts';
import type { DeclaredStretch, Ledger } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import { jsonAnswer } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { asOf } from './parameters.ts';
import { invalid } from './problem.ts';

import { noQuery, route } from './route.ts';
import type { Snapshots } from './snapshots.ts';

const MAX_DYADS = 1000;

const body = z.strictObject({
  dyads: z
    .array(z.string())
    .min(1, 'is empty: name the dyads that were looked at')
    .max(MAX_DYADS, `has more than ${MAX_DYADS} dyads: send them in parts`)
    .meta({ example: ['KOR-RUS'] }),
  from: z.string().optional().describe('First day; the day of `through` when left out.'),
  through: z.string().describe('Last day.').meta({ example: '2026-11-20' }),
  density: density.default('all'),
  sources: z.string().default('').describe('Where it was looked.'),
  note: z.string().default(''),
});

export const coverageRoute = (snapshots: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/coverage',
    summary: 'Which days of a dyad somebody looked at',
    description:
      'Declared stretches in order of their days. A day outside all of them is one that nobody looked at, whatever events lie around it. A stretch that reaches into the future counts up to today.',
    query: z.strictObject({ asOf }),
    answers: { 200: { description: 'The stretches', body: declaredCoverage } },
    async reply({ query, path }) {
      const dyad = path('dyad');
      const stretches = await snapshots.ledger.coverage(dyad, query.asOf?.moment);
      return {
        answer: jsonAnswer({
          dyad,
          asOf: query.asOf?.moment.toISOString() ?? null,
          stretches: stretches.map(({ dyad: _dyad, from, to, recordedAt, ...stretch }) => ({
            from: toIsoDate(from),
            to: toIsoDate(to),
            ...stretch,
            recordedAt: recordedAt.toISOString(),
          })),
        }),
        lifetime: 'live',
      };
    },
  });

export const declareCoverageRoute = (ledger: Ledger, { countries }: Pick<ReferenceData, 'countries'>) =>
  route({
    method: 'post',
    path: '/api/v1/coverage',
    summary: 'Declare that days were looked at',
    description:
      'Says that somebody looked at the dyads on these days, whether or not anything was found. The next roll-up takes it in.',
    query: noQuery,
    body: { 'application/json': body },
    answers: { 200: { description: 'What was declared', body: coverageDeclared } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large'],
    async reply({ request, response }) {
      const parsed = body.safeParse(await jsonBody(request, response));
      if (!parsed.success)
        throw invalid(
          ...parsed.error.issues.map((issue) => ({
            field: issue.path.join('.') || 'body',
            value: null,
            message: issue.message,
          })),
        );
      const { dyads, from, through, ...rest } = parsed.data;
      const stretches = dyads.map((dyad): DeclaredStretch => {
        const stretch = stretchOf({ dyad, from: from ?? through, to: through, ...rest }, countries);
        if (!('message' in stretch)) return stretch;
        const field = stretch.field === 'dyad' ? 'dyads' : stretch.field === 'to' ? 'through' : stretch.field;
        throw invalid({ field, value: stretch.value, message: stretch.message });
      });
      const declared = await ledger.declareCoverage(stretches, 'HTTP');
      return {
        answer: jsonAnswer({ dyads: [...new Set(stretches.map(({ dyad }) => dyad))], declared }),
        lifetime: 'momentary',
      };
    },
  });
