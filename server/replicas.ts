/** The server processes on one database, and what each is doing. A DuckDB file has one process, which writes nothing down. */
import { randomUUID } from 'node:crypto';
import type pino from 'pino';
import { PROCESS_PLACE } from './processPlace.ts';
import type { Database, Queryable, SqlRow } from './store/database.ts';

/** What a process is at. */
export interface Doing {
  readonly servesRun: number | null;
  readonly runUnderWay: number | null;
  /** feeds that it is pulling */
  readonly pulls: readonly string[];
  /** event streams open to pages */
  readonly streams: number;
}

export interface Replica extends Doing {
  /** host and process id */
  readonly place: string;
  readonly version: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** it has said nothing for a while: it stands still, has died, or cannot reach the database */
  readonly isSilent: boolean;
  readonly leads: boolean;
  readonly isThis: boolean;
  readonly memoryBytes: number;
}

/** Who leads, under which number, and until when unless it is renewed; `until` is null where nobody else can lead. */
export interface Leading {
  readonly place: string;
  readonly term: number;
  readonly until: Date | null;
}

export interface Replicas {
  list(): Promise<Replica[]>;
  /** null where nobody leads */
  leading(): Promise<Leading | null>;
  /** Says nothing more. */
  close(): void;
}

interface ReplicaParts {
  readonly database: Database;
  /** undefined: others are not told of this process */
  readonly version?: string | undefined;
  readonly now: () => Date;
  readonly logger: pino.Logger;
  readonly doing: () => Doing;
}

const SAY_EVERY_MS = 5000;
const SILENT_AFTER_MS = 20_000;

/**
 * Where processes are at work on a PostgreSQL now, by its own clock: servers that said so lately, and who leads.
 *
 * @param tables those that it has; one of an earlier version lacks some
 */
export async function placesAtWork(on: Queryable, tables: ReadonlySet<string>): Promise<string[]> {
  const asked = [
    [
      'replica',
      `select place from replica where seen_at > current_timestamp - interval '${SILENT_AFTER_MS} milliseconds'`,
    ],
    ['lease', 'select place from lease where until > current_timestamp'],
  ] as const;
  const places = new Set<string>();
  for (const [table, sql] of asked)
    if (tables.has(table)) for (const { place } of await on.query<{ place: string }>(sql)) places.add(place);
  return [...places].sort();
}

interface ReplicaRow extends SqlRow {
  replica_id: string;
  place: string;
  version: string;
  started_at: Date;
  seen_at: Date;
  serves_run: number | null;
  run_under_way: number | null;
  pulls: string;
  streams: number;
  memory_bytes: number;
  now: Date;
}

const WRITTEN = ['serves_run', 'run_under_way', 'pulls', 'streams', 'memory_bytes'] as const;

const SAY = `insert into replica (replica_id, place, version, started_at, seen_at, ${WRITTEN.join(', ')})
  values ($1, $2, $3, current_timestamp, current_timestamp, cast($4 as bigint), cast($5 as bigint), $6, cast($7 as integer), cast($8 as bigint))
  on conflict (replica_id) do update set seen_at = excluded.seen_at, ${WRITTEN.map((name) => `${name} = excluded.${name}`).join(', ')}`;

export function openReplicas({ database, version, now, logger, doing }: ReplicaParts): Replicas {
  const isAlone = database.engine === 'DuckDB';
  const id = randomUUID();
  const startedAt = now();
  let isClosed = false;
  const memory = (): number => process.memoryUsage.rss();

  async function say(): Promise<void> {
    const { servesRun, runUnderWay, pulls, streams } = doing();
    await database.query(SAY, [
      id,
      PROCESS_PLACE,
      version ?? '',
      servesRun,
      runUnderWay,
      JSON.stringify(pulls),
      streams,
      memory(),
    ]);
    await database.query("delete from replica where seen_at < current_timestamp - interval '1 hour'");
  }
  const cannotSay = (error: unknown): void =>
    logger.debug({ err: error }, 'What this process is doing could not be written down; it is tried again.');
  const isTold = !isAlone && version !== undefined;
  let saying = !isTold ? Promise.resolve() : say().catch(cannotSay);
  const timer = !isTold
    ? undefined
    : setInterval(() => {
        saying = saying.then(() => (isClosed ? undefined : say().catch(cannotSay)));
      }, SAY_EVERY_MS).unref();

  async function leading(): Promise<Leading | null> {
    const [row] = await database.query<{ place: string; term: number; until: Date; is_over: boolean }>(
      'select place, term, until, until <= current_timestamp as is_over from lease where id = 1',
    );
    if (!row || row.term === 0 || (!isAlone && row.is_over)) return null;
    return { place: row.place, term: row.term, until: isAlone ? null : row.until };
  }
  return {
    leading,
    async list() {
      if (isAlone)
        return [
          {
            ...doing(),
            place: PROCESS_PLACE,
            version: version ?? '',
            startedAt,
            seenAt: now(),
            isSilent: false,
            leads: PROCESS_PLACE === (await leading())?.place,
            isThis: true,
            memoryBytes: memory(),
          },
        ];
      await saying;
      if (isTold) await say();
      const leader = await leading();
      const rows = await database.query<ReplicaRow>(
        'select *, current_timestamp as now from replica order by started_at, replica_id',
      );
      return rows.map((row) => ({
        place: row.place,
        version: row.version,
        startedAt: row.started_at,
        seenAt: row.seen_at,
        isSilent: row.now.getTime() - row.seen_at.getTime() > SILENT_AFTER_MS,
        leads: row.place === leader?.place,
        isThis: row.replica_id === id,
        servesRun: row.serves_run,
        runUnderWay: row.run_under_way,
        pulls: JSON.parse(row.pulls) as string[],
        streams: row.streams,
        memoryBytes: row.memory_bytes,
      }));
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      clearInterval(timer);
      if (!isTold) return;
      void saying.then(() => database.query('delete from replica where replica_id = $1', [id])).catch(cannotSay);
    },
  };
}
