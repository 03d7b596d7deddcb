import { describe, expect, it } from 'vitest';
import { lintModel } from '../../models/lint.ts';
import { baseline, codebook, columnsOf, dyads, eventRows, judgements } from './shipped.ts';

const columns = new Map(dyads.map((dyad) => [dyad, columnsOf(dyad)]));
const remarks = lintModel(baseline, columns, judgements, codebook);
const count = (type: string): number => [...eventRows.values()].flat().filter((row) => row['type'] === type).length;

describe('the lint of the baseline', () => {
  it('names every type with under five events, and no other', () => {
    const few = Object.keys(baseline.types).filter((type) => count(type) > 0 && count(type) < 5);
    expect(remarks.filter(({ kind }) => kind === 'few-events').map(({ type }) => type)).toEqual(few);
    for (const { type, events } of remarks) expect(events).toBe(count(type));
  });

  it('names a weight that no judgement can tell from another', () => {
    for (const { judgements: tests } of remarks.filter(({ kind }) => kind === 'untested')) expect(tests).toBe(0);
    const noJudgements = lintModel(baseline, columns, [], codebook);
    expect(noJudgements.filter(({ kind }) => kind === 'untested')).toHaveLength(
      Object.keys(baseline.types).filter((type) => count(type) > 0).length,
    );
  });

  it('names a type without events, and a weight of 0', () => {
    const [only] = dyads;
    const one = lintModel(
      { ...baseline, types: { ...baseline.types, sanction: { ...baseline.types['sanction']!, weight: 0 } } },
      new Map([[only!, columnsOf(only!)]]),
      [],
      codebook,
    );
    expect(one.find(({ type }) => type === 'nuclear_test')).toEqual({
      type: 'nuclear_test',
      kind: 'no-events',
      events: 0,
      judgements: 0,
      message: 'No event is a nuclear_test: its weight of 9 changes nothing, and nothing can test it.',
    });
    const sanctions = columnsOf(only!);
    const counted = [...sanctions.type].filter((k) => sanctions.types[k] === 'sanction').length;
    expect(
      one.some(({ type, kind }) => type === 'sanction' && kind === (counted === 0 ? 'no-events' : 'weightless')),
    ).toBe(true);
  });

  it('names a type of the codebook that the model does not name, with its events', () => {
    const { sanction: _, ...types } = baseline.types;
    const found = lintModel({ ...baseline, types }, columns, judgements, codebook);
    expect(found.filter(({ kind }) => kind === 'unnamed')).toEqual([
      {
        type: 'sanction',
        kind: 'unnamed',
        events: count('sanction'),
        judgements: 0,
        message: `The model does not name sanction: its ${count('sanction')} events do not count.`,
      },
    ]);
    expect(remarks.filter(({ kind }) => kind === 'unnamed')).toEqual([]);
  });
});
