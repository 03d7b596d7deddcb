/**
 * The languages there are. Each is a folder beside this file and a line in LOADS, with the name that its readers give it: all that is
 * known of a language before its folder is loaded.
 */
import type { Words } from './en/index.ts';

const LOADS = {
  en: { name: 'English', load: () => import('./en/index.ts').then(({ en }) => en) },
  ko: { name: '한국어', load: () => import('./ko/index.ts').then(({ ko }) => ko) },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly load: () => Promise<Words> }>>;

export type Language = keyof typeof LOADS;

export const LANGUAGES = Object.keys(LOADS) as Language[];

/** The language of a tag, where there is one. */
export const languageOf = (tag: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => language === tag);

export const inEach = <T>(of: (language: Language) => T): Readonly<Record<Language, T>> => ({
  en: of('en'),
  ko: of('ko'),
});

export const nameOfLanguage = (language: Language): string => LOADS[language].name;

export const loadWords = (language: Language): Promise<Words> => LOADS[language].load();
