/** The fixed words of cards and pages. A language is one file: a new one is a copy of en.ts, and the compiler names what is missing. */
import { en } from './en.ts';
import { ko } from './ko.ts';

/** What every language has to say; sentences with values are functions. */
export type Words = typeof en;

export const WORDS = { en, ko } as const satisfies Record<string, Words>;
export type Language = keyof typeof WORDS;
export const LANGUAGES = Object.keys(WORDS) as Language[];
