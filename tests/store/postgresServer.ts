/** Databases on the PostgreSQL server that the tests share. */
import pg from 'pg';
import { sharedPart } from '../shared/parts.ts';

export interface PostgresServer {
  /** makes an empty database and gives its address */
  newDatabase(): Promise<string>;
  /** drops the databases that were made here */
  stop(): Promise<void>;
}

let count = 0;

/** The server, or in a sentence why none runs here (then the tests that need it skip with that line). */
export async function startPostgres(): Promise<PostgresServer | string> {
  const server = await sharedPart('postgres');
  if ('missing' in server) return server.missing;
  const owner = new pg.Client({ connectionString: `${server.at}/postgres` });
  await owner.connect();
  const made: string[] = [];
  return {
    async newDatabase() {
      const name = `test_${process.pid}_${++count}`;
      await owner.query(`create database ${name}`);
      made.push(name);
      return `${server.at}/${name}`;
    },
    async stop() {
      for (const name of made.splice(0)) await owner.query(`drop database ${name} with (force)`);
      await owner.end();
    },
  };
}
