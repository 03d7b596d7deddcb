/**
 * A server on this machine that speaks GDELT's layout: its lists, its files, and its faults. Files hold real rows, moved to the day of
 * their name, so that lists with real stamps (and their real holes) have something behind each line.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { zipOf } from './zipFile.ts';

/** What becomes of one request. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** nothing is answered */
  | { readonly kind: 'silence' }
  /** so many bytes, then nothing more */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** so many bytes, then the connection ends: when `arrived` says that they have come in, else at once */
  | { readonly kind: 'break'; readonly afterBytes: number; readonly arrived?: () => Promise<unknown> }
  /** other bytes than those of the file */
  | { readonly kind: 'content'; readonly content: Buffer }
  /** states another length than it sends */
  | { readonly kind: 'length'; readonly stated: number }
  | { readonly kind: 'redirect'; readonly to: string };

export interface Request {
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

const MASTER = '/gdeltv2/masterfilelist.txt';
const QUARTER_HOUR_MS = 15 * 60_000;
const MS_PER_DAY = 86_400_000;

export class GdeltServer {
  /** by path: `/gdeltv2/20180326044500.export.CSV.zip` */
  readonly files = new Map<string, Buffer>();
  /** what awaits the next requests of a path, in order */
  readonly #troubles = new Map<string, Trouble[]>();
  /** what awaits every request, by its number and path */
  weather: (request: number, path: string) => Trouble | undefined = () => undefined;
  readonly requests: Request[] = [];
  /** answers at the same time, at most so far */
  mostAtOnce = 0;
  #atOnce = 0;
  readonly #master: string[] = [];
  readonly #history: { readonly sizes: string[]; readonly md5s: string[] } = { sizes: [], md5s: [] };
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** archives that are answered before the others have to wait for `release` */
  #freeArchives = Infinity;
  #released = Promise.resolve();
  #release = (): void => {};
  #tellWaiting = (): void => {};
  /** ms between the pieces of an answer */
  slowness = 0;

  private constructor() {
    this.#server = createServer(
      (request, response) => void this.#answer(request, response).catch(() => response.destroy()),
    );
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** @param port 0: any free one */
  static async start(port = 0): Promise<GdeltServer> {
    const server = new GdeltServer();
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject);
      server.#server.listen(port, '127.0.0.1', resolve);
    });
    return server;
  }

  get base(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Puts a quarter of an hour of 2.0 on the server, into its lists too. */
  publish(stamp: string, content: Uint8Array): string {
    const name = `${stamp}.export.CSV.zip`;
    const zip = zipOf({ name: `${stamp}.export.CSV`, content });
    this.files.set(`/gdeltv2/${name}`, zip);
    this.list(stamp, zip);
    return name;
  }

  /** Names a quarter of an hour in the lists, with or without a file behind it. */
  list(stamp: string, zip: Buffer): void {
    const line = (table: string, bytes: number, md5: string): string =>
      `${bytes} ${md5} http://data.gdeltproject.org/gdeltv2/${stamp}.${table}.zip`;
    const lines = [
      line('export.CSV', zip.length, md5Of(zip)),
      line('mentions.CSV', 318_084, 'bb27f78ba45f69a17ea6ed7755e9f8ff'),
      line('gkg.csv', 10_768_507, 'ea8dde0beb0ba98810a92db068c0ce99'),
    ];
    const before = this.#master.findIndex((other) => other.includes(`/${stamp}.`));
    if (before === -1) this.#master.push(...lines);
    else this.#master.splice(before, lines.length, ...lines);
    this.files.set('/gdeltv2/lastupdate.txt', Buffer.from(`${lines.join('\n')}\n`));
    this.files.delete(MASTER); // written anew when it is asked for
  }

  /** Puts a file of 1.0 on the server, into its lists too. */
  publishHistory(name: string, content: Uint8Array): void {
    const zip = zipOf({ name: name.replace(/\.zip$/, '').replace(/^(\d{4}(\d\d)?)$/, '$1.csv'), content });
    this.files.set(`/events/${name}`, zip);
    this.#history.sizes.push(`${zip.length} ${name}`);
    this.#history.md5s.push(`${md5Of(zip)}  ${name}`);
    this.files.set('/events/filesizes', Buffer.from(`${this.#history.sizes.join('\n')}\n`));
    this.files.set('/events/md5sums', Buffer.from(`${this.#history.md5s.join('\n')}\n`));
  }

  /** What becomes of the next requests of a path. */
  trouble(path: string, ...troubles: readonly Trouble[]): void {
    this.#troubles.set(path, [...(this.#troubles.get(path) ?? []), ...troubles]);
  }

  /** Answers so many archives and lets the others wait. Resolves when one waits. */
  async holdAfter(archives: number): Promise<void> {
    this.#freeArchives = archives;
    this.#released = new Promise((resolve) => (this.#release = resolve));
    await new Promise<void>((resolve) => (this.#tellWaiting = resolve));
  }

  /** Answers those that wait, and all that come. */
  release(): void {
    this.#freeArchives = Infinity;
    this.#release();
  }

  asked(path: string): number {
    return this.requests.filter((request) => request.path === path).length;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.base).pathname;
    this.requests.push({ path, range: request.headers.range, authorization: request.headers.authorization });
    const number = this.requests.length;
    if (path.endsWith('.zip') && --this.#freeArchives < 0) {
      this.#tellWaiting();
      await this.#released;
    }
    this.#atOnce++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    let over = false;
    const ends = (): void => {
      if (!over) this.#atOnce--;
      over = true;
    };
    response.once('close', ends);
    const trouble = this.#troubles.get(path)?.shift() ?? this.weather(number, path);
    if (trouble?.kind === 'silence') return;
    if (trouble?.kind === 'status') return void response.writeHead(trouble.status, trouble.headers).end('trouble');
    if (trouble?.kind === 'redirect') return void response.writeHead(302, { Location: trouble.to }).end();
    if (path === MASTER && !this.files.has(path) && this.#master.length > 0)
      this.files.set(path, Buffer.from(`${this.#master.join('\n')}\n`));
    const file = trouble?.kind === 'content' ? trouble.content : this.files.get(path);
    if (!file) return void response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    const etag = `"${md5Of(file)}"`;
    const part = partOf(request, file, etag);
    const bytes = file.subarray(part?.from ?? 0, part?.to ?? file.length);
    const stated = trouble?.kind === 'length' ? trouble.stated : bytes.length;
    response.writeHead(part ? 206 : 200, {
      'Content-Length': stated,
      ETag: etag,
      'Accept-Ranges': 'bytes',
      ...(part && { 'Content-Range': `bytes ${part.from}-${part.to - 1}/${file.length}` }),
    });
    const most = trouble?.kind === 'stall' || trouble?.kind === 'break' ? trouble.afterBytes : bytes.length;
    await this.#send(response, bytes.subarray(0, most), ends);
    if (trouble?.kind === 'break') {
      await trouble.arrived?.();
      response.destroy();
    } else if (trouble?.kind !== 'stall') response.end();
  }

  /** @param ends called before the last piece: whoever has that may ask for the next file at once */
  async #send(response: ServerResponse, bytes: Buffer, ends: () => void): Promise<void> {
    const piece = this.slowness > 0 ? Math.max(1, Math.ceil(bytes.length / 4)) : bytes.length || 1;
    for (let from = 0; from < bytes.length; from += piece) {
      if (from + piece >= bytes.length) ends();
      await new Promise<void>((resolve) => response.write(bytes.subarray(from, from + piece), () => resolve()));
      if (this.slowness > 0) await new Promise((resolve) => setTimeout(resolve, this.slowness));
    }
  }
}

function partOf(request: IncomingMessage, file: Buffer, etag: string): { from: number; to: number } | undefined {
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== etag) return undefined;
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') return { from: Math.max(0, file.length - Number(to)), to: file.length };
  return { from: Number(from), to: to === '' ? file.length : Number(to) + 1 };
}

const md5Of = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

/** `20180326044500` */
export const stampOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');

/** Stamps of quarters of an hour from one moment on. */
export const stampsFrom = (iso: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => stampOf(Date.parse(iso) + i * QUARTER_HOUR_MS));

const momentOf = (stamp: string): number =>
  Date.UTC(Number(stamp.slice(0, 4)), Number(stamp.slice(4, 6)) - 1, Number(stamp.slice(6, 8)));

/**
 * Real rows as a quarter of an hour of another day would have them: days move, and so back-dated rows stay back-dated. Each quarter
 * gets another part of the rows, so that days differ.
 *
 * @param oneIn every so-manieth row; 1 takes all
 */
export function quarterOf(rows: readonly string[], stamp: string, oneIn: number): Buffer {
  const [, firstAdded = ''] = /\t(\d{14})\t[^\t]*$/.exec(rows[0] ?? '') ?? [];
  const shiftDays = (momentOf(stamp) - momentOf(firstAdded)) / MS_PER_DAY;
  const quarter = Number(stamp.slice(6, 12)) / 5;
  const some = rows.filter((_, i) => (i * 7919 + Math.floor(quarter) * 104_729) % oneIn === 0);
  const moved = some.map((row) => {
    const cells = row.split('\t');
    cells[0] = `${stamp}${cells[0]}`;
    cells[1] = stampOf(momentOf(cells[1]!) + shiftDays * MS_PER_DAY).slice(0, 8);
    cells[59] = stamp;
    return cells.join('\t');
  });
  return Buffer.from(`${moved.join('\n')}\n`);
}
