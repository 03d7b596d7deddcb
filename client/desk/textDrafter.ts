/** Drafts of a text, held against the ledger: what drafting needs is asked for once, the events of the dyads that a text is about with each text. */
import type { Board } from '../../models/contract/board.ts';
import type { CodebookResponse } from '../../models/contract/codebook.ts';
import type { NamesResponse } from '../../models/contract/names.ts';
import type { Dictionary, DictionaryAdditions } from '../../models/drafting/dictionary.ts';
import type { Drafted } from '../../models/drafting/drafted.ts';
import type { DraftRequest } from '../../models/drafting/drafter.ts';
import type { CodedEvent } from '../../models/event.ts';
import { ApiProblem, getJson, NoAnswer, postJson } from '../state/api.ts';
import { allPages, eventsUrl, scoredRecord } from '../state/dyadData.ts';
import { token } from '../state/token.ts';
import { openDraftingThread } from './draftingThread.ts';

export const DICTIONARY = '/api/v1/desk/dictionary';

/** What ships, and what was added at the desk for all. */
export interface Dictionaries {
  readonly shipped: Dictionary;
  readonly added: DictionaryAdditions;
}

export interface DraftedText {
  readonly drafted: Drafted;
  /** false: the server did not answer, so no draft says what the ledger has */
  readonly isMatched: boolean;
}

export interface TextDrafter {
  /** @throws Error with a sentence, where no drafts can be had */
  draft(request: DraftRequest): Promise<DraftedText>;
  /** by the language model of the operator: the text leaves the house. @throws Error with a sentence, where no drafts can be had */
  draftByModel(request: DraftRequest): Promise<DraftedText>;
  /** what the reader added to the dictionaries */
  add(additions: DictionaryAdditions): void;
  stop(): void;
}

export function openTextDrafter(additions: DictionaryAdditions): TextDrafter {
  const thread = openDraftingThread();
  let added = additions;
  let loading: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    const [{ types }, names, { shipped, added: ofAll }, board] = await Promise.all([
      getJson<CodebookResponse>('/api/v1/codebook'),
      getJson<NamesResponse>('/api/v1/names'),
      getJson<Dictionaries>(DICTIONARY),
      getJson<Board>('/api/v1/dyads'),
    ]);
    thread.load({
      types,
      names,
      dictionary: shipped,
      additions: joined(added, ofAll),
      dyads: board.dyads.map(({ id }) => id),
    });
  };
  const ready = (): Promise<void> => {
    loading ??= load().catch((error: unknown) => {
      // Asked again with the next text.
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    async draft(request) {
      await ready();
      const first = await thread.draft(request, []);
      const dyads = new Set(first.drafts.flatMap(({ bearings }) => bearings.map(({ dyad }) => dyad)));
      if (dyads.size === 0) return { drafted: first, isMatched: true };
      const events = await eventsOf([...dyads]);
      if (events === undefined) return { drafted: first, isMatched: false };
      return { drafted: events.length === 0 ? first : await thread.draft(request, events), isMatched: true };
    },
    async draftByModel(request) {
      try {
        const body = { ...request, provider: 'http' };
        return { drafted: await postJson<Drafted>('/api/v1/desk/drafting', token.value ?? '', body), isMatched: true };
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) token.value = undefined;
        throw error;
      }
    },
    add(additions) {
      added = additions;
      loading = undefined;
    },
    stop: () => thread.stop(),
  };
}

/** The reader's own entries come first. */
const joined = (own: DictionaryAdditions, ofAll: DictionaryAdditions): DictionaryAdditions => ({
  actors: [...own.actors, ...ofAll.actors],
  people: [...own.people, ...ofAll.people],
  patterns: [...own.patterns, ...ofAll.patterns],
});

/** undefined: the server does not answer. A dyad that nobody has coded has none. */
async function eventsOf(dyads: readonly string[]): Promise<readonly CodedEvent[] | undefined> {
  try {
    const pages = await Promise.all(
      dyads.map((dyad) =>
        allPages(eventsUrl(dyad, undefined)).catch((error: unknown) => {
          if (error instanceof ApiProblem && error.status === 404) return undefined;
          throw error;
        }),
      ),
    );
    return pages.flatMap((page) => page?.events ?? []).map(scoredRecord);
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof ApiProblem) return undefined;
    throw error;
  }
}
