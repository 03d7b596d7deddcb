/** The move of a line that has too many acts to be taken apart in the browser: as the server explains it, by type of act. */
import type { Move } from '../../../models/contract/move.ts';
import { printedChange } from '../../charts/format.ts';
import type { DailySeries } from '../../charts/dailySeries.ts';
import type { ApiProblem } from '../../state/api.ts';
import type { Window } from '../../state/draggedWindow.ts';
import type { DyadView } from '../../state/dyadView.ts';
import { moveUrl, retoldSentence } from '../../state/explainedMove.ts';
import { useResource } from '../../state/resource.ts';

export interface ServedMove {
  readonly move: Move | undefined;
  /** in the reader's language */
  readonly sentence: string | undefined;
  /** index points; undefined where it begins before the first day that has a value, and between marks */
  readonly windowChange: number | undefined;
  readonly problem: ApiProblem | undefined;
}

/** @param marked the days between which the move is told; left out, it is that of the window, from the eve of its first day */
export function useServedMove(
  isAsked: boolean,
  { dyad, view, series }: { readonly dyad: string; readonly view: DyadView; readonly series: DailySeries },
  window: Window,
  marked: Window | undefined,
): ServedMove {
  const { model, asOf, direction } = view;
  const days = marked ?? { from: window.from - 1, to: window.to };
  const { data: move, problem } = useResource<Move>(
    isAsked ? moveUrl({ dyad, model, asOf, direction, ...days, asOfTo: undefined, modelTo: undefined }) : null,
  );
  const hasChange = move !== undefined && move.firstDay === null && marked === undefined;
  return {
    move,
    problem,
    sentence: move && retoldSentence(move, series, marked === undefined),
    windowChange: hasChange ? printedChange(move.from.index, move.to.index) : undefined,
  };
}
