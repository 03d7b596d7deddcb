import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { eventColumns } from '../../models/eventColumns.ts';
import { coverageOf } from '../../models/coverage.ts';
import type { ScoredEvent } from '../../models/event.ts';
import { DYAD, arbitrary, codebook } from './arbitrary.ts';
import { baseline, baseline2 } from './shipped.ts';

const act = (day: number, i: number): ScoredEvent => ({
  id: `e${i}`,
  day,
  actor: 'AAA',
  target: 'BBB',
  role: 'direct',
  type: 'summons',
  polarity: 1,
  severity: 3,
  verified: true,
});
const acts = (...days: number[]) => eventColumns(DYAD, days.map(act), codebook);

const asking = (minEvents: number, minEventsDays: number) => ({
  flag: { ...baseline.flag, minEvents, minEventsDays },
});

describe('coverage', () => {
  it('begins with the first event and ends with the last: before and after, nobody looked', () => {
    expect(coverageOf(acts(10, 11, 12, 13), asking(1, 100), 0, 20)).toEqual({
      firstEvent: 10,
      lastEvent: 13,
      firstDay: null,
      isDeclared: false,
      sparse: [],
      uncovered: [
        { from: 0, to: 9 },
        { from: 14, to: 20 },
      ],
    });
  });

  it('is sparse until enough events have come, and again where they lie too far apart', () => {
    // At least 2 events in 5 days: day 10 has one; 11 to 14 have two; from 15 on only that of day 11; from 16 none, until 30 and 31.
    expect(coverageOf(acts(10, 11, 30, 31), asking(2, 5), 0, 31)).toEqual({
      firstEvent: 10,
      lastEvent: 31,
      firstDay: null,
      isDeclared: false,
      sparse: [
        { from: 10, to: 10 },
        { from: 15, to: 30 },
      ],
      uncovered: [{ from: 0, to: 9 }],
    });
  });

  it('of a dyad without events is none', () => {
    expect(coverageOf(acts(), asking(5, 730), 5, 9)).toEqual({
      firstEvent: null,
      lastEvent: null,
      firstDay: null,
      isDeclared: false,
      sparse: [],
      uncovered: [{ from: 5, to: 9 }],
    });
  });

  it('of a dyad whose events all lie ahead, or behind, is none in these days', () => {
    expect(coverageOf(acts(100, 101), asking(1, 5), 0, 9)).toEqual({
      firstEvent: 100,
      lastEvent: 101,
      firstDay: null,
      isDeclared: false,
      sparse: [],
      uncovered: [{ from: 0, to: 9 }],
    });
    expect(coverageOf(acts(-9, -5), asking(1, 5), 0, 9)).toEqual({
      firstEvent: -9,
      lastEvent: -5,
      firstDay: null,
      isDeclared: false,
      sparse: [],
      uncovered: [{ from: 0, to: 9 }],
    });
  });

  it('calls a day sparse or uncovered as counting its events does, for random events', () => {
    fc.assert(
      fc.property(
        arbitrary.events,
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 90 }),
        fc.tuple(arbitrary.day, arbitrary.day),
        (events, minEvents, minEventsDays, [a, b]) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const { sparse, uncovered, firstEvent, lastEvent } = coverageOf(
            eventColumns(DYAD, events, codebook),
            asking(minEvents, minEventsDays),
            from,
            to,
          );
          const within = (stretches: readonly { from: number; to: number }[], day: number) =>
            stretches.filter((stretch) => stretch.from <= day && day <= stretch.to).length;
          for (let day = from; day <= to; day++) {
            const outside = firstEvent === null || lastEvent === null || day < firstEvent || day > lastEvent;
            const count = events.filter((event) => event.day <= day && event.day > day - minEventsDays).length;
            expect({ day, uncovered: within(uncovered, day), sparse: within(sparse, day) }).toEqual({
              day,
              uncovered: outside ? 1 : 0,
              sparse: !outside && count < minEvents ? 1 : 0,
            });
          }
        },
      ),
    );
  });

  it('is what was declared, where a model asks: one event does not cover the silence around it', () => {
    const declared = [
      { from: 5, to: 12, density: 'major' as const },
      { from: 30, to: 31, density: 'all' as const },
    ];
    const columns = eventColumns(DYAD, [10, 11, 25].map(act), codebook, declared);
    const { flag, unobserved } = { ...baseline2, flag: { ...baseline2.flag, minEvents: 2, minEventsDays: 5 } };
    expect(coverageOf(columns, { flag, unobserved }, 0, 40)).toEqual({
      firstEvent: 10,
      lastEvent: 25,
      firstDay: 5,
      isDeclared: true,
      sparse: [{ from: 10, to: 10 }],
      uncovered: [
        { from: 0, to: 4 },
        { from: 13, to: 29 },
        { from: 32, to: 40 },
      ],
    });
    expect(coverageOf(columns, { flag }, 0, 40)).toMatchObject({ isDeclared: false, firstDay: null });
  });
});
