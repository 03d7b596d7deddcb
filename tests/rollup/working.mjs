// The process that tests/rollup/kill.test.ts kills: imports a few events, rolls up, and again, for as long as it lives.
// usage: node working.mjs <folder of the compiled server> <database file> <first moment, ISO>
// It says on stdout what it is about to do and what it has done, each line written before it goes on.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [serverDir, file, firstMoment] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(serverDir, path)).href);
const [
  { openDuckDb },
  { migrate },
  { openLedger },
  { openRollup },
  { loadReferenceData },
  { projectRoot },
  { default: pino },
] = await Promise.all([
  load('store/duckdb.js'),
  load('store/migrate.js'),
  load('ledger/openLedger.js'),
  load('rollup/openRollup.js'),
  load('referenceData.js'),
  load('projectRoot.js'),
  import('pino'),
]);
const say = (line) => writeSync(1, `${line}\n`);

const MS_PER_DAY = 86_400_000;
const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';

say('opening');
const reference = await loadReferenceData(projectRoot());
const database = await openDuckDb({ file });
await migrate(database);
let moment = Date.parse(firstMoment);
const ledger = openLedger({ database, reference, now: () => new Date(moment) });
const rollup = await openRollup({
  database,
  ledger,
  reference,
  clock: () => new Date(moment),
  logger: pino({ level: 'silent' }),
});

for (let cycle = 0; ; cycle++) {
  // Every cycle is a day later; its events are back-dated by up to ten years, so that each run rewrites thousands of points.
  moment += MS_PER_DAY;
  const rows = ['KOR-RUS', 'PRK-RUS', 'CHN-LTU'].map((dyad, i) => {
    const date = new Date(moment - ((cycle * 977 + i * 311) % 3650) * MS_PER_DAY).toISOString().slice(0, 10);
    const [actor, target] = dyad.split('-');
    return `w-${moment / MS_PER_DAY}-${i},${dyad},${date},day,${actor},${target},,direct,sanction,163,1,${1 + (cycle % 5)},Act ${cycle},,,,no,`;
  });
  say('importing');
  await ledger.import({
    source: 'working',
    format: 'csv',
    bytes: [new TextEncoder().encode([HEADER, ...rows].join('\n'))],
    recordedBy: 'test',
    dryRun: false,
  });
  say('running');
  const run = await (await rollup.start('schedule')).done;
  if (run.status !== 'complete') {
    say(`failed ${run.error}`);
    process.exit(1);
  }
  say(`published ${run.id}`);
}
