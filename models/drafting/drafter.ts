/** The port of drafting: rules in this folder, or a language model behind an address. */
import type { Codebook } from '../codebook.ts';
import type { CodedEvent } from '../event.ts';
import type { NameTable } from '../names.ts';
import type { Drafted } from './drafted.ts';

/** An article has some 10,000 characters; a text of 200,000 is a book or a slip. */
export const MAX_TEXT_CHARACTERS = 200_000;

export interface DraftRequest {
  readonly text: string;
  /** day of publication, ISO; undefined: it is looked for in the text */
  readonly published?: string | undefined;
  /** undefined: it is recognised */
  readonly language?: 'en' | 'ko' | undefined;
}

/** What a drafter knows of the world. */
export interface DraftingWorld {
  readonly codebook: Codebook;
  readonly names: NameTable;
  /** dyads that have events, ISO codes joined by a hyphen */
  readonly dyads: readonly string[];
  /** events that drafts are held against: those of the dyads and days that the text may be about */
  readonly events: readonly CodedEvent[];
}

export interface Drafter {
  /** @throws DraftingFailed when no answer can be had; what is wrong with single drafts is told in `passedOver` */
  draft(request: DraftRequest, world: DraftingWorld): Promise<Drafted>;
}

/** No drafts could be made; the message says why and what to do. */
export class DraftingFailed extends Error {
  override name = 'DraftingFailed';
}
