import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basisOf } from '../../models/basis.ts';
import { repetitionsOf } from '../../models/impacts.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { epochDay } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { SEVERITIES } from '../../models/event.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import { explainMoveBetween } from '../../models/move.ts';
import {
  applyWhatIf,
  AS_CODED,
  isAsCoded,
  parseWhatIf,
  unknownEvents,
  type WhatIf,
  whatIfText,
} from '../../models/whatIf.ts';
import { arbitrary, codebook, day, DYAD, FIRST_DAY, LAST_DAY } from './arbitrary.ts';
import { baseline, columnsOf, dyads } from './shipped.ts';

const id = fc.integer({ min: 0, max: 29 }).map((n) => `e${String(n).padStart(2, '0')}`);
const whatIf: fc.Arbitrary<WhatIf> = fc.record({
  withoutIndirect: fc.boolean(),
  withoutUnverified: fc.boolean(),
  withoutTypes: fc.uniqueArray(fc.constantFrom('sanction', 'summit'), { maxLength: 1 }),
  withoutEvents: fc.uniqueArray(id, { maxLength: 3 }),
  severities: fc.array(fc.tuple(id, fc.constantFrom(...SEVERITIES)), { maxLength: 3 }).map((pairs) => new Map(pairs)),
});
const direction = fc.constantFrom('both' as const, 'AAA>BBB' as const, 'BBB>AAA' as const);

describe('what if', () => {
  it('differs from the series by what its events’ contributions differ, on any day, to 1e-9', () => {
    fc.assert(
      fc.property(arbitrary.events, whatIf, day, arbitrary.model, direction, (events, what, on, model, side) => {
        const columns = eventColumns(DYAD, events, codebook);
        const other = applyWhatIf(columns, what);
        const scored = (of: typeof columns) => scoreOf(basisOf(of, model, FIRST_DAY, LAST_DAY, side), model);
        const at = on - FIRST_DAY;
        const [before, after] = [scored(columns), scored(other)];
        const points = (of: typeof columns) =>
          new Map(explainPoint(of, model, on, side).contributions.map((c) => [c.eventId, c.tensionPoints]));
        const [was, is] = [points(columns), points(other)];
        const changed = [...new Set([...was.keys(), ...is.keys()])].reduce(
          (sum, event) => sum + (is.get(event) ?? 0) - (was.get(event) ?? 0),
          0,
        );
        expect(Math.abs(after.tension[at]! - before.tension[at]! - changed)).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(before.tension[at]!), Math.abs(after.tension[at]!)),
        );
        // The same difference in index points, as the revised part of a move on that day.
        const move = explainMoveBetween({ day: on, columns, model }, { day: on, columns: other, model }, side);
        const index = (score: typeof before) => indexOf(score.tension[at]!, model.scale);
        expect(
          Math.abs(move.revised.reduce((sum, cause) => sum + cause.indexPoints, 0) - (index(after) - index(before))),
        ).toBeLessThan(1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('is what scoring the remaining rows alone gives: repetition is counted over what is left', () => {
    fc.assert(
      fc.property(arbitrary.events, whatIf, (events, what) => {
        const columns = eventColumns(DYAD, events, codebook);
        const other = applyWhatIf(columns, what);
        const remaining = events
          .filter((event) => other.ids.includes(event.id))
          .map((event) => ({ ...event, severity: what.severities.get(event.id) ?? event.severity }));
        const anew = eventColumns(DYAD, remaining, codebook);
        expect(other.ids).toEqual(anew.ids);
        expect([...repetitionsOf(other, 30)]).toEqual([...repetitionsOf(anew, 30)]);
        const score = (of: typeof columns) => [...scoreOf(basisOf(of, baseline, 0, 400), baseline).tension];
        score(other).forEach((value, i) => expect(value).toBeCloseTo(score(anew)[i]!, 9));
      }),
      { numRuns: 60 },
    );
  });

  it('gives the columns themselves where it changes nothing', () => {
    const columns = columnsOf('KOR-RUS');
    expect(applyWhatIf(columns, AS_CODED)).toBe(columns);
    expect(applyWhatIf(columns, { ...AS_CODED, withoutEvents: ['none'], withoutTypes: ['cyber_of_mars'] })).toBe(
      columns,
    );
    expect(
      applyWhatIf(columns, { ...AS_CODED, severities: new Map([[columns.ids[0]!, columns.severity[0] as 5]]) }),
    ).toBe(columns);
  });

  it('leaves no indirect act, no unverified row and no militant attack in any shipped dyad', () => {
    for (const dyad of dyads) {
      const columns = columnsOf(dyad);
      expect(applyWhatIf(columns, { ...AS_CODED, withoutIndirect: true }).indirect.some(Boolean)).toBe(false);
      expect(applyWhatIf(columns, { ...AS_CODED, withoutUnverified: true }).unverified.some(Boolean)).toBe(false);
      const attack = columns.types.indexOf('militant_attack');
      const without = applyWhatIf(columns, { ...AS_CODED, withoutTypes: ['militant_attack'] });
      expect(without.type.some((type) => type === attack)).toBe(false);
      expect(without.ids.length + columns.type.filter((type) => type === attack).length).toBe(columns.ids.length);
    }
  });

  it('without the first of two sanctions in a month, the second counts in full', () => {
    const act = (name: string, on: string) => ({
      id: name,
      day: epochDay(on),
      actor: 'AAA',
      target: 'BBB',
      role: 'direct' as const,
      type: 'sanction',
      polarity: 1 as const,
      severity: 3 as const,
      verified: true,
    });
    const columns = eventColumns(DYAD, [act('first', '2024-01-01'), act('second', '2024-01-11')], codebook);
    const pointsOf = (of: typeof columns) =>
      explainPoint(of, baseline, epochDay('2024-01-11')).contributions.map((c) => [c.eventId, c.tensionPoints]);
    expect(pointsOf(columns)).toEqual([
      ['first', 6],
      ['second', 6 * 0.85],
    ]);
    expect(pointsOf(applyWhatIf(columns, { ...AS_CODED, withoutEvents: ['first'] }))).toEqual([['second', 6]]);
  });
});

describe('at least two sources', () => {
  const act = (name: string, sources?: number) => ({
    id: name,
    day: 0,
    actor: 'AAA',
    target: 'BBB',
    role: 'direct' as const,
    type: 'sanction',
    polarity: 1 as const,
    severity: 3 as const,
    verified: false,
    ...(sources !== undefined && { sources, amount: 0.5 }),
  });

  it('leaves out acts coded by machine with fewer, and their amounts with them', () => {
    const columns = eventColumns(DYAD, [act('a', 1), act('b', 2), act('c', 3)], codebook);
    const left = applyWhatIf(columns, parseWhatIf('sources:2').whatIf);
    expect(left.ids).toEqual(['b', 'c']);
    expect([...left.amount!]).toEqual([0.5, 0.5]);
  });

  it('leaves acts coded by hand alone: nobody counted their sources', () => {
    const columns = eventColumns(DYAD, [act('a')], codebook);
    expect(applyWhatIf(columns, parseWhatIf('sources:2').whatIf)).toBe(columns);
  });
});

describe('a what-if in an address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(whatIf, (what) => {
        const read = parseWhatIf(whatIfText(what));
        expect(read.faults).toEqual([]);
        expect(whatIfText(read.whatIf)).toBe(whatIfText(what));
        expect(isAsCoded(what)).toBe(whatIfText(what) === '');
      }),
    );
  });

  it('takes ids with colons', () => {
    const { whatIf: what, faults } = parseWhatIf('event:feed:2024:1, severity:feed:2024:2:4');
    expect(faults).toEqual([]);
    expect(what.withoutEvents).toEqual(['feed:2024:1']);
    expect([...what.severities]).toEqual([['feed:2024:2', 4]]);
  });

  it('says what it cannot read, and reads the rest', () => {
    const { whatIf: what, faults } = parseWhatIf('indirect,severity:a:6,severity:7,nonsense,event:,sources:0');
    expect(what.withoutIndirect).toBe(true);
    expect(faults).toEqual([
      '"severity:a:6" has no severity from 1 to 5: write severity:ID:5.',
      '"severity:7" has no severity from 1 to 5: write severity:ID:5.',
      '"nonsense" is none of indirect, unverified, type:TYPE, event:ID, sources:2 and severity:ID:1 to severity:ID:5.',
      '"event:" is none of indirect, unverified, type:TYPE, event:ID, sources:2 and severity:ID:1 to severity:ID:5.',
      '"sources:0" has no number of sources: write sources:2.',
    ]);
  });

  it('names events that the dyad does not have', () => {
    const columns = columnsOf('KOR-RUS');
    const { whatIf: what } = parseWhatIf(`event:${columns.ids[3]},severity:none-1:4,event:none-2`);
    expect(unknownEvents(what, columns)).toEqual(['none-2', 'none-1']);
  });
});
