/** A draft in a link: its base model, and only the numbers that differ from it. `sanction.w:9,veto.half:120,scale:35` */
import type { Codebook } from '../../models/codebook.ts';
import { checkModel, type ModelDefinition } from '../../models/model.ts';
import { differences, parametersOf, valueAt, withValue } from './parameters.ts';
import { words } from '../state/language.ts';

/** @returns empty for a draft that differs in nothing */
export function draftText(base: ModelDefinition, model: ModelDefinition): string {
  const codes = new Map(parametersOf(model).map(({ path, code }) => [path, code]));
  return differences(base, model)
    .map(({ path, after }) => `${codes.get(path)!}:${after}`)
    .join(',');
}

export interface ReadDraft {
  readonly model: ModelDefinition;
  /** what could not be read, each a sentence; the published number stands in its place */
  readonly faults: readonly string[];
}

/** The draft that a link says. A number that no model may hold is left out and named, and so is a name that is no parameter. */
export function readDraft(text: string, base: ModelDefinition, codebook: Codebook): ReadDraft {
  const wording = words.value.lab;
  const faults: string[] = [];
  const paths = new Map(parametersOf(base).map(({ path, code }) => [code, path]));
  const codes = new Map([...paths].map(([code, path]) => [path, code]));
  let model = base;
  for (const part of text.split(',').filter((piece) => piece !== '')) {
    const [code = '', written = '', ...rest] = part.split(':');
    const path = paths.get(code);
    if (path === undefined) faults.push(wording.noParameter(code.slice(0, 60), base.name));
    else if (rest.length > 0 || !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(written))
      faults.push(wording.noNumber(code, written.slice(0, 40)));
    else model = withValue(model, path, Number(written));
  }
  const check = checkModel(model, codebook);
  if ('model' in check) return { model, faults };
  for (const { path, message } of check.faults) {
    faults.push(`${codes.get(path) ?? path} ${message}.`);
    if (codes.has(path)) model = withValue(model, path, valueAt(base, path));
  }
  // What still has faults has them together (a flag that is cleared above where it is raised): then none of it holds.
  return { model: 'model' in checkModel(model, codebook) ? model : base, faults };
}

/** Locks in a link. */
export function locksText(locks: ReadonlySet<string>, model: ModelDefinition): string {
  return parametersOf(model)
    .filter(({ path }) => locks.has(path))
    .map(({ code }) => code)
    .join(',');
}

export function readLocks(text: string, model: ModelDefinition): Set<string> {
  const named = new Set(text.split(','));
  return new Set(parametersOf(model).flatMap(({ path, code }) => (named.has(code) ? [path] : [])));
}
