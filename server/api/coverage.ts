/** Which days somebody looked at: GET /api/v1/dyads/:dyad/coverage and POST /api/v1/coverage. */
import { IN_WORDS } from '../../models/schemaFault.ts';
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { type CoverageDeclared, coverageDeclared, declaredCoverage, density } from '../../models/contract/coverage.ts';
import { coverageOfCsv, isDyadOf, lastDeclarable, NO_DYAD, stretchOf } from '../ledger/coverageFile.ts';
import { type Declaration, recordDeclaration } from '../ledger/declaration.ts';
import { ImportRefused, type Ledger, type RecordedStretch, WithdrawalRefused } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import { jsonAnswer } from './answer.ts';
import { csvBody, jsonBody } from './jsonBody.ts';
import { asOf } from './parameters.ts';
import { invalid, Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
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
  density: density.optional().describe('How densely; all when left out.'),
  by: z.string().optional().describe('Who looked.'),
  sources: z.string().optional().describe('Where it was looked.'),
  note: z.string().optional(),
  withdraw: z
    .boolean()
    .default(false)
    .describe(
      'true: take back what is declared of exactly these days; where several are, density, by, sources or note say which.',
    ),
  reason: z
    .string()
    .max(1000, 'is too long: 1000 characters are the most')
    .default('')
    .describe('Why it is taken back.'),
});

export const coverageRoute = (snapshots: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/coverage',
    needs: 'reader',
    summary: 'Which days of a dyad somebody looked at',
    description:
      'Declared stretches in order of their days, and those that were taken back, with the reason. A day outside all of them is one that nobody looked at, whatever events lie around it. A stretch that reaches into the future counts up to today.',
    query: z.strictObject({ asOf }),
    answers: { 200: { description: 'The stretches', body: declaredCoverage } },
    async reply({ query, path }) {
      const dyad = path('dyad');
      if (!isDyadOf(dyad, snapshots.reference.countries))
        throw invalid({ field: 'dyad', value: dyad, message: NO_DYAD });
      const { ledger } = snapshots;
      const stretches = await ledger.coverage(dyad, query.asOf?.moment);
      const withdrawn = await ledger.withdrawnCoverage(dyad, query.asOf?.moment);
      return {
        answer: jsonAnswer({
          dyad,
          asOf: query.asOf?.moment.toISOString() ?? null,
          stretches: stretches.map(answered),
          withdrawn: withdrawn.map(({ reason, ...stretch }) => ({ ...answered(stretch), reason })),
        }),
        lifetime: 'live',
      };
    },
  });

const answered = ({ dyad: _dyad, from, to, recordedAt, ...stretch }: RecordedStretch) => ({
  from: toIsoDate(from),
  to: toIsoDate(to),
  ...stretch,
  recordedAt: recordedAt.toISOString(),
});

export const declareCoverageRoute = (
  ledger: Ledger,
  { reference: { countries }, now }: Pick<Snapshots, 'reference' | 'now'>,
) =>
  route({
    method: 'post',
    path: '/api/v1/coverage',
    needs: 'editor',
    summary: 'Declare that days were looked at',
    description:
      'Says that somebody looked at the dyads on these days, whether or not anything was found; or takes back what was declared by mistake. A CSV has the columns of data/coverage.csv and is taken whole or not at all. The next roll-up takes it in. A last day in the future is refused.',
    query: noQuery,
    body: { 'application/json': body, 'text/csv': 'Stretches: the columns of data/coverage.csv.' },
    answers: { 200: { description: 'What was declared', body: coverageDeclared } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'import-refused'],
    async reply({ request, response }) {
      const csv = await csvBody(request, response);
      const latest = lastDeclarable(now());
      const given =
        csv === undefined
          ? stretchesOf(await jsonBody(request, response), countries, latest)
          : fileOf(csv, countries, latest);
      return { answer: jsonAnswer(await recorded(ledger, given, recordedBy(request))), lifetime: 'momentary' };
    },
  });

/** @throws Problem that names every field that is not valid */
function stretchesOf(given: unknown, countries: ReferenceData['countries'], latest: number): Declaration {
  const parsed = body.safeParse(given, IN_WORDS);
  if (!parsed.success)
    throw invalid(
      ...parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', value: null, message })),
    );
  const { dyads, from, through, withdraw, reason, ...rest } = parsed.data;
  if (withdraw !== (reason.trim() !== ''))
    throw invalid({
      field: 'reason',
      value: reason,
      message: withdraw
        ? 'is missing: say in one sentence why the days are taken back'
        : 'is said of what is taken back only: add "withdraw": true, or leave it out',
    });
  const checked = dyads.map((dyad) =>
    stretchOf({ dyad, from: from ?? through, to: through, ...rest }, countries, withdraw ? Infinity : latest),
  );
  const faults = checked.flatMap((stretch) => ('message' in stretch ? [stretch] : []));
  if (faults.length > 0)
    throw invalid(
      ...faults.map(({ field, ...fault }) => ({
        field: field === 'dyad' ? 'dyads' : field === 'to' ? 'through' : field,
        ...fault,
      })),
    );
  return {
    stretches: checked.flatMap((stretch) => ('message' in stretch ? [] : [stretch])),
    reason: withdraw ? reason : undefined,
    marks: { density: rest.density, by: rest.by, sources: rest.sources, note: rest.note },
  };
}

function fileOf(csv: string, countries: ReferenceData['countries'], latest: number): Declaration {
  try {
    return { stretches: coverageOfCsv(csv, countries, latest), reason: undefined, marks: {} };
  } catch (error) {
    if (error instanceof ImportRefused) throw new Problem('import-refused', error.message);
    throw error;
  }
}

async function recorded(ledger: Ledger, given: Declaration, by: string): Promise<CoverageDeclared> {
  try {
    return await recordDeclaration(ledger, given, by);
  } catch (error) {
    if (error instanceof WithdrawalRefused)
      throw invalid({ field: 'through', value: null, message: error.message.replace(/\.$/, '') });
    throw error;
  }
}
