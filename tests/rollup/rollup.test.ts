import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { type LoadedModel, modelHash } from '../../models/model.ts';
import type { Ledger } from '../../server/ledger/ledger.ts';
import type { OpenRollup } from '../../server/rollup/openRollup.ts';
import type { RunRecord } from '../../server/rollup/rollup.ts';
import { packedDays, unpackedDays } from '../../server/store/packedDays.ts';
import type { Database, Session } from '../../server/store/database.ts';
import { describeStores } from '../store/stores.ts';
import { baseline, days, row, run, values, worldOn, type World } from './world.ts';

const NOON = '2024-06-01T12:00:00Z';

describeStores('the roll-up', (store) => {
  let world: World;
  let rollup: OpenRollup;

  beforeEach(async () => {
    world = await worldOn(store.database(), NOON);
    await world.import(
      row('a1', 'KOR-RUS', '2024-01-01'),
      row('a2', 'KOR-RUS', '2024-03-01', { severity: '4' }),
      row('b1', 'PRK-RUS', '2024-05-01', { type: 'summit', cameo: '044', polarity: '-1' }),
    );
    rollup = await world.rollup();
  });
  afterEach(() => rollup.stop());

  /** Holds every published series against the events, as they stood when the run began. */
  async function expectFresh(
    record: RunRecord,
    dyads: readonly string[],
    model: LoadedModel = baseline,
  ): Promise<void> {
    for (const dyad of dyads) {
      const fresh = await world.fresh(dyad, record.asOf, record.throughDay, model);
      expect({ dyad, series: values(await rollup.series(dyad, model.hash, record.id)) }).toEqual({
        dyad,
        series: values(fresh),
      });
    }
  }

  test('serves nothing before the first run', async () => {
    expect(rollup.published()).toBeNull();
    expect(rollup.current()).toBeNull();
    expect(await rollup.runs(10)).toEqual([]);
    expect(await rollup.series('KOR-RUS', baseline.hash)).toBeUndefined();
  });

  test('publishes every day of every dyad, bit for bit what its events add up to', async () => {
    const record = await run(rollup, 'start');
    const points = days('2024-01-01', '2024-06-01') + days('2024-05-01', '2024-06-01');
    expect(record).toEqual({
      id: 1,
      trigger: 'start',
      askedBy: null,
      status: 'complete',
      startedAt: new Date(NOON),
      finishedAt: new Date(NOON),
      asOf: await world.ledger.watermark(),
      throughDay: epochDay('2024-06-01'),
      dyads: 2,
      points,
      error: null,
      models: [baseline.hash],
      name: record.name,
      program: record.program,
    });
    expect(rollup.published()).toEqual(record);
    expect(rollup.current()).toBeNull();
    expect(await rollup.runs(10)).toEqual([record]);
    expect((await world.written(record.id)).points).toBe(points);
    await expectFresh(record, ['KOR-RUS', 'PRK-RUS']);
    expect(await rollup.series('CHN-USA', baseline.hash)).toBeUndefined();
    expect(await rollup.series('KOR-RUS', '00000000')).toBeUndefined();
  });

  describe('when nothing is new', () => {
    test('writes nothing, and start resolves with the run that is served', async () => {
      const first = await run(rollup);
      const told: RunRecord[] = [];
      rollup.onEnded((ended) => told.push(ended));
      const again = await rollup.start('schedule');
      expect(again.id).toBe(first.id);
      expect(await again.done).toEqual(first);
      expect(await rollup.runs(10)).toEqual([first]);
      expect(told).toEqual([]);
    });

    test('a new process of the same program scores nothing', async () => {
      const first = await run(rollup);
      world = await worldOn(await store.again(), '2024-06-01T18:00:00Z');
      rollup = await world.rollup();
      const log = world.log.length;
      expect(await run(rollup, 'start')).toEqual(first);
      expect(world.log.slice(log)).toEqual([]); // not even a comparison
    });

    test('another program compares everything once, and finds nothing', async () => {
      const first = await run(rollup);
      const points = await world.count('published_stretch');
      world = await worldOn(await store.again(), '2024-06-01T18:00:00Z');
      rollup = await world.rollup({ program: 'another' });
      expect(rollup.published()).toEqual(first); // served at once
      const second = await run(rollup, 'start');
      expect(second).toMatchObject({ id: 2, status: 'complete', dyads: 2, points: 0, program: 'another' });
      expect(await rollup.runs(10)).toEqual([second, first]);
      expect(await world.count('published_stretch')).toBe(points);
      await expectFresh(second, ['KOR-RUS', 'PRK-RUS']);
      rollup = await world.rollup({ program: 'another' });
      expect(await run(rollup, 'start')).toEqual(second);
    });

    test('an import that says the same again makes no run', async () => {
      const first = await run(rollup);
      await world.import(row('a1', 'KOR-RUS', '2024-01-01'));
      expect((await run(rollup)).id).toBe(first.id);
    });
  });

  describe('is incremental:', () => {
    test('a new act writes the days from its own on, of its dyad alone', async () => {
      await run(rollup);
      await world.import(row('a3', 'KOR-RUS', '2024-05-20'));
      const second = await run(rollup);
      expect(second).toMatchObject({ id: 2, dyads: 1, points: days('2024-05-20', '2024-06-01') });
      expect(await world.written(2)).toEqual({ points: 13, from: '2024-05-20', to: '2024-06-01' });
      await expectFresh(second, ['KOR-RUS', 'PRK-RUS']);
    });

    test('an act dated in the past reopens its days, however long ago', async () => {
      await run(rollup);
      await world.import(row('a0', 'KOR-RUS', '2024-01-31'));
      const second = await run(rollup);
      expect(await world.written(2)).toEqual({
        points: days('2024-01-31', '2024-06-01'),
        from: '2024-01-31',
        to: '2024-06-01',
      });
      await expectFresh(second, ['KOR-RUS', 'PRK-RUS']);
    });

    test('an act before the first one makes the series longer at its beginning', async () => {
      await run(rollup);
      await world.import(row('a0', 'KOR-RUS', '2023-12-01'));
      await expectFresh(await run(rollup), ['KOR-RUS']);
      expect((await rollup.series('KOR-RUS', baseline.hash))!.firstDay).toBe(epochDay('2023-12-01'));
    });

    test('a new day adds one point to every dyad', async () => {
      await run(rollup);
      world.at('2024-06-02T00:00:01Z');
      const second = await run(rollup, 'schedule');
      expect(second).toMatchObject({ dyads: 2, points: 2 });
      expect(await world.written(2)).toEqual({ points: 2, from: '2024-06-02', to: '2024-06-02' });
      await expectFresh(second, ['KOR-RUS', 'PRK-RUS']);
    });

    test('a new dyad joins the next run without anything being configured', async () => {
      await run(rollup);
      await world.import(row('c1', 'FRA-MLI', '2024-05-30'));
      const second = await run(rollup);
      expect(second).toMatchObject({ dyads: 1, points: 3 });
      await expectFresh(second, ['FRA-MLI', 'KOR-RUS']);
    });

    test('a corrected text makes a run, because it is served, but no point', async () => {
      await run(rollup);
      await world.import(row('a1', 'KOR-RUS', '2024-01-01', { summary: 'The same act in better words' }));
      expect(await run(rollup)).toMatchObject({
        id: 2,
        status: 'complete',
        asOf: await world.ledger.watermark(),
        dyads: 1,
        points: 0,
      });
    });
  });

  test('after downtime the next start catches up: every day since, and what was imported meanwhile', async () => {
    await run(rollup);
    world = await worldOn(await store.again(), '2024-07-11T09:00:00Z');
    await world.import(row('b2', 'PRK-RUS', '2024-07-01', { type: 'summit', cameo: '044', polarity: '-1' }));
    rollup = await world.rollup();
    const second = await run(rollup, 'start');
    expect(second).toMatchObject({
      throughDay: epochDay('2024-07-11'),
      dyads: 2,
      points: 2 * days('2024-06-02', '2024-07-11'),
    });
    await expectFresh(second, ['KOR-RUS', 'PRK-RUS']);
  });

  describe('keeps what earlier runs served:', () => {
    test('a revision changes the series from now on', async () => {
      const first = await run(rollup);
      await world.import(row('a2', 'KOR-RUS', '2024-03-01', { severity: '1' }));
      const second = await run(rollup);
      await expectFresh(first, ['KOR-RUS', 'PRK-RUS']);
      await expectFresh(second, ['KOR-RUS', 'PRK-RUS']);
      expect(values(await rollup.series('KOR-RUS', baseline.hash, 1))).not.toEqual(
        values(await rollup.series('KOR-RUS', baseline.hash, 2)),
      );
    });

    test('a retracted first act withdraws its days, which are not zero but absent', async () => {
      const first = await run(rollup);
      await world.ledger.retract('a1', 'The source took it back.', 'test');
      const second = await run(rollup);
      expect((await rollup.series('KOR-RUS', baseline.hash))!.firstDay).toBe(epochDay('2024-03-01'));
      await expectFresh(second, ['KOR-RUS', 'PRK-RUS']);
      await expectFresh(first, ['KOR-RUS', 'PRK-RUS']);
    });

    test('a dyad that has lost its last act has no series any more, until there is one again', async () => {
      const first = await run(rollup);
      await world.ledger.retract('b1', 'It did not take place.', 'test');
      await run(rollup);
      expect(await rollup.series('PRK-RUS', baseline.hash)).toBeUndefined();
      await expectFresh(first, ['PRK-RUS']);
      world.at('2024-06-03T00:00:00Z');
      await run(rollup);
      expect(await rollup.series('PRK-RUS', baseline.hash)).toBeUndefined();
      await world.import(row('b9', 'PRK-RUS', '2024-06-02'));
      await expectFresh(await run(rollup), ['PRK-RUS', 'KOR-RUS']);
    });
  });

  test('a new version of a model is published in full, and the old one stays readable', async () => {
    const first = await run(rollup);
    const definition = {
      ...baseline.definition,
      version: 2,
      scale: 50,
      types: { ...baseline.definition.types, sanction: { ...baseline.definition.types['sanction']!, weight: 9 } },
    };
    const next: LoadedModel = { definition, hash: modelHash(definition) };
    rollup = await world.rollup({ models: [next, baseline] }); // as reference data gives them: the newest version first
    const second = await run(rollup, 'start');
    expect(second.points).toBe(first.points);
    await expectFresh(second, ['KOR-RUS', 'PRK-RUS'], next);
    await expectFresh(first, ['KOR-RUS', 'PRK-RUS'], baseline);
    expect(await store.database().query('select model_hash, first_run from rollup_model order by first_run')).toEqual([
      { model_hash: baseline.hash, first_run: 1 },
      { model_hash: next.hash, first_run: 2 },
    ]);
  });

  test('a model that was away for a while is brought up to date when it is back', async () => {
    await run(rollup);
    const definition = { ...baseline.definition, name: 'other' };
    const other: LoadedModel = { definition, hash: modelHash(definition) };
    await world.import(row('a3', 'KOR-RUS', '2024-05-20'));
    rollup = await world.rollup({ models: [other] });
    await run(rollup, 'start');
    rollup = await world.rollup({ models: [baseline, other] });
    const third = await run(rollup, 'start');
    expect(third.points).toBe(13); // those of the act that the baseline has not seen
    await expectFresh(third, ['KOR-RUS', 'PRK-RUS']);
  });

  test('the first run of a program corrects values that another published', async () => {
    await run(rollup);
    const [stretch] = await store
      .database()
      .query<{ packed: Uint8Array; base: number; days: number }>(
        `select packed, base, days from published_stretch where dyad = 'KOR-RUS'`,
      );
    const { base, packed, days: length } = stretch!;
    const wrong = unpackedDays({ base, bytes: packed }, length); // one a day from 2024-01-01
    const at = days('2024-01-01', '2024-02-02') - 1;
    wrong.conflict[at]! += 1;
    wrong.tension[at] = base + wrong.conflict[at]! - wrong.cooperation[at]!;
    await store
      .database()
      .query(`update published_stretch set packed = $1 where dyad = 'KOR-RUS'`, [packedDays(wrong, base).bytes]);
    rollup = await world.rollup({ program: 'another' });
    const second = await run(rollup, 'start');
    expect(await world.written(second.id)).toEqual({ points: 1, from: '2024-02-02', to: '2024-02-02' });
    await expectFresh(second, ['KOR-RUS']);
  });

  test('damaged values are served to nobody, found by a check, and written anew', async () => {
    const first = await run(rollup);
    const [stretch] = await store
      .database()
      .query<{ packed: Uint8Array }>(`select packed from published_stretch where dyad = 'KOR-RUS'`);
    const packed = new Uint8Array(stretch!.packed);
    packed[packed.length - 2]! ^= 4;
    await store.database().query(`update published_stretch set packed = $1 where dyad = 'KOR-RUS'`, [packed]);
    const damaged = /published days of KOR-RUS from 2024-01-01 to .* are damaged: .*rollup --afresh/;
    await expect(rollup.series('KOR-RUS', baseline.hash)).rejects.toThrow(damaged);
    await expect(rollup.values(baseline.hash, [first.throughDay], first.id)).rejects.toThrow(damaged);
    rollup = await world.rollup({ program: 'another' });
    await expectFresh(await run(rollup, 'start'), ['KOR-RUS']);
  });

  test('a clock that was set back withdraws nothing', async () => {
    const first = await run(rollup);
    world.at('2024-05-15T00:00:00Z');
    expect((await run(rollup)).id).toBe(first.id);
    await world.import(row('a3', 'KOR-RUS', '2024-05-10'));
    const second = await run(rollup);
    expect(second.throughDay).toBe(first.throughDay);
    await expectFresh(second, ['KOR-RUS', 'PRK-RUS']);
  });

  test('an act of tomorrow, where it is tomorrow already, begins to count on its day', async () => {
    await world.import(row('c1', 'FRA-MLI', '2024-06-02'));
    await run(rollup);
    expect(await rollup.series('FRA-MLI', baseline.hash)).toBeUndefined();
    world.at('2024-06-02T00:00:00Z');
    await expectFresh(await run(rollup), ['FRA-MLI', 'KOR-RUS']);
  });

  test('says whose flag has turned', async () => {
    const acts = ['2023-02-01', '2023-06-01', '2023-10-01', '2024-01-05'].map((date, i) =>
      row(`m${i}`, 'KOR-RUS', date, { type: 'talks', cameo: '046', polarity: '-1', severity: '1' }),
    );
    await world.import(...acts);
    await run(rollup);
    await world.import(
      ...['2024-05-25', '2024-05-28'].map((date, i) => row(`w${i}`, 'KOR-RUS', date, { severity: '5' })),
    );
    await run(rollup);
    expect(world.log.at(-1)).toMatchObject({
      run: 2,
      flags: [{ dyad: 'KOR-RUS', model: 'baseline', from: 'unchanged', to: 'deteriorated' }],
    });
    expect(world.log.at(-1)!['msg']).toContain('KOR-RUS turned from unchanged to deteriorated');
  });

  describe('runs one at a time:', () => {
    test('a start during a run gives that run, and what came in meanwhile follows by itself', async () => {
      const gate = gated(world.ledger);
      rollup = await world.rollup({ ledger: gate.ledger });
      const first = await rollup.start('start');
      await gate.reached;
      expect(rollup.current()).toMatchObject({ id: 1, status: 'running' });
      await world.import(row('a3', 'KOR-RUS', '2024-05-20'));
      const second = await rollup.start('request');
      expect(second.id).toBe(first.id);
      const followed = new Promise<RunRecord>((resolve) => rollup.onEnded((ended) => ended.id === 2 && resolve(ended)));
      gate.open();
      expect(await second.done).toMatchObject({ id: 1, status: 'complete' });
      expect(await followed).toMatchObject({ id: 2, status: 'complete', dyads: 1, points: 13 });
    });

    test('what comes in during a run does not get into it', async () => {
      const gate = gated(world.ledger);
      rollup = await world.rollup({ ledger: gate.ledger });
      const { done } = await rollup.start('start');
      await gate.reached;
      await world.import(row('b2', 'PRK-RUS', '2024-05-20'));
      gate.open();
      const first = await done;
      expect(first.asOf!.getTime()).toBeLessThan((await world.ledger.watermark())!.getTime());
      await expectFresh(first, ['KOR-RUS', 'PRK-RUS']);
    });

    test('readers see the run before until the new one is complete', async () => {
      const first = await run(rollup);
      const before = values(await rollup.series('KOR-RUS', baseline.hash));
      await world.import(row('a3', 'KOR-RUS', '2024-05-20'), row('b2', 'PRK-RUS', '2024-05-20'));
      const gate = gated(world.ledger, 'PRK-RUS'); // KOR-RUS is scored when the gate is reached
      rollup = await world.rollup({ ledger: gate.ledger });
      const { done } = await rollup.start('start');
      await gate.reached;
      expect(rollup.published()).toEqual(first);
      expect(values(await rollup.series('KOR-RUS', baseline.hash))).toEqual(before);
      const reader = store.engine === 'PostgreSQL' ? await world.rollup({ database: await store.again() }) : rollup;
      expect(values(await reader.series('KOR-RUS', baseline.hash))).toEqual(before);
      gate.open();
      await expectFresh(await done, ['KOR-RUS', 'PRK-RUS']);
    });
  });

  describe('when a run fails', () => {
    test('the last complete one is still served, the error is recorded and told, and the next run is right', async () => {
      const first = await run(rollup);
      await world.import(row('a3', 'KOR-RUS', '2024-05-20'), row('b2', 'PRK-RUS', '2024-05-20'));
      let broken = true;
      const failing: Ledger = {
        ...world.ledger,
        scoredEventsOf: (dyads, asOf) =>
          broken && dyads.includes('PRK-RUS')
            ? Promise.reject(new Error('The disk is on fire.'))
            : world.ledger.scoredEventsOf(dyads, asOf),
      };
      rollup = await world.rollup({ ledger: failing });
      const told: RunRecord[] = [];
      rollup.onEnded((ended) => told.push(ended));
      const failed = await run(rollup);
      expect(failed).toMatchObject({ id: 2, status: 'failed', error: 'The disk is on fire.', points: 0 });
      expect(told).toEqual([failed]);
      expect((await rollup.runs(1))[0]).toEqual(failed);
      expect(rollup.published()).toEqual(first);
      expect(await world.written(2)).toMatchObject({ points: 0 });
      await expectFresh(first, ['KOR-RUS', 'PRK-RUS']);

      broken = false;
      await expectFresh(await run(rollup), ['KOR-RUS', 'PRK-RUS']);
      expect(rollup.published()).toMatchObject({ id: 3 });
    });

    test.each([
      'insert into published_stretch',
      'insert into published_dyad',
      'insert into rollup_model',
      'update rollup_run',
      'insert into published_run',
    ])('at "%s", nothing of it can be seen', async (statement) => {
      const first = await run(rollup);
      await world.import(row('a3', 'KOR-RUS', '2024-05-20'));
      rollup = await world.rollup({ database: failingAt(store.database(), statement) });
      expect(await run(rollup)).toMatchObject({ id: 2, status: 'failed' });
      expect(rollup.published()).toEqual(first);
      expect(await world.written(2)).toMatchObject({ points: 0 });
      rollup = await world.rollup();
      expect(rollup.published()).toEqual(first);
      await expectFresh(await run(rollup), ['KOR-RUS', 'PRK-RUS']);
    });

    test('a start that cannot even begin rejects, and the next one may succeed', async () => {
      let broken = true;
      const failing: Ledger = {
        ...world.ledger,
        watermark: () => (broken ? Promise.reject(new Error('The line is dead.')) : world.ledger.watermark()),
      };
      rollup = await world.rollup({ ledger: failing });
      await expect(rollup.start('schedule')).rejects.toThrow('The line is dead.');
      broken = false;
      expect(await run(rollup)).toMatchObject({ status: 'complete' });
    });

    test('a listener that throws harms neither the run nor the other listeners', async () => {
      const told: number[] = [];
      rollup.onEnded(() => {
        throw new Error('A page is gone.');
      });
      const stopListening = rollup.onEnded(({ id }) => told.push(id));
      expect(await run(rollup)).toMatchObject({ status: 'complete' });
      expect(told).toEqual([1]);
      stopListening();
      world.at('2024-06-02T00:00:00Z');
      await run(rollup);
      expect(told).toEqual([1]);
    });
  });

  describe('when its process ends', () => {
    test('a run that was under way is marked as interrupted at the next start', async () => {
      const first = await run(rollup);
      await store.database().query(
        `insert into rollup_run (id, trigger, status, started_at, finished_at, as_of, through_day, dyads, points, error)
         values (2, 'schedule', 'running', $1, null, $1, $2, 0, 0, null)`,
        [world.now(), '2024-06-01'],
      );
      rollup = await world.rollup();
      expect((await rollup.runs(1))[0]).toMatchObject({
        id: 2,
        status: 'interrupted',
        finishedAt: null,
        error: expect.stringContaining('its process or its connection'),
      });
      expect(rollup.published()).toEqual(first);
      await world.import(row('a3', 'KOR-RUS', '2024-05-20'));
      const next = await run(rollup);
      expect(next.id).toBe(3);
      await expectFresh(next, ['KOR-RUS', 'PRK-RUS']);
    });

    test('stop ends the run at the next dyad, as interrupted, and no other starts', async () => {
      const gate = gated(world.ledger);
      rollup = await world.rollup({ ledger: gate.ledger });
      const { done } = await rollup.start('start');
      await gate.reached;
      const stopped = rollup.stop();
      gate.open();
      await stopped;
      expect(await done).toMatchObject({ status: 'interrupted', error: 'The server was stopped.' });
      expect(rollup.published()).toBeNull();
      await expect(rollup.start('request')).rejects.toThrow(/being stopped/);
    });
  });

  test.skipIf(store.engine === 'PostgreSQL')(
    'a run that was overtaken publishes nothing over what came before it (PostgreSQL lets none overtake)',
    async () => {
      const gate = gated(world.ledger);
      const slow = await world.rollup({ ledger: gate.ledger });
      const { done } = await slow.start('schedule');
      await gate.reached;
      const other = await run(rollup);
      expect(other).toMatchObject({ id: 2, status: 'complete' });
      gate.open();
      expect(await done).toMatchObject({
        id: 1,
        status: 'failed',
        error: expect.stringContaining('Another process leads now'),
      });
      expect(await world.written(1)).toMatchObject({ points: 0 });
      expect((await world.rollup()).published()).toEqual(other);
    },
  );

  describe.skipIf(store.engine === 'DuckDB')('of two servers on one database (a DuckDB file has only one)', () => {
    test('one runs and the other waits for it, then serves it and tells its pages', async () => {
      const gate = gated(world.ledger);
      rollup = await world.rollup({ ledger: gate.ledger });
      const other = await world.rollup({ database: await store.again() });
      const told: RunRecord[] = [];
      other.onEnded((ended) => told.push(ended));
      const mine = await rollup.start('schedule');
      await gate.reached;
      const theirs = await other.start('schedule');
      expect(theirs.id).toBe(mine.id);
      expect(other.current()).toMatchObject({ id: mine.id, status: 'running' });
      gate.open();
      const ended = await mine.done;
      expect(await theirs.done).toEqual(ended);
      expect(other.published()).toEqual(ended);
      expect(told).toEqual([ended]);
      expect(other.current()).toBeNull();
      await other.stop();
    });

    test('when the lease of one has ended another leads, and what the first still writes is refused', async () => {
      const gate = gated(world.ledger);
      const dead = await store.again();
      const dying = await world.rollup({ ledger: gate.ledger, database: dead });
      const { done } = await dying.start('schedule');
      await gate.reached;
      await store.database().query('update lease set until = current_timestamp');
      rollup = await world.rollup();
      expect((await rollup.runs(1))[0]).toMatchObject({ id: 1, status: 'interrupted' });
      const next = await run(rollup);
      expect(next).toMatchObject({ id: 2, status: 'complete' });
      await expectFresh(next, ['KOR-RUS', 'PRK-RUS']);
      gate.open();
      expect(await done).toMatchObject({
        id: 1,
        status: 'failed',
        error: expect.stringContaining('Another process leads'),
      });
      expect(await world.written(1)).toMatchObject({ points: 0 });
      expect((await rollup.runs(2)).map(({ id, status }) => [id, status])).toEqual([
        [2, 'complete'],
        [1, 'interrupted'],
      ]);
    });

    test('each brings its own points up to date after the other has published', async () => {
      const other = await world.rollup({ database: await store.again() });
      await run(rollup);
      await world.import(row('a3', 'KOR-RUS', '2024-05-20'));
      await run(other);
      await world.import(row('a4', 'KOR-RUS', '2024-05-25'));
      await expectFresh(await run(rollup), ['KOR-RUS', 'PRK-RUS']);
      expect(await world.written(3)).toEqual({ points: 8, from: '2024-05-25', to: '2024-06-01' });
      await other.stop();
    });
  });

  test('an empty ledger publishes an empty run, so that pages can say that there is nothing', async () => {
    for (const id of ['a1', 'a2', 'b1']) await world.ledger.retract(id, 'Away with it.', 'test');
    expect(await run(rollup)).toMatchObject({ status: 'complete', points: 0 });
    expect(toIsoDate(rollup.published()!.throughDay)).toBe('2024-06-01');
  });
});

/** A ledger whose reading of a dyad waits until the gate is opened. */
function gated(ledger: Ledger, dyad = 'KOR-RUS'): { ledger: Ledger; reached: Promise<void>; open(): void } {
  let arrive = (): void => {};
  let open = (): void => {};
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {
    ledger: {
      ...ledger,
      async scoredEventsOf(asked, asOf) {
        if (asked.includes(dyad)) {
          arrive();
          await opened;
        }
        return ledger.scoredEventsOf(asked, asOf);
      },
    },
    reached,
    open,
  };
}

/** A database that fails at a statement, the way a full disk does. */
function failingAt(database: Database, statement: string): Database {
  const failing = <Inner extends Pick<Session, 'query' | 'insert'>>(inner: Inner): Inner => ({
    ...inner,
    query: (sql: string, parameters?: Parameters<Session['query']>[1]) =>
      sql.startsWith(statement)
        ? Promise.reject(new Error(`No space is left for "${statement}".`))
        : inner.query(sql, parameters),
  });
  return {
    ...database,
    session: (work) =>
      database.session((session) =>
        work({ ...session, transaction: (inside) => session.transaction((tx) => inside(failing(tx))) }),
      ),
  };
}
