/** How answers name a model and a direction. */
import { type Direction, directionActor } from '../../models/dyad.ts';
import type { LoadedModel } from '../../models/model.ts';
import { invalid } from './problem.ts';

/** How answers name the model that they were made with. */
export const modelRefOf = ({ definition, hash }: LoadedModel): { name: string; version: number; hash: string } => ({
  name: definition.name,
  version: definition.version,
  hash,
});

/** @throws Problem when the text is no direction of the dyad */
export function directionOf(text: string, dyad: string): Direction {
  const [actor, target] = text.split('>');
  const direction: Direction = text === 'both' ? 'both' : `${actor ?? ''}>${target ?? ''}`;
  try {
    if (direction !== text) throw new RangeError();
    directionActor(direction, dyad);
    return direction;
  } catch {
    const [first, second] = dyad.split('-');
    throw invalid({
      field: 'direction',
      value: text,
      message: `is not a direction of ${dyad}: write both, ${first}>${second} or ${second}>${first} (in an address, > is written %3E)`,
    });
  }
}
