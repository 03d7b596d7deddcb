/** Pulls as rows of the database: the server that leads pulls; every server on it knows how far a pull is, and may ask for one. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Leading } from '../../rollup/rollup.ts';
import type { Database } from '../../store/database.ts';
import { FeedConfigFault } from './feedConfig.ts';
import { LeaderSilent, type PullOptions, PullUnderway, type RunningPull, UnknownFeed } from './fetching.ts';
import type { Pull } from './pull.ts';
import type { PullAccount } from './pullAccount.ts';

export type PullWish = 'pull' | 'stop';

/** What a server asks of the leader. */
interface PullRequest {
  readonly id: string;
  readonly feed: string;
  readonly what: PullWish;
  readonly options: PullOptions;
}

/** Faults of a request, which whoever asked is told as they are. */
const FAULTS = { UnknownFeed, PullUnderway, FeedConfigFault };

interface Answer {
  readonly fault?: { readonly name: keyof typeof FAULTS; readonly message: string };
}

const NOTE_EVERY_MS = 1000;
const LOOK_AGAIN_MS = 200;
const ANSWER_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 30_000;
/** While the row's leader leads. A DuckDB file has one process, whose lease has no end. */
const GOES_ON = `exists (select 1 from lease where lease.id = 1 and lease.owner = feed_pull.owner and lease.term = feed_pull.term`;
const INTERRUPTED = 'The server that pulled it ended, or leads no longer: the next pull goes on.';

export class SharedPulls {
  readonly #database: Database;
  readonly #leading: Leading;
  #isAnswering = false;

  constructor(database: Database, leading: Leading) {
    this.#database = database;
    this.#leading = leading;
  }

  leads(): boolean {
    return this.#leading.leads();
  }

  /** Whether this process pulls: it leads, from now on where nobody does. */
  async isHere(): Promise<boolean> {
    return (await this.#leading.asLeader()) !== undefined;
  }

  /** Runs a pull and notes how far it is; it is stopped where another process leads meanwhile. Never rejects. */
  run(pull: Pull): Promise<PullAccount> {
    const id = randomUUID();
    return this.#leading.leading(async () => {
      if (!(await this.#begin(id, pull.account).catch(() => false))) pull.stop();
      let noting = Promise.resolve();
      const note = (): void => {
        noting = noting
          .then(() => this.#note(id, pull.account))
          .then((isKept) => (isKept ? undefined : pull.stop()))
          .catch(() => undefined); // the database is away: the next note says all
      };
      const timer = setInterval(note, NOTE_EVERY_MS).unref();
      const account = await pull.run();
      clearInterval(timer);
      note();
      await noting;
      return account;
    });
  }

  /** By feed, the pull under way or the last one. One whose server ended is told as ended. */
  async accounts(): Promise<ReadonlyMap<string, PullAccount>> {
    const isAlone = this.#database.engine === 'DuckDB';
    const rows = await this.#database.query<{
      feed: string;
      account: string;
      ended: boolean;
      goes_on: boolean;
      noted_at: Date;
    }>(
      `select feed, account, ended, noted_at, ${GOES_ON}${isAlone ? '' : ' and lease.until > current_timestamp'}) as goes_on from feed_pull`,
    );
    return new Map(
      rows.map(({ feed, account, ended, goes_on, noted_at }) => {
        const noted = accountOf(account);
        const isCut = !ended && !goes_on;
        return [feed, isCut ? { ...noted, stage: 'ended', endedAt: noted_at, fault: INTERRUPTED } : noted];
      }),
    );
  }

  /** Asks the leader, and waits until it has begun, or until the pull has ended where it is to stop. @throws LeaderSilent, and what the leader finds wrong */
  async ask(feed: string, what: PullWish, options: PullOptions = {}): Promise<void> {
    const id = await this.tell(feed, what, options);
    const untilMs = performance.now() + ANSWER_WITHIN_MS;
    for (;;) {
      await sleep(LOOK_AGAIN_MS);
      const [row] = await this.#database.query<{ answer: string | null }>(
        'select answer from pull_request where id = $1',
        [id],
      );
      if (row && row.answer !== null) {
        const { fault } = JSON.parse(row.answer) as Answer; // written by `#answered`
        if (fault) throw new FAULTS[fault.name](fault.message);
        return what === 'stop' ? this.#ended(feed) : undefined;
      }
      if (performance.now() < untilMs) continue;
      await this.#database.query('delete from pull_request where id = $1 and answer is null', [id]);
      throw new LeaderSilent(
        `The server that leads has not answered within ${ANSWER_WITHIN_MS / 1000} s, or none leads now: ask again.`,
      );
    }
  }

  /** A pull of another server, as its row tells. */
  async followed(feed: string): Promise<RunningPull> {
    const look = async (): Promise<PullAccount> => {
      const account = (await this.accounts()).get(feed);
      if (!account)
        throw new LeaderSilent(`The server that leads has not noted yet that it pulls ${feed}: look again.`);
      return account;
    };
    let account = await look();
    const end = async (): Promise<PullAccount> => {
      for (; account.endedAt === null; account = await look()) await sleep(NOTE_EVERY_MS);
      return account;
    };
    return {
      account: () => account,
      get done() {
        return end();
      },
    };
  }

  /** Asks the leader and does not wait. @returns the id of the request */
  async tell(feed: string, what: PullWish, options: PullOptions = {}): Promise<string> {
    const id = randomUUID();
    await this.#database.query(
      'insert into pull_request (id, feed, what, options, asked_at) values ($1, $2, $3, $4, current_timestamp)',
      [id, feed, what, JSON.stringify(options)],
    );
    return id;
  }

  /** Does what the others ask for, each second while this process leads. */
  onAsked(work: (request: Omit<PullRequest, 'id'>) => Promise<unknown>): void {
    this.#leading.onLook(async () => {
      if (this.#isAnswering) return;
      this.#isAnswering = true;
      try {
        for (const { id, ...request } of await this.#open()) await this.#answered(id, () => work(request));
      } finally {
        this.#isAnswering = false;
      }
    });
  }

  async #ended(feed: string): Promise<void> {
    const untilMs = performance.now() + STOP_WITHIN_MS;
    for (;;) {
      if ((await this.accounts()).get(feed)?.endedAt !== null) return;
      if (performance.now() > untilMs)
        throw new LeaderSilent(
          `The pull of ${feed} has not ended within ${STOP_WITHIN_MS / 1000} s: look again later.`,
        );
      await sleep(LOOK_AGAIN_MS);
    }
  }

  async #open(): Promise<PullRequest[]> {
    const rows = await this.#database.query<{ id: string; feed: string; what: PullWish; options: string }>(
      'select id, feed, what, options from pull_request where answer is null order by asked_at',
    );
    return rows.map(({ options, ...row }) => ({ ...row, options: JSON.parse(options) as PullOptions })); // written by `tell`
  }

  async #answered(id: string, work: () => Promise<unknown>): Promise<void> {
    let answer: Answer = {};
    try {
      await work();
    } catch (error) {
      const name = (Object.keys(FAULTS) as (keyof typeof FAULTS)[]).find((one) => error instanceof FAULTS[one]);
      if (!name || !(error instanceof Error)) throw error;
      answer = { fault: { name, message: error.message } };
    }
    await this.#database.query('update pull_request set answer = $2 where id = $1', [id, JSON.stringify(answer)]);
    await this.#database.query("delete from pull_request where asked_at < current_timestamp - interval '1 hour'");
  }

  /** @returns false where another process leads */
  async #begin(id: string, account: PullAccount): Promise<boolean> {
    const leader = await this.#leading.asLeader();
    if (!leader) return false;
    const rows = await this.#database.query(
      `insert into feed_pull (feed, pull_id, owner, term, account, ended, noted_at)
       select cast($1 as text), cast($2 as text), owner, term, cast($3 as text), false, current_timestamp
       from lease where id = 1 and owner = $4 and term = $5
       on conflict (feed) do update set pull_id = excluded.pull_id, owner = excluded.owner, term = excluded.term,
         account = excluded.account, ended = excluded.ended, noted_at = excluded.noted_at
       returning feed`,
      [account.feed, id, JSON.stringify(account), leader.owner, leader.term],
    );
    return rows.length > 0;
  }

  /** @returns false where another process leads, or another pull of the feed has begun */
  async #note(id: string, account: PullAccount): Promise<boolean> {
    const rows = await this.#database.query(
      `update feed_pull set account = $1, ended = $2, noted_at = current_timestamp where pull_id = $3 and ${GOES_ON}) returning feed`,
      [JSON.stringify(account), account.endedAt !== null, id],
    );
    return rows.length > 0;
  }
}

/** As `JSON.stringify` wrote it. */
function accountOf(text: string): PullAccount {
  const account = JSON.parse(text) as Omit<PullAccount, 'startedAt' | 'endedAt' | 'replaced'> & {
    readonly replaced?: number;
    readonly startedAt: string;
    readonly endedAt: string | null;
  };
  const { startedAt, endedAt, replaced = 0 } = account; // an earlier version did not count them
  return { ...account, replaced, startedAt: new Date(startedAt), endedAt: endedAt === null ? null : new Date(endedAt) };
}
