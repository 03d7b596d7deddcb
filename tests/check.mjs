// `npm run check`: types, lint, format and unused code, side by side. What a step has found is printed when it ends, in one piece.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const STEPS = {
  types: 'npm run -s types',
  lint: 'npm run -s lint',
  format: 'npm run -s format -- --check',
  unused: 'npm run -s unused',
};

/** Resolves with whether all steps are content. */
export async function check() {
  const ends = await Promise.all(Object.entries(STEPS).map(([name, command]) => step(name, command)));
  return ends.every(Boolean);
}

function step(name, command) {
  return new Promise((resolve) => {
    const begun = performance.now();
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    child.once('close', (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(code === 0 ? `✓ ${name} (${seconds} s)` : `✗ ${name}: ${command}\n${said}`);
      resolve(code === 0);
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href && !(await check())) process.exitCode = 1;
