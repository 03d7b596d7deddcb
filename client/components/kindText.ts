/** How so many acts are causes of a move. */
import type { MoveKind } from '../../models/move.ts';
import { words } from '../state/language.ts';

export function kindText(kind: MoveKind, events: number): string {
  const { newOf, endedOf, fadingOf, revisedOf, modelOf } = words.value.move;
  return { new: newOf, ended: endedOf, fading: fadingOf, revised: revisedOf, model: modelOf }[kind](events);
}
