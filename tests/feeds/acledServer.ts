/** A server on this machine that speaks as ACLED does: a login, rows by day or by when they were changed, and the list of those deleted. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { atEndOfTest } from '../shared/endings.ts';

const HEADER = 'event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,source,country,timestamp';

/** A clash of two states. @param changedAt ISO: when ACLED last changed the row */
export const acledRow = (id: string, date: string, changedAt = `${date}T12:00:00Z`, kind = 'Armed clash'): string =>
  `${id},${date},Battles,${kind},Military Forces of Russia (2000-),Military Forces of Ukraine (2019-),"Desk; Wire",Ukraine,${Date.parse(changedAt) / 1000}`;

export const ACLED_LOGIN = { ACLED_USER: 'me@example.org', ACLED_PASSWORD: 'right' };

export class AcledServer {
  base = '';
  /** grants that were asked for, as forms */
  readonly grants: Record<string, string>[] = [];
  /** first days and pages of rows that were asked for by day */
  readonly pages: string[] = [];
  rows: string[] = [];
  /** ids, with when each was deleted (ISO) */
  deleted: [id: string, deletedAt: string][] = [];
  refuseRefresh = false;
  expiresIn = 3600;
  /** an answer in place of the right one */
  weather: (request: number, path: string) => number | undefined = () => undefined;
  #requests = 0;
  #token = '';
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(
      (request, response) => void this.#answer(request, response).catch(() => response.destroy()),
    );
  }

  static async start(): Promise<AcledServer> {
    const acled = new AcledServer();
    const server = acled.#server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    acled.base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    atEndOfTest(async () => {
      server.closeAllConnections();
      server.close();
    });
    return acled;
  }

  /** Takes a row out, and says so in the list. */
  delete(id: string, at: string): void {
    this.rows = this.rows.filter((row) => !row.startsWith(`${id},`));
    this.deleted.push([id, at]);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const trouble = this.weather(++this.#requests, `${pathname}?${searchParams.toString()}`);
    if (trouble !== undefined) return void response.writeHead(trouble).end('trouble');
    if (pathname === '/oauth/token') return this.#login(request, response);
    if (request.headers.authorization !== `Bearer ${this.#token}`) return void response.writeHead(401).end('{}');
    const page = Number(searchParams.get('page'));
    const limit = Number(searchParams.get('limit'));
    const answer = (header: string, lines: readonly string[]): void =>
      void response.end(`${[header, ...lines.slice((page - 1) * limit, page * limit)].join('\n')}\n`);
    if (pathname === '/api/deleted/read') {
      const since = Number(searchParams.get('deleted_timestamp'));
      const told = this.deleted.map(([id, at]) => [id, Date.parse(at) / 1000] as const);
      return answer(
        'event_id_cnty,deleted_timestamp',
        told.flatMap(([id, at]) => (at >= since ? [`${id},${at}`] : [])),
      );
    }
    const changedSince = searchParams.get('timestamp');
    if (changedSince !== null)
      return answer(
        HEADER,
        this.rows.filter((row) => Number(row.slice(row.lastIndexOf(',') + 1)) >= Number(changedSince)),
      );
    const [from = '', to = ''] = (searchParams.get('event_date') ?? '').split('|');
    this.pages.push(`${from} ${page}`);
    answer(
      HEADER,
      this.rows.filter((line) => line.split(',')[1]! >= from && line.split(',')[1]! <= to),
    );
  }

  async #login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const form = Object.fromEntries(new URLSearchParams(body));
    this.grants.push(form);
    if (form['grant_type'] === 'refresh_token' ? this.refuseRefresh : form['password'] !== 'right')
      return void response.writeHead(401).end('{"error":"invalid_grant"}');
    this.#token = `token-${this.grants.length}`;
    response.end(
      JSON.stringify({
        access_token: this.#token,
        refresh_token: `refresh-${this.grants.length}`,
        expires_in: this.expiresIn,
        token_type: 'Bearer',
      }),
    );
  }
}
