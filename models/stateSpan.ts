/** When a code stands for a state, and which state continues its series. */
export interface StateSpan {
  readonly code: string;
  /** first epoch day, or -Infinity */
  readonly from: number;
  /** first epoch day on which it is no state any more, or Infinity */
  readonly until: number;
  /** code of the state that continues it; empty when none does */
  readonly becomes: string;
}

/**
 * The code under which an act of that day belongs to a series, or `undefined` when the code stood for no state then: acts of
 * the Soviet Union are Russia's, but Ukraine has none before 1991.
 *
 * @param spans of this code, in order of time; none: a state throughout
 */
export function codeOn(code: string, spans: readonly StateSpan[], day: number): string | undefined {
  if (spans.length === 0) return code;
  const current = spans.findLast(({ from }) => from <= day);
  if (current === undefined) return undefined;
  // Sources keep a code in use after its state ended: the state that continues it is meant then.
  if (current.becomes !== '') return current.becomes;
  return day < current.until ? code : undefined;
}
