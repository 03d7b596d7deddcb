/** A model whose file was broken after it had been published is served as a run wrote it down, until the file is mended. */
import { checkModel, modelHash } from '../../models/model.ts';
import { inOrder } from '../modelFiles.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { Queryable } from '../store/database.ts';

/**
 * Adds to the reference data the newest published version of every model whose file has a fault, where the files themselves
 * have no version as new. Returns a sentence for each.
 */
export async function restoreLastGoodModels(database: Queryable, reference: ReferenceData): Promise<string[]> {
  const sentences: string[] = [];
  const faulty = new Set(reference.modelFaults.map(({ name }) => name));
  for (const name of faulty) {
    const [row] = await database.query<{ definition: string }>(
      'select definition from rollup_model where name = $1 order by version desc, first_run desc limit 1',
      [name],
    );
    if (!row) continue;
    const check = checkModel(JSON.parse(row.definition), reference.codebook);
    if ('faults' in check) continue; // the codebook has changed since: there is no good version of it
    const { version } = check.model;
    if (reference.models.some(({ definition }) => definition.name === name && definition.version >= version)) continue;
    const hash = modelHash(check.model);
    reference.models = inOrder([...reference.models, { definition: check.model, hash }]);
    sentences.push(
      `${name} version ${version} (${hash}) is served as it was last published, until its file is mended.`,
    );
  }
  return sentences;
}
