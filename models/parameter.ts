/** The numbers of a model that can be turned, one by one: what sensitivity analysis varies and the lab shows as sliders. */
import type { ModelDefinition } from './model.ts';
import { MIN_HALF_LIFE } from './halfLife.ts';

export interface Parameter {
  /** dotted path in the definition, such as `types.sanction.halfLifeDays` or `severity.4` */
  readonly path: string;
  readonly of: (model: ModelDefinition) => number;
  /** the model with another value, cut to what a definition may hold where that is bounded */
  readonly set: (model: ModelDefinition, value: number) => ModelDefinition;
}

export type ParameterKind = 'weights' | 'halfLives' | 'holds' | 'severity' | 'rest';

/** The parameters of a model in the order of the definition; `rest` is scale, indirect, unverified and the factor of repetition. */
export function parametersOf(
  model: ModelDefinition,
  kinds: readonly ParameterKind[] = ['weights', 'halfLives', 'holds', 'severity', 'rest'],
): Parameter[] {
  const ofTypes = (field: 'weight' | 'halfLifeDays' | 'holdDays', least: number): Parameter[] =>
    Object.keys(model.types).map((type) => ({
      path: `types.${type}.${field}`,
      of: (from) => from.types[type]![field],
      set: (to, value) => ({
        ...to,
        types: { ...to.types, [type]: { ...to.types[type]!, [field]: Math.max(least, value) } },
      }),
    }));
  const severity = [0, 1, 2, 3, 4].map((step): Parameter => ({
    path: `severity.${step}`,
    of: (from) => from.severity[step]!,
    set: (to, value) => ({
      ...to,
      severity: to.severity.with(step, Math.max(0, value)) as ModelDefinition['severity'],
    }),
  }));
  const rest: Parameter[] = [
    { path: 'scale', of: (from) => from.scale, set: (to, value) => ({ ...to, scale: Math.max(0.1, value) }) },
    { path: 'indirect', of: (from) => from.indirect, set: (to, value) => ({ ...to, indirect: Math.max(0, value) }) },
    {
      path: 'unverified',
      of: (from) => from.unverified,
      set: (to, value) => ({ ...to, unverified: Math.min(1, Math.max(1e-9, value)) }),
    },
    {
      path: 'repetition.factor',
      of: (from) => from.repetition.factor,
      set: (to, value) => ({ ...to, repetition: { ...to.repetition, factor: Math.min(1, Math.max(0, value)) } }),
    },
  ];
  const all: Record<ParameterKind, () => Parameter[]> = {
    weights: () => ofTypes('weight', 0),
    halfLives: () => ofTypes('halfLifeDays', MIN_HALF_LIFE),
    holds: () => ofTypes('holdDays', 0),
    severity: () => severity,
    rest: () => rest,
  };
  return kinds.flatMap((kind) => all[kind]());
}
