/** GET /api/v1/pairs: any of some 20,000 pairs of states, by names in English or Korean and by codes. */
import { z } from 'zod';
import { dyadOf } from '../../models/dyad.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { PairExtent } from '../feeds/feedPairs.ts';
import type { Country } from '../referenceData.ts';
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
    summary: 'Pairs of states by names and codes, each with what there is of it',
    description:
      'One state finds all its pairs, two find their pair: `korea russia`, `KOR-RUS`, `한국 러시아`. Watched pairs stand first, then those with most events and rows. Without words, the pairs that have anything.',
    csv: true,
    query: z.strictObject({
      q: z.string().max(100, 'is too long: 100 characters are the most').default('').meta({
        description: 'Names (English or Korean) or ISO alpha-3 codes of one or two states.',
        example: 'korea russia',
      }),
      limit: limit(20),
    }),
    answers: { 200: { description: 'The pairs', body: pairs } },
    problems: ['not-ready'],
    async reply({ query: { q, limit }, format }) {
      const states = [...snapshots.reference.countries.values()].filter(({ kind }) => kind !== 'organisation');
      const asked = askedPairs(q, states);
      const extents = byDyadOf(await snapshots.feeds.reading.pairs());
      const events = new Map(
        (await (await snapshots.vintage()).source.extents()).map(({ dyad, events }) => [dyad, events]),
      );
      const ids = asked ?? [...new Set([...events.keys(), ...extents.keys()])];
      const known = new Set(states.map(({ code }) => code));
      const ranked = ids
        .filter((dyad) => dyad.split('-').every((code) => known.has(code)))
        .map((dyad) => ({
          dyad,
          isWatched: snapshots.reference.dyads.get(dyad)?.watched === true,
          events: events.get(dyad) ?? 0,
          rows: (extents.get(dyad) ?? []).reduce((sum, { rows }) => sum + rows, 0),
        }))
        .sort(
          (a, b) =>
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

async function pairOf(
  snapshots: Snapshots,
  dyad: string,
  events: number,
  extents: readonly PairExtent[],
): Promise<Pair> {
  const { countries, dyads } = snapshots.reference;
  const named = (of: (country: Country) => string): string =>
    dyad
      .split('-')
      .map((code) => of(countries.get(code)!))
      .join(' – ');
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

/**
 * The pairs that words ask for; `undefined` without words. All words together may name one state, or a first part one state and the
 * rest the other: `south korea russia` is South Korea and Russia.
 */
function askedPairs(q: string, states: readonly Country[]): string[] | undefined {
  const words = plain(q)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return undefined;
  const found = new Set<string>();
  const add = (some: readonly Country[], others: readonly Country[]): void => {
    for (const a of some) for (const b of others) if (a.code !== b.code) found.add(dyadOf(a.code, b.code));
  };
  for (let cut = 1; cut < words.length; cut++)
    add(statesNamed(words.slice(0, cut), states), statesNamed(words.slice(cut), states));
  const alone = statesNamed(words, states);
  if (alone.length > 0) add(alone, states);
  return [...found];
}

/** States whose code is the word, or of whose name each word begins a part, in this order. */
function statesNamed(words: readonly string[], states: readonly Country[]): Country[] {
  const text = words.join(' ');
  const exact = states.filter(({ code, iso2, name, nameKo }) =>
    [code, iso2, name, nameKo].some((one) => plain(one) === text),
  );
  if (exact.length > 0) return exact;
  return states.filter(
    ({ name, nameKo }) =>
      [name, nameKo].some((one) => beginsParts(plain(one).split(' '), words)) ||
      (words.length === 1 && /\p{Script=Hangul}/u.test(text) && plain(nameKo).includes(text)),
  );
}

function beginsParts(parts: readonly string[], words: readonly string[]): boolean {
  let at = 0;
  return words.every((word) => {
    while (at < parts.length && !parts[at]!.startsWith(word)) at++;
    return at++ < parts.length;
  });
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const COLUMNS: readonly Column<Pair>[] = [
  ...members<Omit<Pair, 'feeds'>, Exclude<keyof Pair, 'feeds'>>('dyad', 'name', 'nameKo', 'watched', 'events'),
  { name: 'feeds', of: ({ feeds }) => feeds.map(({ feed, rows }) => `${feed} ${rows}`).join(';') },
];
