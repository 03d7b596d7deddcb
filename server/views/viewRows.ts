/** The rows of pinned views: written together, however many wait, so that they take one turn among those who write. */
import { canonicalJson } from '../../models/canonical.ts';
import type { LoadedModel, ModelDefinition } from '../../models/model.ts';
import type { Queryable } from '../store/database.ts';

/** A view that is to be kept. */
export interface Pinning {
  readonly code: string;
  /** canonical JSON */
  readonly text: string;
  readonly named: readonly LoadedModel[];
  readonly at: Date;
  /** a name, '' for somebody who did not sign in, null where nobody noted it */
  readonly pinnedBy: string | null;
}

export type ViewRow = {
  readonly view: string;
  readonly created_at: Date;
  readonly pinned_by: string | null;
  readonly reason: string | null;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
};

/** Two different contents for what must be one; nothing was written. */
export class CodeTaken extends Error {
  override name = 'CodeTaken';
}

export async function pinIn(
  tx: Queryable,
  { code, text, named, at, pinnedBy }: Pinning,
): Promise<{ createdAt: Date; isNew: boolean } | CodeTaken> {
  const kept = await readRow(tx, code);
  if (kept && kept.view !== text) return codeTaken(code, kept.created_at);
  if (kept) return { createdAt: kept.created_at, isNew: false };
  const unkept: LoadedModel[] = [];
  for (const model of named) {
    const held = await heldModel(tx, model.hash);
    if (held === undefined) unkept.push(model);
    else if (held !== canonicalJson(model.definition))
      return new CodeTaken(
        `The hash ${model.hash} belongs to another definition of ${model.definition.name} already: raise its version, and it has another hash.`,
      );
  }
  await tx.query('insert into pinned_view (code, view, created_at, pinned_by) values ($1, $2, $3, $4)', [
    code,
    text,
    at,
    pinnedBy,
  ]);
  for (const { definition, hash } of unkept) await keepModel(tx, definition, hash, at);
  return { createdAt: at, isNew: true };
}

export const codeTaken = (code: string, pinnedAt: Date): CodeTaken =>
  new CodeTaken(
    `The code ${code} belongs to another view already, pinned on ${pinnedAt.toISOString()}, and a code never changes its meaning: change the view a little, for instance its first day, and it has another code.`,
  );

async function heldModel(tx: Queryable, hash: string): Promise<string | undefined> {
  const [kept] = await tx.query<{ definition: string }>('select definition from view_model where model_hash = $1', [
    hash,
  ]);
  return kept?.definition;
}

const keepModel = (tx: Queryable, definition: ModelDefinition, hash: string, at: Date): Promise<unknown> =>
  tx.query('insert into view_model (model_hash, name, version, definition, created_at) values ($1, $2, $3, $4, $5)', [
    hash,
    definition.name,
    definition.version,
    canonicalJson(definition),
    at,
  ]);

export async function readRow(database: Queryable, code: string): Promise<ViewRow | undefined> {
  const [row] = await database.query<ViewRow>(
    `select view, created_at, pinned_by, reason, withdrawn_at, withdrawn_by
     from pinned_view left join withdrawn_view on withdrawn_view.code = pinned_view.code where pinned_view.code = $1`,
    [code],
  );
  return row;
}
