/** Weights that a fit or answers have moved. */
import type { ModelDefinition } from '../../models/model.ts';
import { plain } from '../charts/format.ts';
import { words } from '../state/language.ts';
import { numberText } from './parameters.ts';
import type { LabSession } from './session.ts';

interface MovedWeight {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/** Less than this no reader sees. */
const SEEN = 0.05;
const LISTED = 5;

/** Those that a reader sees, the largest move first. */
export function movedWeights(before: ModelDefinition, after: ModelDefinition): MovedWeight[] {
  const moved = Object.entries(after.types).map(([type, { weight }]) => ({
    type,
    from: before.types[type]!.weight,
    to: weight,
  }));
  const distance = ({ from, to }: MovedWeight): number => Math.abs(to - from);
  return moved.filter((one) => distance(one) >= SEEN).sort((a, b) => distance(b) - distance(a));
}

/** As a sentence. */
export function mostMoved(moved: readonly MovedWeight[], { labelOf }: LabSession): string {
  return words.value.lab.mostMoved(
    moved.slice(0, LISTED).map(({ type, from, to }) => `${labelOf(type)} ${numberText(from)} → ${plain(to, 2)}`),
  );
}

/** Weights to the hundredth: no judgement knows them better, and a file of them can be read. */
export function rounded(model: ModelDefinition): ModelDefinition {
  return {
    ...model,
    types: Object.fromEntries(
      Object.entries(model.types).map(([type, parameters]) => [
        type,
        { ...parameters, weight: Math.round(parameters.weight * 100) / 100 },
      ]),
    ),
  };
}
