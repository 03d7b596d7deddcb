/** The rules in runs, one a day, against a replay of the same days at once; and what a run writes of them. */
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayRules } from '../../models/alerts/replay.ts';
import { type AlertRule, readRule } from '../../models/alerts/rule.ts';
import { WatchedDyad } from '../../models/alerts/watched.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { type Alerts, openAlerts } from '../../server/alerts/alerts.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import type { OpenRollup } from '../../server/rollup/openRollup.ts';
import type { Database } from '../../server/store/database.ts';
import { openRunRules } from '../../server/alerts/runRules.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { baseline, reference, row, type World, worldOn } from '../rollup/world.ts';

const rule = (name: string, when: object, rest: object = {}): AlertRule => {
  const read = readRule({ name, title: name, when, ...rest }, reference.codebook);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rule;
};

interface Told {
  readonly rule: string;
  readonly subject: string;
  readonly what: string;
  readonly day: string;
}

interface Place {
  readonly database: Database;
  readonly world: World;
  readonly alerts: Alerts;
  readonly rollup: OpenRollup;
  run(at: string): Promise<void>;
  told(): Promise<Told[]>;
  close(): Promise<void>;
}

/** An office without the rules of the program, so that a test has only its own. */
async function openPlace(at: string): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'tension-alerts-'));
  const database = await openDuckDb({ file: ':memory:' });
  const world = await worldOn(database, at);
  const alerts = openAlerts({
    database,
    root: folder,
    dataDir: folder,
    types: reference.codebook,
    states: reference.countries,
    near: [],
    mail: undefined,
    now: world.now,
    logger: pino({ level: 'silent' }),
  });
  const rollup = await world.rollup({ rules: alerts.runRules });
  return {
    database,
    world,
    alerts,
    rollup,
    async run(moment) {
      world.at(moment);
      const { status, error } = await (await rollup.start('request')).done;
      expect([status, error]).toEqual(['complete', null]);
    },
    async told() {
      const rows = await database.query<{ rule: string; subject: string; what: string; day: number }>(
        'select rule, subject, what, day from alert_outbox order by day, rule, subject, what',
      );
      return rows.map((one) => ({ ...one, day: toIsoDate(one.day) }));
    },
    async close() {
      await rollup.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describe('a run a day', () => {
  const FIRST = '2021-12-20';
  const LAST = '2022-05-15';
  const DYADS = ['KOR-RUS', 'RUS-USA', 'PRK-RUS', 'KOR-PRK', 'CHN-USA'];
  const RULES = [
    rule('flag', { kind: 'flag' }, { clearDays: 3 }),
    rule('week', { kind: 'change', days: 7, points: 4 }, { holdDays: 2, clearDays: 5 }),
    rule('up', { kind: 'change', days: 30, points: 2, direction: 'up' }),
    rule('level', { kind: 'level', above: 55, hysteresis: 3 }),
    rule('sides', { kind: 'sides', points: 5 }),
    rule('unseen', { kind: 'not-looked', days: 20 }, { clearDays: 2 }),
    rule('step', { kind: 'step', points: 2 }),
    rule('grave', { kind: 'act', severity: 4 }),
    rule('together', { kind: 'siblings', dyads: 2, days: 14, points: 2 }, { holdDays: 2, clearDays: 2 }),
  ];
  let place: Place;
  let lines: { day: number; line: string }[] = [];
  beforeAll(async () => {
    place = await openPlace(`${FIRST}T12:00:00Z`);
    for (const one of RULES) await place.alerts.rules.put(one, 'test');
    for (const dyad of DYADS) {
      const text = await readFile(join(projectRoot(), `data/events/${dyad}.csv`), 'utf8').catch(() => '');
      const own = text.split('\n').filter((line) => /^[\w-]+,[A-Z]{3}-[A-Z]{3},\d{4}-\d\d-\d\d,/.test(line));
      lines.push(...own.map((line) => ({ day: epochDay(line.split(',')[2]!), line })));
    }
    lines = lines.filter(({ day }) => day > epochDay(FIRST) && day <= epochDay(LAST));
  });
  afterAll(() => place.close());

  test('tells what a replay of all the days tells, and is over when that is', async () => {
    const header = (await readFile(join(projectRoot(), 'data/events/KOR-RUS.csv'), 'utf8')).split('\n')[0]!;
    await place.run(`${FIRST}T12:00:00Z`);
    for (let day = epochDay(FIRST) + 1; day <= epochDay(LAST); day++) {
      place.world.at(`${toIsoDate(day)}T10:00:00Z`);
      const today = lines.filter((one) => one.day === day).map(({ line }) => line);
      // An act that ends one of before these days is left out.
      if (today.length > 0) await place.world.importFile([header, ...today].join('\n')).catch(() => undefined);
      await place.run(`${toIsoDate(day)}T12:00:00Z`);
    }
    const { world } = place;
    const dyads = await world.ledger.dyads(world.now());
    const watched: WatchedDyad[] = [];
    for (const { dyad } of dyads)
      watched.push(
        new WatchedDyad(
          eventColumns(dyad, await world.ledger.events(dyad, world.now()), reference.codebook),
          baseline.definition,
          epochDay(LAST),
        ),
      );
    const { told } = replayRules(RULES, watched, []);
    const isTurned = (rule: string, dyad: string, day: number): boolean =>
      told.some((one) => one.rule === rule && one.dyad === dyad && one.day === day);
    const wanted = told.flatMap(({ rule, dyad, day, clearedOn }): Told[] => [
      { rule, subject: dyad, what: 'raised', day: toIsoDate(day) },
      ...(clearedOn === null || isTurned(rule, dyad, clearedOn)
        ? []
        : [{ rule, subject: dyad, what: 'clear', day: toIsoDate(clearedOn) }]),
    ]);
    const inOrder = (list: readonly Told[]): string[] =>
      list.map(({ rule, subject, what, day }) => `${day} ${rule} ${subject} ${what}`).sort();
    expect(new Set(wanted.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(7);
    expect(wanted.length).toBeGreaterThan(40);
    expect(inOrder(await place.told())).toEqual(inOrder(wanted));
  }, 180_000);

  test('what holds when a rule comes is listed and not told; another condition under the same name is a new rule', async () => {
    await place.alerts.rules.put(rule('later', { kind: 'level', below: 99, hysteresis: 1 }), 'test');
    await place.run('2022-05-16T12:00:00Z');
    const later = async () => (await place.alerts.list()).rules.find((one) => one.rule.name === 'later')!;
    const { standing } = await later();
    expect(standing.length).toBeGreaterThan(0);
    expect(standing.every(({ alert }) => alert === null)).toBe(true);
    await place.alerts.rules.put(rule('later', { kind: 'level', above: 99, hysteresis: 1 }), 'test');
    await place.run('2022-05-17T12:00:00Z');
    expect((await later()).standing).toEqual([]);
    expect((await place.told()).filter((one) => one.rule === 'later')).toEqual([]);
  });
});

describe('between two days', () => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace('2026-03-01T12:00:00Z');
    await place.alerts.rules.put(rule('any', { kind: 'act' }), 'test');
    await place.alerts.rules.put(rule('level', { kind: 'level', above: 52, hysteresis: 0 }), 'test');
    await place.world.import(row('old', 'FRA-IRN', '2026-01-10'));
    await place.run('2026-03-01T12:00:00Z');
  });
  afterAll(() => place.close());

  test('what the first run finds is not told; an act that becomes known late is told once, one of long ago is not', async () => {
    expect(await place.told()).toEqual([]);
    place.world.at('2026-03-02T09:00:00Z');
    await place.world.import(row('late', 'FRA-IRN', '2026-02-20'), row('ancient', 'FRA-IRN', '2025-06-01'));
    await place.run('2026-03-02T10:00:00Z');
    await place.run('2026-03-02T11:00:00Z');
    const told = await place.told();
    expect(told.filter(({ rule: name }) => name === 'any')).toEqual([
      { rule: 'any', subject: 'FRA-IRN', what: 'raised', day: '2026-02-20' },
    ]);
    const { alerts } = await place.alerts.outbox({ rule: 'any', limit: 10 });
    expect(alerts).toMatchObject([{ acts: ['late'], kind: 'act', what: 'raised', deliveries: [] }]);
  });

  test('a silent rule tells nothing, and the next alert says how many were held back', async () => {
    await place.alerts.channels.put({ name: 'hook', kind: 'slack', url: 'https://example.org/a' }, 'test');
    await place.alerts.rules.put(rule('any', { kind: 'act' }, { channels: ['hook'] }), 'test');
    await place.alerts.silence('any', { until: '2026-03-05' }, 'test');
    for (const day of ['03', '04', '05']) {
      place.world.at(`2026-03-${day}T09:00:00Z`);
      await place.world.import(row(`of-${day}`, 'FRA-IRN', `2026-03-${day}`));
      await place.run(`2026-03-${day}T10:00:00Z`);
    }
    const { alerts } = await place.alerts.outbox({ rule: 'any', limit: 3 });
    expect(alerts.map(({ date, deliveries }) => [date, deliveries.map(({ state }) => state)])).toEqual([
      ['2026-03-05', ['waiting']],
      ['2026-03-04', ['silenced']],
      ['2026-03-03', ['silenced']],
    ]);
    const [last] = await place.database.query<{ alert: string }>('select alert from alert_outbox where id = $1', [
      alerts[0]!.id,
    ]);
    expect(JSON.parse(last!.alert)).toMatchObject({ heldBack: 2, eventIds: ['of-05'] });
  });
});

describe('a rule that comes later', () => {
  const KINDS: readonly (readonly [name: string, when: object])[] = [
    ['flag', { kind: 'flag' }],
    ['level', { kind: 'level', above: 62 }],
    ['week', { kind: 'change', days: 7, points: 2 }],
  ];
  /** the dyads of France are tense already; that of Iran and Japan becomes so later */
  const placeBefore = async (): Promise<Place> => {
    const place = await openPlace('2026-03-02T08:00:00Z');
    const early = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((id, i) =>
      ['FRA-IRN', 'FRA-USA', 'IRN-JPN'].map((dyad) =>
        row(`${id}-${dyad}`, dyad, `2026-0${1 + (i % 2)}-0${i + 1}`, { severity: '1' }),
      ),
    );
    await place.world.import(...early, ...grave('FRA-IRN', '2026-02-28'), ...grave('FRA-USA', '2026-02-28'));
    await place.run('2026-03-02T09:00:00Z');
    for (const [name, when] of KINDS) await place.alerts.rules.put(rule(name, when), 'test');
    await place.alerts.rules.put(rule('both', { kind: 'siblings', dyads: 2, days: 7, points: 2 }), 'test');
    return place;
  };
  const grave = (dyad: string, date: string): string[] =>
    ['x', 'y', 'z'].map((id) => row(`${id}-${dyad}`, dyad, date, { severity: '5' }));
  const subjects = (told: readonly Told[]): string[] =>
    told.filter(({ what }) => what === 'raised').map(({ rule: name, subject }) => `${name} ${subject}`);
  const ofJapan = KINDS.map(([name]) => `${name} IRN-JPN`);

  test('tells of what becomes known after it, on whatever day that was done, and not of what held when it came', async () => {
    const place = await placeBefore();
    atEndOfTest(() => place.close());
    place.world.at('2026-03-02T10:00:00Z');
    await place.world.import(...grave('IRN-JPN', '2026-03-01'));
    await place.run('2026-03-02T10:10:00Z');
    expect(subjects(await place.told()).sort()).toEqual([...ofJapan].sort());
    expect((await place.told())[0]!.day).toBe('2026-03-01');
    await place.run('2026-03-03T10:00:00Z');
    expect(subjects(await place.told()).sort()).toEqual(['both IRN', ...ofJapan].sort());
    const standing = (await place.alerts.list()).rules.flatMap(({ rule: { name }, standing: all }) =>
      all.map(({ subject, alert }) => `${name} ${subject} ${alert === null ? 'listed' : 'told'}`),
    );
    expect(standing.sort()).toEqual(
      [
        'both IRN told',
        'both FRA listed',
        ...KINDS.flatMap(([name]) => [`${name} FRA-IRN listed`, `${name} FRA-USA listed`, `${name} IRN-JPN told`]),
      ].sort(),
    );
  });

  test('also where a run has looked at the dyad since, and found nothing', async () => {
    const place = await placeBefore();
    atEndOfTest(() => place.close());
    place.world.at('2026-03-02T10:00:00Z');
    await place.world.import(
      row('small', 'IRN-JPN', '2026-03-02', { severity: '1' }),
      row('more', 'FRA-IRN', '2026-03-02', { severity: '1' }),
    );
    await place.run('2026-03-02T10:10:00Z');
    expect(await place.told()).toEqual([]);
    place.world.at('2026-03-02T11:00:00Z');
    await place.world.import(...grave('IRN-JPN', '2026-02-28'));
    await place.run('2026-03-02T11:10:00Z');
    expect(subjects(await place.told()).sort()).toEqual(['both IRN', ...ofJapan].sort());
  });

  test('and on the day after, when every dyad is looked at, of nothing that held when it came', async () => {
    const place = await placeBefore();
    atEndOfTest(() => place.close());
    await place.run('2026-03-03T10:00:00Z');
    expect(await place.told()).toEqual([]);
    place.world.at('2026-03-03T11:00:00Z');
    await place.world.import(...grave('IRN-JPN', '2026-03-01'));
    await place.run('2026-03-03T11:10:00Z');
    expect(subjects(await place.told()).sort()).toEqual(['both IRN', ...ofJapan].sort());
  });
});

describe('a rule in a run', () => {
  test('that fails is logged and left out, and the run and the other rules go on', async () => {
    const database = await openDuckDb({ file: ':memory:' });
    atEndOfTest(() => database.close());
    const world = await worldOn(database, '2026-03-01T12:00:00Z');
    const lines: Record<string, unknown>[] = [];
    const broken = { ...rule('broken', { kind: 'flag' }), when: { kind: 'flag', to: null } } as unknown as AlertRule;
    const runRules = openRunRules({
      database,
      rules: {
        read: async () => ({
          rules: [broken, rule('any', { kind: 'act' })].map((one) => ({
            rule: one,
            dyads: one.dyads,
            source: 'file' as const,
            changedAt: null,
            changedBy: null,
          })),
          faults: [],
        }),
      },
      now: world.now,
      logger: pino({ level: 'error' }, { write: (line) => void lines.push(JSON.parse(line)) }),
    });
    const rollup = await world.rollup({ rules: runRules });
    atEndOfTest(() => rollup.stop());
    const run = async (id: string, day: string): Promise<void> => {
      world.at(`${day}T10:00:00Z`);
      await world.import(row(id, 'FRA-IRN', day));
      const { status, error } = await (await rollup.start('request')).done;
      expect([status, error]).toEqual(['complete', null]);
    };
    await run('one', '2026-03-01');
    await run('two', '2026-03-02');
    expect(lines.map(({ rule: name, msg }) => [name, msg])).toEqual(
      [1, 2].map(() => ['broken', expect.stringMatching(/^The rule broken is left out of the run: /)]),
    );
    expect(await database.query('select rule, subject, day from alert_outbox')).toEqual([
      { rule: 'any', subject: 'FRA-IRN', day: epochDay('2026-03-02') },
    ]);
  });

  test('that comes, goes and comes again within a day is told each time', async () => {
    const place = await openPlace('2026-03-01T12:00:00Z');
    atEndOfTest(() => place.close());
    await place.alerts.rules.put(rule('level', { kind: 'level', above: 52, hysteresis: 0 }), 'test');
    await place.world.import(row('calm', 'FRA-IRN', '2026-01-10', { severity: '1' }));
    await place.run('2026-03-01T12:00:00Z');
    const { ledger } = place.world;
    place.world.at('2026-03-02T10:00:00Z');
    await place.world.import(row('grave', 'FRA-IRN', '2026-03-02', { severity: '5' }));
    await place.run('2026-03-02T10:10:00Z');
    await ledger.retract('grave', 'It did not happen.', 'test');
    await place.run('2026-03-02T10:20:00Z');
    await ledger.restore('grave', 'It did happen.', 'test');
    await place.run('2026-03-02T10:30:00Z');
    const { alerts } = await place.alerts.outbox({ rule: 'level', limit: 10 });
    expect(alerts.map(({ what }) => what)).toEqual(['raised', 'clear', 'raised']);
  });

  test('is silent when somebody says so while the run is under way', async () => {
    const database = await openDuckDb({ file: ':memory:' });
    atEndOfTest(() => database.close());
    const world = await worldOn(database, '2026-03-01T12:00:00Z');
    const alerts = openAlerts({
      database,
      root: '/nowhere',
      dataDir: '/nowhere',
      types: reference.codebook,
      states: reference.countries,
      near: [],
      mail: undefined,
      now: world.now,
      logger: pino({ level: 'silent' }),
    });
    await alerts.channels.put({ name: 'hook', kind: 'slack', url: 'https://example.org/a' }, 'test');
    for (const name of ['all', 'one'])
      await alerts.rules.put(rule(name, { kind: 'level', above: 52, hysteresis: 0 }, { channels: ['hook'] }), 'test');
    let during = async (): Promise<void> => undefined;
    const rollup = await world.rollup({
      rules: {
        async begin(begun) {
          const watch = await alerts.runRules.begin(begun);
          await during();
          return watch;
        },
      },
    });
    atEndOfTest(() => rollup.stop());
    const run = async (id: string, day: string, severity: string): Promise<void> => {
      world.at(`${day}T10:00:00Z`);
      await world.import(row(id, 'FRA-IRN', day, { severity }));
      expect((await (await rollup.start('request')).done).status).toBe('complete');
    };
    await run('calm', '2026-03-01', '1');
    during = async () => {
      await alerts.silence('all', { until: '2026-03-09' }, 'test');
      await alerts.silence('one', { until: 'all-clear', subject: 'FRA-IRN' }, 'test');
    };
    await run('grave', '2026-03-02', '5');
    const told = (await alerts.outbox({ limit: 10 })).alerts.map(({ rule: name, deliveries }) => [
      name,
      deliveries.map(({ state }) => state),
    ]);
    expect(told.sort()).toEqual([
      ['all', ['silenced']],
      ['one', ['silenced']],
    ]);
    const { rules } = await alerts.list();
    expect(rules.map(({ silentUntil, standing }) => [silentUntil, standing.map(({ silent }) => silent)])).toEqual([
      ['2026-03-09', [false]],
      [null, [true]],
    ]);
  });
});
