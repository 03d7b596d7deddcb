/**
 * Every kind of feed in rough weather: outages, broken answers, files issued anew, rows corrected and deleted, files renamed, a process
 * that ends in the middle, two days off. At the end what counts is that of an undisturbed run, row for row.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PullOptions } from '../../server/feeds/fetch/fetching.ts';
import { ACLED_LOGIN, AcledServer, acledRow } from './acledServer.ts';
import { fetchWorld, type FetchWorld, quarter } from './fetchWorld.ts';
import { stampsFrom, type Trouble } from './gdeltServer.ts';
import { countedNowOf } from './stored.ts';
import { zipOf } from './zipFile.ts';

const START = '2026-11-19T23:00:00Z';
const HOUR_MS = 3_600_000;

interface Upstream {
  /** adds the feed as it is upstream now */
  add(): Promise<void>;
  /** what happens upstream, one after the other */
  readonly changes: readonly (() => void | Promise<void>)[];
  /** what awaits a request, by its address */
  weather(trouble: (path: string) => Trouble | undefined): void;
  /** how a person asks for what no list tells */
  readonly pull?: PullOptions;
}

const tab = (...rows: readonly (readonly string[])[]): string => rows.map((row) => row.join('\t')).join('\n');

/** Two releases of files with a row for each id, of which some change. */
interface Layout {
  readonly kind: string;
  readonly ending: string;
  readonly more?: object;
  content(ids: readonly number[], codeOf: (id: number) => number): string;
}

const day = (id: number): string => `2022-03-${String(1 + (id % 28)).padStart(2, '0')}`;
const LAYOUTS: readonly Layout[] = [
  {
    kind: 'icews',
    ending: 'tab',
    content: (ids, codeOf) =>
      tab(
        ['Event ID', 'Event Date', 'Source Country', 'CAMEO Code', 'Target Country', 'Intensity'],
        ...ids.map((id) => [String(id), day(id), 'China', ['042', '112', '190'][codeOf(id) % 3]!, 'Japan', '1']),
      ),
  },
  {
    kind: 'polecat',
    ending: 'tab',
    content: (ids, codeOf) =>
      tab(
        ['Event ID', 'Event Date', 'Event Type', 'Event Mode', 'Intensity', 'Actor Country', 'Recipient Country'],
        ...ids.map((id) => [String(id), day(id), ['CONSULT', 'AGREE'][codeOf(id) % 2]!, 'None', '1', 'USA', 'RUS']),
      ),
  },
  {
    kind: 'ucdp',
    ending: 'csv',
    content: (ids, codeOf) =>
      [
        'id,type_of_violence,side_a,side_b,date_start,best',
        ...ids.map(
          (id) => `${id},1,Government of Ethiopia,Government of Eritrea,${day(id)},${[0, 7, 120][codeOf(id) % 3]}`,
        ),
      ].join('\n'),
  },
  {
    kind: 'csv',
    ending: 'csv',
    more: {
      mapping: {
        name: 'world',
        title: 'Desk',
        states: 'iso3',
        columns: { date: 'When', actor: 'Who', target: 'Whom', code: 'What' },
        codes: {
          '0': { type: 'protest', polarity: 1, severity: 2 },
          '1': { type: 'talks', polarity: -1, severity: 2 },
        },
      },
    },
    content: (ids, codeOf) =>
      ['When,Who,Whom,What', ...ids.map((id) => `${day(id)},RUS,KOR,${codeOf(id) % 2}`)].join('\n'),
  },
];

/** Files by address: one is issued anew with rows changed and deleted, and one gets another name. */
function filesOf({ kind, ending, more, content }: Layout, world: FetchWorld): Upstream {
  const { server } = world;
  const ids = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);
  const put = (name: string, text: string): void =>
    void server.files.set(
      `/releases/${name}`,
      name.endsWith('.zip') ? zipOf({ name: `inside.${ending}`, content: Buffer.from(text) }) : Buffer.from(text),
    );
  let names = ['a.zip', `b.${ending}`];
  const add = async (): Promise<void> =>
    void (await world.fetching.add(
      { name: 'world', kind, files: names.map((name) => `${server.base}/releases/${name}`), ...more },
      'machine',
      'test',
    ));
  const first = content(ids(0, 40), (id) => id);
  const second = content(ids(100, 40), (id) => id);
  put('a.zip', first);
  put(`b.${ending}`, second);
  return {
    add,
    changes: [
      () =>
        put(
          'a.zip',
          content(ids(0, 40), (id) => id + (id % 5 === 0 ? 1 : 0)),
        ),
      () =>
        put(
          'a.zip',
          content(ids(3, 30), (id) => id),
        ),
      async () => {
        put('c.zip', second);
        server.files.delete(`/releases/b.${ending}`);
        names = ['a.zip', 'c.zip'];
        await add();
      },
    ],
    weather: (trouble) => void (server.weather = (_, path) => trouble(path)),
    pull: { again: true },
  };
}

/** Quarters of an hour, of which two are issued anew, one late. */
function gdeltOf(world: FetchWorld): Upstream {
  const { server } = world;
  const stamps = stampsFrom('2026-11-19T20:00:00Z', 24);
  const publish = (...some: readonly string[]): void =>
    some.forEach((stamp) => void server.publish(stamp, quarter(stamp)));
  const again = (stamp: string, other: string): void =>
    void server.publish(stamp, Buffer.concat([quarter(stamp), quarter(other)]));
  publish(...stamps.slice(0, 10));
  return {
    add: () => world.addGdelt('2026-11-19'),
    changes: [
      () => again(stamps[2]!, stamps[3]!),
      () => publish(...stamps.slice(10, 16)),
      () => {
        again(stamps[2]!, stamps[5]!);
        again(stamps[12]!, stamps[13]!);
      },
      () => publish(...stamps.slice(16)),
    ],
    weather: (trouble) => void (server.weather = (_, path) => trouble(path)),
  };
}

/** Months, of which old ones lose, change and get rows. */
async function acledOf(world: FetchWorld): Promise<Upstream> {
  const acled = await AcledServer.start();
  const at = (): string => world.now().toISOString();
  const overtaken = 'Non-state actor overtakes territory';
  acled.rows = ['2026-01-05', '2026-01-09', '2026-02-03', '2026-10-04', '2026-11-02'].map((date, i) =>
    acledRow(`UKR${i}`, date),
  );
  return {
    async add() {
      await world.fetching.add(
        { name: 'world', kind: 'acled', base: acled.base, from: '2026-01-01' },
        'machine',
        'test',
      );
    },
    changes: [
      () => acled.delete('UKR1', at()),
      () => void acled.rows.push(acledRow('UKR7', '2026-02-04', at()), acledRow('UKR8', '2026-11-19', at())),
      () => void (acled.rows[0] = acledRow('UKR0', '2026-01-05', at(), overtaken)),
      () => {
        acled.delete('UKR3', at());
        acled.delete('UKR7', at());
      },
    ],
    weather: (trouble) =>
      void (acled.weather = (_, path) => {
        const found = trouble(path);
        return found === undefined ? undefined : found.kind === 'status' ? found.status : 503;
      }),
  };
}

const KINDS: readonly [string, (world: FetchWorld) => Upstream | Promise<Upstream>][] = [
  ['gdelt', gdeltOf],
  ['acled', acledOf],
  ...LAYOUTS.map((layout): [string, (world: FetchWorld) => Upstream] => [
    layout.kind,
    (world) => filesOf(layout, world),
  ]),
];

const TROUBLES: readonly ((size: number) => Trouble)[] = [
  () => ({ kind: 'status', status: 500 }),
  () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '1' } }),
  () => ({ kind: 'status', status: 404 }),
  (size) => ({ kind: 'break', afterBytes: size }),
  () => ({ kind: 'content', content: Buffer.from('rubbish') }),
  () => ({ kind: 'length', stated: 50 }),
  () => ({ kind: 'redirect', to: 'http://127.0.0.1:1/elsewhere' }),
];

/** By address and try, so that the order in which requests come in changes nothing. */
function rough(seed: number, met: string[]): (path: string) => Trouble | undefined {
  const tries = new Map<string, number>();
  return (path) => {
    const tried = (tries.get(path) ?? 0) + 1;
    tries.set(path, tried);
    const bytes = createHash('sha256').update(`${seed} ${path} ${tried}`).digest();
    if (bytes.readUInt32LE(0) >= 0.33 * 2 ** 32) return undefined;
    met.push(path);
    return TROUBLES[bytes.readUInt32LE(4) % TROUBLES.length]!(bytes.readUInt32LE(8) % 2000);
  };
}

async function lived(
  open: (typeof KINDS)[number][1],
  weather?: (path: string) => Trouble | undefined,
): Promise<unknown> {
  const world = await fetchWorld({ moment: START, secrets: ACLED_LOGIN });
  const upstream = await open(world);
  const feed = open === gdeltOf ? 'gdelt' : 'world';
  const begin = () => world.fetching.pull(feed, upstream.pull ?? {});
  const pull = async (): Promise<unknown> => (await begin()).done;
  if (weather) upstream.weather(weather);
  await upstream.add();
  await pull();
  for (const [i, change] of upstream.changes.entries()) {
    world.at(world.now().getTime() + 26 * HOUR_MS);
    await change();
    // Every second change finds a process that ends in the middle of its pull.
    if (weather && i % 2 === 1) {
      await begin();
      await world.restart();
    }
    await pull();
  }
  world.at(world.now().getTime() + 48 * HOUR_MS); // two days off
  await world.restart();
  upstream.weather(() => undefined);
  for (let i = 0; i < 12; i++) {
    world.at(world.now().getTime() + 8 * 24 * HOUR_MS); // the longest wait between two tries has passed
    await pull();
  }
  return countedNowOf(world.database);
}

interface Counted {
  readonly cells: readonly unknown[];
  readonly world: readonly unknown[];
  readonly reports: readonly unknown[];
  readonly files: readonly { readonly state: string }[];
}

/** What a reader finds who comes when all has happened. */
async function foundAtTheEnd(open: (typeof KINDS)[number][1]): Promise<unknown> {
  const world = await fetchWorld({ moment: START, secrets: ACLED_LOGIN });
  const upstream = await open(world);
  for (const change of upstream.changes) await change();
  world.at(world.now().getTime() + 240 * HOUR_MS);
  await upstream.add();
  await world.pull(open === gdeltOf ? 'gdelt' : 'world');
  return countedNowOf(world.database);
}

describe.each(KINDS)('%s', (_, open) => {
  it('ends as the undisturbed one does, whatever happened', async () => {
    const calm = (await lived(open)) as Counted;
    expect(calm.cells.length).toBeGreaterThan(3);
    expect(new Set(calm.files.map(({ state }) => state))).toEqual(new Set(['done']));
    const { cells, world, reports } = (await foundAtTheEnd(open)) as Counted;
    expect({ cells, world, reports }).toEqual({ cells: calm.cells, world: calm.world, reports: calm.reports });
    for (const seed of [1, 2]) {
      const met: string[] = [];
      expect(await lived(open, rough(seed, met)), `in weather ${seed}`).toEqual(calm);
      expect(met.length).toBeGreaterThan(1);
    }
  });
});
