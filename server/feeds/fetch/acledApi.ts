/** Asking ACLED, with the user's own login: pages of rows as CSV, and the token that opens them. */
import { z } from 'zod';
import type { FeedHosts } from './address.ts';
import { fetchText } from './fetchText.ts';
import { FetchFault } from './httpRequest.ts';
import type { RetryPolicy } from './retryPolicy.ts';
import type { Runtime } from './runtime.ts';

/** The most that the API gives at once. */
const PAGE_ROWS = 5000;
/** A row has some 600 bytes. */
const MAX_PAGE_BYTES = 64e6;
/** A month has had up to 45,000 rows. */
const MAX_PAGES = 100;
/** A token is renewed this long before it ends, so that it does not end within a file. */
const RENEW_BEFORE_MS = 10 * 60_000;

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

export interface AcledApiOptions {
  readonly base: string;
  readonly hosts: FeedHosts;
  /** the login, read when it is needed; undefined where the environment does not have it */
  readonly login: () => { readonly user: string; readonly password: string } | undefined;
  /** what to set, for the sentence that misses it */
  readonly variables: string;
  readonly runtime: Runtime;
  readonly retryPolicy: RetryPolicy;
}

export class AcledApi {
  readonly #options: AcledApiOptions;
  #token: Token | undefined;
  #renewal: Promise<Token> | undefined;

  constructor(options: AcledApiOptions) {
    this.#options = options;
  }

  /**
   * All rows of a question as CSV, page by page: the first page with the header.
   *
   * @param column one that rows have: what lacks it is no answer
   * @param what the question is about, for a sentence
   */
  async *pages(
    path: string,
    question: Readonly<Record<string, string>>,
    column: string,
    what: string,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    for (let page = 1; ; page++) {
      if (page > MAX_PAGES)
        throw new FetchFault(
          `ACLED has more than ${MAX_PAGES * PAGE_ROWS} rows for ${what}: the pages do not seem to end.`,
          { transient: false },
        );
      const text = await this.#page(path, { ...question, limit: String(PAGE_ROWS), page: String(page) }, signal);
      const [header = '', ...rows] = linesWithRows(text);
      if (page === 1 && !header.includes(column))
        throw new FetchFault(
          `ACLED did not answer with rows but with ${text.length.toLocaleString('en')} characters of something else: check from and the access of the login.`,
          { transient: false },
        );
      const lines = page === 1 ? [header, ...rows] : rows;
      yield lines.length === 0 ? '' : `${lines.join('\n')}\n`;
      if (recordsIn(rows) < PAGE_ROWS) return;
    }
  }

  async #page(path: string, question: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string> {
    const { base, hosts, runtime, retryPolicy } = this.#options;
    const query = new URLSearchParams({ _format: 'csv', ...question });
    const token = await this.#currentToken(signal);
    const request = {
      address: `${base}${path}?${query.toString()}`,
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
