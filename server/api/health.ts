/** GET /health/live and /health/ready: for whatever watches the process. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rollup } from '../rollup/rollup.ts';
import type { Schedule } from '../rollup/schedule.ts';
import type { Database } from '../store/database.ts';
import { type ReferenceData } from '../referenceData.ts';
import { jsonAnswer } from './answer.ts';
import { health, type Health } from '../../models/contract/health.ts';
import { seesInside } from './inside.ts';
import type { StandbyParts } from './operation.ts';
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

interface Watched {
  readonly database: Database;
  readonly rollup: Pick<Rollup, 'published'>;
  readonly schedule?: Pick<Schedule, 'state'>;
  readonly reference: Pick<ReferenceData, 'models' | 'modelFaults'>;
  readonly standby?: Pick<StandbyParts, 'reading'> | undefined;
}

export const readyRoute = ({ database, rollup, schedule, reference, standby }: Watched) => {
  const answers = onceASecond(() => whoAnswers(database, standby));
  return route({
    method: 'get',
    path: '/health/ready',
    needs: 'anyone',
    summary: 'Whether there is something to serve',
    description:
      'Yes also where the database takes no writes and what is published can be read: `writes` says so. Where the database lies, and what a file of a model is at fault for, is told from the role coder up.',
    query: noQuery,
    ownTurns: true,
    answers: {
      200: { description: 'There is', body: health },
      503: { description: 'There is not; the failed check says why', body: health },
    },
    async reply({ request }) {
      const isTold = seesInside(request);
      const published = rollup.published();
      const answering = await answers();
      const checks: Health['checks'] = [
        databaseCheck(database, isTold, answering),
        {
          name: 'rollup',
          ok: published !== null,
          detail: published
            ? `run ${published.id} completed at ${published.finishedAt?.toISOString() ?? published.startedAt.toISOString()}`
            : 'no run has completed yet: wait for the first one',
        },
        ...(schedule ? [{ name: 'schedule', ...schedule.state() }] : []),
        {
          name: 'models',
          ok: reference.models.length > 0,
          detail: [`${reference.models.length} published`, ...modelFaultsOf(reference, isTold)].join('; '),
        },
      ];
      const ok = checks.every((check) => check.ok);
      return {
        answer: jsonAnswer({
          status: ok ? 'ok' : 'unavailable',
          writes: answering === 'database' && !isClosed(database) ? 'taken' : 'wait',
          checks,
        } satisfies Health),
        lifetime: 'momentary',
        status: ok ? 200 : 503,
      };
    },
  });
};

function modelFaultsOf({ modelFaults }: Watched['reference'], isTold: boolean): string[] {
  if (isTold || modelFaults.length === 0) return modelFaults.map(({ message }) => message);
  return [`${modelFaults.length} at fault`];
}

/** Whoever watches the process does not wait for a database that hangs. */
const ANSWER_WITHIN_MS = 2000;

/** However many ask, and without a count of them. */
const LOOK_EVERY_MS = 1000;

/** What was seen within the second, or is being looked for now. */
function onceASecond<Seen>(look: () => Promise<Seen>): () => Promise<Seen> {
  let seen: { readonly at: number; readonly found: Promise<Seen> } | undefined;
  let isLooking = false;
  return () => {
    const at = performance.now();
    if (seen && (isLooking || at - seen.at < LOOK_EVERY_MS)) return seen.found;
    isLooking = true;
    const found = look().finally(() => (isLooking = false));
    seen = { at, found };
    return found;
  };
}

const LOOK = 'select 1 as one';

/** Who can be read: where the database is away, a standby that has the run that is served. */
type Answering = 'database' | 'standby' | 'nobody';

/** Both are asked at once: where the one hangs, the answer does not wait for two. */
async function whoAnswers(database: Database, standby: Watched['standby']): Promise<Answering> {
  const read = standby ? isInTime(standby.reading.published((reader) => reader.query(LOOK))) : Promise.resolve(false);
  if (await isInTime(database.query(LOOK))) return 'database';
  return (await read) ? 'standby' : 'nobody';
}

async function isInTime(work: Promise<unknown>): Promise<boolean> {
  const answers = work.then(
    () => true,
    () => false,
  );
  const late = new AbortController();
  const ok = await Promise.race([
    answers,
    sleep(ANSWER_WITHIN_MS, false, { signal: late.signal }).catch(() => false), // it answered before
  ]);
  late.abort();
  return ok;
}

function databaseCheck(database: Database, isTold: boolean, answering: Answering): Health['checks'][number] {
  const name = isTold ? database.name : 'the database';
  const ok = answering !== 'nobody';
  if (answering !== 'database')
    return {
      name: 'database',
      ok,
      detail: `${name} does not answer${ok ? ', writes wait, and the standby is read' : ''}: see the server’s log, or run \`npm run -s tension -- doctor\``,
    };
  // Reading goes on, so that readers are not sent away for it.
  const closed = isClosed(database)
    ? `; it takes no writes, because ${database.outage()?.because === 'full' ? 'its disk is full: make room' : 'it is read-only: see the server’s log'}`
    : '';
  return { name: 'database', ok, detail: name + closed };
}

function isClosed(database: Database): boolean {
  const because = database.outage()?.because;
  return because === 'full' || because === 'read-only';
}
