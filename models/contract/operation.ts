/** GET /operation: the server processes on the database, who leads, and how much of what is bounded is used. */
import { z } from 'zod';
import { count, moment } from './values.ts';

const replica = z
  .object({
    place: z.string().describe('host and process id'),
    version: z.string(),
    startedAt: moment,
    seenAt: moment.describe('when it last said what it does'),
    isSilent: z
      .boolean()
      .describe('it should have said something since: it stands still, has died, or cannot reach the database'),
    leads: z.boolean(),
    isThis: z.boolean().describe('the one that answers'),
    servesRun: z.int().nullable(),
    runUnderWay: z.int().nullable().describe('the run that it does'),
    pulls: z.array(z.string()).describe('feeds that it is pulling'),
    streams: count.describe('event streams open to pages'),
    memoryBytes: count,
  })
  .meta({ id: 'Replica' });

export const QUOTAS = ['openPinsToday', 'openPins', 'streams', 'suggestions'] as const;

export const operation = z
  .object({
    lease: z
      .object({
        place: z.string(),
        term: z.int(),
        until: moment.nullable().describe('unless it is renewed; null where there is only one process'),
      })
      .nullable()
      .describe('null: nobody leads now'),
    replicas: z.array(replica).describe('in the order of their starts'),
    quotas: z.array(
      z.object({
        name: z.enum(QUOTAS),
        used: count,
        most: count,
        of: z.enum(['server', 'all']).describe('server: of the one that answers; all: of all servers on the database'),
      }),
    ),
    standby: z
      .object({
        name: z.string(),
        isThere: z.boolean().describe('false: it cannot be reached'),
        reads: z
          .object({
            standby: count.describe('by it'),
            behind: count.describe('by DATABASE_URL, because it did not have yet what was asked for'),
            away: count.describe('by DATABASE_URL, because it was away or gave the reading up'),
          })
          .describe('who answered what may be read from it, since the server that answers started'),
      })
      .nullable()
      .describe('the database of DATABASE_READ_URL; null where none is set'),
    disk: z.object({
      databaseBytes: count.nullable().describe('of the database that all servers share; null where it is not known'),
      freeBytes: count.nullable().describe('on the disk of the database; null where it is on another machine'),
    }),
  })
  .meta({ id: 'Operation' });

export type Operation = z.infer<typeof operation>;
