/** In which language a text is written. */
import { eld } from 'eld/extrasmall';
import { DraftingFailed } from './drafter.ts';

const LOOKED_AT = 3000;
/** A Korean article names firms and people in Latin letters, an English one has at most a link in Korean. */
const HANGUL_SHARE = 0.3;

/** @throws DraftingFailed when it is neither English nor Korean */
export function languageOf(text: string): 'en' | 'ko' {
  const head = text.slice(0, LOOKED_AT);
  const hangul = (head.match(/\p{Script=Hangul}/gu) ?? []).length;
  const letters = (head.match(/\p{L}/gu) ?? []).length;
  if (letters > 0 && hangul / letters >= HANGUL_SHARE) return 'ko';
  const latin = (head.match(/\p{Script=Latin}/gu) ?? []).length;
  const detected = latin * 2 > letters ? eld.detect(head) : { language: '', isReliable: () => letters > 20 };
  // A short text is guessed too often: it is read as English.
  if (letters > 200 && detected.language !== 'en' && detected.isReliable())
    throw new DraftingFailed(
      'The text is neither English nor Korean: drafting reads these two. Translate it, or fill in the form.',
    );
  return 'en';
}
