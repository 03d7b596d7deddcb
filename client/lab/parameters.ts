/** The numbers of a model as somebody changes them: what each is called, where its slider runs, how it is written in a link. */
import type { ModelDefinition } from '../../models/model.ts';

/** Where a slider runs: over even steps, or over the rungs of a ladder, which lie closer where small changes matter more. */
export type Track =
  | { readonly min: number; readonly max: number; readonly step: number }
  | { readonly rungs: readonly number[] };

export interface Parameter {
  /** dotted path in the definition, such as `types.sanction.halfLifeDays` or `severity.4` */
  readonly path: string;
  /** how a link names it: `sanction.half` */
  readonly code: string;
  /** what the number counts; empty for a factor */
  readonly unit: '' | 'points' | 'days' | 'events';
  readonly track: Track;
}

/** The numbers of one type. */
export interface TypeParameterSet {
  readonly type: string;
  readonly weight: Parameter;
  readonly hold: Parameter;
  readonly halfLife: Parameter;
}

const rungsOf = (...stretches: readonly (readonly [from: number, to: number, step: number])[]): number[] => {
  const rungs: number[] = [];
  for (const [from, to, step] of stretches) for (let value = from; value < to; value += step) rungs.push(value);
  return [...rungs, stretches.at(-1)![1]];
};

const HALF_LIVES: Track = { rungs: rungsOf([1, 14, 1], [14, 60, 2], [60, 180, 5], [180, 730, 10], [730, 3650, 40]) };
const HOLDS: Track = { rungs: rungsOf([0, 14, 1], [14, 60, 2], [60, 180, 5], [180, 730, 10], [730, 1830, 40]) };
const WEIGHTS: Track = { min: 0, max: 15, step: 0.1 };

export function typeParameters(type: string): TypeParameterSet {
  return {
    type,
    weight: { path: `types.${type}.weight`, code: `${type}.w`, unit: 'points', track: WEIGHTS },
    hold: { path: `types.${type}.holdDays`, code: `${type}.hold`, unit: 'days', track: HOLDS },
    halfLife: { path: `types.${type}.halfLifeDays`, code: `${type}.half`, unit: 'days', track: HALF_LIVES },
  };
}

const severity = (step: number): Parameter => ({
  path: `severity.${step}`,
  code: `severity.${step + 1}`,
  unit: '',
  track: { min: 0, max: 4, step: 0.05 },
});

/** Everything that is not a type's, in groups as they are shown. */
export const GENERAL_GROUPS: readonly {
  readonly name: 'acts' | 'index' | 'flag';
  readonly parameters: readonly Parameter[];
}[] = [
  {
    name: 'acts',
    parameters: [
      ...[0, 1, 2, 3, 4].map(severity),
      { path: 'indirect', code: 'indirect', unit: '', track: { min: 0, max: 2, step: 0.05 } },
      { path: 'unverified', code: 'unverified', unit: '', track: { min: 0.05, max: 1, step: 0.05 } },
      { path: 'repetition.factor', code: 'repetition.factor', unit: '', track: { min: 0, max: 1, step: 0.01 } },
      {
        path: 'repetition.windowDays',
        code: 'repetition.window',
        unit: 'days',
        track: { rungs: rungsOf([0, 60, 1], [60, 365, 5]) },
      },
    ],
  },
  {
    name: 'index',
    parameters: [
      { path: 'base', code: 'base', unit: 'points', track: { min: -60, max: 60, step: 0.5 } },
      { path: 'scale', code: 'scale', unit: 'points', track: { min: 5, max: 150, step: 0.5 } },
      { path: 'weightSd', code: 'sd', unit: '', track: { min: 0, max: 1, step: 0.01 } },
      { path: 'codingSd', code: 'coding', unit: '', track: { min: 0, max: 1, step: 0.001 } },
    ],
  },
  {
    name: 'flag',
    parameters: [
      { path: 'flag.raiseAt', code: 'flag.raise', unit: 'points', track: { min: 0.5, max: 30, step: 0.5 } },
      { path: 'flag.clearAt', code: 'flag.clear', unit: 'points', track: { min: 0, max: 30, step: 0.5 } },
      {
        path: 'flag.windowDays',
        code: 'flag.window',
        unit: 'days',
        track: { rungs: rungsOf([1, 60, 1], [60, 365, 5]) },
      },
      { path: 'flag.minEvents', code: 'flag.events', unit: 'events', track: { min: 0, max: 30, step: 1 } },
      {
        path: 'flag.minEventsDays',
        code: 'flag.days',
        unit: 'days',
        track: { rungs: rungsOf([30, 365, 5], [365, 1830, 15]) },
      },
    ],
  },
];

/** Every parameter of a model, in the order of the lab. */
export function parametersOf(model: ModelDefinition): Parameter[] {
  const types = Object.keys(model.types).flatMap((type) => {
    const { weight, hold, halfLife } = typeParameters(type);
    return [weight, hold, halfLife];
  });
  return [...types, ...GENERAL_GROUPS.flatMap(({ parameters }) => parameters)];
}

/** Numbers that a model may leave out, and what leaving one out means. */
const LEFT_OUT: Readonly<Record<string, number>> = { codingSd: 0 };

/** The number at a path. @throws RangeError where the model has none there */
export function valueAt(model: ModelDefinition, path: string): number {
  let found: unknown = model;
  for (const key of path.split('.'))
    found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  if (found === undefined && Object.hasOwn(LEFT_OUT, path)) return LEFT_OUT[path]!;
  if (typeof found !== 'number') throw new RangeError(`A model has no number at "${path}".`);
  return found;
}

/** The model with another number at a path; whatever does not lie on the way is shared. Ranges are for checkModel to judge. */
export function withValue(model: ModelDefinition, path: string, value: number): ModelDefinition {
  valueAt(model, path);
  return changedAt(model, path.split('.'), value);
}

function changedAt<T extends object>(whole: T, [key, ...rest]: readonly string[], value: number): T {
  const part: unknown = Reflect.get(whole, key!);
  const changed = rest.length === 0 || typeof part !== 'object' || part === null ? value : changedAt(part, rest, value);
  const copy = Array.isArray(whole) ? Object.assign([], whole) : { ...whole };
  if (changed === LEFT_OUT[key!]) Reflect.deleteProperty(copy, key!);
  else Reflect.set(copy, key!, changed);
  return copy as T; // the same members, one of them another number
}

export interface Difference {
  readonly path: string;
  readonly before: number;
  readonly after: number;
}

/** The parameters in which two models differ. A type that only one of them has is not among them. */
export function differences(before: ModelDefinition, after: ModelDefinition): Difference[] {
  if (before === after) return [];
  return parametersOf(after).flatMap(({ path }) => {
    if (path.startsWith('types.') && !Object.hasOwn(before.types, path.split('.')[1]!)) return [];
    const values = { before: valueAt(before, path), after: valueAt(after, path) };
    return values.before === values.after ? [] : [{ path, ...values }];
  });
}

/** Position of a value on its slider; a value between two rungs lies between them. */
export function positionOf(track: Track, value: number): number {
  if (!('rungs' in track)) return value;
  const { rungs } = track;
  const above = rungs.findIndex((rung) => rung >= value);
  if (above === -1) return rungs.length - 1;
  if (above === 0) return 0;
  const low = rungs[above - 1]!;
  return above - 1 + (value - low) / (rungs[above]! - low);
}

export function valueOfPosition(track: Track, position: number): number {
  if (!('rungs' in track)) return position;
  return track.rungs[Math.min(Math.max(Math.round(position), 0), track.rungs.length - 1)]!;
}

/** The ends of a slider, in positions; a value beyond the track stretches it. */
export function sliderEnds(
  track: Track,
  value: number,
): { readonly min: number; readonly max: number; readonly step: number } {
  if ('rungs' in track) return { min: 0, max: track.rungs.length - 1, step: 1 };
  return { min: Math.min(track.min, value), max: Math.max(track.max, value), step: track.step };
}

/** A number of a model as a reader sees it: as many digits as it has, at most four that count. */
export function numberText(value: number): string {
  const rounded = Number(value.toPrecision(4));
  return String(Math.abs(rounded) >= 1e6 ? value : rounded).replace('-', '−');
}
