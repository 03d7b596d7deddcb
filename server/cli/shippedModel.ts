import { isRolledUp, type LoadedModel } from '../../models/model.ts';
import { clock, openDatabase } from '../composition.ts';
import type { Config } from '../config.ts';
import { projectRoot } from '../projectRoot.ts';
import { loadReferenceData, type ReferenceData } from '../referenceData.ts';
import { openSavedModels } from '../savedModels.ts';
import { DatabaseError } from '../store/database.ts';
import { askModel } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { findServer } from './runningServer.ts';

/**
 * The reference data and a model: one that comes with the program, by name (its newest version), name@version or hash, or else one
 * that was saved. @throws CommandFailure that names those there are
 */
export async function shippedModel(
  config: Config,
  name = 'baseline',
): Promise<{ reference: ReferenceData; model: LoadedModel }> {
  const reference = await loadReferenceData(projectRoot());
  const model = named(reference, name) ?? (await savedModel(config, reference, name));
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

const named = ({ models }: ReferenceData, name: string): LoadedModel | undefined =>
  models.find(({ definition, hash }) =>
    [definition.name, `${definition.name}@${definition.version}`, hash, `${definition.name}@${hash}`].includes(name),
  );

/** A model that the running server or the database knows; reads the saved ones into the reference data where no server runs. */
async function savedModel(config: Config, reference: ReferenceData, name: string): Promise<LoadedModel | undefined> {
  const server = await findServer(config);
  if (server) return askModel(server, name);
  try {
    const database = await openDatabase(config, { mustExist: true });
    try {
      await openSavedModels({ database, reference, now: clock });
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error; // no database, or one of before: then nothing was saved
  }
  return named(reference, name);
}
