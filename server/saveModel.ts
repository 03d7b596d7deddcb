/** Saving a model: a new file in models/definitions, never a changed one. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkModel, modelHash, type ModelFault } from '../models/model.ts';
import { inOrder, MODEL_FOLDER, type PublishedModel, type ReferenceData } from './referenceData.ts';

/** A definition that cannot be saved; nothing was written, and the models that were served still are. */
export class ModelRefused extends Error {
  override name = 'ModelRefused';
  readonly faults: readonly ModelFault[];

  constructor(faults: readonly ModelFault[]) {
    super(faults.map(({ path, message }) => `${path || 'the whole'}: ${message}.`).join(' '));
    this.faults = faults;
  }
}

/**
 * Writes a definition as the next version of its name and serves it from then on. The file is complete before it gets its
 * name, so that a stop half-way leaves no model that cannot be read.
 *
 * @throws ModelRefused when the definition has faults, its version is not the next one, or a published version has the same numbers.
 */
export async function saveModel(root: string, reference: ReferenceData, definition: unknown): Promise<PublishedModel> {
  const check = checkModel(definition, reference.codebook);
  if ('faults' in check) throw new ModelRefused(check.faults);
  const { name, version } = check.model;
  const newest = reference.models.find((model) => model.definition.name === name)?.definition.version ?? 0;
  if (version !== newest + 1)
    throw new ModelRefused([
      {
        path: 'version',
        message: newest >= version ? `${version} of ${name} is published and never changes: save this as version ${newest + 1}` : `${version} would leave a gap: the next version of ${name} is ${newest + 1}`,
      },
    ]);
  const hash = modelHash(check.model);
  const file = join(root, MODEL_FOLDER, version === 1 ? `${name}.json` : `${name}.v${version}.json`);
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    await writeFile(unfinished, `${JSON.stringify(check.model, null, 2)}\n`, { flag: 'wx' });
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  const saved = { definition: check.model, hash };
  reference.models = inOrder([...reference.models, saved]);
  return saved;
}

