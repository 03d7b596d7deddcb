/** GET /health/live and /health/ready: for whatever watches the process. */
import type { Rollup } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';
import { type ReferenceData } from '../referenceData.ts';
import { jsonAnswer } from './answer.ts';
import { health, type Health } from '../../models/contract/health.ts';
import { noQuery, route } from './route.ts';

export const liveRoute = () =>
  route({
    method: 'get',
    path: '/health/live',
    needs: 'anyone',
    summary: 'Whether the process answers',
    query: noQuery,
    ownTurns: true,
    answers: { 200: { description: 'It does', body: health } },
    reply() {
      const body: Health = { status: 'ok', checks: [] };
      return { answer: jsonAnswer(body), lifetime: 'momentary' };
    },
  });

export const readyRoute = (database: Database, rollup: Rollup, reference: ReferenceData) =>
  route({
    method: 'get',
    path: '/health/ready',
    needs: 'reader',
    summary: 'Whether there is something to serve',
    query: noQuery,
    ownTurns: true,
    answers: {
      200: { description: 'There is', body: health },
      503: { description: 'There is not; the failed check says why', body: health },
    },
    async reply() {
      const published = rollup.published();
      const checks: Health['checks'] = [
        await databaseCheck(database),
        {
          name: 'rollup',
          ok: published !== null,
          detail: published
            ? `run ${published.id} completed at ${published.finishedAt?.toISOString() ?? published.startedAt.toISOString()}`
            : 'no run has completed yet: wait for the first one',
        },
        {
          name: 'models',
          ok: reference.models.length > 0,
          detail: [`${reference.models.length} published`, ...reference.modelFaults.map(({ message }) => message)].join(
            '; ',
          ),
        },
      ];
      const ok = checks.every((check) => check.ok);
      return {
        answer: jsonAnswer({ status: ok ? 'ok' : 'unavailable', checks } satisfies Health),
        lifetime: 'momentary',
        status: ok ? 200 : 503,
      };
    },
  });

async function databaseCheck(database: Database): Promise<Health['checks'][number]> {
  try {
    await database.query('select 1 as one');
    return { name: 'database', ok: true, detail: database.name };
  } catch {
    return {
      name: 'database',
      ok: false,
      detail: `${database.name} does not answer: see the server’s log, or run \`npm run -s tension -- doctor\``,
    };
  }
}
