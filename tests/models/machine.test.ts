/** Models that read feeds: how much an act counts, what is inherited, when a day jumps, and what does not go together in a definition. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basisOf } from '../../models/basis.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { explainPoint } from '../../models/contribution.ts';
import { couplingsOf, inheritedEvents } from '../../models/coupling.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import { jumpsOf } from '../../models/jump.ts';
import { type Amounts, checkModel, isRolledUp, type ModelDefinition, modelHash } from '../../models/model.ts';
import { explainMove } from '../../models/move.ts';
import { gradeOf, shareOf } from '../../models/storyAmount.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { baseline, baseline2, baseline3, codebook } from './shipped.ts';

const { models } = await loadReferenceData(projectRoot());
const modelNamed = (name: string): ModelDefinition =>
  models.find(({ definition }) => definition.name === name)!.definition;
const gdelt = modelNamed('gdelt');
const plain: Amounts = { unit: 'story', perWorldRows: 100, worldRowsAtLeast: 1000, grade: 'codebook', minSources: 1 };
const sanction = { act: { type: 'sanction', polarity: 1, severity: 4 }, intensity: -8 } as const;

describe('how much a story counts', () => {
  it('its share of the day’s world, in percent', () => {
    expect(shareOf({ rows: 7, worldRows: 20_000 }, plain)).toBe(0.005);
    expect(shareOf({ rows: 7, worldRows: 20_000 }, { ...plain, unit: 'row' })).toBe(0.035);
  });

  it('not more where next to nothing is known of the world', () => {
    expect(shareOf({ rows: 1, worldRows: 1 }, plain)).toBe(0.1);
    expect(shareOf({ rows: 1, worldRows: 0 }, plain)).toBe(0.1);
  });

  it('by the codebook: type, polarity and severity of its code, nothing where the code says nothing', () => {
    const counts = { rows: 1, sources: 1, worldRows: 10_000, value: null };
    expect(gradeOf(sanction, counts, plain)).toEqual({ type: 'sanction', polarity: 1, severity: 4, amount: 0.01 });
    expect(gradeOf({ act: null, intensity: 3 }, counts, plain)).toBeUndefined();
  });

  it('by Goldstein: the value of the code turned round, under other where the codebook grades nothing', () => {
    const counts = { rows: 1, sources: 1, worldRows: 10_000, value: null };
    const byGoldstein: Amounts = { ...plain, grade: 'goldstein' };
    expect(gradeOf(sanction, counts, byGoldstein)).toEqual({
      type: 'sanction',
      polarity: 1,
      severity: 3,
      amount: 0.08,
    });
    expect(gradeOf({ act: null, intensity: 3 }, counts, byGoldstein)).toEqual({
      type: 'other',
      polarity: -1,
      severity: 3,
      amount: 0.03,
    });
    expect(gradeOf({ act: null, intensity: 0 }, counts, byGoldstein)).toBeUndefined();
  });

  it('only with enough sources', () => {
    expect(
      gradeOf(sanction, { rows: 1, sources: 1, worldRows: 1, value: null }, { ...plain, minSources: 2 }),
    ).toBeUndefined();
    expect(
      gradeOf(sanction, { rows: 1, sources: 2, worldRows: 1, value: null }, { ...plain, minSources: 2 }),
    ).toBeDefined();
  });
});

const DYAD = 'AAA-BBB';
const act = fc.record({
  day: fc.integer({ min: 0, max: 400 }),
  type: fc.constantFrom('sanction', 'visit', 'protest', 'talks'),
  polarity: fc.constantFrom(1 as const, -1 as const),
  amount: fc.double({ min: 1e-4, max: 50, noNaN: true }),
});
const acts = fc.array(act, { minLength: 1, maxLength: 60 }).map((list) =>
  list.map((one, i) => ({
    ...one,
    id: `e${String(i).padStart(3, '0')}`,
    actor: i % 2 === 0 ? 'AAA' : 'BBB',
    target: i % 2 === 0 ? 'BBB' : 'AAA',
    role: 'direct' as const,
    severity: 3 as const,
    verified: false,
    sources: 1,
  })),
);

describe('a line of acts with amounts', () => {
  it('is the exact sum of its acts on every day, and every move the sum of its causes', () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 0, max: 420 }), fc.integer({ min: 0, max: 100 }), (events, day, more) => {
        const columns = eventColumns(DYAD, events, codebook);
        const score = scoreOf(basisOf(columns, gdelt, 0, 520), gdelt);
        const point = explainPoint(columns, gdelt, day);
        expect(point.index).toBeCloseTo(indexOf(score.tension[day]!, gdelt.scale), 9);
        expect(Math.abs(point.residual)).toBeLessThan(1e-9);
        expect(Math.abs(explainMove(columns, gdelt, day, day + more).residual)).toBeLessThan(1e-9);
      }),
    );
  });

  it('with an amount of 1 is that of acts coded by hand, bit by bit', () => {
    fc.assert(
      fc.property(acts, (events) => {
        const whole = eventColumns(
          DYAD,
          events.map((event) => ({ ...event, amount: 1 })),
          codebook,
        );
        const { amount, ...without } = whole;
        expect(amount).toBeDefined();
        expect(scoreOf(basisOf(whole, baseline, 0, 420), baseline)).toEqual(
          scoreOf(basisOf(without, baseline, 0, 420), baseline),
        );
      }),
    );
  });
});

describe('what a dyad inherits', () => {
  const event = (id: string, day: number, sourceUrl = '') => ({
    id,
    day,
    actor: 'RUS',
    target: 'PRK',
    type: 'summit',
    role: 'direct' as const,
    polarity: -1 as const,
    severity: 3 as const,
    verified: true,
    sourceUrl,
  });
  const coupling = { dyad: 'KOR-RUS', from: 'PRK-RUS', share: -0.25, reason: 'test' };

  it('counts its share, reversed where the share is below 0, and says where it is from', () => {
    expect(inheritedEvents([], [event('a', 1)], coupling)).toEqual([
      { ...event('a', 1), polarity: 1, amount: 0.25, coupledFrom: 'PRK-RUS' },
    ]);
    expect(inheritedEvents([], [event('a', 1)], { ...coupling, share: 0.5 })[0]).toMatchObject({
      polarity: -1,
      amount: 0.5,
    });
  });

  it('leaves out what is coded in the dyad itself: the same type on that day, or the same page', () => {
    const others = [event('a', 1), event('b', 2, 'https://example.org/b'), event('c', 3)];
    const own = [event('x', 1), { ...event('y', 2, 'https://example.org/b'), type: 'agreement' }];
    expect(inheritedEvents(own, others, coupling).map(({ id }) => id)).toEqual(['c']);
  });

  it('makes no act of the dyad a repetition', () => {
    const own = { ...event('own', 10), target: 'KOR' };
    const columns = (inherited: boolean) =>
      eventColumns('KOR-RUS', [...(inherited ? inheritedEvents([], [event('a', 5)], coupling) : []), own], codebook);
    const pointsOf = (inherited: boolean) =>
      explainPoint(columns(inherited), baseline, 10).contributions.find(({ eventId }) => eventId === 'own')
        ?.tensionPoints;
    expect(pointsOf(true)).toBe(pointsOf(false));
  });

  it('of the shipped model concerns dyads that are coded, and no other model has any', () => {
    expect(couplingsOf(modelNamed('baseline-coupled'), 'KOR-RUS').map(({ from }) => from)).toEqual([
      'PRK-RUS',
      'KOR-PRK',
    ]);
    expect(couplingsOf(baseline, 'KOR-RUS')).toEqual([]);
    const coupled = models.filter(({ definition }) => definition.name === 'baseline-coupled');
    expect(coupled.map(({ definition }) => definition.version).sort()).toEqual([1, 2, 3]);
    for (const { definition } of coupled) {
      const { name, title, description, changelog, couplings, ...numbers } = definition;
      expect([name, title, description, changelog, couplings].every((part) => part !== undefined)).toBe(true);
      expect([baseline, baseline2, baseline3][definition.version - 1]).toMatchObject(numbers); // otherwise it would differ by more than its couplings
    }
  });
});

describe('a jump', () => {
  const jump = { windowDays: 90, deviations: 3, minStories: 3 };
  const quiet = Array.from({ length: 200 }, (_, day) => (day % 7 === 0 ? 1 : 0));
  const world = quiet.map(() => 1000);
  const quietBut = (day: number, stories: number): number[] => quiet.map((count, at) => (at === day ? stories : count));

  it('is a day with far more stories than the pair’s share of the world makes usual', () => {
    expect(jumpsOf(quiet, world, jump)).toEqual([]);
    expect(jumpsOf(quietBut(150, 12), world, jump)).toEqual([150]);
    expect(jumpsOf(quietBut(150, 2), world, jump)).toEqual([]);
  });

  it('is none where the whole world had as many more', () => {
    const busy = Array.from({ length: 200 }, () => 10);
    expect(
      jumpsOf(
        busy.map((count, day) => (day === 150 ? 4 * count : count)),
        world,
        jump,
      ),
    ).toEqual([150]);
    expect(
      jumpsOf(
        busy.map((count, day) => (day === 150 ? 4 * count : count)),
        world.map((rows, day) => (day === 150 ? 4 * rows : rows)),
        jump,
      ),
    ).toEqual([]);
  });

  it('is not claimed while less than half of the days before are known', () => {
    const unknown = world.map((rows, day) => (day >= 60 && day < 150 ? 0 : rows));
    expect(jumpsOf(quietBut(150, 12), unknown, jump)).toEqual([]);
    expect(jumpsOf(quietBut(20, 12), world, jump)).toEqual([]);
  });
});

describe('a definition', () => {
  const faultsOf = (changes: object) => {
    const check = checkModel({ ...gdelt, ...changes }, codebook);
    return 'faults' in check ? check.faults.map(({ path }) => path) : [];
  };
  const coupling = { dyad: 'KOR-RUS', from: 'PRK-RUS', share: 0.1, reason: 'x' };

  it.each([
    ['feeds without amounts', { amounts: undefined }, ['amounts']],
    ['amounts without feeds', { feeds: undefined, jump: undefined }, ['feeds']],
    ['a jump without feeds', { feeds: undefined, amounts: undefined }, ['jump']],
    ['a feed twice', { feeds: ['gdelt', 'gdelt'] }, ['feeds']],
    ['couplings beside feeds', { couplings: [coupling] }, ['couplings']],
  ])('with %s is refused', (_, changes, paths) => {
    expect(faultsOf(changes)).toEqual(paths);
  });

  it.each([
    ['reversed', { dyad: 'RUS-KOR' }, 'couplings.0.dyad'],
    ['coupled with itself', { from: 'KOR-RUS' }, 'couplings.0.from'],
  ])('with a dyad that is %s is refused', (_, changes, path) => {
    const check = checkModel({ ...baseline, couplings: [{ ...coupling, ...changes }] }, codebook);
    expect('faults' in check && check.faults.map((fault) => fault.path)).toEqual([path]);
  });

  it('that reads feeds or has couplings is not published by the roll-up; the baseline keeps its hash', () => {
    expect(models.filter(({ definition }) => isRolledUp(definition)).map(({ definition }) => definition.name)).toEqual([
      'baseline',
      'baseline',
      'baseline', // every version: the older are served by their hash
    ]);
    expect(modelHash(baseline)).toBe('416c0292');
  });
});
