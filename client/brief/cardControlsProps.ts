/** What every part of the controls of a card is given. */
import type { BoardDyad } from '../../models/contract/board.ts';
import type { ModelSummary } from '../../models/contract/models.ts';
import type { CardTexts } from '../charts/card/cardTexts.ts';
import type { Presentation } from '../charts/card/presentation.ts';
import type { BriefState } from './briefState.ts';

export interface CardControlsProps {
  readonly state: BriefState;
  /** those of the state, or those that the page chose */
  readonly dyads: readonly string[];
  readonly board: readonly BoardDyad[];
  readonly models: readonly ModelSummary[];
  /** first and last day shown (epoch), where the server has said */
  readonly days: { readonly from: number; readonly to: number } | undefined;
  readonly presentation: Presentation;
  readonly texts: CardTexts | undefined;
  /** of the view that is shown */
  readonly code: string | undefined;
  readonly onChange: (changes: Partial<BriefState>) => void;
}
