import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adopt,
  type Draft,
  lockedTypes,
  redo,
  reset,
  startDraft,
  toggleLock,
  setParameter,
  undo,
} from '../../client/lab/draft.ts';
import { draftText, locksText, readDraft, readLocks } from '../../client/lab/draftLink.ts';
import { nameOf } from '../../client/lab/parameterNames.ts';
import {
  differences,
  parametersOf,
  positionOf,
  sliderEnds,
  valueAt,
  valueOfPosition,
  withValue,
} from '../../client/lab/parameters.ts';
import { checkModel, modelHash } from '../../models/model.ts';
import { baseline, codebook } from '../models/shipped.ts';
import { parameterChanges, withChanges } from './labModels.ts';

const base = { definition: baseline, hash: modelHash(baseline) };
const WEIGHT = 'types.sanction.weight';
const HALF_LIFE = 'types.veto.halfLifeDays';
const weight = ({ model }: Draft): number => valueAt(model, WEIGHT);

describe('a draft', () => {
  it('goes back step by step and forth again, whatever was changed', () => {
    fc.assert(
      fc.property(parameterChanges, (list) => {
        const states = [startDraft(base)];
        for (const { path, value } of list) states.push(setParameter(states.at(-1)!, path, value, path));
        const distinct = states.filter((state, i) => state !== states[i - 1]);
        let draft = distinct.at(-1)!;
        for (const before of distinct.toReversed().slice(1)) expect((draft = undo(draft)).model).toEqual(before.model);
        expect(undo(draft)).toBe(draft);
        for (const after of distinct.slice(1)) expect((draft = redo(draft)).model).toEqual(after.model);
        expect(redo(draft)).toBe(draft);
      }),
    );
  });

  it('takes a drag back as one step, and two drags as two', () => {
    let draft = startDraft(base);
    for (const value of [6.1, 6.5, 7]) draft = setParameter(draft, WEIGHT, value, 'Sanction, weight', 'drag 1');
    for (const value of [7.5, 8]) draft = setParameter(draft, WEIGHT, value, 'Sanction, weight', 'drag 2');
    expect(weight((draft = undo(draft)))).toBe(7);
    expect(weight((draft = undo(draft)))).toBe(6);
    expect(draft.past).toEqual([]);
    // A drag after an undo is a new step, even under the old name.
    draft = setParameter(redo(draft), WEIGHT, 9, 'Sanction, weight', 'drag 1');
    expect(weight(undo(draft))).toBe(7);
  });

  it('forgets what was undone when something else is changed', () => {
    const draft = setParameter(undo(setParameter(startDraft(base), WEIGHT, 9, '')), HALF_LIFE, 30, '');
    expect(redo(draft)).toBe(draft);
  });

  it('keeps locked parameters where reset, fit and target would move them; a hand still can', () => {
    let draft = toggleLock(setParameter(setParameter(startDraft(base), WEIGHT, 9, ''), HALF_LIFE, 30, ''), WEIGHT);
    expect(reset(draft, '', WEIGHT)).toBe(draft);
    expect(differences(baseline, reset(draft, '').model)).toEqual([{ path: WEIGHT, before: 6, after: 9 }]);
    const fitted = withValue(withValue(baseline, WEIGHT, 1), 'types.veto.weight', 2);
    draft = adopt(draft, fitted, 'Fit');
    expect([weight(draft), valueAt(draft.model, 'types.veto.weight'), valueAt(draft.model, HALF_LIFE)]).toEqual([
      9, 2, 180,
    ]);
    expect(lockedTypes(draft)).toEqual(new Set(['sanction']));
    expect(toggleLock(draft, WEIGHT).locks.size).toBe(0);
  });

  it('shares whatever was not changed', () => {
    const { model } = setParameter(startDraft(base), WEIGHT, 9, '');
    expect(model.types['veto']).toBe(baseline.types['veto']);
    expect(model.severity).toBe(baseline.severity);
    expect(baseline.types['sanction']!.weight).toBe(6);
  });
});

describe('a draft in a link', () => {
  it('is the same draft again, to the last digit', () => {
    fc.assert(
      fc.property(parameterChanges, (list) => {
        const model = withChanges(baseline, list);
        const text = draftText(baseline, model);
        const query = new URLSearchParams(new URLSearchParams({ d: text }).toString());
        expect(readDraft(query.get('d')!, baseline, codebook)).toEqual({ model, faults: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('says only what differs', () => {
    expect(draftText(baseline, baseline)).toBe('');
    expect(
      draftText(
        baseline,
        withChanges(baseline, [
          { path: WEIGHT, value: 9 },
          { path: 'severity.4', value: 3 },
          { path: HALF_LIFE, value: 120 },
        ]),
      ),
    ).toBe('sanction.w:9,veto.half:120,severity.5:3');
  });

  it.each([
    ['sanction.w:nine', '', /sanction\.w is “nine”, which is not a number/],
    ['sanction.w:NaN', '', /not a number/],
    ['sanction.w:1:2', '', /not a number/],
    ['boycott.w:3', '', /“boycott\.w” is not a parameter of baseline/],
    ['__proto__:3', '', /is not a parameter/],
    ['sanction.w:-3', '', /sanction\.w is -3: give at least 0/],
    ['veto.half:1e9', '', /veto\.half is 1000000000: give at most 36525/],
    ['veto.half:0', '', /give at least 0\.01/],
    ['unverified:0', '', /give more than 0/],
    ['sanction.w:-3,veto.w:7', 'veto.w:7', /sanction\.w is -3/],
    ['flag.clear:9', '', /flag\.clear must not exceed raiseAt/],
  ])('%s: the fault is named, and the rest is taken', (text, taken, fault) => {
    const { model, faults } = readDraft(text, baseline, codebook);
    expect(faults.join(' ')).toMatch(fault);
    expect(draftText(baseline, model)).toBe(taken);
    expect(checkModel(model, codebook)).toHaveProperty('model');
  });

  it('carries its locks', () => {
    const locks = new Set([WEIGHT, 'scale']);
    expect(locksText(locks, baseline)).toBe('sanction.w,scale');
    expect(readLocks('sanction.w,scale,none.such', baseline)).toEqual(locks);
  });
});

describe('a parameter', () => {
  it('has a path, a code and a name of its own, and a published value on its slider', () => {
    const all = parametersOf(baseline);
    for (const names of [
      all.map(({ path }) => path),
      all.map(({ code }) => code),
      all.map(({ path }) => nameOf(path, (type) => type)),
    ])
      expect(new Set(names).size).toBe(all.length);
    for (const { path, track } of all) {
      const value = valueAt(baseline, path);
      const { min, max } = sliderEnds(track, value);
      expect(positionOf(track, value), path).toBeGreaterThanOrEqual(min);
      expect(positionOf(track, value), path).toBeLessThanOrEqual(max);
    }
  });

  it('that a model may leave out counts as what that means, and is left out again there', () => {
    const { codingSd: _, ...without } = baseline;
    expect(valueAt(without, 'codingSd')).toBe(0);
    const drafted = withValue(without, 'codingSd', 0.3);
    expect(drafted.codingSd).toBe(0.3);
    expect(draftText(without, drafted)).toBe('coding:0.3');
    expect(withValue(drafted, 'codingSd', 0)).toEqual(without);
  });

  it('moves with every step of its slider, and comes back', () => {
    for (const { path, track } of parametersOf(baseline)) {
      if (!('rungs' in track)) continue;
      track.rungs.forEach((rung, i) => {
        expect(positionOf(track, rung), path).toBe(i);
        expect(valueOfPosition(track, i)).toBe(rung);
        if (i > 0) expect(rung, path).toBeGreaterThan(track.rungs[i - 1]!);
      });
    }
  });

  it('that is changed beyond its slider stretches it', () => {
    const { track } = parametersOf(baseline).find(({ path }) => path === WEIGHT)!;
    expect(sliderEnds(track, 200)).toMatchObject({ min: 0, max: 200 });
  });
});
