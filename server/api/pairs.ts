/** GET /api/v1/pairs: any of some 20,000 pairs of states, by names in English or Korean and by codes. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import type { PairExtent } from '../feeds/feedPairs.ts';
import type { Countries, Country } from '../referenceData.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { pairs, type Pairs } from '../../models/contract/pairs.ts';
import { type Column, members } from '../csv.ts';
import { limit } from './parameters.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

type Pair = Pairs['pairs'][number];

export const pairsRoute = (snapshots: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/pairs',
    needs: 'reader',
    summary: 'Pairs of states by names and codes, each with what there is of it',
    description:
      'One state finds all its pairs, two find their pair: `korea russia`, `KOR-RUS`, `한국 러시아`, `seoul moscow`, `한러`, by any known name. Whole names go before beginnings, and a name with one wrong letter is the last; among equals watched pairs stand first, then those with most events and rows. Without words, the pairs that have anything.',
    csv: true,
    query: z.strictObject({
      q: z.string().max(100, 'is too long: 100 characters are the most').default('').meta({
        description:
          'Names (English, Korean, German or French), capitals or ISO codes of one or two states, or EU, UN, NATO.',
        example: 'korea russia',
      }),
      limit: limit(20),
    }),
    answers: { 200: { description: 'The pairs', body: pairs } },
    problems: ['not-ready'],
    async reply({ query: { q, limit }, format }) {
      const asked = snapshots.reference.names.pairsIn(q);
      const extents = byDyadOf(await snapshots.feeds.reading.pairs());
      const events = new Map(
        (await (await snapshots.vintage()).source.extents()).map(({ dyad, events }) => [dyad, events]),
      );
      const found =
        asked ?? [...new Set([...events.keys(), ...extents.keys()])].map((dyad) => ({ dyad, closeness: 0 }));
      const ranked = found
        .filter(({ dyad }) => dyad.split('-').every((code) => snapshots.reference.countries.has(code)))
        .map(({ dyad, closeness }) => ({
          dyad,
          closeness,
          isWatched: snapshots.reference.dyads.get(dyad)?.watched === true,
          events: events.get(dyad) ?? 0,
          rows: (extents.get(dyad) ?? []).reduce((sum, { rows }) => sum + rows, 0),
        }))
        .sort(
          (a, b) =>
            a.closeness - b.closeness ||
            Number(b.isWatched) - Number(a.isWatched) ||
            b.events - a.events ||
            b.rows - a.rows ||
            (a.dyad < b.dyad ? -1 : 1),
        );
      const shown: Pair[] = [];
      for (const { dyad, events: count } of ranked.slice(0, limit))
        shown.push(await pairOf(snapshots, dyad, count, extents.get(dyad) ?? []));
      const body: Pairs = { query: q, pairs: shown, total: ranked.length };
      return { answer: format === 'csv' ? csvAnswer(COLUMNS, shown, 'pairs') : jsonAnswer(body), lifetime: 'live' };
    },
  });

/** The names of both states of a pair. */
export const countryPairName = (countries: Countries, dyad: string, of: (country: Country) => string): string =>
  dyad
    .split('-')
    .map((code) => of(countries.get(code)!))
    .join(' – ');

async function pairOf(
  snapshots: Snapshots,
  dyad: string,
  events: number,
  extents: readonly PairExtent[],
): Promise<Pair> {
  const { countries, dyads } = snapshots.reference;
  const named = (of: (country: Country) => string): string => countryPairName(countries, dyad, of);
  const feeds: Pair['feeds'] = [];
  for (const { feed, rows, firstDay, lastDay } of extents)
    feeds.push({
      feed,
      name: (await snapshots.feeds.feedOf(feed))?.name ?? feed,
      rows,
      firstDay: toIsoDate(firstDay),
      lastDay: toIsoDate(lastDay),
    });
  return {
    dyad,
    name: named(({ name }) => name),
    nameKo: named(({ nameKo }) => nameKo),
    watched: dyads.get(dyad)?.watched === true,
    events,
    feeds,
  };
}

function byDyadOf(extents: readonly PairExtent[]): Map<string, PairExtent[]> {
  const byDyad = new Map<string, PairExtent[]>();
  for (const extent of extents) {
    const known = byDyad.get(extent.dyad);
    if (known) known.push(extent);
    else byDyad.set(extent.dyad, [extent]);
  }
  return byDyad;
}

const COLUMNS: readonly Column<Pair>[] = [
  ...members<Omit<Pair, 'feeds'>, Exclude<keyof Pair, 'feeds'>>('dyad', 'name', 'nameKo', 'watched', 'events'),
  { name: 'feeds', of: ({ feeds }) => feeds.map(({ feed, rows }) => `${feed} ${rows}`).join(';') },
];
