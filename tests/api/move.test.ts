import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toIsoDate } from '../../models/calendar.ts';
import { CATEGORIES } from '../../models/codebook.ts';
import { MOVE_KINDS } from '../../models/move.ts';
import type { Move } from '../../models/contract/move.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Series } from '../../models/contract/series.ts';
import { type DocumentedCheck, documentedCheck } from './documented.ts';
import { MOMENTS, RECODED, RECORDED, RETRACTED, startRevisedServer } from './history.ts';
import { type TestServer, TODAY } from './testServer.ts';

let server: TestServer;
let documented: DocumentedCheck;
let otherModel: string;
beforeAll(async () => {
  server = await startRevisedServer();
  documented = await documentedCheck(server);
  // A second model, saved as anybody would: heavier sanctions, slower fading, another scale.
  const { definition } = server.reference.models.find((model) => model.definition.name === 'baseline')!;
  const draft = {
    ...definition,
    name: 'other',
    version: 1,
    scale: 36,
    changelog: [{ version: 1, date: TODAY, text: 'For the tests: heavier sanctions.' }],
    types: { ...definition.types, sanction: { weight: 9, holdDays: 300, halfLifeDays: 500 } },
  };
  const saved = await server.post('/api/v1/models', JSON.stringify(draft), { 'Content-Type': 'application/json' });
  if (saved.status !== 201) throw new Error(await saved.text());
  otherModel = 'other';
});
afterAll(() => server.close());

const address = (dyad: string, query: Readonly<Record<string, string | undefined>>): string =>
  `/api/v1/dyads/${dyad}/move?${new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString()}`;

async function moveOf(dyad: string, query: Readonly<Record<string, string | undefined>>): Promise<Move> {
  const response = await server.get(address(dyad, query));
  expect(response.status, await response.clone().text()).toBe(200);
  await documented('get', '/api/v1/dyads/{dyad}/move', response);
  return (await response.json()) as Move;
}

const total = (parts: readonly { readonly indexPoints: number }[]): number =>
  parts.reduce((sum, part) => sum + part.indexPoints, 0);

describe('the parts of a move', () => {
  test('sum to the change to 1e-9, for any dyad, days, models, moments and directions, and its ends are points of the series', async () => {
    const dyads = ['KOR-RUS', 'CHN-USA', 'PRK-RUS', 'IND-PAK', 'CHN-LTU'];
    const day = fc.integer({ min: 15_000, max: 20_750 });
    const moment = fc.constantFrom(undefined, ...Object.values(MOMENTS));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...dyads),
        day,
        day,
        fc.boolean(),
        fc.boolean(),
        moment,
        moment,
        fc.constantFrom(0, 1, 2),
        async (dyad, p, q, fromOther, toOther, asOf, asOfTo, side) => {
          const [a, b] = dyad.split('-');
          const direction = ['both', `${a}>${b}`, `${b}>${a}`][side]!;
          const [from, to] = [toIsoDate(Math.min(p, q)), toIsoDate(Math.max(p, q))];
          const [model, modelTo] = [fromOther ? otherModel : undefined, toOther ? otherModel : 'baseline'];
          const move = await moveOf(dyad, { from, to, model, modelTo, asOf, asOfTo, direction });
          expect(Math.abs(total(move.groups) - move.change)).toBeLessThan(1e-9);
          expect(Math.abs(total(move.events) + move.rescaling - move.change)).toBeLessThan(1e-9);
          expect(Math.abs(move.residual)).toBeLessThan(1e-9);
          expect(move.to.index - move.from.index).toBe(move.change);
          const pointOn = async (
            date: string,
            known: string | undefined,
            weighed: string | undefined,
          ): Promise<number | null> => {
            const query = new URLSearchParams({
              from: date,
              to: date,
              direction,
              ...(known && { asOf: known }),
              ...(weighed && { model: weighed }),
            });
            return (await server.json<Series>(`/api/v1/dyads/${dyad}/series?${query.toString()}`)).points[0]!.index;
          };
          // A day before the first that has a value has no point: the sum starts from neutral there, and the answer names that first day.
          const [first, last] = [await pointOn(from, asOf, model), await pointOn(to, asOfTo ?? asOf, modelTo)];
          if (first === null) expect(move.firstDay).not.toBeNull();
          else expect(Math.abs(first - move.from.index)).toBeLessThan(1e-9);
          if (last !== null) expect(Math.abs(last - move.to.index)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('come in fixed order: new, ended, fading, revised, model; escalation first, easing last', async () => {
    const { groups } = await moveOf('KOR-RUS', {
      from: '2024-03-01',
      to: '2024-04-05',
      asOf: MOMENTS.first,
      asOfTo: MOMENTS.last,
      modelTo: otherModel,
    });
    const rank = (group: Move['groups'][number]): number =>
      MOVE_KINDS.indexOf(group.kind) * 10 +
      (group.category === null ? CATEGORIES.length : CATEGORIES.indexOf(group.category));
    const ranks = groups.map(rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect([...new Set(groups.map(({ kind }) => kind))]).toEqual(MOVE_KINDS.filter((kind) => kind !== 'ended'));
    expect(groups.at(-1)).toMatchObject({ kind: 'model', category: null, events: 0 });
  });
});

describe('spring 2024 between Seoul and Moscow, as first known', () => {
  test('is 9.2 points up in one sentence, which names no cause: the sanctions explain 46% of it', async () => {
    const move = await moveOf('KOR-RUS', { from: '2024-03-01', to: '2024-04-05', asOf: MOMENTS.first });
    expect(move.change).toBeCloseTo(9.2, 1);
    expect(move.sentence).toMatch(
      /^South Korea – Russia tension rose 9\.2 points between 1 March and 5 April 2024, from 70\.9 to 80\.1; no single cause accounts for it\./,
    );
    const sanctions = move.groups.find(({ kind, category }) => kind === 'new' && category === 'sanctions_trade')!;
    expect(sanctions.indexPoints / move.change).toBeCloseTo(0.46, 2);
    expect(move.groups.every(({ kind }) => kind === 'new' || kind === 'fading')).toBe(true);
    expect(move.events.find(({ eventId }) => eventId === RECODED)).toMatchObject({
      kind: 'new',
      type: 'sanction',
      sourceUrl: expect.stringContaining('http'),
    });
  });

  test('names the side whose acts are asked for', async () => {
    const { sentence, direction } = await moveOf('KOR-RUS', {
      from: '2024-03-01',
      to: '2024-04-05',
      direction: 'KOR>RUS',
    });
    expect(direction).toBe('KOR>RUS');
    expect(sentence).toMatch(/^Tension from South Korea towards Russia /);
  });
});

describe('between two moments of knowledge', () => {
  test('what was recorded, recoded and retracted is revised, and nothing else', async () => {
    const move = await moveOf('KOR-RUS', {
      from: '2024-04-05',
      to: '2024-04-05',
      asOf: MOMENTS.first,
      asOfTo: MOMENTS.last,
    });
    // The last change that was known at each moment, which is the same for all moments up to the next change.
    const lastChange = async (moment: string) => (await server.ledger.watermark(new Date(moment)))?.toISOString();
    expect(move.from.asOf).toBe(await lastChange(MOMENTS.first));
    expect(move.to.asOf).toBe(await lastChange(MOMENTS.last));
    expect(move.from.asOf! < MOMENTS.first && move.from.asOf! < move.to.asOf!).toBe(true);
    expect(new Set(move.events.map(({ kind }) => kind))).toEqual(new Set(['revised']));
    const points = new Map(move.events.map(({ eventId, indexPoints }) => [eventId, indexPoints]));
    expect([...points.keys()].sort()).toEqual(
      expect.arrayContaining([RECORDED[0]!, RECORDED[1]!, RECODED, RETRACTED].sort()),
    );
    expect(points.get(RECORDED[0]!), 'a protest that was recorded late raises').toBeGreaterThan(0);
    expect(points.get(RECORDED[1]!), 'a visit that was recorded late lowers').toBeLessThan(0);
    expect(points.get(RECODED), 'a sanction that is graded higher raises').toBeGreaterThan(0);
    expect(points.get(RETRACTED), 'a summons that is retracted lowers').toBeLessThan(0);
  });

  test('a recorded event of the period is new, one of the time before is revised', async () => {
    const { events } = await moveOf('KOR-RUS', {
      from: '2024-03-01',
      to: '2024-04-05',
      asOf: MOMENTS.first,
      asOfTo: MOMENTS.recorded,
    });
    const kinds = (id: string): string[] => events.filter(({ eventId }) => eventId === id).map(({ kind }) => kind);
    expect(kinds(RECORDED[0]!)).toEqual(['new']);
    expect(kinds(RECORDED[1]!).sort()).toEqual(['fading', 'revised']);
  });
});

describe('an answer', () => {
  test('is for ever only where both days, moments and models are pinned', async () => {
    const { hash } = server.reference.models.find(({ definition }) => definition.name === 'baseline')!;
    const cached = async (query: Record<string, string>) =>
      (await server.get(address('KOR-RUS', query))).headers.get('cache-control');
    expect(await cached({ from: '2024-03-01', to: '2024-04-05', asOf: MOMENTS.first, model: hash })).toContain(
      'immutable',
    );
    expect(await cached({ from: '2024-03-01', to: '2024-04-05', asOf: MOMENTS.first })).toBe('no-cache');
    expect(await cached({ from: '2024-03-01', to: '2024-04-05', model: hash })).toBe('no-cache');
    expect(await cached({ from: '2024-03-01', asOf: MOMENTS.first, model: hash })).toBe('no-cache');
  });

  test('as CSV has one row for each cause', async () => {
    const query = { from: '2024-03-01', to: '2024-04-05' };
    const { events } = await moveOf('KOR-RUS', query);
    const response = await server.get(address('KOR-RUS', { ...query, format: 'csv' }));
    expect(response.headers.get('content-disposition')).toContain('KOR-RUS_move_2024-03-01_2024-04-05_baseline@');
    expect((await response.text()).trimEnd().split('\r\n')).toHaveLength(events.length + 1);
  });

  test.each([
    ['without a first day', {}, 'from', 'is missing: give the day at which the move begins, such as 2024-03-01'],
    [
      'backwards',
      { from: '2024-04-05', to: '2024-03-01' },
      'from',
      'lies after the last day, 2024-03-01: exchange from and to',
    ],
    [
      'into the future',
      { from: '2024-04-05', to: '2030-01-01' },
      'to',
      'lies in the future: the index is known up to 2026-11-26; give that or an earlier day, or leave it out',
    ],
    [
      'in another direction',
      { from: '2024-04-05', direction: 'CHN>USA' },
      'direction',
      'is not a direction of KOR-RUS',
    ],
    ['between moments to come', { from: '2024-04-05', asOfTo: '2030-01-01' }, 'asOf', 'lies in the future'],
  ])('%s is a 400 that says what to do', async (_, query, field, message) => {
    const response = await server.get(address('KOR-RUS', query));
    const problem = (await documented('get', '/api/v1/dyads/{dyad}/move', response)) as Problem;
    expect(problem.status).toBe(400);
    expect(problem.errors![0]!.field).toBe(field);
    expect(problem.errors![0]!.message).toContain(message);
  });
});
