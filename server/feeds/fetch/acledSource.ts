/**
 * ACLED by its API, with the user's own login: one file for each month, because rows are corrected for months after the event. Its terms
 * forbid passing rows on; what is stored here stays here.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dayOfMs, parseDay, toIsoDate } from '../../../models/calendar.ts';
import { readAcled } from '../acled.ts';
import type { FeedRow, FeedTally } from '../feedRow.ts';
import type { FeedTables } from '../feedTables.ts';
import type { FeedFile, FileRecord } from '../fileLedger.ts';
import type { FeedHosts } from './address.ts';
import { FetchFault } from './httpRequest.ts';
import { fetchText } from './fetchText.ts';
import type { Discovery, FeedSource, ListedFeedFile, Obtained } from './source.ts';
import type { RetryPolicy } from './retryPolicy.ts';
import type { Runtime } from './runtime.ts';
import { bytesOfTable } from './unpacked.ts';

/** The most that the API gives at once. */
const PAGE_ROWS = 5000;
/** A row has some 600 bytes. */
const MAX_PAGE_BYTES = 64e6;
/** A month has had up to 45,000 rows. */
const MAX_PAGES = 100;
/** A token is renewed this long before it ends, so that it does not end within a file. */
const RENEW_BEFORE_MS = 10 * 60_000;
/** Months that are asked for again, because their rows are still corrected, once a day. */
const MONTHS_CORRECTED = 3;
const MS_PER_DAY = 86_400_000;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  expires_in: z.number().positive(),
});

interface Token {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly endsAt: number;
}

export interface AcledSourceOptions {
  readonly feed: string;
  readonly base: string;
  readonly hosts: FeedHosts;
  /** the login, read when it is needed; undefined where the environment does not have it */
  readonly login: () => { readonly user: string; readonly password: string } | undefined;
  /** what to set, for the sentence that misses it */
  readonly variables: string;
  readonly folder: string;
  readonly tables: Pick<FeedTables, 'states' | 'acled'>;
  readonly runtime: Runtime;
  readonly retryPolicy: RetryPolicy;
}

export class AcledSource implements FeedSource {
  readonly #options: AcledSourceOptions;
  #token: Token | undefined;
  #renewal: Promise<Token> | undefined;

  constructor(options: AcledSourceOptions) {
    this.#options = options;
  }

  async *discover({ range }: Discovery): AsyncGenerator<readonly ListedFeedFile[]> {
    const { feed, base } = this.#options;
    const months: ListedFeedFile[] = [];
    for (
      let first = `${toIsoDate(range.from).slice(0, 7)}-01`;
      (parseDay(first) ?? Infinity) <= range.to;
      first = nextMonth(first)
    ) {
      const firstDay = parseDay(first)!;
      const name = `acled-${first.slice(0, 7)}.csv`;
      months.push({
        feed,
        name,
        address: `${base}/api/acled/read`,
        firstDay,
        lastDay: (parseDay(nextMonth(first)) ?? firstDay + 1) - 1,
        expectedBytes: null,
        expectedMd5: null,
      });
    }
    yield months;
  }

  async obtain(file: FeedFile, signal: AbortSignal): Promise<Obtained> {
    const { folder } = this.#options;
    await mkdir(folder, { recursive: true });
    const path = join(
      folder,
      `${createHash('sha256').update(`${file.feed} ${file.name}`).digest('hex').slice(0, 24)}.pages`,
    );
    const out = await open(path, 'w');
    const hash = createHash('md5');
    let bytes = 0;
    try {
      for (let page = 1; ; page++) {
        if (page > MAX_PAGES)
          throw new FetchFault(
            `ACLED has more than ${MAX_PAGES * PAGE_ROWS} rows for ${file.name}: the pages do not seem to end.`,
            { transient: false },
          );
        const text = await this.#page(file, page, signal);
        const [header = '', ...rows] = linesWithRows(text);
        if (page === 1 && !header.includes('event_id_cnty'))
          throw new FetchFault(
            `ACLED did not answer with rows but with ${text.length.toLocaleString('en')} characters of something else: check from and the access of the login.`,
            { transient: false },
          );
        const body = Buffer.from(
          page === 1 ? `${[header, ...rows].join('\n')}\n` : rows.length === 0 ? '' : `${rows.join('\n')}\n`,
        );
        hash.update(body);
        bytes += body.length;
        await out.write(body);
        if (recordsIn(rows) < PAGE_ROWS) break;
      }
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await out.close();
    }
    return { path, bytes, md5: hash.digest('hex'), temporary: true, fetchedBytes: bytes };
  }

  read(path: string, _file: FeedFile, tally: FeedTally): AsyncIterable<readonly FeedRow[]> {
    const { states, acled } = this.#options.tables;
    return readAcled(bytesOfTable(path, 'acled.csv'), states, acled, tally);
  }

  readonly changes = (file: FileRecord, now: Date): boolean =>
    file.take !== null &&
    file.lastDay !== null &&
    file.lastDay > dayOfMs(now.getTime()) - MONTHS_CORRECTED * 31 &&
    now.getTime() - file.take.takenAt.getTime() > MS_PER_DAY / 2;

  async #page({ firstDay, lastDay }: FeedFile, page: number, signal: AbortSignal): Promise<string> {
    const { base, hosts, runtime, retryPolicy } = this.#options;
    const query = new URLSearchParams({
      _format: 'csv',
      event_date: `${toIsoDate(firstDay ?? 0)}|${toIsoDate(lastDay ?? 0)}`,
      event_date_where: 'BETWEEN',
      limit: String(PAGE_ROWS),
      page: String(page),
    });
    const token = await this.#currentToken(signal);
    const request = {
      address: `${base}/api/acled/read?${query.toString()}`,
      hosts,
      maxBytes: MAX_PAGE_BYTES,
      headers: { Authorization: `Bearer ${token.access}` },
    };
    try {
      return (await fetchText(request, runtime, retryPolicy, signal)).text;
    } catch (error) {
      if (error instanceof FetchFault && !error.transient) this.#token = undefined; // it may have been withdrawn: log in anew
      throw error;
    }
  }

  /** A token that holds for a while; all who need a new one at the same time get the same. */
  async #currentToken(signal: AbortSignal): Promise<Token> {
    const now = this.#options.runtime.now().getTime();
    if (this.#token && this.#token.endsAt - RENEW_BEFORE_MS > now) return this.#token;
    this.#renewal ??= this.#newToken(signal).finally(() => (this.#renewal = undefined));
    this.#token = await this.#renewal;
    return this.#token;
  }

  /** By the refresh token while there is one that is taken, else by name and password. */
  async #newToken(signal: AbortSignal): Promise<Token> {
    const refresh = this.#token?.refresh;
    if (refresh !== undefined) {
      try {
        return await this.#ask({ grant_type: 'refresh_token', refresh_token: refresh }, signal);
      } catch (error) {
        if (!(error instanceof FetchFault) || error.transient) throw error; // refused: it has ended, too
      }
    }
    const login = this.#options.login();
    if (!login)
      throw new FetchFault(
        `The login for ACLED is not set: put your own name and password into ${this.#options.variables} where the server starts.`,
        { transient: false },
      );
    return this.#ask({ grant_type: 'password', username: login.user, password: login.password }, signal);
  }

  async #ask(grant: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Token> {
    const { base, hosts, runtime, retryPolicy } = this.#options;
    const asked = runtime.now().getTime();
    const { text } = await fetchText(
      {
        address: `${base}/oauth/token`,
        hosts,
        maxBytes: 100_000,
        form: new URLSearchParams({ client_id: 'acled', ...grant }),
      },
      runtime,
      retryPolicy,
      signal,
    );
    const parsed = tokenSchema.safeParse(jsonOf(text));
    // The answer may hold a token: it is not shown.
    if (!parsed.success)
      throw new FetchFault('ACLED answered the login with something that is no token: try to log in on its page.', {
        transient: false,
      });
    const { access_token, refresh_token, expires_in } = parsed.data;
    return { access: access_token, refresh: refresh_token, endsAt: asked + expires_in * 1000 };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // said by whoever checks its form
  }
}

const linesWithRows = (text: string): string[] =>
  text.split(/\r?\n/).filter((line, i, lines) => line !== '' || i < lines.length - 1);

/** Rows, not lines: a quoted cell can hold line breaks. */
function recordsIn(lines: readonly string[]): number {
  let open = false;
  let records = 0;
  for (const line of lines) {
    for (const character of line) if (character === '"') open = !open;
    if (!open) records++;
  }
  return records;
}

function nextMonth(first: string): string {
  const [year = 0, month = 0] = first.split('-').map(Number);
  return month === 12
    ? `${String(year + 1).padStart(4, '0')}-01-01`
    : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-01`;
}
