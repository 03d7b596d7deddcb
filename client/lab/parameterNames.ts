/** What the numbers of a model are called in the reader's language. */
import { words } from '../state/language.ts';
import { GENERAL_GROUPS, type Parameter } from './parameters.ts';

/** @example parameterLabel({ path: 'types.sanction.halfLifeDays', ... }) // 'Half-life' */
export function parameterLabel({ path }: Pick<Parameter, 'path'>): string {
  const { ofTypes, general, severity } = words.value.parameters;
  const [room, step, field] = path.split('.');
  if (room === 'types') return named(ofTypes, field!) ?? path;
  return room === 'severity' ? severity(Number(step) + 1) : (named(general, path) ?? path);
}

/** What a path is called, with the label of its type. @example 'Sanction, half-life' */
export function nameOf(path: string, labelOf: (type: string) => string): string {
  const [room, type] = path.split('.');
  if (room === 'types') return words.value.parameters.ofType(labelOf(type!), parameterLabel({ path }));
  return GENERAL_GROUPS.flatMap(({ parameters }) => parameters).some((parameter) => parameter.path === path)
    ? parameterLabel({ path })
    : path;
}

const named = (names: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(names, key) ? names[key] : undefined;
