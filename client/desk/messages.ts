/** What the page and the thread that drafts say to each other. */
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import type { NamesResponse } from '../../models/contract/names.ts';
import type { Dictionary, DictionaryAdditions } from '../../models/drafting/dictionary.ts';
import type { Drafted } from '../../models/drafting/drafted.ts';
import type { DraftRequest } from '../../models/drafting/drafter.ts';
import type { CodedEvent } from '../../models/event.ts';

/** What drafting needs to know, sent once and again where the reader adds to it. */
export interface DraftingInput {
  readonly types: CodebookResponse['types'];
  readonly names: NamesResponse;
  readonly dictionary: Dictionary;
  readonly additions: DictionaryAdditions;
  readonly dyads: readonly string[];
}

export type ToDrafting =
  | { readonly kind: 'load'; readonly input: DraftingInput }
  | {
      readonly kind: 'draft';
      readonly id: number;
      readonly request: DraftRequest;
      readonly events: readonly CodedEvent[];
    };

export type FromDrafting =
  | { readonly kind: 'drafted'; readonly id: number; readonly drafted: Drafted; readonly ms: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
