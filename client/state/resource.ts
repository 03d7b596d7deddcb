/** What the server says, as signals: shown while it is asked again, and kept when it does not answer. */
import { type Signal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ApiProblem, getJson, NoAnswer } from './api.ts';
import { news } from './connection.ts';

export interface Load<T> {
  /** the last good answer */
  readonly data: T | undefined;
  /** why the last question was not answered */
  readonly problem: ApiProblem | undefined;
  readonly isLoading: boolean;
}

interface Entry<T> {
  readonly load: Signal<Load<T>>;
  /** the news it was last asked after; -1 never */
  askedAt: number;
  asking: Promise<void> | undefined;
}

const entries = new Map<string, Entry<unknown>>();
/** Answers kept for the way back; each may be megabytes. */
const MAX_KEPT = 24;

const IDLE: Load<never> = { data: undefined, problem: undefined, isLoading: true };

function entryOf<T>(key: string): Entry<T> {
  let entry = entries.get(key);
  if (entry) entries.delete(key);
  else entry = { load: signal<Load<unknown>>(IDLE), askedAt: -1, asking: undefined };
  entries.set(key, entry);
  for (const oldest of entries.keys()) {
    if (entries.size <= MAX_KEPT) break;
    entries.delete(oldest);
  }
  // The key says what it is: each key is asked for with one type only.
  return entry as Entry<T>;
}

function ask<T>(entry: Entry<T>, load: () => Promise<T>): void {
  if (entry.asking) return;
  entry.askedAt = news.value;
  entry.load.value = { ...entry.load.value, isLoading: true };
  entry.asking = load()
    .then(
      (data) => {
        entry.load.value = { data, problem: undefined, isLoading: false };
      },
      (reason: unknown) => {
        const problem = reason instanceof ApiProblem ? reason : undefined;
        // Without an answer the question stays open: the server's return is news, and news asks again.
        entry.load.value = { data: entry.load.value.data, problem, isLoading: problem === undefined };
        if (!problem && !(reason instanceof NoAnswer)) throw reason;
        const again =
          problem?.status === 429
            ? (problem.retryAfter ?? 5)
            : problem?.status === 503
              ? (problem.retryAfter ?? 1.5)
              : undefined;
        // This question alone: asking all of them again would earn the next refusal.
        if (again !== undefined) setTimeout(() => ask(entry, load), again * 1000);
      },
    )
    .finally(() => {
      entry.asking = undefined;
      if (entry.askedAt < news.value && entry.load.value.data !== undefined) ask(entry, load);
    });
}

/**
 * The answer to a question, asked when first shown and again with all news.
 *
 * @param key says what is asked: the address, or more. `null` asks nothing
 * @param load defaults to a GET of the key
 */
export function useResource<T>(key: string | null, load?: () => Promise<T>): Load<T> {
  const entry = key === null ? undefined : entryOf<T>(key);
  const current = news.value;
  useEffect(() => {
    if (entry && key !== null && entry.askedAt < current) ask(entry, load ?? (() => getJson<T>(key)));
  }, [key, current]);
  return entry ? entry.load.value : IDLE;
}
