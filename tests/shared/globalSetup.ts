/** Runs once before all test files, in the main process: answers the files that ask for shared parts, and ends the parts after them. */
import { createServer } from 'node:http';
import { makeParts, type PartName } from './makeParts.ts';
import { PARTS_VARIABLE } from './parts.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const parts = makeParts();
  const server = createServer((request, response) => {
    parts.part(request.url!.slice(1) as PartName).then(
      (part) => response.setHeader('content-type', 'application/json').end(JSON.stringify(part)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The shared parts listen on no port.');
  process.env[PARTS_VARIABLE] = `http://127.0.0.1:${address.port}`;
  return async () => {
    server.closeAllConnections();
    server.close();
    await parts.close();
  };
}
