/** GET /api/v1/imports and POST /api/v1/imports/:importId/retraction: what was imported, and taking it back. */
import { z } from 'zod';
import { reasonBody } from '../../models/contract/acts.ts';
import { imports, importTakenBack, type ImportTakenBackResponse } from '../../models/contract/imports.ts';
import type { ImportEntry } from '../ledger/change.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { KEY_NOTE, orProblem, readBody, WRITING_PROBLEMS, writingOf, writingQuery } from './acts.ts';
import { members } from '../csv.ts';
import { jsonBody } from './jsonBody.ts';
import { limit } from './parameters.ts';
import { Problem } from './problem.ts';
import { route } from './route.ts';
import type { StartRun } from './startedRun.ts';

export const importsTakenRoute = (ledger: Ledger) =>
  route({
    method: 'get',
    path: '/api/v1/imports',
    needs: 'reader',
    summary: 'Imports, newest first',
    description:
      'Those that recorded something: the file, when, by whom, what became of its rows, and whether it was taken back.',
    csv: true,
    query: z.strictObject({ limit: limit(100) }),
    answers: { 200: { description: 'The imports', body: imports } },
    async reply({ query, format }) {
      const entries = (await ledger.imports(query.limit)).map(answered);
      const answer =
        format === 'csv'
          ? csvAnswer(
              [
                ...members<Row, Exclude<keyof Row, 'takenBack'>>(
                  'importId',
                  'source',
                  'recordedAt',
                  'recordedBy',
                  'rows',
                  'created',
                  'revised',
                  'unchanged',
                  'faulty',
                ),
                { name: 'takenBackAt', of: ({ takenBack }) => takenBack?.at ?? '' },
                { name: 'takenBackBy', of: ({ takenBack }) => takenBack?.by ?? '' },
                { name: 'reason', of: ({ takenBack }) => takenBack?.reason ?? '' },
              ],
              entries,
              'imports',
            )
          : jsonAnswer({ imports: entries });
      return { answer, lifetime: 'live' };
    },
  });

type Row = ReturnType<typeof answered>;

const answered = ({ recordedAt, takenBack, ...entry }: ImportEntry) => ({
  ...entry,
  recordedAt: recordedAt.toISOString(),
  takenBack: takenBack && { ...takenBack, at: takenBack.at.toISOString() },
});

export const importRetractionRoute = (ledger: Ledger, startRun: StartRun) =>
  route({
    method: 'post',
    path: '/api/v1/imports/:importId/retraction',
    needs: 'editor',
    summary: 'Take back an import',
    description: `Events that it created are retracted, those that it revised get their content of before back, and those that were changed since are left and named. A run starts at once. ${KEY_NOTE}`,
    body: { 'application/json': reasonBody },
    query: writingQuery,
    answers: { 200: { description: 'What was taken back', body: importTakenBack } },
    problems: [...WRITING_PROBLEMS, 'unknown-import'],
    async reply({ query, request, response, path }) {
      const { reason } = readBody(reasonBody, await jsonBody(request, response));
      const writing = writingOf(request, query.dryRun);
      const done = await orProblem(() => ledger.retractImport(path('importId'), reason, writing)).catch(
        (error: unknown) => {
          throw error instanceof Problem && error.kind === 'unknown-event'
            ? new Problem('unknown-import', error.message)
            : error;
        },
      );
      const isNew = !query.dryRun && done.retracted + done.reverted > 0;
      const body: ImportTakenBackResponse = {
        ...done,
        left: [...done.left],
        dyads: [...done.dyads],
        dryRun: query.dryRun,
        run: isNew ? await startRun.recorded(writing.recordedBy) : null,
      };
      return { answer: jsonAnswer(body), lifetime: 'momentary' };
    },
  });
