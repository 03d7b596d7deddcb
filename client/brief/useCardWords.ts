/** The words of a card's language, which need not be the reader's: undefined until they are loaded. */
import { useEffect, useState } from 'preact/hooks';
import { language, words } from '../state/language.ts';
import { type Language, loadWords } from '../words/languages.ts';
import type { Words } from '../words/words.ts';

export function useCardWords(cardLanguage: Language): Words | undefined {
  const [loaded, setLoaded] = useState<{ readonly language: Language; readonly words: Words }>();
  const isShown = cardLanguage === language.value;
  useEffect(() => {
    if (isShown) return undefined;
    let isCurrent = true;
    void loadWords(cardLanguage).then((words) => isCurrent && setLoaded({ language: cardLanguage, words }));
    return () => void (isCurrent = false);
  }, [cardLanguage, isShown]);
  if (isShown) return words.value;
  return loaded?.language === cardLanguage ? loaded.words : undefined;
}
