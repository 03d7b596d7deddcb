/** Models that were saved here: rows of the database, so that every server on it has them. A version never changes. */
import { canonicalJson } from '../models/canonical.ts';
import type { Codebook } from '../models/codebook.ts';
import { reasonOf } from '../models/errorMessage.ts';
import { checkModel, type LoadedModel, type ModelDefinition, modelHash } from '../models/model.ts';
import { appendAudit } from './ledger/audit.ts';
import { inOrder, type ModelFileFault, ModelRefused } from './modelFiles.ts';
import type { ReferenceData } from './referenceData.ts';
import type { Database, Queryable, SqlRow } from './store/database.ts';

export interface SavedModels {
  /**
   * Saves a definition as the next version of its name and serves it from then on.
   *
   * @throws ModelRefused when the definition has faults, its version is not the next one, or the version before has the same numbers.
   */
  save(definition: unknown, savedBy: string): Promise<LoadedModel>;
  /**
   * Saves, in a transaction of somebody else's, the model that is chosen among all there are, where there is one to save.
   * `look` takes it up.
   */
  saveIn(
    tx: Queryable,
    choose: (models: readonly LoadedModel[]) => LoadedModel | undefined,
    savedBy: string,
  ): Promise<void>;
  /** Takes up what other servers have saved; costs one small read where that is nothing. @throws DatabaseError */
  look(): Promise<void>;
}

export interface SavedModelsOptions {
  readonly database: Database;
  /** its models become those of the files and the saved ones together */
  readonly reference: ReferenceData;
  readonly now: () => Date;
}

/** Reads the saved models into the reference data. One that cannot be used any more is left out and named in its faults. */
export async function openSavedModels(options: SavedModelsOptions): Promise<SavedModels> {
  const saved = new DatabaseModels(options);
  await saved.look();
  return saved;
}

interface SavedRow extends SqlRow {
  name: string;
  version: number;
  model_hash: string;
  definition: string;
  saved_at: Date;
  saved_by: string;
}

class DatabaseModels implements SavedModels {
  readonly #parts: SavedModelsOptions;
  /** what the database had when it was last read */
  #state = '';
  #taken: ReadonlySet<LoadedModel> = new Set();
  /** those of files whose version was saved here with other numbers */
  #outdone: readonly LoadedModel[] = [];
  #faults: ReadonlySet<ModelFileFault> = new Set();

  constructor(parts: SavedModelsOptions) {
    this.#parts = parts;
  }

  look(): Promise<void> {
    return this.#look(this.#parts.database);
  }

  async save(definition: unknown, savedBy: string): Promise<LoadedModel> {
    const { database, reference, now } = this.#parts;
    const check = checkModel(definition, reference.codebook);
    if ('faults' in check) throw new ModelRefused(check.faults);
    const saved = { definition: check.model, hash: modelHash(check.model) };
    // One writer at a time, on whatever server: of two that save the same version, the second is told.
    await database.transaction(async (tx) => {
      await this.#look(tx);
      refuseOtherThanNext(saved.definition, reference.models);
      await insertModel(tx, saved, now(), savedBy);
    });
    await this.look();
    return saved;
  }

  async saveIn(
    tx: Queryable,
    choose: (models: readonly LoadedModel[]) => LoadedModel | undefined,
    savedBy: string,
  ): Promise<void> {
    await this.#look(tx);
    const chosen = choose(this.#parts.reference.models);
    if (chosen) await insertModel(tx, chosen, this.#parts.now(), savedBy);
  }

  async #look(database: Queryable): Promise<void> {
    // Rows are only added, unless a copy of the database was restored.
    const [held] = await database.query<{ rows: number; newest: Date | null }>(
      'select count(*) as rows, max(saved_at) as newest from saved_model',
    );
    const state = `${held!.rows} ${held!.newest?.toISOString()}`;
    if (state === this.#state) return;
    this.#take(await database.query<SavedRow>('select * from saved_model order by name, version'));
    this.#state = state;
  }

  #take(rows: readonly SavedRow[]): void {
    const { reference } = this.#parts;
    const fromFiles = [...reference.models.filter((model) => !this.#taken.has(model)), ...this.#outdone];
    const taken = new Set<LoadedModel>();
    const faults = new Set<ModelFileFault>();
    for (const row of rows) {
      const read = savedModel(row, reference);
      if ('message' in read) faults.add(read);
      else if (!fromFiles.some(({ hash }) => hash === read.hash)) taken.add(read);
    }
    const isTaken = ({ definition: { name, version } }: LoadedModel): boolean =>
      [...taken].some(({ definition }) => definition.name === name && definition.version === version);
    const outdone = fromFiles.filter(isTaken);
    for (const { definition } of outdone)
      faults.add({
        name: definition.name,
        message: `${definition.name} version ${definition.version} of this program has other numbers than the version that was saved here before, and a version never changes: the saved one is served. To have the other, save its definition under another name.`,
      });
    reference.models = inOrder([...fromFiles.filter((model) => !isTaken(model)), ...taken]);
    reference.modelFaults = [...reference.modelFaults.filter((fault) => !this.#faults.has(fault)), ...faults];
    this.#taken = taken;
    this.#outdone = outdone;
    this.#faults = faults;
  }
}

/** A saved model, or why it cannot be used. */
function savedModel(row: SavedRow, { codebook }: Pick<ReferenceData, 'codebook'>): LoadedModel | ModelFileFault {
  const { name, version, model_hash: hash } = row;
  const where = `${name} version ${version}, saved at ${row.saved_at.toISOString()} by ${row.saved_by}`;
  const read = modelOf(row.definition, codebook);
  if (typeof read === 'string') return { name, message: `${where}: ${read}.` };
  if (read.hash === hash) return read;
  return { name, message: `${where}, is not as it was saved: restore the table saved_model from a backup.` };
}

/** The model of a definition's text, or what is wrong with it. */
function modelOf(text: string, codebook: Codebook): LoadedModel | string {
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    return `is not JSON: ${reasonOf(error)}`;
  }
  const check = checkModel(definition, codebook);
  if ('faults' in check)
    return check.faults.map(({ path, message }) => `${path || 'the whole'}: ${message}`).join('; ');
  return { definition: check.model, hash: modelHash(check.model) };
}

/**
 * Takes into the database what a backup has of models as files and nobody has here: an earlier version saved models as files.
 *
 * @returns names of the files that were taken, and of those that cannot be used or have other numbers than the model of their version here
 */
export async function takeModelFiles(
  options: SavedModelsOptions,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<{ readonly added: string[]; readonly differing: string[] }> {
  const { database, reference, now } = options;
  await openSavedModels(options);
  const added: string[] = [];
  const differing: string[] = [];
  await database.transaction(async (tx) => {
    for (const { name: file, bytes } of files) {
      const model = modelOf(Buffer.from(bytes).toString(), reference.codebook);
      const held =
        typeof model === 'string'
          ? undefined
          : reference.models.find(
              ({ definition: { name, version } }) =>
                name === model.definition.name && version === model.definition.version,
            );
      if (typeof model === 'string' || (held && held.hash !== model.hash)) differing.push(file);
      if (typeof model === 'string' || held) continue;
      await insertModel(tx, model, now(), 'backup');
      added.push(file);
    }
  });
  return { added, differing };
}

async function insertModel(tx: Queryable, { definition, hash }: LoadedModel, at: Date, by: string): Promise<void> {
  await tx.query(
    'insert into saved_model (name, version, model_hash, definition, saved_at, saved_by) values ($1, $2, $3, $4, $5, $6)',
    [definition.name, definition.version, hash, JSON.stringify(definition), at, by],
  );
  await appendAudit(tx, { moment: at, recordedBy: by }, [
    {
      action: 'save-model',
      subject: `${definition.name}@${definition.version}`,
      before: null,
      after: { title: definition.title, modelHash: hash },
      why: definition.changelog.find(({ version }) => version === definition.version)?.text ?? '',
    },
  ]);
}

/** @throws ModelRefused when the version is not the next one, or the version before has the same numbers */
function refuseOtherThanNext(model: ModelDefinition, models: readonly LoadedModel[]): void {
  const { name, version } = model;
  const newest = models.find(({ definition }) => definition.name === name)?.definition;
  const next = (newest?.version ?? 0) + 1;
  if (version < next)
    throw refused('version', `${version} of ${name} is published and never changes: save this as version ${next}`);
  if (version > next) throw refused('version', `${version} would leave a gap: the next version of ${name} is ${next}`);
  if (newest && numbersOf(newest) === numbersOf(model))
    throw refused('types', `has the same numbers as ${name} ${newest.version}: change a number, or keep that version`);
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
