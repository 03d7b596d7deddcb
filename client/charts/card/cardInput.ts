/**
 * What a card is made of: the view, how it is to look, and what the server read for it, the same for every look. Plain data, so that it passes
 * to a drawing thread as it is.
 */
import type { EventColumns } from '../../../models/eventColumns.ts';
import type { Codebook } from '../../../models/codebook.ts';
import type { Mention } from '../../../models/names.ts';
import type { ModelDefinition } from '../../../models/model.ts';
import type { Contributions } from '../../../models/contract/contributions.ts';
import type { EventRecord } from '../../../models/contract/events.ts';
import type { Move } from '../../../models/contract/move.ts';
import type { Series } from '../../../models/contract/series.ts';
import type { CompareView, DyadView, MoveView } from '../view.ts';
import type { Language } from '../../words/languages.ts';
import type { NoteInput } from '../notes.ts';
import type { Presentation } from './presentation.ts';

export interface ModelInput {
  /** name, version and hash as the card prints them */
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly definition: ModelDefinition;
  /** the newest version of its name when the picture was made; a draft or an old version is marked on the card */
  readonly standing: 'published' | 'superseded' | 'draft';
}

interface CardBase {
  readonly presentation: Presentation;
  readonly code: string;
  /** the address of the view, with PUBLIC_URL where it is set */
  readonly link: string;
  /** whose card it is; the product's name is printed where none is given */
  readonly madeBy?: string;
  readonly model: ModelInput;
  /** names of the states and organisations of its dyads, by code, in every language */
  readonly names: Readonly<Record<string, Readonly<Record<Language, string>>>>;
  /** the states that a typed title names, by the table of names; of `normalTitle` (titleText.ts) */
  readonly titleStates?: readonly Mention[];
  readonly codebook: Codebook;
  /** notes on its days, by first day */
  readonly notes?: readonly NoteInput[];
  /** the feeds behind it that are stale, with the last day that they report on; null where nothing of one is stored */
  readonly stale: readonly { readonly feed: string; readonly newestDay: string | null }[];
}

/** One dyad as it was read for a card. */
export interface DyadInput {
  /** daily, from the first event (or the first day asked for, if earlier) to the last day asked for */
  readonly series: Series;
  /** all events of the dyad at that moment, in order of day */
  readonly events: readonly EventRecord[];
  readonly columns: EventColumns;
}

export interface DyadCardInput extends CardBase {
  readonly view: DyadView;
  readonly data: DyadInput;
  /** the change from the eve of the first to the last day of the view: what its title speaks of */
  readonly move: Move;
  /** of the last day */
  readonly contributions: Contributions;
  /** of the second model */
  readonly overlay: { readonly model: ModelInput; readonly series: Series } | null;
}

export interface MoveCardInput extends CardBase {
  readonly view: MoveView;
  readonly data: DyadInput;
  readonly move: Move;
}

export interface CompareCardInput extends CardBase {
  readonly view: CompareView;
  /** in the order of the view */
  readonly data: readonly DyadInput[];
}

export type CardInput = DyadCardInput | MoveCardInput | CompareCardInput;

// The view of an input says which of the three it is; the type does not follow from it by itself.
export const isCompare = (input: CardInput): input is CompareCardInput => input.view.kind === 'compare';
export const isMove = (input: CardInput): input is MoveCardInput => input.view.kind === 'move';
