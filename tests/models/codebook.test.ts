import { describe, expect, it } from 'vitest';
import { CATEGORIES, codebookOf } from '../../models/codebook.ts';
import { baseline, codebook } from './shipped.ts';

describe('the codebook', () => {
  it('keeps the order of its types', () => {
    const types = [...codebook.values()];
    expect([...codebookOf(types.toReversed()).keys()]).toEqual(types.map(({ type }) => type).toReversed());
  });

  it('names no type twice', () => {
    const sanction = codebook.get('sanction')!;
    expect(() => codebookOf([sanction, sanction])).toThrow('The codebook names the type "sanction" twice: keep one.');
  });

  it('has a weight in the baseline for every type, and a type in every category', () => {
    expect(Object.keys(baseline.types).sort()).toEqual([...codebook.keys()].sort());
    expect(new Set([...codebook.values()].map(({ category }) => category))).toEqual(new Set(CATEGORIES));
  });
});
