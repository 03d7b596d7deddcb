/** GET and POST /api/v1/runs: what the roll-up did, and the way to start it now. */
import { z } from 'zod';
import type { pino } from 'pino';
import { toIsoDate } from '../../models/calendar.ts';
import type { Rollup, RunRecord } from '../rollup/rollup.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { type Run, runs, runStarted } from '../../models/contract/runs.ts';
import { members } from '../csv.ts';
import { limit } from './parameters.ts';
import { noQuery, route } from './route.ts';

export const runsRoute = (rollup: Rollup) =>
  route({
    method: 'get',
    path: '/api/v1/runs',
    summary: 'Roll-up runs, newest first',
    csv: true,
    query: z.strictObject({ limit: limit(50) }),
    answers: { 200: { description: 'The runs', body: runs } },
    async reply({ query, format }) {
      const found = (await rollup.runs(query.limit)).map(runOf);
      const answer =
        format === 'csv'
          ? csvAnswer(
              members(
                'id',
                'trigger',
                'status',
                'startedAt',
                'finishedAt',
                'asOf',
                'through',
                'dyads',
                'points',
                'error',
              ),
              found,
              'runs',
            )
          : jsonAnswer({ runs: found });
      return { answer, lifetime: 'live' };
    },
  });

export const startRunRoute = (rollup: Rollup, logger: pino.Logger, tellPages: (run: RunRecord) => void) => {
  /** Where nothing was new no run ends, and the roll-up tells nobody; a page that asked for the run is told all the same. */
  async function followUp(done: Promise<RunRecord>): Promise<void> {
    let told = false;
    const stopListening = rollup.onEnded(() => {
      told = true;
    });
    try {
      const run = await done;
      if (!told) tellPages(run);
    } catch (error) {
      logger.error({ err: error }, 'a requested roll-up failed');
    } finally {
      stopListening();
    }
  }

  return route({
    method: 'post',
    path: '/api/v1/runs',
    summary: 'Start a roll-up now',
    description:
      'Answers at once with the id of the run; where one is under way with that one’s, and where nothing is new with the published one’s. GET /api/v1/stream tells when it has ended.',
    query: noQuery,
    answers: { 202: { description: 'The run has started', body: runStarted } },
    async reply() {
      const { id, done } = await rollup.start('request');
      void followUp(done);
      return { answer: jsonAnswer({ id }, { Location: '/api/v1/runs' }), lifetime: 'momentary', status: 202 };
    },
  });
};

/** A run as answers and the event stream give it. */
export function runOf(record: RunRecord): Run {
  const { throughDay, startedAt, finishedAt, asOf, models: _models, name: _name, ...run } = record;
  return {
    ...run,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    asOf: asOf?.toISOString() ?? null,
    through: toIsoDate(throughDay),
  };
}
