/** The feeds by key: how they are called, what their codes mean, and when one of them is stale. */
import type { Coding, Codings } from './codings.ts';
import type { FeedTables } from './feedTables.ts';
import type { FeedSource } from './toEvent.ts';

/** A feed whose codes can be read. */
export interface CodedFeed extends FeedSource {
  /** what a code means; `undefined` for one that no table has (the tables have changed since it was stored) */
  readonly codingOf: (code: string) => Coding | undefined;
  /** the feed is stale when its newest stored file reports on a day more than so many days back: a little more than its own pace */
  readonly staleAfterDays: number;
}

/** A feed of one's own configuration: one of the known formats under a name, or any CSV with its own codes. */
export interface ConfiguredFeed {
  readonly name: string;
  readonly kind: string;
  /** of a CSV with a mapping */
  readonly own?: { readonly title: string; readonly codings: Codings };
}

/** Finds a feed by its key; `undefined` for one that nobody knows. */
export type CodedFeeds = (key: string) => Promise<CodedFeed | undefined>;

/**
 * The feeds whose formats are known, under their usual keys, and those that are configured under other ones. GDELT comes every quarter
 * of an hour, ICEWS came daily, POLECAT and ACLED come weekly, UCDP yearly with candidates each month.
 *
 * @param configured read anew each time: a feed may be added while the server runs
 */
export function codedFeeds(tables: FeedTables, configured: () => Promise<readonly ConfiguredFeed[]>): CodedFeeds {
  const formats = new Map(
    [
      {
        key: 'gdelt',
        name: 'GDELT',
        ontology: 'CAMEO',
        codingOf: (code: string) => tables.gdelt.of(code),
        staleAfterDays: 1,
      },
      {
        key: 'icews',
        name: 'ICEWS',
        ontology: 'CAMEO',
        codingOf: (code: string) => tables.icews.of(code),
        staleAfterDays: 7,
      },
      {
        key: 'polecat',
        name: 'POLECAT',
        ontology: 'PLOVER',
        codingOf: (code: string) => tables.plover.get(code),
        staleAfterDays: 14,
      },
      {
        key: 'acled',
        name: 'ACLED',
        ontology: 'ACLED',
        codingOf: (code: string) => tables.acled.get(code),
        staleAfterDays: 14,
      },
      {
        key: 'ucdp',
        name: 'UCDP GED',
        ontology: 'UCDP',
        codingOf: (code: string) => tables.ucdp.get(code),
        staleAfterDays: 60,
      },
    ].map((feed): [string, CodedFeed] => [feed.key, feed]),
  );
  return async (key) => {
    const found = (await configured()).find(({ name }) => name === key);
    if (!found) return formats.get(key);
    // Nobody knows how often a file of one's own comes: a year without one is noticed.
    if (found.own)
      return {
        key,
        name: found.own.title,
        ontology: found.own.title,
        codingOf: (code) => found.own!.codings.get(code),
        staleAfterDays: 365,
      };
    const format = formats.get(found.kind);
    return format && { ...format, key };
  };
}
