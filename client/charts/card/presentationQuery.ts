/** How a card looks, as it stands in an address, and back. */
import { LANGUAGES } from '../../words/languages.ts';
import { CARD_THEMES, type Presentation, PRESETS, STANDARD, TEXT_PERCENT } from './presentation.ts';

/** Always all of them, in one order, so that one look has one address. */
export function presentationQuery({ preset, theme, text, density, lang }: Presentation): string {
  return new URLSearchParams({ preset, theme, text: String(text), density: String(density), lang }).toString();
}

export interface ReadPresentation {
  readonly presentation: Presentation;
  /** names of parameters that could not be read; the standard stands in their place */
  readonly faults: readonly (keyof Presentation)[];
}

/** @param given values as they stand in an address or in a file: anything at all */
export function readPresentation(
  given: Readonly<Record<string, unknown>>,
  standard: Presentation = STANDARD,
): ReadPresentation {
  const faults: (keyof Presentation)[] = [];
  const oneOf = <Value>(name: keyof Presentation, allowed: readonly Value[], otherwise: Value): Value => {
    const value = given[name];
    if (value === undefined || value === null) return otherwise;
    const found = allowed.find((one) => String(one) === String(value));
    if (found === undefined) faults.push(name);
    return found ?? otherwise;
  };
  const percent = oneOf('text', PERCENTS, standard.text);
  return {
    presentation: {
      preset: oneOf('preset', PRESETS, standard.preset),
      theme: oneOf('theme', CARD_THEMES, standard.theme),
      text: percent,
      density: oneOf('density', [1, 2] as const, standard.density),
      lang: oneOf('lang', LANGUAGES, standard.lang),
    },
    faults,
  };
}

const PERCENTS = Array.from({ length: TEXT_PERCENT.most - TEXT_PERCENT.least + 1 }, (_, i) => TEXT_PERCENT.least + i);
