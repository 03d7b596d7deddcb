import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: 'tests/shared/globalSetup.ts',
    setupFiles: 'tests/shared/setup.ts',
    // A worker loads a module once, and not once for each of its files: no module of ours keeps what a test has changed.
    isolate: false,
    maxWorkers: Math.max(2, availableParallelism()),
    // Databases, browsers and killed processes take their time on a busy machine; a hang still ends.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
