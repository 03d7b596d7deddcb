/** Saving a model: a new file in models/definitions, never a changed one. */
import { link, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../models/canonical.ts';
import { checkModel, type LoadedModel, type ModelDefinition, modelHash } from '../models/model.ts';
import { inOrder, MODEL_FOLDER, ModelRefused } from './modelFiles.ts';
import type { ReferenceData } from './referenceData.ts';

/** Saves are done one after the other, so that two at once cannot both become the same version. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Writes a definition as the next version of its name and serves it from then on. The file is complete before it gets its
 * name, so that a stop half-way leaves no model that cannot be read; a file that stands there already is never overwritten.
 *
 * @throws ModelRefused when the definition has faults, its version is not the next one, or the version before has the same numbers.
 */
export function saveModel(root: string, reference: ReferenceData, definition: unknown): Promise<LoadedModel> {
  const saved = last.then(() => save(root, reference, definition));
  last = saved.catch(() => undefined);
  return saved;
}

async function save(root: string, reference: ReferenceData, definition: unknown): Promise<LoadedModel> {
  const check = checkModel(definition, reference.codebook);
  if ('faults' in check) throw new ModelRefused(check.faults);
  const { model } = check;
  const { name, version } = model;
  const newest = reference.models.find((published) => published.definition.name === name)?.definition;
  const next = (newest?.version ?? 0) + 1;
  if (version < next)
    throw refused('version', `${version} of ${name} is published and never changes: save this as version ${next}`);
  if (version > next) throw refused('version', `${version} would leave a gap: the next version of ${name} is ${next}`);
  if (newest && numbersOf(newest) === numbersOf(model))
    throw refused('types', `has the same numbers as ${name} ${newest.version}: change a number, or keep that version`);
  const file = version === 1 ? `${name}.json` : `${name}.v${version}.json`;
  const path = join(root, MODEL_FOLDER, file);
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    await writeFile(unfinished, `${JSON.stringify(model, null, 2)}\n`);
    await link(unfinished, path); // unlike a rename it refuses where a file stands
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw refused(
        'version',
        `${version} of ${name} cannot be written: ${MODEL_FOLDER}/${file} stands there already, though it is not served. Mend that file or move it away`,
      );
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
  const saved = { definition: model, hash: modelHash(model) };
  reference.models = inOrder([...reference.models, saved]);
  return saved;
}

const refused = (path: string, message: string): ModelRefused => new ModelRefused([{ path, message }]);

/** What scores hang on: everything but the names and the texts. */
function numbersOf({
  name: _name,
  version: _version,
  title: _title,
  description: _description,
  changelog: _changelog,
  ...numbers
}: ModelDefinition): string {
  return canonicalJson(numbers);
}
