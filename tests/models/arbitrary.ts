/** Random events, days and models for the property tests. The dyad is AAA-BBB; the types are a handful, so that acts do repeat. */
import * as fc from 'fast-check';
import type { Codebook } from '../../models/codebook.ts';
import { type CoveredStretch, DENSITIES } from '../../models/stretch.ts';
import { type ScoredEvent, SEVERITIES } from '../../models/event.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { baseline, codebook as shippedCodebook } from './shipped.ts';

export const DYAD = 'AAA-BBB';
/** one that is held, one that fades at once, one that is mutual, one that goes either way */
const TYPES = ['sanction', 'summons', 'summit', 'other'];
export const codebook: Codebook = new Map([...shippedCodebook].filter(([type]) => TYPES.includes(type)));

export const FIRST_DAY = -200;
export const LAST_DAY = 1200;

export const day = fc.integer({ min: FIRST_DAY, max: LAST_DAY });

const eventWithoutId = fc.record({
  // Days cluster, so that windows of repetition overlap and days are shared.
  day: fc.oneof(day, fc.integer({ min: 0, max: 60 })),
  actor: fc.constantFrom('AAA', 'BBB', 'EU'),
  target: fc.constantFrom('AAA', 'BBB', 'UN'),
  role: fc.constantFrom('direct' as const, 'indirect' as const),
  type: fc.constantFrom(...TYPES),
  polarity: fc.constantFrom(1 as const, -1 as const),
  severity: fc.constantFrom(...SEVERITIES),
  verified: fc.boolean(),
});

const events: fc.Arbitrary<ScoredEvent[]> = fc.array(eventWithoutId, { maxLength: 30 }).chain((list) =>
  fc
    .shuffledSubarray(
      list.map((_, i) => i),
      { minLength: list.length },
    )
    .map((places) => list.map((event, i) => ({ ...event, id: `e${String(places[i]).padStart(2, '0')}` }))),
);

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Models as people make them: weights of some tension points, half-lives from a day to ten years, holds that may be part of a day. */
const model: fc.Arbitrary<ModelDefinition> = modelWithin({
  weight: 20,
  days: 3650,
  base: 60,
  minScale: 5,
  maxScale: 200,
  multiplier: 4,
  indirect: 2,
});

/** Whatever the schema lets through: weights of 1000, half-lives of a tenth of a day and of a century. */
const anyModel: fc.Arbitrary<ModelDefinition> = modelWithin({
  weight: 1000,
  days: 36_525,
  base: 400,
  minScale: 0.1,
  maxScale: 10_000,
  multiplier: 1000,
  indirect: 10,
});

function modelWithin(most: {
  weight: number;
  days: number;
  base: number;
  minScale: number;
  maxScale: number;
  multiplier: number;
  indirect: number;
}): fc.Arbitrary<ModelDefinition> {
  const severity = number(0, most.multiplier);
  const holdDays = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: most.days }), number(0, most.days), number(0, 3));
  const halfLifeDays = fc.oneof(number(0.1, 3), number(1, most.days));
  const parameters = fc.record({
    weight: fc.oneof({ weight: 9, arbitrary: number(0, most.weight) }, { weight: 1, arbitrary: fc.constant(0) }),
    holdDays,
    halfLifeDays,
  });
  return fc.record({
    name: fc.constant('random'),
    version: fc.constant(1),
    title: fc.constant('Random'),
    description: fc.constant(''),
    changelog: fc.constant(baseline.changelog),
    base: number(-most.base, most.base),
    scale: number(most.minScale, most.maxScale),
    severity: fc.tuple(severity, severity, severity, severity, severity),
    indirect: number(0, most.indirect),
    unverified: fc.oneof(number(0.05, 1), fc.constant(1)),
    repetition: fc.record({
      windowDays: fc.oneof(fc.integer({ min: 0, max: 60 }), number(0, 400)),
      factor: number(0, 1),
    }),
    weightSd: number(0, 1),
    codingSd: fc.option(number(0, 1), { nil: undefined }),
    flag: fc.constant(baseline.flag),
    types: fc
      .tuple(...TYPES.map(() => parameters))
      .map((list) => Object.fromEntries(TYPES.map((type, i) => [type, list[i]!]))),
  });
}

/** Acts of which some last and some undo others, before or after them. */
const eventsThatEnd: fc.Arbitrary<ScoredEvent[]> = events.chain((list) =>
  fc
    .array(
      fc.record({
        days: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 400 })),
        ends: fc.subarray(
          list.map(({ id }) => id),
          { maxLength: Math.min(3, list.length) },
        ),
      }),
      { minLength: list.length, maxLength: list.length },
    )
    .map((extras) =>
      list.map((event, i) => ({ ...event, lastDay: event.day + extras[i]!.days, ends: extras[i]!.ends })),
    ),
);

/** Declared days: stretches that may overlap. */
const coverage: fc.Arbitrary<CoveredStretch[]> = fc.array(
  fc
    .record({ from: day, days: fc.integer({ min: 0, max: 500 }), density: fc.constantFrom(...DENSITIES) })
    .map(({ from, days, density }) => ({ from, to: from + days, density })),
  { maxLength: 6 },
);

/** Models with acts that end and days that nobody looked at. */
const secondModel: fc.Arbitrary<ModelDefinition> = fc
  .record({
    first: model,
    ended: fc.record({ halfLifeDays: number(0.1, 400) }),
    minActs: fc.integer({ min: 1, max: 10 }),
    perYear: number(0, 20),
    meanSquare: number(0, 3),
  })
  .map(({ first, ended, minActs, perYear, meanSquare }) => ({
    ...first,
    ended,
    unobserved: {
      minActs,
      types: Object.fromEntries(
        TYPES.map((type) => [type, { perYear: { all: perYear, major: perYear, crises: perYear }, meanSquare }]),
      ),
    },
  }));

export const arbitrary = { eventsThatEnd, coverage, secondModel, events, model, anyModel, day, event: eventWithoutId };
