// A server on this machine that speaks GDELT's layout, to try the feed without the outside world:
//
//   node tests/feeds/serveGdelt.mjs [--port 8199] [--days 30] [--file events.export.CSV] [--trouble 0.02]
//
// It serves one quarter of an hour of GDELT 2.0, made up (tests/feeds/fixtures) or your own (--file), as every quarter of an hour of the last days, each with
// another part of its rows, and publishes the next one when its time comes. --trouble lets that share of requests fail. Then, elsewhere:
//
//   FEED_PRIVATE_HOSTS=127.0.0.1 npm run -s tension -- feed add gdelt --base http://127.0.0.1:8199
//   FEED_PRIVATE_HOSTS=127.0.0.1 npm start
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8199' },
    days: { type: 'string', default: '30' },
    file: { type: 'string', default: join(here, 'fixtures/20180326044500.export.CSV') },
    trouble: { type: 'string', default: '0' },
  },
});
const { module } = await runnerImport(join(here, 'gdeltServer.ts'));
const { GdeltServer, quarterOf, stampOf } = module;

const QUARTER_HOUR_MS = 15 * 60_000;
const ONE_IN = 6;
const rows = readFileSync(values.file, 'utf8').trimEnd().split('\n');
const server = await GdeltServer.start(Number(values.port));
const share = Number(values.trouble);
if (share > 0) server.weather = () => (Math.random() < share ? { kind: 'break', afterBytes: 5000 } : undefined);

let next = Math.floor(Date.now() / QUARTER_HOUR_MS - Number(values.days) * 96) * QUARTER_HOUR_MS;
function publishUntilNow() {
  for (; next <= Date.now(); next += QUARTER_HOUR_MS)
    server.publish(stampOf(next), quarterOf(rows, stampOf(next), ONE_IN));
}
publishUntilNow();
setInterval(publishUntilNow, 10_000);
console.log(
  `${server.files.size - 2} files at ${server.base}\nFEED_PRIVATE_HOSTS=127.0.0.1 npm run -s tension -- feed add gdelt --base ${server.base}`,
);
