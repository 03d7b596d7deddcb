// A process that imports one file and tells what it took; the tests watch its memory, or kill it.
// Arguments: the compiled server, the database file, the file to import, its format, the memory that the database may use in MiB.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [server, file, source, format, memoryMiB] = process.argv.slice(2);
const module = (path) => import(pathToFileURL(join(server, path)).href);
const { openDuckDb } = await module('store/duckdb.js');
const { migrate } = await module('store/migrate.js');
const { openLedger } = await module('ledger/openLedger.js');
const { loadReferenceData } = await module('referenceData.js');
const { projectRoot } = await module('projectRoot.js');

const database = await openDuckDb({ file, memoryMiB: Number(memoryMiB) });
await migrate(database);
const ledger = openLedger({ database, reference: await loadReferenceData(projectRoot()), now: () => new Date() });
console.log('ready');
const { rows, created, unchanged, faulty } = await ledger.import({
  source,
  format,
  bytes: createReadStream(source),
  recordedBy: 'child',
  dryRun: false,
});
console.log(
  JSON.stringify({ rows, created, unchanged, faulty, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }),
);
await database.close();
