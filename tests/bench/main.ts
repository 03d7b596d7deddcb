/**
 * Runs the benchmarks of this folder: all of them, or those named on the command line (`npm run bench -- score`). Those that go on
 * for a while take `--minutes N`.
 * Each module exports `name` and `bench(print)` and runs in a process of its own, so that its peak memory is its own.
 */
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

interface BenchModule {
  readonly name: string;
  bench(print: (line: string) => void, options: { readonly minutes: number | undefined }): Promise<void>;
}

const here = fileURLToPath(new URL('.', import.meta.url));
/** What stands in this folder without being a benchmark. */
const NO_BENCHMARKS = ['main', 'measure', 'gdeltCopies', 'balancer', 'pgbouncer'];

async function runOne(module: string): Promise<void> {
  const { name, bench }: BenchModule = await import(new URL(`./${module}.js`, import.meta.url).href);
  console.log(`\n${name}`);
  await bench((line) => console.log(`  ${line}`), { minutes: minutes === undefined ? undefined : Number(minutes) });
  console.log(`  peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`); // maxRSS is in kB on every platform
}

function inOwnProcess(module: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = fork(
      fileURLToPath(import.meta.url),
      ['--one', module, ...(minutes === undefined ? [] : ['--minutes', minutes])],
      { execArgv: ['--expose-gc'] },
    );
    child.once('exit', (code) => resolve(code === 0));
  });
}

const { values, positionals } = parseArgs({
  options: { one: { type: 'boolean' }, minutes: { type: 'string' } },
  allowPositionals: true,
});
const { minutes } = values;
if (minutes !== undefined && !(Number(minutes) > 0)) {
  console.error(`--minutes is "${minutes}": write a number, such as --minutes 10.`);
  process.exit(1);
}
if (values.one && positionals[0] !== undefined) {
  await runOne(positionals[0]);
  process.exit(); // ends the shared parts that the benchmark has made, such as its browser
} else {
  const all = readdirSync(here)
    .filter((file) => file.endsWith('.js'))
    .map((file) => basename(file, '.js'))
    .filter((module) => !NO_BENCHMARKS.includes(module))
    .sort();
  const named = positionals;
  const unknown = named.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no benchmark "${unknown.join('", "')}": use one of ${all.join(', ')}.`);
    process.exit(1);
  }
  let failed = 0;
  // One after the other: two at once would measure each other.
  for (const module of named.length > 0 ? named : all) if (!(await inOwnProcess(module))) failed++;
  process.exitCode = failed > 0 ? 1 : 0;
}
