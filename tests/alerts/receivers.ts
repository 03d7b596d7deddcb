/** Real receivers of alerts on loopback: HTTP that answers as it is told, and a server of mail. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** how it answers from now on; 200 at first */
  answer(how: (response: ServerResponse) => void): void;
  close(): Promise<void>;
}

export const withStatus =
  (status: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end();

const portOf = (server: { address(): ReturnType<ReturnType<typeof createServer>['address']> }): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
};

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let how = withStatus(200);
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        received.push({ headers: request.headers, body });
        how(response);
      },
      () => undefined, // it broke off
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}/hook`,
    received,
    answer: (next) => void (how = next),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Mailbox {
  readonly url: string;
  /** as they came, with who they are for */
  readonly mails: { readonly to: readonly string[]; readonly source: string }[];
  /** answers an address with this number, and takes no letter for it; undefined: it takes it again */
  refuse(address: string, code: number | undefined): void;
  close(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
  const mails: { to: string[]; source: string }[] = [];
  const refused = new Map<string, number | undefined>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const responseCode = refused.get(address);
      done(responseCode === undefined ? null : Object.assign(new Error(`No ${address} here`), { responseCode }));
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => void pieces.push(piece));
      stream.once('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(pieces).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${portOf(server.server)}`,
    mails,
    refuse: (address, code) => void refused.set(address, code),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
