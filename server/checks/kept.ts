/** Whether models and pinned views are those of their hashes and codes. */
import { canonicalView, type View, viewCode } from '../../client/charts/view.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { type ModelDefinition, modelHash } from '../../models/model.ts';
import type { Queryable } from '../store/database.ts';
import { modelsNamedBy } from '../views/views.ts';
import { CHANGED_PAST_THE_PROGRAM, type Checked, firstOf } from './fault.ts';

/** The tables that keep definitions under their hashes. Only the first has their members in the order in which runs add up: a hash does not tell it. */
const MODEL_TABLES = ['rollup_model', 'view_model', 'saved_model'] as const;

export interface CheckedModels extends Checked {
  /** hashes of the definitions that hold */
  readonly holding: ReadonlySet<string>;
  /** those of them that runs scored, by hash */
  readonly ofRuns: ReadonlyMap<string, ModelDefinition>;
}

export async function checkModels(database: Queryable): Promise<CheckedModels> {
  const holding = new Set<string>();
  const ofRuns = new Map<string, ModelDefinition>();
  const faults: string[] = [];
  for (const table of MODEL_TABLES) {
    const rows = await database.query<{ model_hash: string; name: string; version: number; definition: string }>(
      `select model_hash, name, version, definition from ${table} order by model_hash`,
    );
    for (const { model_hash: hash, name, version, definition } of rows) {
      const read = parsed<ModelDefinition>(definition);
      if (read && read.name === name && read.version === version && hashOf(read) === hash) {
        holding.add(hash);
        if (table === 'rollup_model') ofRuns.set(hash, read);
      } else
        faults.push(
          `${name} version ${version} in ${table}: its definition is not that of its hash ${hash}. ${CHANGED_PAST_THE_PROGRAM}`,
        );
    }
  }
  return {
    check: 'models',
    summary: `definitions that were saved, or that runs and views name: ${holding.size.toLocaleString('en')}, each with its hash`,
    faults: firstOf(faults, 'definitions'),
    holding,
    ofRuns,
  };
}

/** @param models hashes of those that hold */
export async function checkViews(database: Queryable, models: ReadonlySet<string>): Promise<Checked> {
  const faults: string[] = [];
  const rows = await database.query<{ code: string; view: string }>('select code, view from pinned_view order by code');
  for (const { code, view: text } of rows) {
    const view = parsed<View>(text);
    const why = !view ? 'it is no JSON' : faultOf(code, text, view, models);
    if (why !== undefined) faults.push(`view ${code}: ${why}. ${CHANGED_PAST_THE_PROGRAM}`);
  }
  const pictures = await database.query<{ code: string; digest: string }>(
    'select code, digest from drawn_picture order by code, digest',
  );
  for (const { code, digest } of pictures)
    if (!/^[0-9a-f]{64}$/.test(digest))
      faults.push(`a picture of view ${code} has a digest that is no SHA-256. ${CHANGED_PAST_THE_PROGRAM}`);
  return {
    check: 'views',
    summary: `pinned views: ${rows.length.toLocaleString('en')}, each with its code and models; digests of pictures: ${pictures.length.toLocaleString('en')}`,
    faults: firstOf(faults, 'views'),
  };
}

function faultOf(code: string, text: string, view: View, models: ReadonlySet<string>): string | undefined {
  try {
    if (canonicalView(view) !== text || viewCode(view) !== code) return 'its content is not that of its code';
    const lacking = modelsNamedBy(view).find((hash) => !models.has(hash));
    return lacking === undefined ? undefined : `the model ${lacking} that it names is not kept, or not as it was`;
  } catch (error) {
    return messageOf(error);
  }
}

function parsed<Value>(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined; // told by who asked
  }
}

function hashOf(model: ModelDefinition): string | undefined {
  try {
    return modelHash(model);
  } catch {
    return undefined; // half a surrogate pair: no definition of ours
  }
}
