// A process that commits one row after the other and tells each that is committed, until it is killed; or that holds the database.
// Arguments: the compiled server, the database file, `write` or `hold`.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [server, file, what] = process.argv.slice(2);
const { openDuckDb } = await import(pathToFileURL(join(server, 'store/duckdb.js')).href);
const database = await openDuckDb({ file });
await database.query('create table if not exists written (n bigint, key text primary key, filling text)');
const [{ first }] = await database.query('select coalesce(max(n), 0) as first from written');
writeSync(1, 'open\n');
if (what === 'hold') setInterval(() => undefined, 1000);
else
  for (let n = first + 1; ; n++) {
    await database.transaction(async (tx) => {
      await tx.insert('written', ['n', 'key', 'filling'], [[n, `key ${n}`, 'x'.repeat(20_000)]]); // the log is folded into the file every 16 MB
      await tx.query(
        "insert into written values (0, 'last', $1) on conflict (key) do update set filling = excluded.filling",
        [String(n)],
      );
    });
    writeSync(1, `${n}\n`);
  }
