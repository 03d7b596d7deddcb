/** The words of all languages at once: for the server. A page loads only the language that is read (client/state/language.ts). */
import type { Words } from './en/index.ts';
import { type Language, LANGUAGES, loadWords } from './languages.ts';

export type { Words } from './en/index.ts';
export { type Language, LANGUAGES } from './languages.ts';

const loaded = await Promise.all(LANGUAGES.map(async (language) => [language, await loadWords(language)] as const));

export const WORDS = Object.fromEntries(loaded) as Readonly<Record<Language, Words>>;
