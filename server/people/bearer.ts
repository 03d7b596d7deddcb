import type { IncomingMessage } from 'node:http';

/** What a request bears as its right. */
export const bearerOf = (request: IncomingMessage): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
