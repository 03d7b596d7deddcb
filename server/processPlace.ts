/** Where this process runs, for people who look for it. */
import { hostname } from 'node:os';

export const PROCESS_PLACE = `${hostname()}, process ${process.pid}`;
