import type { Card } from '../../client/charts/card/card.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';

/** What was read, and what is drawn from it. */
export interface Page {
  readonly input: CardInput;
  readonly card: Card;
}
