/** The compiled server, for tests that run it as a process of its own. */
import { sharedPlace } from '../shared/parts.ts';

/** The folder of its modules, built from the sources as they are now. */
export const builtServer = (): Promise<string> => sharedPlace('built');
