/** What a dyad inherits from another: acts between two states that bear on a third, as a model says, and never without saying so. */
import type { CodedEvent, Polarity } from './event.ts';
import type { Coupling, ModelDefinition } from './model.ts';

/** The couplings by which a dyad inherits. */
export function couplingsOf({ couplings = [] }: ModelDefinition, dyad: string): readonly Coupling[] {
  return couplings.filter((coupling) => coupling.dyad === dyad && coupling.share !== 0);
}

/** What an act of the other dyad adds to an event of the coupled one. */
export interface Inherited {
  readonly coupledFrom: string;
  /** |share| */
  readonly amount: number;
}

/**
 * Events of another dyad as they bear on this one: each counts its share, and with a share below 0 its polarity is reversed. An act
 * that is coded in the dyad itself already (the same day and actor, and the same page or type) is left out: it would count twice.
 *
 * @param own events of the dyad that inherits
 * @param others events of `coupling.from`
 */
export function inheritedEvents<Event extends Pick<CodedEvent, 'day' | 'actor' | 'type' | 'sourceUrl' | 'polarity'>>(
  own: readonly Event[],
  others: readonly Event[],
  { share, from }: Coupling,
): (Event & Inherited)[] {
  const coded = new Set(own.flatMap((event) => marksOf(event)));
  const polarityOf = (polarity: Polarity): Polarity => (share < 0 ? (polarity > 0 ? -1 : 1) : polarity);
  return others
    .filter((event) => !marksOf(event).some((mark) => coded.has(mark)))
    .map((event) => ({ ...event, polarity: polarityOf(event.polarity), amount: Math.abs(share), coupledFrom: from }));
}

function marksOf({ day, actor, type, sourceUrl }: Pick<CodedEvent, 'day' | 'actor' | 'type' | 'sourceUrl'>): string[] {
  return [`${day} ${actor} ${type}`, ...(sourceUrl === '' ? [] : [`${day} ${sourceUrl}`])];
}
