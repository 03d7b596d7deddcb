/** A balancer of the benchmarks' own: one request to each server in turn, to the next one where a server takes no connection. */
import { once } from 'node:events';
import { type ClientRequest, createServer, request as ask } from 'node:http';

export interface Balancer {
  readonly url: string;
  /** by address: those that get requests */
  readonly servers: Set<string>;
  /** requests that ended without an answer, because their server went away meanwhile, or did not answer in time */
  broken(): number;
  close(): void;
}

const ANSWER_WITHIN_MS = 30_000;
/** Nothing was sent yet: another server may do it. */
const NOT_SENT = new Set(['ECONNREFUSED']);

export async function balancer(): Promise<Balancer> {
  const servers = new Set<string>();
  let turn = 0;
  let broken = 0;
  // A client may come back to a connection long after it was last used.
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      const all = [...servers];
      const to = (tries: number): ClientRequest | undefined => {
        const address = all[turn++ % Math.max(1, all.length)];
        const fail = (status: number): void => {
          if (response.headersSent) response.destroy();
          else response.writeHead(status).end();
        };
        if (address === undefined || tries === 0) return void fail(503);
        const { hostname, port } = new URL(address);
        const onward = ask(
          { hostname, port, path: request.url, method: request.method, headers: request.headers },
          (answer) => {
            response.writeHead(answer.statusCode!, answer.headers);
            answer.on('error', () => response.destroy());
            answer.pipe(response);
          },
        );
        onward.setTimeout(ANSWER_WITHIN_MS, () => onward.destroy(new Error('no answer in time')));
        onward.on('error', (error) => {
          if ('code' in error && NOT_SENT.has(String(error.code))) return to(tries - 1);
          broken++;
          fail(502);
        });
        onward.end(Buffer.concat(body));
        return onward;
      };
      const onward = to(all.length);
      response.on('close', () => !response.writableFinished && onward?.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    servers,
    broken: () => broken,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
