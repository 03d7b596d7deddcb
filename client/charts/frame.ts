/** Where a chart stands in its picture and how large its text is: a page's chart fills its canvas, a card's leaves room for what the card writes. */

export interface Inset {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface Frame {
  /** px around the chart */
  readonly inset: Inset;
  /** size of text, with all that keeps step with it, to that of a page */
  readonly text: number;
  /** a card's chart has a legend of its own below it, where it is narrow, and no page around it */
  readonly isCard: boolean;
}

export const PAGE: Frame = { inset: { top: 0, right: 0, bottom: 0, left: 0 }, text: 1, isCard: false };
