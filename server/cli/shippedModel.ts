import { isRolledUp, type LoadedModel } from '../../models/model.ts';
import { projectRoot } from '../projectRoot.ts';
import { loadReferenceData, type ReferenceData } from '../referenceData.ts';
import { CommandFailure } from './failure.ts';

/** The reference data and one of its models: by name (its newest version), name@version or hash. @throws CommandFailure that names those there are */
export async function shippedModel(name = 'baseline'): Promise<{ reference: ReferenceData; model: LoadedModel }> {
  const reference = await loadReferenceData(projectRoot());
  const model = reference.models.find(({ definition, hash }) =>
    [definition.name, `${definition.name}@${definition.version}`, hash, `${definition.name}@${hash}`].includes(name),
  );
  if (model && !isRolledUp(model.definition))
    throw new CommandFailure(
      `"${name}" scores acts of its own (from feeds, or inherited from other dyads), and this command works on the events of data/events: use a model of those, such as baseline.`,
    );
  if (model) return { reference, model };
  throw new CommandFailure(
    `"${name}" is no published model: use one of ${reference.models
      .filter((one) => isRolledUp(one.definition))
      .map(({ definition }) => `${definition.name}@${definition.version}`)
      .join(', ')}.`,
  );
}
