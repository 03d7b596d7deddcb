// A process that takes the files of a folder, several at once, and tells each that is stored, until it is killed.
// Arguments: the compiled server, the database file, the folder of files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [server, file, folder] = process.argv.slice(2);
const module = (path) => import(pathToFileURL(join(server, path)).href);
const { openDuckDb } = await module('store/duckdb.js');
const { migrate } = await module('store/migrate.js');
const { openFeedStore } = await module('feeds/openFeedStore.js');
const { readGdelt } = await module('feeds/gdelt.js');
const { loadFeedTables } = await module('feeds/feedTables.js');
const { loadReferenceData } = await module('referenceData.js');
const { projectRoot } = await module('projectRoot.js');

const tables = await loadFeedTables(projectRoot(), await loadReferenceData(projectRoot()));
const database = await openDuckDb({ file });
await migrate(database);
const store = openFeedStore({ database, watched: new Set(['RUS-USA']), now: () => new Date() });
writeSync(1, 'open\n');
async function* bytesOf(bytes) {
  yield bytes;
}
const names = readdirSync(folder).sort();
for (let begin = 0; begin < names.length; begin += 5)
  await Promise.all(
    names.slice(begin, begin + 5).map(async (name) => {
      const bytes = readFileSync(join(folder, name));
      const described = {
        feed: 'gdelt',
        name,
        address: '',
        firstDay: null,
        lastDay: null,
        expectedBytes: null,
        expectedMd5: null,
        bytes: bytes.length,
        md5: createHash('md5').update(bytes).digest('hex'),
      };
      const result = await store.take(described, async (into) => {
        for await (const rows of readGdelt(bytesOf(bytes), tables.states, tables.gdelt, into.tally))
          await into.add(rows);
      });
      writeSync(1, `${name} ${result.state}\n`);
    }),
  );
await database.close();
