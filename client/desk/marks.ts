/** A text cut where marks begin and end: what the page draws. Pure. */
import type { Span } from '../../models/drafting/drafted.ts';

export interface Marked {
  readonly id: string;
  readonly spans: readonly Span[];
}

/** A stretch of the text over which the same marks stand. */
export interface Piece extends Span {
  /** acts that these words prove, in their order */
  readonly acts: readonly string[];
  /** why drafting passed them over */
  readonly why: string | undefined;
}

interface Edge {
  readonly at: number;
  readonly opens: boolean;
  readonly act: number;
}

/** Pieces from the first character to the last. Spans outside the text are cut. O(n log n) in the spans. */
export function piecesOf(
  length: number,
  acts: readonly Marked[],
  passedOver: readonly (Span & { readonly why: string })[],
): Piece[] {
  const edges: Edge[] = [];
  const add = ({ start, end }: Span, act: number): void => {
    const [from, to] = [Math.max(0, start), Math.min(length, end)];
    if (from < to) edges.push({ at: from, opens: true, act }, { at: to, opens: false, act });
  };
  for (const [a, { spans }] of acts.entries()) for (const span of spans) add(span, a);
  for (const [p, span] of passedOver.entries()) add(span, -1 - p);
  edges.sort((a, b) => a.at - b.at);
  const open = new Map<number, number>();
  const pieces: Piece[] = [];
  let from = 0;
  const cutAt = (to: number): void => {
    if (to === from) return;
    const ids: string[] = [];
    let why: string | undefined;
    for (const act of [...open.keys()].sort((a, b) => a - b)) {
      if (act >= 0) ids.push(acts[act]!.id);
      else why ??= passedOver[-1 - act]!.why;
    }
    pieces.push({ start: from, end: to, acts: ids, why });
    from = to;
  };
  for (const { at, opens, act } of edges) {
    cutAt(at);
    const times = (open.get(act) ?? 0) + (opens ? 1 : -1);
    if (times === 0) open.delete(act);
    else open.set(act, times);
  }
  cutAt(length);
  return pieces;
}
