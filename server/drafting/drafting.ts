/** Drafting on the server: dictionaries with what users added, the drafters there are, and what they know of the world. */
import type { Drafters } from '../../models/contract/drafting.ts';
import { type Dictionary, withAdditions } from '../../models/drafting/dictionary.ts';
import { type Drafter, DraftingFailed, type DraftingWorld, type DraftRequest } from '../../models/drafting/drafter.ts';
import type { Drafted } from '../../models/drafting/drafted.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import { type Additions, loadDictionary, openAdditions, type OwnWords } from './dictionaryFiles.ts';
import type { HttpLimits, LanguageModel } from './httpDrafter.ts';

export type Provider = Drafters['drafters'][number]['id'];

export interface Drafting {
  readonly additions: Additions;
  /** what ships in data/drafting */
  shipped(): Promise<Dictionary>;
  readonly drafters: Drafters['drafters'];
  /** @throws DraftingFailed */
  draft(request: DraftRequest, provider: Provider, world: DraftingWorld): Promise<Drafted>;
}

export interface DraftingSettings {
  /** the project's folder */
  readonly root: string;
  /** what users added over HTTP; none where it is left out */
  readonly words?: OwnWords | undefined;
  /** a folder of additions in files */
  readonly folder?: string | undefined;
  /** off when left out */
  readonly model?: LanguageModel | undefined;
  readonly limits?: HttpLimits | undefined;
}

export function openDrafting(settings: DraftingSettings, { codebook }: Pick<ReferenceData, 'codebook'>): Drafting {
  const { root, words, folder, model, limits } = settings;
  const additions = openAdditions(folder, codebook, words);
  let loading: Promise<Dictionary> | undefined;
  const shipped = (): Promise<Dictionary> => (loading ??= loadDictionary(root));
  // Laid out once for the same additions: their text says whether they are the same.
  let made: { readonly key: string; readonly dictionary: Dictionary } | undefined;
  const dictionary = async (): Promise<Dictionary> => {
    const added = await additions.read();
    const key = JSON.stringify(added);
    if (made?.key !== key) made = { key, dictionary: withAdditions(await shipped(), added) };
    return made.dictionary;
  };
  const drafterOf = async (provider: Provider): Promise<Drafter> => {
    // What reads texts is large: nobody waits for it at a start.
    const { byModel, byRules } = await import('./drafters.ts');
    if (provider === 'rules') return byRules(await dictionary());
    if (model !== undefined) return byModel(model, await dictionary(), limits);
    throw new DraftingFailed(
      'No language model is set up: set DRAFTING_MODEL_URL and DRAFTING_MODEL, or draft by rules.',
    );
  };
  return {
    additions,
    shipped,
    drafters: [
      { id: 'rules', model: null, host: null },
      ...(model === undefined ? [] : [{ id: 'http' as const, model: model.name, host: new URL(model.url).host }]),
    ],
    draft: async (request, provider, world) => (await drafterOf(provider)).draft(request, world),
  };
}

/** What a drafter knows: the codebook, the names, and every event of the ledger. */
export async function worldOf(
  ledger: Pick<Ledger, 'dyads' | 'events'>,
  reference: ReferenceData,
): Promise<DraftingWorld> {
  const dyads = (await ledger.dyads()).map(({ dyad }) => dyad);
  const events = (await Promise.all(dyads.map((dyad) => ledger.events(dyad)))).flat();
  return { codebook: reference.codebook, names: reference.names, dyads, events };
}
