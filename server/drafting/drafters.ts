/** The drafters themselves, with the languages that they read. */
import type { Dictionary } from '../../models/drafting/dictionary.ts';
import type { Drafter } from '../../models/drafting/drafter.ts';
import { ruleDrafter } from '../../models/drafting/engine.ts';
import { englishRules } from '../../models/drafting/english/english.ts';
import { koreanRules } from '../../models/drafting/korean/korean.ts';
import { httpDrafter, type HttpLimits, type LanguageModel } from './httpDrafter.ts';

const LANGUAGES = [englishRules, koreanRules];

export const byRules = (dictionary: Dictionary): Drafter => ruleDrafter(dictionary, LANGUAGES);

export const byModel = (model: LanguageModel, dictionary: Dictionary, limits?: HttpLimits): Drafter =>
  httpDrafter(model, dictionary, LANGUAGES, limits);
