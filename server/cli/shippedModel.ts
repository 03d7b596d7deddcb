import { projectRoot } from '../projectRoot.ts';
import { loadReferenceData, type PublishedModel, type ReferenceData } from '../referenceData.ts';
import { CommandFailure } from './failure.ts';

/** The reference data and one of its models: by name (its newest version), name@version or hash. @throws CommandFailure that names those there are */
export async function shippedModel(name = 'baseline'): Promise<{ reference: ReferenceData; model: PublishedModel }> {
  const reference = await loadReferenceData(projectRoot());
  const model = reference.models.find(({ definition, hash }) => [definition.name, `${definition.name}@${definition.version}`, hash, `${definition.name}@${hash}`].includes(name));
  if (model) return { reference, model };
  throw new CommandFailure(`"${name}" is no published model: use one of ${reference.models.map(({ definition }) => `${definition.name}@${definition.version}`).join(', ')}.`);
}
