/** The API on a port of its own, for a command that asks what no running server can answer. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createApi } from '../api/app.ts';
import { clientDir, clock, listen, openParts, type Parts, silent } from '../composition.ts';
import type { Config } from '../config.ts';
import { openPeople } from '../people/openPeople.ts';
import { TOKEN_ONLY } from '../people/settings.ts';
import { type Server, serverAt } from './runningServer.ts';

/** Serves for as long as `work` takes. Nobody else can write through it: its token is told to no one. */
export async function serveForOne(
  config: Config,
  work: (server: Server, parts: Parts) => Promise<void>,
): Promise<void> {
  const parts = await openParts(config);
  const token = randomUUID();
  const api = createApi({
    ...parts,
    now: clock,
    people: openPeople({
      database: parts.database,
      settings: TOKEN_ONLY,
      token,
      publicUrl: undefined,
      now: clock,
      logger: silent,
    }),
    logger: silent,
    clientDir: clientDir(),
  });
  const http = createServer(api.app);
  try {
    const port = await listen(http, '127.0.0.1', 0);
    await work(
      serverAt(`http://127.0.0.1:${port}`, async () => token),
      parts,
    );
  } finally {
    api.close();
    http.close();
    http.closeAllConnections();
    await parts.close();
  }
}
