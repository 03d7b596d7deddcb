import { plain } from '../charts/format.ts';
import { words } from '../state/language.ts';
import { numberText } from './parameters.ts';
import type { LabSession } from './session.ts';

/** Weights that a fit or answers have moved, as a sentence. @param most the largest first */
export function mostMoved(
  most: readonly { readonly type: string; readonly from: number; readonly to: number }[],
  { labelOf }: LabSession,
): string {
  return words.value.lab.mostMoved(
    most.slice(0, LISTED).map(({ type, from, to }) => `${labelOf(type)} ${numberText(from)} → ${plain(to, 2)}`),
  );
}

const LISTED = 5;
