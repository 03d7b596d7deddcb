/** The key c on a page with a chart: its view as a standard card on the clipboard, without the detour over the Brief page. */
import type { ModelDetail } from '../../models/contract/models.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { citationOf } from '../charts/card/citation.ts';
import type { CardTexts } from '../charts/card/cardTexts.ts';
import { STANDARD } from '../charts/card/presentation.ts';
import { ApiProblem, askJson, getBytes, getJson, NoAnswer } from '../state/api.ts';
import { language, words } from '../state/language.ts';
import { pictureAddress } from '../state/pictures.ts';
import type { ViewRequest } from './briefState.ts';
import { type CardNote, copyCard } from './cardClipboard.ts';
import { citationData } from './citationData.ts';

/** @returns what came of it, as a sentence */
export async function copyView(request: ViewRequest): Promise<string> {
  const wording = words.value.brief;
  try {
    return wording.copied[await copyCard(cardOf(request), wording)];
  } catch (reason) {
    if (reason instanceof ApiProblem || reason instanceof NoAnswer) return reason.message;
    throw reason;
  }
}

async function cardOf(request: ViewRequest): Promise<{ readonly picture: Blob; readonly note: CardNote }> {
  const pinned = await askJson<PinnedView>('/api/v1/views', request);
  const [picture, texts, model] = await Promise.all([
    getBytes(pictureAddress(pinned.code, { ...STANDARD, lang: language.value })),
    getJson<CardTexts>(`/api/v1/views/${encodeURIComponent(pinned.code)}/card?lang=${language.value}`),
    getJson<ModelDetail>(`/api/v1/models/${encodeURIComponent(pinned.view.model)}`),
  ]);
  const cited = citationData(pinned, texts, model);
  return {
    picture,
    note: {
      title: texts.title,
      citation: citationOf(cited, 'plain', words.value.citation),
      alt: texts.alt,
      link: cited.link,
      titleFaults: texts.titleFaults,
    },
  };
}
