/** The definitions of models as files: read, checked, and put in order. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Codebook } from '../models/codebook.ts';
import { reasonOf } from '../models/errorMessage.ts';
import { checkModel, isRolledUp, type LoadedModel, type ModelFault, modelHash } from '../models/model.ts';

/** Where the published models stand, below the project's root. */
export const MODEL_FOLDER = 'models/definitions';

/** Why a definition was left out. */
export interface ModelFileFault {
  /** of the model, or of its file where that cannot be read */
  readonly name: string;
  /** a sentence with file, place and remedy */
  readonly message: string;
}

/** A definition that cannot be saved; nothing was written, and the models that were served still are. */
export class ModelRefused extends Error {
  override name = 'ModelRefused';
  readonly faults: readonly ModelFault[];

  constructor(faults: readonly ModelFault[]) {
    super(faults.map(({ path, message }) => `${path || 'the whole'}: ${message}.`).join(' '));
    this.faults = faults;
  }
}

interface LoadedModels {
  /** by name, the newest version of each name first */
  readonly models: readonly LoadedModel[];
  /** definitions that were left out; the good versions of their names stay in `models` */
  readonly modelFaults: readonly ModelFileFault[];
}

/** Reads all definitions; a faulty one is left out and named. */
export async function loadModels(root: string, codebook: Codebook): Promise<LoadedModels> {
  const found = new Map<string, { path: string; model: LoadedModel }>();
  const modelFaults: ModelFileFault[] = [];
  const files = await readdir(join(root, MODEL_FOLDER)).catch(() => []);
  // By name without the ending: baseline stands before baseline-again, and the earlier one keeps its version.
  const names = files.flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : [])).sort();
  for (const name of names) {
    const path = `${MODEL_FOLDER}/${name}.json`;
    let definition: unknown;
    const fault = (message: string): void =>
      void modelFaults.push({ name: nameIn(definition) ?? name.replace(/\.v\d+$/, ''), message });
    try {
      definition = JSON.parse(await readFile(join(root, path), 'utf8'));
    } catch (error) {
      fault(`${path} is not JSON: ${reasonOf(error)}. Mend it or take the file away.`);
      continue;
    }
    const check = checkModel(definition, codebook);
    if ('faults' in check) {
      for (const { path: place, message } of check.faults) fault(`${path}, ${place || 'the whole'}: ${message}.`);
      continue;
    }
    const model = { definition: check.model, hash: modelHash(check.model) };
    const key = `${check.model.name} version ${check.model.version}`;
    const other = found.get(key);
    if (other && other.model.hash !== model.hash)
      fault(
        `${path}: ${key} stands with other numbers in ${other.path}. A version never changes: raise "version" and say why in "changelog".`,
      );
    else if (!other) found.set(key, { path, model });
  }
  if (![...found.values()].some(({ model }) => isRolledUp(model.definition)))
    modelFaults.push({
      name: 'baseline',
      message: `${MODEL_FOLDER} holds no valid model of the events coded by hand: restore baseline.json from the repository.`,
    });
  return { models: inOrder([...found.values()].map(({ model }) => model)), modelFaults };
}

/** The name that a definition gives itself, whatever else is wrong with it. */
function nameIn(definition: unknown): string | undefined {
  const named = z.object({ name: z.string() }).safeParse(definition);
  return named.success ? named.data.name : undefined;
}

/** Models by name, the newest version of each name first. */
export function inOrder(models: readonly LoadedModel[]): LoadedModel[] {
  return [...models].sort(
    (a, b) => compare(a.definition.name, b.definition.name) || b.definition.version - a.definition.version,
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
