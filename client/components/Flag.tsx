import type { BoardDyad } from '../../models/contract/board.ts';
import { words } from '../state/language.ts';

export type FlagName = BoardDyad['flag'];

const SHAPES: Readonly<Record<FlagName, string>> = {
  deteriorated: 'M1 11L6 2l5 9z',
  unchanged: 'M2 1l9 5-9 5z',
  improved: 'M1 2l5 9 5-9z',
  sparse: 'M2 6a1.4 1.4 0 1 0 .01 0zM6 6a1.4 1.4 0 1 0 .01 0zM10 6a1.4 1.4 0 1 0 .01 0z',
};

/** The flag as glyph and word; never colour alone. */
export function Flag({ flag }: { readonly flag: FlagName }) {
  return (
    <span class={`flag flag-${flag}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={SHAPES[flag]} />
      </svg>
      {words.value.flags[flag]}
    </span>
  );
}
