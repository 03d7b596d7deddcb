/** How much of the processor the work of an asker (a person, a key, an address) takes, and how much of it one may take a minute. */
import { LRUCache } from 'lru-cache';

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60_000;
/** Askers whose account is kept; who is forgotten begins anew. */
const MAX_ACCOUNTS = 50_000;
export const MAX_ACCOUNT_BYTES = MAX_ACCOUNTS * 300;

/** Processor time of this process so far, all its threads. */
const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / MS_PER_SECOND;
};

interface Account {
  /** processor time that may be used now; below 0 after a long piece of work */
  leftMs: number;
  /** when that was so */
  at: number;
}

export class WorkBudget {
  readonly #budgetMs: number;
  readonly #accounts = new LRUCache<string, Account>({ max: MAX_ACCOUNTS });
  /** the account of each piece of work under way */
  readonly #running = new Set<{ readonly account: Account }>();
  readonly #isBusy: () => boolean;
  #settledAt = processorMs();

  /**
   * @param secondsPerMinute processor time that an asker may take within a minute
   * @param isBusy whether the server is at work of its own (a roll-up), which is nobody's account
   */
  constructor(secondsPerMinute: number, isBusy: () => boolean) {
    this.#budgetMs = secondsPerMinute * MS_PER_SECOND;
    this.#isBusy = isBusy;
  }

  /** Seconds until the asker may ask for more work; 0 when it may now. */
  waitSeconds(who: string): number {
    const account = this.#accounts.get(who);
    if (!account) return 0;
    // Asking for the time costs more than a small answer, and only who is at work has used any since.
    if ([...this.#running].some((piece) => piece.account === account)) this.#settle();
    if (this.#refilled(account).leftMs > 0) return 0;
    return Math.ceil(((1 - account.leftMs) / this.#budgetMs) * (MS_PER_MINUTE / MS_PER_SECOND));
  }

  /** Runs work on the account of an asker. What is taken while several are at work is shared among them. */
  async measured<Result>(who: string, work: () => Promise<Result>): Promise<Result> {
    this.#settle();
    const account = this.#accounts.get(who) ?? { leftMs: this.#budgetMs, at: performance.now() };
    this.#accounts.set(who, account);
    const piece = { account };
    this.#running.add(piece);
    try {
      return await work();
    } finally {
      this.#settle();
      this.#running.delete(piece);
    }
  }

  /** Charges those at work with what was taken since the last time. */
  #settle(): void {
    const now = processorMs();
    const each = (now - this.#settledAt) / Math.max(1, this.#running.size);
    this.#settledAt = now;
    if (this.#isBusy()) return;
    for (const { account } of this.#running) this.#refilled(account).leftMs -= each;
  }

  #refilled(account: Account): Account {
    const now = performance.now();
    account.leftMs = Math.min(this.#budgetMs, account.leftMs + ((now - account.at) * this.#budgetMs) / MS_PER_MINUTE);
    account.at = now;
    return account;
  }
}
