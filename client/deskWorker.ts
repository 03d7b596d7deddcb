/** The desk's worker: the same drafting as the server's, off the page's thread. */
import type { FromDrafting, ToDrafting } from './desk/messages.ts';
import { codebookOf } from '../models/codebook.ts';
import type { DraftingWorld } from '../models/drafting/drafter.ts';
import { withAdditions, type Dictionary } from '../models/drafting/dictionary.ts';
import { draftByRules } from '../models/drafting/engine.ts';
import { englishRules } from '../models/drafting/english/english.ts';
import { koreanRules } from '../models/drafting/korean/korean.ts';
import type { LanguageRules } from '../models/drafting/language.ts';
import { tableOfNames } from './state/tableOfNames.ts';

/** A worker's own end of the line; the page's types know only the page. */
interface WorkerScope {
  postMessage(message: FromDrafting): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent<ToDrafting>) => void): void;
}
const scope = globalThis as unknown as WorkerScope;

const LANGUAGES: readonly LanguageRules[] = [englishRules, koreanRules];

let loaded: { readonly world: Omit<DraftingWorld, 'events'>; readonly dictionary: Dictionary } | undefined;

scope.addEventListener('message', ({ data }) => {
  if (data.kind === 'load') {
    const { types, names, dyads, dictionary, additions } = data.input;
    loaded = {
      world: { codebook: codebookOf(types), names: tableOfNames(names), dyads },
      dictionary: withAdditions(dictionary, additions),
    };
    return;
  }
  const begun = performance.now();
  try {
    if (!loaded) throw new Error('Asked to draft before anything was loaded.');
    const drafted = draftByRules(data.request, { ...loaded.world, events: data.events }, loaded.dictionary, LANGUAGES);
    scope.postMessage({ kind: 'drafted', id: data.id, drafted, ms: performance.now() - begun });
  } catch (error) {
    scope.postMessage({ kind: 'failed', id: data.id, message: error instanceof Error ? error.message : String(error) });
  }
});
