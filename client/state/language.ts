/** The language of the pages: what the address asks for, else the reader's choice, else the browser's first, else English. */
import { computed, effect, signal } from '@preact/signals';
import { knownDate as knownDateIn, longDate as dateIn } from '../charts/format.ts';
import { en } from '../words/en/index.ts';
import { type Language, languageOf, LANGUAGES, loadWords } from '../words/languages.ts';
import type { Words } from '../words/words.ts';
import { isCardLanguage, place, replaceQuery } from './location.ts';
import { readSetting, writeSetting } from './settings.ts';

/** Summaries, notes and what is written about models are in English, whatever the page speaks. */
export const DATA_LANGUAGE = 'en';

const KEY = 'language';

/** English is in the pages' code; another language is fetched when it is read. */
const shown = signal<{ readonly language: Language; readonly words: Words }>({ language: 'en', words: en });

export const language = computed<Language>(() => shown.value.language);

/** The fixed words of the pages in the reader's language. */
export const words = computed<Words>(() => shown.value.words);

function preferred(): Language {
  const asked = isCardLanguage(place.value) ? null : place.value.query.get('lang');
  const [browsers = ''] = window.navigator.language.toLowerCase().split('-');
  return languageOf(asked) ?? languageOf(readSetting(KEY)) ?? languageOf(browsers) ?? 'en';
}

async function show(language: Language): Promise<void> {
  if (language === shown.value.language) return;
  // A language that does not arrive (the server is gone) leaves the one that is shown.
  const words = await loadWords(language).catch(() => undefined);
  if (words && language === preferred()) shown.value = { language, words };
}

/** Follows the address; resolves when the first language is there to be shown. */
export async function followLanguage(): Promise<void> {
  await show(preferred());
  effect(() => {
    document.documentElement.lang = language.value;
  });
  effect(() => void show(preferred()));
}

/** The reader's choice stays with the browser; an address that names another language names this one from now on. */
export function chooseLanguage(choice: Language): void {
  writeSetting(KEY, choice);
  if (place.value.query.has('lang') && !isCardLanguage(place.value)) replaceQuery({ lang: choice });
  void show(choice);
}

/** The one that the switch offers: the next in the list. */
export const nextLanguage = computed<Language>(() => {
  return LANGUAGES[(LANGUAGES.indexOf(language.value) + 1) % LANGUAGES.length]!;
});

/** @example longDate(19818) // '5 Apr 2024', '2024년 4월 5일' */
export function longDate(day: number): string {
  return dateIn(day, words.value);
}

/** A date as well as it is known: a row of precision `month` carries a placeholder day, which nobody should read as a date. */
export function knownDate(day: number, precision: 'day' | 'month'): string {
  return knownDateIn(day, precision, words.value);
}

/** The name of an event type; one that the words do not know has the label that the codebook gives. */
export function typeLabel(type: string, label = type): string {
  return words.value.types[type] ?? label;
}

/** What a type stands for; one that the words do not know has the definition that the codebook gives. */
export function typeDefinition(type: string, definition = ''): string {
  return words.value.definitions[type] ?? definition;
}
