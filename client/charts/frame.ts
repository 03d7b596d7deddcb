/** Where a chart stands in its picture and how large its text is: a page's chart fills its canvas, a card's leaves room for what the card writes. */

export interface Inset {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export type Detail = 'full' | 'upper' | 'line';

export interface Frame {
  /** px around the chart */
  readonly inset: Inset;
  /** size of text, with all that keeps step with it, to that of a page */
  readonly text: number;
  /** drawn once, with no page around it that says more: every number has its words */
  readonly isCard: boolean;
  /** what a card of little height leaves out: first the pane of contributions, then heading and ticks of events too */
  readonly detail: Detail;
}

export const PAGE: Frame = { inset: { top: 0, right: 0, bottom: 0, left: 0 }, text: 1, isCard: false, detail: 'full' };
