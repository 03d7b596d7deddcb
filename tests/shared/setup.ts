/** Runs before each test file: modules are loaded once a worker, so what concerns every file stands here. */
import { afterEach } from 'vitest';
import { endAll } from './endings.ts';

afterEach(endAll);
