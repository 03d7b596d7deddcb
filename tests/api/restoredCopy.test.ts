/** What is read must come from the database as it is: an older version of a model, and a database restored from a copy. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Board } from '../../models/contract/board.ts';
import type { Contributions } from '../../models/contract/contributions.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { Morning } from '../../models/contract/morning.ts';
import type { Series } from '../../models/contract/series.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer } from './testServer.ts';

const DAY = '2026-11-20';
const sanctionOf = (id: string, date: string) =>
  [CSV_HEADER, eventRow({ id, dyad: 'KOR-RUS', date, actor: 'KOR', target: 'RUS', severity: 5 })].join('\n');

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

describe('an older version of a model', () => {
  let definition: ModelDetail['definition'];
  beforeEach(async () => {
    const baseline = (await server.json<ModelDetail>('/api/v1/models/baseline@1')).definition;
    const versionOf = (version: number, weight: number) => ({
      ...baseline,
      name: 'labm',
      version,
      changelog: Array.from({ length: version }, (_, i) => ({ version: i + 1, date: '2026-11-23', text: 'A test.' })),
      types: { ...baseline.types, sanction: { ...baseline.types['sanction']!, weight } },
    });
    definition = versionOf(1, 6);
    for (const model of [definition, versionOf(2, 7)]) {
      const saved = await server.post('/api/v1/models', JSON.stringify(model), { 'Content-Type': 'application/json' });
      expect(saved.status).toBe(201);
      await (
        await server.rollup.start('request')
      ).done;
      await (
        await server.rollup.start('request')
      ).done;
    }
    await server.importAndRollUp(sanctionOf('backdated', '2026-10-01'));
  });

  /** The index of the day on every address that can say it. */
  async function everywhere(): Promise<number[]> {
    const { index } = await server.json<Contributions>(`/api/v1/dyads/KOR-RUS/contributions?model=labm@1&date=${DAY}`);
    const series = await server.json<Series>(`/api/v1/dyads/KOR-RUS/series?model=labm@1&from=${DAY}&to=${DAY}`);
    const open = await server.json<Series>(`/api/v1/dyads/KOR-RUS/series?model=labm@1&from=${DAY}`);
    const pinned = await server.json<Series>(
      `/api/v1/dyads/KOR-RUS/series?model=labm@1&from=${DAY}&to=${DAY}&asOf=${series.asOf}`,
    );
    const scored = await server.post(
      '/api/v1/score',
      JSON.stringify({ dyad: 'KOR-RUS', model: definition, from: DAY, to: DAY }),
      { 'Content-Type': 'application/json' },
    );
    const draft: Series = await scored.json();
    return [index, ...[series, open, pinned, draft].map(({ points }) => points[0]!.index!)];
  }

  test.each([0, 2])('has one value on every address, %i days after the last run too', async (later) => {
    server.setNow(`2026-11-${23 + later}T12:00:00Z`);
    const [summed, ...others] = await everywhere();
    for (const index of others) expect(index).toBeCloseTo(summed!, 8);
    const today = async (model: string) =>
      new Map((await server.json<Board>(`/api/v1/dyads?model=${model}`)).dyads.map((row) => [row.id, row.index]));
    const board = await today('labm@1');
    const asOf = server.rollup.published()!.asOf!.toISOString();
    const pinned = new Map(
      (await server.json<Board>(`/api/v1/dyads?model=labm@1&asOf=${asOf}`)).dyads.map((row) => [row.id, row.index]),
    );
    if (later === 0) expect(board).toEqual(pinned);
    const morning = await server.json<Morning>('/api/v1/morning?model=labm@1');
    for (const { dyads } of morning.periods)
      for (const { id, index } of dyads) expect(index).toBeCloseTo(board.get(id)!, 8);
  });

  test('stands where its events sum to in the morning brief, when a later run has scored only the newer version', async () => {
    server.setNow('2026-11-25T12:00:00Z');
    await (
      await server.rollup.start('request')
    ).done;
    const morning = await server.json<Morning>('/api/v1/morning?model=labm@1');
    expect(morning.periods.find(({ period }) => period === 'since')!.dyads).toEqual([]); // nothing is new since the day before
  });
});

/** Puts the ledger and the runs back to how they stood, as a restored copy or a promoted standby has them. */
async function restored(server: TestServer, change: () => Promise<void>): Promise<void> {
  const tables = [
    'event_revision',
    'import_log',
    'rollup_run',
    'published_run',
    'rollup_model',
    'published_stretch',
    'published_dyad',
  ];
  for (const table of tables) await server.database.query(`create table copy_of_${table} as select * from ${table}`);
  await change();
  await server.database.transaction(async (tx) => {
    for (const table of tables) {
      await tx.query(`delete from ${table}`);
      await tx.query(`insert into ${table} select * from copy_of_${table}`);
    }
  });
}

test('a database restored from a copy is served as it is, though the ids of its runs and the moments come again', async () => {
  const ids = async (query = ''): Promise<string[]> =>
    (await server.json<Contributions>(`/api/v1/dyads/KOR-RUS/contributions?date=${DAY}${query}`)).contributions.map(
      ({ eventId }) => eventId,
    );
  const indexes = async (query = ''): Promise<(number | null)[]> =>
    (await server.json<Series>(`/api/v1/dyads/KOR-RUS/series?from=${DAY}&to=${DAY}${query}`)).points.map(
      ({ index }) => index,
    );
  let lost = { id: 0, moment: '' };
  let before: (number | null)[] = [];
  await restored(server, async () => {
    await server.importAndRollUp(sanctionOf('fo-lost', '2026-10-01'));
    const { id, asOf } = server.rollup.published()!;
    lost = { id, moment: asOf!.toISOString() };
    before = await indexes();
    expect(await ids()).toContain('fo-lost');
    expect(await ids(`&asOf=${lost.moment}`)).toContain('fo-lost');
  });
  await server.importAndRollUp(sanctionOf('fo-other', '2026-04-01'));
  const run = server.rollup.published()!;
  expect({ id: run.id, moment: run.asOf!.toISOString() }).toEqual(lost); // the clock of the tests stands still
  for (const query of ['', `&asOf=${lost.moment}`]) {
    expect(await ids(query)).toContain('fo-other');
    expect(await ids(query)).not.toContain('fo-lost');
    expect(await indexes(query)).not.toEqual(before);
  }
  expect(await indexes()).toEqual(await indexes(`&asOf=${lost.moment}`));
});
