/** GET /api/v1/operation: the server processes, who leads, and how much of what is bounded is used. */
import { operation, type Operation } from '../../models/contract/operation.ts';
import { MAX_OPEN, openSuggestions } from '../desk/suggestions.ts';
import type { Replica, Replicas } from '../replicas.ts';
import type { StandbyReading } from '../rollup/standbyReading.ts';
import type { Database } from '../store/database.ts';
import type { Standby } from '../store/standby.ts';
import type { Views } from '../views/views.ts';
import { jsonAnswer } from './answer.ts';
import type { ApiLimits } from './limits.ts';
import { noQuery, route } from './route.ts';
import type { Stream } from './stream.ts';

/** How much room the database takes, and how much is left for it; null where that is not known. */
export type Disk = Operation['disk'];

/** What is read in the place of the database. */
export interface StandbyParts {
  readonly server: Pick<Standby, 'name' | 'outage'>;
  readonly reading: Pick<StandbyReading, 'reads' | 'published'>;
}

interface OperationParts {
  readonly database: Database;
  readonly replicas: Replicas;
  readonly views: Pick<Views, 'openPins'>;
  readonly stream: Pick<Stream, 'open'>;
  readonly limits: Pick<ApiLimits, 'streams'>;
  readonly disk: () => Promise<Disk>;
  readonly standby?: StandbyParts | undefined;
}

export const operationRoute = ({ database, replicas, views, stream, limits, disk, standby }: OperationParts) =>
  route({
    method: 'get',
    path: '/api/v1/operation',
    needs: 'admin',
    summary: 'The server processes, who leads, and what of quotas and disk is used',
    query: noQuery,
    answers: { 200: { description: 'How things stand now', body: operation } },
    async reply() {
      const [list, leading, pins, suggestions, room] = await Promise.all([
        replicas.list(),
        replicas.leading(),
        views.openPins(),
        openSuggestions(database),
        disk(),
      ]);
      const body: Operation = {
        lease: leading && { ...leading, until: leading.until?.toISOString() ?? null },
        replicas: list.map(replicaOf),
        quotas: [
          { name: 'openPinsToday', used: pins.today, most: pins.perDay, of: 'all' },
          { name: 'openPins', used: pins.all, most: pins.inAll, of: 'all' },
          { name: 'streams', used: stream.open(), most: limits.streams, of: 'server' },
          { name: 'suggestions', used: suggestions, most: MAX_OPEN, of: 'all' },
        ],
        standby: standby
          ? {
              name: standby.server.name,
              isThere: standby.server.outage() === undefined,
              reads: standby.reading.reads(),
            }
          : null,
        disk: room,
      };
      return { answer: jsonAnswer(body), lifetime: 'momentary' };
    },
  });

const replicaOf = ({ startedAt, seenAt, pulls, ...replica }: Replica): Operation['replicas'][number] => ({
  ...replica,
  pulls: [...pulls],
  startedAt: startedAt.toISOString(),
  seenAt: seenAt.toISOString(),
});
