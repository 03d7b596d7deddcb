// Runs before `npm start`, `npm test` and the CLI, on a clone that may have no node_modules yet: so it uses Node alone.
// Installs when package-lock.json differs from what was last installed; with --build, builds when a source is newer than the build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
  process.exit(1);
}

/** The digest of everything that decides the outcome: contents, not times, because a fresh clone has new times. */
function digestOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (!existsSync(join(root, path))) return;
    hash.update(path).update(readFileSync(join(root, path)));
  };
  for (const path of paths) {
    if (/\.\w+$/.test(path)) add(path);
    else
      for (const entry of readdirSync(join(root, path), { recursive: true }).sort())
        if (/\.(ts|tsx|css|html|svg|sql|json|mjs)$/.test(entry)) add(join(path, entry));
  }
  return hash.digest('hex');
}

/** Does `work` unless `stamp` holds the digest of the last time it was done. */
function unlessDone(stamp, digest, work) {
  const file = join(root, stamp);
  if (existsSync(file) && readFileSync(file, 'utf8') === digest) return;
  work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
}

function npm(...args) {
  const done = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.status !== 0) {
    console.error(`"npm ${args.join(' ')}" failed. Its messages stand above; mend what they name and start again.`);
    process.exit(1);
  }
}

unlessDone('node_modules/.installed', digestOf(['package-lock.json']) + process.version, () => {
  console.error('Installing packages (once; about a minute on a cold machine) ...');
  npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error');
});

if (process.argv.includes('--build'))
  unlessDone(
    'dist/.built',
    digestOf(['package-lock.json', 'package.json', 'tsconfig.json', 'models', 'server', 'client']),
    () => {
      console.error('Building ...');
      npm('run', '-s', 'build');
    },
  );
