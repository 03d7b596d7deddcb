import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { basisOf } from '../../models/basis.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import type { Direction } from '../../models/dyad.ts';
import type { ScoredEvent } from '../../models/event.ts';
import { type Score, scoreOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { DYAD, FIRST_DAY, LAST_DAY, arbitrary, codebook } from './arbitrary.ts';
import { baseline } from './shipped.ts';

const scoreAll = (events: readonly ScoredEvent[], model: ModelDefinition, direction: Direction = 'both'): Score =>
  scoreOf(basisOf(eventColumns(DYAD, events, codebook), model, FIRST_DAY, LAST_DAY, direction), model);
const withoutRepetition = (model: ModelDefinition): ModelDefinition => ({
  ...model,
  repetition: { ...model.repetition, factor: 1 },
});

const act = (fields: Partial<ScoredEvent>): ScoredEvent => ({
  id: 'a',
  day: 0,
  actor: 'AAA',
  target: 'BBB',
  role: 'direct',
  type: 'summons',
  polarity: 1,
  severity: 3,
  verified: true,
  ...fields,
});

/** The first day on which a claim does not hold. */
function firstException(holds: (i: number) => boolean, from = FIRST_DAY, to = LAST_DAY): number | undefined {
  for (let day = from; day <= to; day++) if (!holds(day - FIRST_DAY)) return day;
  return undefined;
}
const close = (a: number, b: number, size: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, size);
const sizeOf = (score: Score, i: number): number => score.conflict[i]! + score.cooperation[i]!;

/** Two random events that are told apart from those of the list. */
const listAndOne = fc.tuple(
  arbitrary.events,
  arbitrary.event.map((event) => ({ ...event, id: 'new' })),
);

describe('tension', () => {
  it('does not depend on the order in which events are given, to the last digit', () => {
    fc.assert(
      fc.property(
        arbitrary.events.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        arbitrary.model,
        ([events, shuffled], model) => {
          expect(scoreAll(shuffled, model)).toEqual(scoreAll(events, model));
        },
      ),
    );
  });

  it('of the two directions adds up to that of both, conflict and cooperation alike', () => {
    fc.assert(
      fc.property(arbitrary.events, arbitrary.model, (events, model) => {
        const both = scoreAll(events, model);
        const first = scoreAll(events, model, 'AAA>BBB');
        const second = scoreAll(events, model, 'BBB>AAA');
        expect(
          firstException((i) => {
            const size = sizeOf(both, i);
            return (
              close(first.conflict[i]! + second.conflict[i]!, both.conflict[i]!, size) &&
              close(first.cooperation[i]! + second.cooperation[i]!, both.cooperation[i]!, size) &&
              close(first.tension[i]! + second.tension[i]! - model.base, both.tension[i]!, size)
            );
          }),
        ).toBeUndefined();
      }),
    );
  });

  it('of two sets of events is the sum of both, where acts are not damped for repetition', () => {
    fc.assert(
      fc.property(arbitrary.events, arbitrary.events, arbitrary.model, (someEvents, otherEvents, anyModel) => {
        const model = withoutRepetition(anyModel);
        const others = otherEvents.map((event) => ({ ...event, id: `other-${event.id}` }));
        const [a, b, all] = [
          scoreAll(someEvents, model),
          scoreAll(others, model),
          scoreAll([...someEvents, ...others], model),
        ];
        expect(
          firstException((i) => close(a.tension[i]! + b.tension[i]! - model.base, all.tension[i]!, sizeOf(all, i))),
        ).toBeUndefined();
      }),
    );
  });

  it('up to a day does not depend on what comes after it', () => {
    fc.assert(
      fc.property(arbitrary.events, arbitrary.model, arbitrary.day, (events, model, day) => {
        const [whole, part] = [
          scoreAll(events, model),
          scoreAll(
            events.filter((event) => event.day <= day),
            model,
          ),
        ];
        expect(
          firstException((i) => close(part.tension[i]!, whole.tension[i]!, sizeOf(whole, i)), FIRST_DAY, day),
        ).toBeUndefined();
      }),
    );
  });

  it('is linear in the weights: twice the weights, twice the distance from the base', () => {
    fc.assert(
      fc.property(arbitrary.events, arbitrary.model, (events, model) => {
        const doubled = {
          ...model,
          types: Object.fromEntries(
            Object.entries(model.types).map(([type, parameters]) => [
              type,
              { ...parameters, weight: 2 * parameters.weight },
            ]),
          ),
        };
        const [once, twice] = [scoreAll(events, model), scoreAll(events, doubled)];
        expect(
          firstException(
            (i) =>
              close(2 * (once.tension[i]! - model.base), twice.tension[i]! - model.base, sizeOf(twice, i)) &&
              close(2 * once.sd[i]!, twice.sd[i]!, twice.sd[i]!),
          ),
        ).toBeUndefined();
      }),
    );
  });

  it('of one act halves with every half-life after its hold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom('summons', 'sanction', 'summit'),
        (holdDays, halfLifeDays, type) => {
          const model = { ...baseline, types: { ...baseline.types, [type]: { weight: 8, holdDays, halfLifeDays } } };
          const { conflict } = scoreAll([act({ type })], model);
          for (let halvings = 0; halvings < 4; halvings++)
            expect(conflict[holdDays + halvings * halfLifeDays - FIRST_DAY]).toBeCloseTo(8 / 2 ** halvings, 9);
        },
      ),
    );
  });
});

describe('a conflict act never lowers tension, and a cooperative act never raises it', () => {
  /** Whether tension with the new act lies where its polarity says: not below (or not above) the tension without it. */
  const asItShould = (event: ScoredEvent, before: Score, after: Score) => (i: number) =>
    (after.tension[i]! - before.tension[i]!) * event.polarity >= -1e-9 * Math.max(1, sizeOf(after, i));

  it('on any day, where acts are not damped for repetition', () => {
    fc.assert(
      fc.property(listAndOne, arbitrary.model, ([events, event], anyModel) => {
        const model = withoutRepetition(anyModel);
        expect(
          firstException(asItShould(event, scoreAll(events, model), scoreAll([...events, event], model))),
        ).toBeUndefined();
      }),
    );
  });

  it('on any day before it makes a later act of its kind a repetition, and for ever if there is none', () => {
    fc.assert(
      fc.property(listAndOne, arbitrary.model, ([events, event], model) => {
        const damped = events.filter(
          (later) =>
            later.type === event.type &&
            later.actor === event.actor &&
            later.day - event.day < model.repetition.windowDays &&
            (later.day > event.day || (later.day === event.day && later.id > event.id)),
        );
        const until = Math.min(LAST_DAY, ...damped.map((later) => later.day - 1));
        expect(
          firstException(
            asItShould(event, scoreAll(events, model), scoreAll([...events, event], model)),
            FIRST_DAY,
            until,
          ),
        ).toBeUndefined();
      }),
    );
  });

  it('on any day, when it makes later acts of the opposite polarity repetitions: they are damped, which works the same way', () => {
    fc.assert(
      fc.property(listAndOne, arbitrary.model, ([list, event], model) => {
        const events = list.map((other): ScoredEvent =>
          other.type === event.type && other.actor === event.actor
            ? { ...other, polarity: event.polarity === 1 ? -1 : 1 }
            : other,
        );
        expect(
          firstException(asItShould(event, scoreAll(events, model), scoreAll([...events, event], model))),
        ).toBeUndefined();
      }),
    );
  });

  it('on any day, by becoming graver: repetition counts acts, not their weight', () => {
    fc.assert(
      fc.property(listAndOne, arbitrary.model, ([events, event], model) => {
        const rising = { ...model, severity: [...model.severity].sort((a, b) => a - b) as ModelDefinition['severity'] };
        const milder = { ...event, severity: 1 } as const;
        expect(
          firstException(
            asItShould(event, scoreAll([...events, milder], rising), scoreAll([...events, event], rising)),
          ),
        ).toBeUndefined();
      }),
    );
  });

  it('but a minor act just before graver ones of its kind and polarity can: it makes them repetitions, and takes more from them than it brings', () => {
    const grave = [
      act({ id: 'b', day: 1, severity: 5 }),
      act({ id: 'c', day: 1, severity: 5 }),
      act({ id: 'd', day: 1, severity: 5 }),
    ];
    const minor = act({ id: 'a', day: 0, severity: 1 });
    const [before, after] = [scoreAll(grave, baseline), scoreAll([minor, ...grave], baseline)];
    const change = (day: number): number => after.tension[day - FIRST_DAY]! - before.tension[day - FIRST_DAY]!;
    expect(change(0)).toBeCloseTo(3 * 0.4, 12);
    // On day 1 it has brought 3 x 0.4 x 2^(-1/45) = 1.1817; the three lose 15% each of 3 x 2.2 x (1 + 0.85 + 0.85^2) = 16.9785, which is 2.5468.
    expect(change(1)).toBeCloseTo(1.2 * 2 ** (-1 / 45) - 0.15 * 16.9785, 12);
    expect(change(1)).toBeLessThan(0);
  });
});
