/** A model that somebody sent. */
import type { Codebook } from '../../models/codebook.ts';
import { checkModel, type LoadedModel, type ModelFault, modelHash } from '../../models/model.ts';
import { Problem } from './problem.ts';

/** @throws Problem with every fault, its place and its remedy */
export function draftModel(definition: unknown, codebook: Codebook): LoadedModel {
  const check = checkModel(definition, codebook);
  if ('faults' in check) throw invalidModel(check.faults);
  return { definition: check.model, hash: modelHash(check.model) };
}

export function invalidModel(faults: readonly ModelFault[]): Problem {
  const errors = faults.map(({ path, message }) => ({
    field: path === '' ? 'model' : `model.${path}`,
    value: null,
    message,
  }));
  return new Problem('invalid-model', errors.map(({ field, message }) => `${field}: ${message}.`).join(' '), {
    errors,
  });
}
