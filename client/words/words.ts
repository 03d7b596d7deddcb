/** The fixed words of cards and pages. A language is one file: a new one is a copy of en.ts, and the compiler names what is missing. */
import { en } from './en.ts';
import { ko } from './ko.ts';
import { type Language, LANGUAGE_NAMES } from './languages.ts';

export type { Language } from './languages.ts';

/** What every language has to say; sentences with values are functions. */
export type Words = typeof en;

/** All languages at once: for the server. Pages load the one that is read (client/state/language.ts). */
export const WORDS = { en, ko } as const satisfies Record<Language, Words>;

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as Language[];
