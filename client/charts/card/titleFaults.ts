/** What a typed title says and the data do not. */
import type { Move } from '../../../server/api/contract.ts';
import type { DyadFacts } from './cardFacts.ts';
import type { CardInput } from './cardInput.ts';

export function titleFaults(_typed: string, _input: CardInput, _lines: readonly DyadFacts[], _move: Move | undefined): string[] {
  return [];
}
