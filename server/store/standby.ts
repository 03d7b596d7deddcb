/** A PostgreSQL server that follows the one that takes writes, somewhat later: for reading alone. */
import type { ClientBase } from 'pg';
import { DatabaseUnavailable, type Database } from './database.ts';
import { inFlight } from './inFlight.ts';
import { outageWatch } from './outage.ts';
import { postgresAddress } from './postgresAddress.ts';
import { breakOff, postgresHosts } from './postgresHosts.ts';
import { CANCEL_MS, isSpoilt, run, runNumbers, types } from './postgresStatement.ts';
import type { ColumnReader } from './reading.ts';

export interface Standby extends Pick<Database, 'name' | 'outage' | 'onOutage' | 'close'> {
  /** Work in one transaction that only reads. @throws DatabaseUnavailable, and what the work throws */
  read<Result>(work: (reader: ColumnReader) => Promise<Result>): Promise<Result>;
}

interface StandbyOptions {
  /** as of `openPostgres`; `target_session_attrs=standby` passes over a server that was promoted */
  readonly url: string;
  readonly maxConnections?: number;
}

/** Whoever waits here could be read to by the primary. */
const CONNECT_MS = 2000;
const READ_MS = 60_000;

/** Nobody waits for it at the start: it may be away then. @throws DatabaseError for an address that is none */
export function openStandby({ url, maxConnections = 8 }: StandbyOptions): Standby {
  const address = postgresAddress(url, 'DATABASE_READ_URL');
  const shown = `PostgreSQL ${address.shown}`;
  const name = `The standby ${shown}`;
  const hosts = postgresHosts({ ...address, name, types, connectMs: CONNECT_MS, maxConnections });
  const calls = inFlight(name, () => hosts.end());
  const outages = outageWatch(() =>
    withClient((client) => run(name, client, CONNECT_MS, 'select 1').then(() => undefined)),
  );

  async function withClient<Result>(work: (client: ClientBase) => Promise<Result>): Promise<Result> {
    const client = await hosts.borrow().catch((error: unknown) => {
      if (error instanceof DatabaseUnavailable) outages.failed(error);
      throw error;
    });
    let isBroken = false;
    const onError = (): void => void (isBroken = true);
    client.on('error', onError);
    try {
      const result = await work(client);
      outages.succeeded(false);
      return result;
    } catch (error) {
      isBroken ||= isSpoilt(error);
      throw error;
    } finally {
      client.off('error', onError);
      if (isBroken) breakOff(client);
      client.release(isBroken);
    }
  }

  return {
    name: shown,
    outage: () => outages.now(),
    onOutage: (listener) => outages.on(listener),
    read: (work) =>
      calls.run(() =>
        withClient(async (client) => {
          await run(name, client, READ_MS, `begin transaction read only; set local statement_timeout = ${READ_MS}`);
          const over = (): Promise<unknown> => run(name, client, READ_MS, 'rollback'); // it wrote nothing
          let result;
          try {
            result = await work({
              query: (sql, parameters) => run(name, client, READ_MS + CANCEL_MS, sql, parameters),
              numbers: (sql, parameters) =>
                runNumbers(name, client, READ_MS + CANCEL_MS, sql, parameters) as Promise<never>,
            });
          } catch (error) {
            await over().catch(() => undefined); // the first error says why
            throw error;
          }
          await over();
          return result;
        }),
      ),
    close() {
      outages.stop();
      return calls.end();
    },
  };
}
