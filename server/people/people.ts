/** What the rest of the server asks of people. */
import type { IncomingMessage } from 'node:http';
import type { Identity } from './identity.ts';

export interface People {
  /** Who sends a request; one that bears nothing comes from an anonymous reader. */
  identify(request: IncomingMessage): Promise<Identity>;
}
