/** Pinned views: what a picture shows, kept under its code for ever, with the models that it names. Append-only. */
import { LRUCache } from 'lru-cache';
import { canonicalView, type View, viewCode } from '../../client/charts/view.ts';
import { canonicalJson } from '../../models/canonical.ts';
import { type LoadedModel, type ModelDefinition, modelSchema } from '../../models/model.ts';
import type { Database, Queryable } from '../store/database.ts';

export interface PinnedView {
  /** canonical: capitals, no hyphens */
  readonly code: string;
  readonly view: View;
  readonly createdAt: Date;
}

export interface Views {
  /**
   * Keeps a view and the definitions that it names; what is kept already stays as it is. A draft stands in the view itself.
   *
   * @throws CodeTaken when another view has the same code, which happens to one pair among a million views with a chance of 0.4
   */
  pin(view: View, models: readonly LoadedModel[]): Promise<PinnedView & { readonly isNew: boolean }>;
  /** @param code canonical, as `readViewCode` gives it */
  read(code: string): Promise<PinnedView | undefined>;
  /** Remembers that this file was drawn of a view; what is remembered already stays as it is. @param digest SHA-256 of it, hex */
  rememberPicture(code: string, digest: string): Promise<void>;
  /** When this file was first drawn of a view; undefined: never, here. */
  drawnAt(code: string, digest: string): Promise<Date | undefined>;
  /** A model that a roll-up published or a view names, even where its file has gone. */
  model(hash: string): LoadedModel | undefined;
}

/** Two different contents for what must be one; nothing was written. */
export class CodeTaken extends Error {
  override name = 'CodeTaken';
}

/** @param now the clock: when a view was pinned */
export async function openViews({
  database,
  now,
}: {
  readonly database: Database;
  readonly now: () => Date;
}): Promise<Views> {
  const models = new Map<string, LoadedModel>();
  /** pictures that need not be looked up again */
  const remembered = new LRUCache<string, true>({ max: MAX_REMEMBERED });
  for (const model of await readModels(database)) models.set(model.hash, model);
  return {
    async pin(view, named) {
      const code = viewCode(view);
      const text = canonicalView(view);
      const pinned = await database.transaction((tx) => pinIn(tx, { code, text, named, at: now() }));
      for (const model of named) if (!models.has(model.hash)) models.set(model.hash, model);
      return { code, view, ...pinned };
    },
    async read(code) {
      const row = await readRow(database, code);
      if (!row) return undefined;
      // Written by `pin`, which takes a View alone.
      const view = JSON.parse(row.view) as View;
      // Another server of the same database may have pinned it since this one started.
      if (hashesOf(view).some((hash) => !models.has(hash)))
        for (const model of await readModels(database)) models.set(model.hash, model);
      return { code, view, createdAt: row.created_at };
    },
    async rememberPicture(code, digest) {
      const key = `${code} ${digest}`;
      if (remembered.has(key)) return;
      await database.transaction(async (tx) => {
        if (!(await drawnAt(tx, code, digest)))
          await tx.query('insert into drawn_picture (code, digest, drawn_at) values ($1, $2, $3)', [
            code,
            digest,
            now(),
          ]);
      });
      remembered.set(key, true);
    },
    drawnAt: (code, digest) => drawnAt(database, code, digest),
    model: (hash) => models.get(hash),
  };
}

/** Some hundred bytes each. */
const MAX_REMEMBERED = 10_000;

async function drawnAt(database: Queryable, code: string, digest: string): Promise<Date | undefined> {
  const [row] = await database.query<{ drawn_at: Date }>(
    'select drawn_at from drawn_picture where code = $1 and digest = $2',
    [code, digest],
  );
  return row?.drawn_at;
}

/** The hashes of the models that a view names. */
function hashesOf(view: View): string[] {
  const named = [view.model, ...(view.kind === 'dyad' && view.overlay !== undefined ? [view.overlay] : [])];
  return named.map((model) => model.slice(model.indexOf('@') + 1));
}

interface Pinning {
  readonly code: string;
  readonly text: string;
  readonly named: readonly LoadedModel[];
  readonly at: Date;
}

async function pinIn(tx: Queryable, { code, text, named, at }: Pinning): Promise<{ createdAt: Date; isNew: boolean }> {
  const kept = await readRow(tx, code);
  if (kept && kept.view !== text)
    throw new CodeTaken(
      `The code ${code} belongs to another view already, pinned on ${kept.created_at.toISOString()}, and a code never changes its meaning: change the view a little, for instance its first day, and it has another code.`,
    );
  if (kept) return { createdAt: kept.created_at, isNew: false };
  await tx.query('insert into pinned_view (code, view, created_at) values ($1, $2, $3)', [code, text, at]);
  for (const { definition, hash } of named) await keepModel(tx, definition, hash, at);
  return { createdAt: at, isNew: true };
}

async function keepModel(tx: Queryable, definition: ModelDefinition, hash: string, at: Date): Promise<void> {
  const text = canonicalJson(definition);
  const [kept] = await tx.query<{ definition: string }>('select definition from view_model where model_hash = $1', [
    hash,
  ]);
  if (kept && kept.definition !== text)
    throw new CodeTaken(
      `The hash ${hash} belongs to another definition of ${definition.name} already: raise its version, and it has another hash.`,
    );
  if (!kept)
    await tx.query(
      'insert into view_model (model_hash, name, version, definition, created_at) values ($1, $2, $3, $4, $5)',
      [hash, definition.name, definition.version, text, at],
    );
}

async function readRow(database: Queryable, code: string): Promise<{ view: string; created_at: Date } | undefined> {
  const [row] = await database.query<{ view: string; created_at: Date }>(
    'select view, created_at from pinned_view where code = $1',
    [code],
  );
  return row;
}

/** Every definition that was ever published or named, one for each saved version: few, and small. */
async function readModels(database: Queryable): Promise<LoadedModel[]> {
  const rows = await database.query<{ hash: string; definition: string }>(
    `select model_hash as hash, definition from rollup_model
     union all
     select model_hash as hash, definition from view_model where model_hash not in (select model_hash from rollup_model)`,
  );
  // Its form alone: the codebook may have changed since it was published.
  return rows.flatMap(({ hash, definition }) => {
    const parsed = modelSchema.safeParse(JSON.parse(definition));
    return parsed.success ? [{ definition: parsed.data, hash }] : [];
  });
}
