/** Which model a question means: a name, name@version, name@hash or hash. */
import { isRolledUp, type LoadedModel } from '../../models/model.ts';
import { Problem } from './problem.ts';

/** A model as it was asked for. */
export interface AskedModel extends LoadedModel {
  /** asked for by its hash, which can never mean another model */
  readonly pinned: boolean;
}

type ByHash = (hash: string) => LoadedModel | undefined;

/**
 * The newest baseline when none is asked for.
 *
 * @param models the newest version of a name first
 * @param keptModel a definition without a file any more, as a roll-up or a view kept it
 * @throws Problem for a model that nobody knows
 */
export function askedModel(asked: string | undefined, models: readonly LoadedModel[], keptModel: ByHash): AskedModel {
  if (asked === undefined) return standardModel(models);
  const [name, mark, ...rest] = asked.split('@');
  const named = models.filter(({ definition }) => definition.name === name);
  if (mark === undefined) {
    if (named[0]) return { ...named[0], pinned: false };
    const hashed = models.find(({ hash }) => hash === name) ?? keptModel(name!);
    if (hashed) return { ...hashed, pinned: true };
  } else if (rest.length === 0) {
    const kept = keptModel(mark);
    const hashed = named.find(({ hash }) => hash === mark) ?? (kept?.definition.name === name ? kept : undefined);
    if (hashed) return { ...hashed, pinned: true };
    const versioned = named.find(({ definition }) => String(definition.version) === mark);
    if (versioned) return { ...versioned, pinned: false };
  }
  const known = models.map(({ definition, hash }) => `${definition.name}@${definition.version} (${hash})`).join(', ');
  throw new Problem(
    'unknown-model',
    `"${asked.slice(0, 80)}" is no published model. There are: ${known}. Write name, name@version, name@hash or hash.`,
  );
}

function standardModel(models: readonly LoadedModel[]): AskedModel {
  const standard =
    models.find(({ definition }) => definition.name === 'baseline') ??
    models.find(({ definition }) => isRolledUp(definition));
  if (standard) return { ...standard, pinned: false };
  throw new Problem(
    'unknown-model',
    'No model is published: every file in models/definitions has a fault. `npm run -s tension -- doctor` names them.',
  );
}
