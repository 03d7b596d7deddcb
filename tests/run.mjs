// `npm test`: the checks, then all tests. `npm test -- PATTERN` runs the test files whose path holds PATTERN, without the checks;
// further options go to vitest: npm test -- browser/lab -t "undo". `npm run golden` writes the golden series again.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from './check.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const asked = process.argv.slice(2).map((word) => (word === '--write-golden' ? 'models/golden.test' : word));
if (process.argv.includes('--write-golden')) process.env.GOLDEN = 'write';

if (asked.length === 0 && !(await check())) process.exit(1);
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'tests/vitest.config.ts', ...asked],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
