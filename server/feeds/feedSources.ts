/** The feeds by key: how they are called, what their codes mean, and when one of them is stale. */
import type { Coding } from './codings.ts';
import type { FeedTables } from './feedTables.ts';
import type { Mapping } from './genericCsv.ts';
import type { FeedSource } from './toEvent.ts';

export interface CodedFeed extends FeedSource {
  /** what a code means; `undefined` for one that no table has (the tables have changed since it was stored) */
  readonly codingOf: (code: string) => Coding | undefined;
  /** the feed is stale when its newest stored file reports on a day more than so many days back: a little more than its own pace */
  readonly staleAfterDays: number;
}

export type CodedFeeds = ReadonlyMap<string, CodedFeed>;

/** The feeds whose formats are known. GDELT comes every quarter of an hour, ICEWS came daily, POLECAT and ACLED weekly, UCDP yearly with candidates each month. */
export function codedFeeds(tables: FeedTables, mappings: readonly { readonly mapping: Mapping; readonly codings: ReadonlyMap<string, Coding> }[] = []): CodedFeeds {
  const feeds: CodedFeed[] = [
    { key: 'gdelt', name: 'GDELT', ontology: 'CAMEO', codingOf: (code) => tables.gdelt.of(code), staleAfterDays: 1 },
    { key: 'icews', name: 'ICEWS', ontology: 'CAMEO', codingOf: (code) => tables.icews.of(code), staleAfterDays: 7 },
    { key: 'polecat', name: 'POLECAT', ontology: 'PLOVER', codingOf: (code) => tables.plover.get(code), staleAfterDays: 14 },
    { key: 'acled', name: 'ACLED', ontology: 'ACLED', codingOf: (code) => tables.acled.get(code), staleAfterDays: 14 },
    { key: 'ucdp', name: 'UCDP GED', ontology: 'UCDP', codingOf: (code) => tables.ucdp.get(code), staleAfterDays: 60 },
    // Nobody knows how often a file of one's own comes: a year without one is noticed.
    ...mappings.map(({ mapping, codings }): CodedFeed => ({ key: mapping.name, name: mapping.title, ontology: mapping.title, codingOf: (code) => codings.get(code), staleAfterDays: 365 })),
  ];
  return new Map(feeds.map((feed) => [feed.key, feed]));
}
