/** Random drafts of the baseline for the tests of the lab: any of its numbers, within what a definition may hold. */
import * as fc from 'fast-check';
import type { ModelDefinition } from '../../models/model.ts';
import { parametersOf, valueOfPosition, withValue } from '../../client/lab/parameters.ts';
import { baseline } from '../models/shipped.ts';

/** A turn of one parameter: anywhere on its slider, as a person does, and not only on its steps. */
export interface Turn {
  readonly path: string;
  readonly value: number;
}

// A flag's two thresholds bind each other: turned apart they make models that nobody may have.
const turnable = parametersOf(baseline).filter(({ path }) => !path.startsWith('flag.'));

export const turn: fc.Arbitrary<Turn> = fc.constantFrom(...turnable).chain(({ path, track }) =>
  ('rungs' in track
    ? fc.nat(track.rungs.length - 1).map((position) => valueOfPosition(track, position))
    : fc.double({ min: track.min, max: track.max, noNaN: true, noDefaultInfinity: true })
  ).map((value) => ({
    path,
    value: Object.is(value, -0) ? 0 : value,
  })),
);

export const turns: fc.Arbitrary<Turn[]> = fc.array(turn, { minLength: 1, maxLength: 12 });

export const turned = (model: ModelDefinition, list: readonly Turn[]): ModelDefinition =>
  list.reduce((now, { path, value }) => withValue(now, path, value), model);
