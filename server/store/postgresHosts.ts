/** Connections to a server of the kind that is wanted, of those that an address names: after a failover that is another one. */
import { connect as connectSocket } from 'node:net';
import { Client, Pool, type ClientBase, type ClientConfig, type PoolClient } from 'pg';
import { messageOf } from '../../models/errorMessage.ts';
import { DatabaseUnavailable } from './database.ts';
import type { PostgresAddress } from './postgresAddress.ts';
import { connectionFault } from './postgresFault.ts';

/** A vanished host is noticed by the system after this silence and some probes, even where no statement waits. */
const KEEP_ALIVE_MS = 10_000;
/** Connections that do not say goodbye in this time are left to the system. */
const GOODBYE_MS = 3000;

export interface PostgresHosts {
  /** A connection of the pool. @throws DatabaseUnavailable when none can be had in time */
  borrow(): Promise<PoolClient>;
  /** A connection of its own; the caller ends it. @throws DatabaseUnavailable */
  open(): Promise<Client>;
  end(): Promise<void>;
}

interface HostsOptions extends PostgresAddress {
  readonly name: string;
  readonly types: ClientConfig['types'];
  readonly maxConnections: number;
  readonly connectMs: number;
}

export function postgresHosts(options: HostsOptions): PostgresHosts {
  const { name, setting, urls, wanted, types, maxConnections, connectMs } = options;
  const configs = urls.map((connectionString): ClientConfig => ({
    connectionString,
    types,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  }));
  const prepare = (client: ClientBase): Promise<void> => prepared(client, wanted, connectMs);
  const pools = configs.map((config) => {
    const pool = new Pool({ ...config, max: maxConnections, onConnect: (client) => prepare(client) });
    pool.on('error', () => undefined); // an idle connection broke: the pool drops it, and the next statement tells if the server is gone
    return pool;
  });
  let at = 0;

  /** The place that answered last first, then the others. */
  const first = async <Found>(find: (place: number) => Promise<Found>): Promise<Found> => {
    const errors: unknown[] = [];
    for (let i = 0; i < urls.length; i++) {
      const place = (at + i) % urls.length;
      try {
        const found = await find(place);
        at = place;
        return found;
      } catch (error) {
        errors.push(error);
      }
    }
    throw connectionFault(name, setting, errors.length === 1 ? errors[0] : new AggregateError(errors));
  };

  return {
    borrow: () => first((place) => pools[place]!.connect()),
    open: () =>
      first(async (place) => {
        const client = new Client(configs[place]);
        client.on('error', () => undefined); // the statement under way rejects as well
        try {
          await client.connect();
          await prepare(client);
          return client;
        } catch (error) {
          client.connection.stream.destroy();
          throw error;
        }
      }),
    async end() {
      await within(GOODBYE_MS, Promise.all(pools.map((pool) => pool.end())));
    },
  };
}

/**
 * Days and moments in UTC and ISO form, and a server of the kind that is wanted. A pooler between keeps these two settings for each of its
 * clients (as pgbouncer does in every mode); as a parameter of the start it would refuse them.
 */
async function prepared(client: ClientBase, wanted: PostgresAddress['wanted'], connectMs: number): Promise<void> {
  const timer = setTimeout(() => breakOff(client), connectMs);
  try {
    await client.query("set TimeZone = 'UTC'; set DateStyle = 'ISO'");
    if (wanted === 'any') return;
    const { rows } = await client.query<{ follows: boolean; writable: boolean }>(
      "select pg_is_in_recovery() as follows, current_setting('default_transaction_read_only') = 'off' as writable",
    );
    const { follows, writable } = rows[0]!;
    if (wanted === 'standby' && !follows)
      throw new DatabaseUnavailable(`${placeOf(client)} is no standby`, 'unreachable');
    if (wanted === 'read-write' && (follows || !writable))
      throw new DatabaseUnavailable(`${placeOf(client)} is a standby, or takes no writes`, 'read-only');
  } catch (error) {
    breakOff(client);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const isClient = (client: ClientBase): client is Client => client instanceof Client;

const placeOf = (client: ClientBase): string => (isClient(client) ? `${client.host}:${client.port}` : 'the server');

/** Closes a connection that hangs: what waits for it ends with an error. */
export function breakOff(client: ClientBase): void {
  if (isClient(client)) client.connection.stream.destroy();
}

const CANCEL_REQUEST = 80_877_102;

/** Asks the server to end the statement of a connection, or it would go on there with nobody waiting for it. It answers nothing. */
export function cancelStatement(client: ClientBase, withinMs: number): void {
  // pg keeps the number and the key of the process that serves a connection, untyped.
  const processID: unknown = Reflect.get(client, 'processID');
  const secretKey: unknown = Reflect.get(client, 'secretKey');
  if (!isClient(client) || typeof processID !== 'number' || typeof secretKey !== 'number') return;
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(CANCEL_REQUEST, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  const { host, port } = client;
  const socket = connectSocket(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
  socket.setTimeout(withinMs, () => socket.destroy());
  socket.on('error', () => undefined); // the server is away: its end of the connection will notice
  socket.on('connect', () => socket.end(message));
  socket.unref();
}

/** Waits for something no longer than so many milliseconds. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  try {
    await Promise.race([work.then(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ends a connection, and breaks it off where it does not say goodbye. */
export async function goodbye(client: Client, isBroken: boolean): Promise<void> {
  if (isBroken) breakOff(client);
  else
    await within(
      GOODBYE_MS,
      client.end().catch((error: unknown) => messageOf(error)), // it was gone already
    );
  breakOff(client);
}
