/** A type that a model does not name weighs nothing, for every reader of models. */
import { describe, expect, it } from 'vitest';
import { basisOf } from '../../models/basis.ts';
import { explainPoint } from '../../models/contribution.ts';
import { comparisonOf } from '../../models/elicitation.ts';
import type { ScoredEvent } from '../../models/event.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { impactAlone, impactFactorsOf } from '../../models/impactFactors.ts';
import { yanSeries } from '../../models/methods/yan.ts';
import { checkModel, type ModelDefinition, modelHash } from '../../models/model.ts';
import { drawTensions } from '../../models/montecarlo.ts';
import { explainMove, explainMoveBetween } from '../../models/move.ts';
import { seededRandom } from '../../models/random.ts';
import { scoreOf } from '../../models/score.ts';
import { indexOnDay } from '../../models/sensitivity.ts';
import { marginOf } from '../../models/statement.ts';
import { runTask } from '../../models/task.ts';
import { weightsOf } from '../../models/weights.ts';
import { DYAD, codebook } from './arbitrary.ts';
import { baseline, baselineFile, codebook as shippedCodebook } from './shipped.ts';

const { other: _, ...types } = baseline.types;
/** The baseline as it would be, had `other` come into the codebook after it. */
const model: ModelDefinition = { ...baseline, types };

const act = (id: string, day: number, type: string): ScoredEvent => ({
  id,
  day,
  actor: 'AAA',
  target: 'BBB',
  role: 'direct',
  type,
  polarity: 1,
  severity: 3,
  verified: false,
});
const named = act('named', 2, 'summons');
/** verified, so that it takes no random number where events are drawn */
const columns = eventColumns(DYAD, [named, { ...act('unnamed', 5, 'other'), verified: true }], codebook);
const without = eventColumns(DYAD, [named], codebook);
const unnamed = columns.ids.indexOf('unnamed');

describe('a model that does not name a type of the codebook', () => {
  it('is sound, and keeps the hash of its file', () => {
    const file = baselineFile();
    delete (file.types as Partial<typeof file.types>)['other'];
    const check = checkModel(file, shippedCodebook);
    expect('model' in check && modelHash(check.model)).toBe(modelHash(model));
  });

  it('scores as if the events of the type had not happened', () => {
    const [score, bare] = [columns, without].map((of) => scoreOf(basisOf(of, model, 0, 30), model));
    expect(score!.tension).toEqual(bare!.tension);
    expect(score!.sd).toEqual(bare!.sd);
    expect(indexOnDay(columns, 6)(model)).toBe(indexOnDay(without, 6)(model));
    expect(yanSeries(columns, model, 0, 30, 'day')).toEqual(yanSeries(without, model, 0, 30, 'day'));
  });

  it('gives its events no share of a point or of a move', () => {
    expect(explainPoint(columns, model, 6)).toEqual(explainPoint(without, model, 6));
    expect(explainMove(columns, model, 0, 6)).toEqual(explainMove(without, model, 0, 6));
    expect(impactFactorsOf(columns, unnamed, model)).toMatchObject({ weight: 0, impact: 0 });
    expect(impactAlone(act('unnamed', 5, 'other'), model)).toBe(0);
  });

  it('explains the move to the version that names it by that version', () => {
    const move = explainMoveBetween({ day: 6, columns, model }, { day: 6, columns, model: baseline });
    expect(move.model.map(({ eventId }) => eventId)).toEqual(['unnamed']);
    expect(Math.abs(move.residual)).toBeLessThan(1e-9);
  });

  it('draws, judges and compares without them', () => {
    const drawn = [columns, without].map((of) => runTask(drawTensions([of], model, [6], 50, seededRandom(4))));
    expect(drawn[0]).toEqual(drawn[1]);
    const margins = [columns, without].map((of) => {
      const period = (day: number) => ({ columns: of, from: day, to: day, statistic: 'mean' as const });
      return marginOf({ higher: period(6), lower: period(1), byPoints: 0 }, model).at(weightsOf(model));
    });
    expect(margins[0]).toBe(margins[1]);
    const acts = { a: { columns, event: unnamed }, b: { columns, event: columns.ids.indexOf('named') } };
    expect(comparisonOf(acts, model).filter((difference) => difference !== 0)).toHaveLength(1);
  });
});
