/** How the lines of a comparison stand where nobody chooses it, on cards and in frames: together, or each in a pane of its own. */
import { type Ruler, textWidth } from './marks/text.ts';

export const ARRANGEMENTS = ['overlay', 'multiples', 'difference'] as const;
/** All in one pane; a pane each; or all others as their difference to the first. */
export type Arrangement = (typeof ARRANGEMENTS)[number];

/** Lines in one pane; more are a tangle, and have a pane each. */
export const MAX_LINES_TOGETHER = 3;

/** px at the size of a page's text: what stands beside a grid of panes, and beside the name of each, its symbol and its value. */
const BESIDE_GRID = 96;
const BESIDE_NAME = 60;

export interface Panes {
  readonly arrangement: Arrangement;
  /** side by side: as many as have room for their names */
  readonly columns: number;
}

/**
 * @param width px of the chart
 * @param together lines in one pane at most
 */
export function panesOf(
  names: readonly string[],
  width: number,
  ink: Ruler,
  { family, text }: { readonly family: string; readonly text: number },
  together: number,
): Panes {
  if (names.length <= together) return { arrangement: 'overlay', columns: 1 };
  const room = width / text - BESIDE_GRID;
  const widest = Math.max(...names.map((name) => textWidth(ink, name, { family, size: 12, weight: 600 })));
  // Four stand two by two.
  const columns = [names.length === 4 ? 2 : 3, 2].find(
    (side) => side <= names.length && room / side >= widest + BESIDE_NAME,
  );
  return { arrangement: 'multiples', columns: columns ?? 1 };
}
