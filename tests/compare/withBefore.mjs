// Holds this product against an older one: the same data, the same settings, the same questions, and each answer byte by byte.
//
//   npm run compare -- DIR [--seconds 180] [--only figure] [--json FILE]
//
// DIR is another checkout, built (npm ci && npm run build), for instance of the commit before. The older product makes a data folder
// with the shipped events and a machine-coded feed; each product then serves a copy of it. Exit code: 0 all answers are equal, 1 some
// differ, 2 the comparison could not be made.
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { difference } from './difference.mjs';
import { questions } from './questions.mjs';
import { fillFolder, Product } from './product.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    before: { type: 'string' },
    after: { type: 'string', default: dirname(dirname(dirname(fileURLToPath(import.meta.url)))) },
    seconds: { type: 'string', default: '180' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
  },
});
const before = values.before ?? positionals[0];
if (before === undefined) fail('Name the folder of the older product: npm run compare -- ../before');
const [older, newer] = [before, values.after].map((folder) => new Product(resolve(folder)));
for (const { folder } of [older, newer])
  if (!existsSync(join(folder, 'dist/server/main.js')))
    fail(`${folder} is not built: run "npm ci && npm run build" there.`);

const work = mkdtempSync(join(tmpdir(), 'tension-compare-'));
const seed = join(work, 'seed');
try {
  console.log(
    `before: ${older.folder}\nafter:  ${newer.folder}\nThe older product takes the shipped events and a feed ...`,
  );
  await fillFolder(older, seed);
  for (const [product, name] of [
    [older, 'before'],
    [newer, 'after'],
  ]) {
    cpSync(seed, join(work, name), { recursive: true });
    await product.serve(join(work, name));
  }
  process.exitCode = await compare();
} finally {
  await Promise.all([older.stop(), newer.stop()]);
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function compare() {
  const deadline = Date.now() + Number(values.seconds) * 1000;
  const asked = (await questions(older, newer)).filter(({ name }) => name.includes(values.only));
  const found = { equal: 0, different: [], left: 0 };
  const waiting = asked.values();
  await Promise.all(
    Array.from({ length: Math.max(2, availableParallelism()) }, async () => {
      for (const question of waiting) {
        if (Date.now() > deadline) {
          found.left++;
          continue;
        }
        const [one, other] = await Promise.all([question.ask(older), question.ask(newer)]);
        const differs = difference(one, other);
        if (differs === undefined) found.equal++;
        else found.different.push({ name: question.name, differs });
      }
    }),
  );
  for (const { name, differs } of found.different) console.log(`\n${name}\n${differs}`);
  const left = found.left > 0 ? `, ${found.left} not asked within ${values.seconds} s` : '';
  console.log(`\n${found.equal} of ${asked.length} answers are equal, ${found.different.length} differ${left}.`);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(found, undefined, 2));
  return found.different.length > 0 ? 1 : 0;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(2);
}
