/** The way to a database, which a test can block: a TCP proxy on a free port. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface BlockedWay {
  /** the address that leads through the proxy */
  readonly url: string;
  /** The connections that stand now pass nothing on any more, and are not closed: as when a host vanishes. New ones pass. */
  freeze(): void;
  /** Ends every connection and takes no new one. */
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** @param url of a PostgreSQL database */
export async function wayTo(url: string): Promise<BlockedWay> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const open = async (): Promise<void> => {
    server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one);
        one.on('error', () => undefined);
        one.on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  };
  const shut = async (): Promise<void> => {
    const ended = server && new Promise((resolve) => server!.close(resolve));
    for (const socket of sockets) socket.destroy();
    await ended;
    server = undefined;
  };
  await open();
  const through = new URL(url);
  through.host = `127.0.0.1:${port}`;
  return {
    url: through.href,
    freeze() {
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    shut,
    open,
    close: shut,
  };
}
