/** The line of a feed: each feed has a model that reads it, so that what it brings can be seen at once. */
import { toIsoDate } from '../../../models/calendar.ts';
import { feedMapping } from '../../../models/importing/feedMapping.ts';
import type { LoadedModel, ModelDefinition } from '../../../models/model.ts';
import { modelHash } from '../../../models/model.ts';

import type { FeedConfig } from './feedConfig.ts';

/** How long a name may be, as models have it. */
const MAX_NAME = 40;

/** The newest model that reads a feed, and nothing beside it, the way its rows are to be read. */
export function lineOf(feed: FeedConfig, models: readonly LoadedModel[]): LoadedModel | undefined {
  const { amounts } = patternOf(feed, models) ?? {};
  const readers = models.filter(
    ({ definition: { feeds, amounts: own } }) =>
      feeds?.length === 1 && feeds[0] === feed.name && own?.grade === amounts?.grade,
  );
  const versionOf = ({ definition }: LoadedModel): number => definition.version;
  // One of its own name comes first: GDELT has others beside it.
  const named = readers.filter(({ definition }) => definition.name === feed.name);
  return (named.length > 0 ? named : readers).toSorted((a, b) => versionOf(b) - versionOf(a))[0];
}

/** A model for a feed that none reads yet: the published one of its kind, under the name of the feed. */
export function newLineOf(feed: FeedConfig, models: readonly LoadedModel[], at: Date): LoadedModel | undefined {
  const pattern = patternOf(feed, models);
  if (!pattern) return undefined;
  const { name: patternName, version, title, ...rest } = pattern;
  const text = `The numbers of ${patternName} ${version}, for the feed ${feed.name}.`;
  const definition: ModelDefinition = {
    ...rest,
    name: freeName(feed.name, models),
    version: 1,
    title: titleOf(feed, title),
    changelog: [{ version: 1, date: toIsoDate(Math.floor(at.getTime() / 86_400_000)), text }],
    feeds: [feed.name],
  };
  return { definition, hash: modelHash(definition) };
}

/** The published model of a kind of feed. */
function patternOf(feed: FeedConfig, models: readonly LoadedModel[]): ModelDefinition | undefined {
  const name = feed.kind === 'csv' ? (hasValues(feed) ? 'own-scale' : 'own-codes') : feed.kind;
  const [newest] = models
    .filter(({ definition }) => definition.name === name)
    .toSorted((a, b) => b.definition.version - a.definition.version);
  return newest?.definition;
}

/** What the mapping of a table says; a path stands for one that nobody has read yet. */
function mappingOf(feed: FeedConfig) {
  const read = feed.kind === 'csv' ? feedMapping.safeParse(feed.mapping) : undefined;
  return read?.success ? read.data : undefined;
}

/** Whether a table has a value for each act, in a column or by its code. */
function hasValues(feed: FeedConfig): boolean {
  const { columns, codes = {} } = mappingOf(feed) ?? {};
  return columns?.intensity !== undefined || Object.values(codes).some((meaning) => meaning?.goldstein !== undefined);
}

function titleOf(feed: FeedConfig, title: string): string {
  return `${mappingOf(feed)?.title ?? feed.name}: ${title}`.slice(0, 120);
}

function freeName(wanted: string, models: readonly LoadedModel[]): string {
  const taken = new Set(models.map(({ definition }) => definition.name));
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : `-${n}`;
    const name = wanted.slice(0, MAX_NAME - ending.length) + ending;
    if (!taken.has(name)) return name;
  }
}
