/** Random drafts of the baseline for the tests of the lab: any of its numbers, within what a definition may hold. */
import * as fc from 'fast-check';
import type { ModelDefinition } from '../../models/model.ts';
import { parametersOf, valueOfPosition, withValue } from '../../client/lab/parameters.ts';
import { baseline } from '../models/shipped.ts';

/** One parameter changed: anywhere on its slider, as a person does, and not only on its steps. */
export interface ParameterChange {
  readonly path: string;
  readonly value: number;
}

// A flag's two thresholds bind each other: changed apart they make models that nobody may have.
const changeable = parametersOf(baseline).filter(({ path }) => !path.startsWith('flag.'));

const parameterChange: fc.Arbitrary<ParameterChange> = fc.constantFrom(...changeable).chain(({ path, track }) =>
  ('rungs' in track
    ? fc.nat(track.rungs.length - 1).map((position) => valueOfPosition(track, position))
    : fc.double({ min: track.min, max: track.max, noNaN: true, noDefaultInfinity: true })
  ).map((value) => ({
    path,
    value: Object.is(value, -0) ? 0 : value,
  })),
);

export const parameterChanges: fc.Arbitrary<ParameterChange[]> = fc.array(parameterChange, {
  minLength: 1,
  maxLength: 12,
});

export const withChanges = (model: ModelDefinition, list: readonly ParameterChange[]): ModelDefinition =>
  list.reduce((now, { path, value }) => withValue(now, path, value), model);
