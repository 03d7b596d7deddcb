/** GET and POST /api/v1/runs: what the roll-up did, and the way to start it now. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import type { Rollup, RunRecord } from '../rollup/rollup.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { type ListedRun, type Run, runs, runStarted } from '../../models/contract/runs.ts';
import { members } from '../csv.ts';
import { seesInside, UNTOLD } from './inside.ts';
import { limit } from './parameters.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, route } from './route.ts';
import type { StartRun } from './startedRun.ts';

export const runsRoute = (rollup: Rollup) =>
  route({
    method: 'get',
    path: '/api/v1/runs',
    needs: 'reader',
    summary: 'Roll-up runs, newest first',
    description: 'Who asked for a run, and why one failed, is told from the role coder up.',
    csv: true,
    query: z.strictObject({ limit: limit(50) }),
    answers: { 200: { description: 'The runs', body: runs } },
    async reply({ query, format, request }) {
      const isTold = seesInside(request);
      const records = await rollup.runs(query.limit + LOOKED_BACK);
      const found = records.slice(0, query.limit).map((record, i): ListedRun => ({
        ...(isTold ? runOf(record) : openRunOf(record)),
        compared: whyCompared(record, records.slice(i + 1)),
      }));
      const answer =
        format === 'csv'
          ? csvAnswer(
              members(
                'id',
                'trigger',
                'askedBy',
                'status',
                'startedAt',
                'finishedAt',
                'asOf',
                'through',
                'dyads',
                'points',
                'compared',
                'error',
              ),
              found,
              'runs',
            )
          : jsonAnswer({ runs: found });
      return { answer, lifetime: 'live' };
    },
  });

/** Runs that were not completed and may stand between two that were, beyond the page. */
const LOOKED_BACK = 20;

/** @param earlier the newest first */
function whyCompared(run: RunRecord, earlier: readonly RunRecord[]): ListedRun['compared'] {
  const before = earlier.find(({ status }) => status === 'complete');
  if (!before) return null;
  if (before.program === null) return 'afresh';
  if (before.program !== run.program) return 'program';
  return before.models.join(' ') === run.models.join(' ') ? null : 'models';
}

export const startRunRoute = (startRun: StartRun) =>
  route({
    method: 'post',
    path: '/api/v1/runs',
    needs: 'editor',
    summary: 'Start a roll-up now',
    description:
      'Answers with the id of the run; where one is under way with that one’s, and where nothing is new with the published one’s. GET /api/v1/stream tells when it has ended. Where no server says within 10 s which run does it, the answer is 503 with `Retry-After`; the run is asked for all the same.',
    query: noQuery,
    ownTurns: true,
    answers: { 202: { description: 'The run has started', body: runStarted } },
    problems: ['run-waits', 'stopping'],
    async reply({ request }) {
      return {
        answer: jsonAnswer(await startRun.asked(recordedBy(request)), { Location: '/api/v1/runs' }),
        lifetime: 'momentary',
        status: 202,
      };
    },
  });

/** A run as everybody may read it. */
export function openRunOf(record: RunRecord): Run {
  const run = runOf(record);
  return { ...run, askedBy: null, error: run.error === null ? null : UNTOLD };
}

/** A run as answers give it. */
export function runOf(record: RunRecord): Run {
  const { throughDay, startedAt, finishedAt, asOf, models: _models, name: _name, program: _program, ...run } = record;
  return {
    ...run,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    asOf: asOf?.toISOString() ?? null,
    through: toIsoDate(throughDay),
  };
}
