/** A page of a file: what was read, and what is drawn from it. */
import type { Card } from '../../client/charts/card/card.ts';
import type { CardInput } from '../../client/charts/card/cardInput.ts';

export interface Page {
  readonly input: CardInput;
  readonly card: Card;
}
