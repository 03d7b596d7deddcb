/** How a view looks as a card: all that may differ between two pictures of one view. */
import type { Language } from '../../words/words.ts';

export const PRESETS = ['slide', 'four-three', 'square', 'memo', 'link'] as const;
export type Preset = (typeof PRESETS)[number];

export const CARD_THEMES = ['light', 'dark', 'grey'] as const;
export type CardTheme = (typeof CARD_THEMES)[number];

export interface Presentation {
  readonly preset: Preset;
  readonly theme: CardTheme;
  /** size of text, percent */
  readonly text: number;
  /** pixels per pixel of the preset */
  readonly density: 1 | 2;
  readonly lang: Language;
}

export interface Format {
  /** pixels at density 1 */
  readonly width: number;
  readonly height: number;
  /** at density 1 */
  readonly dotsPerInch: number;
  /** pixels of the preset to one of the layout, at 100% text: the layout is made in pixels of a screen */
  readonly scale: number;
}

export const FORMATS: Readonly<Record<Preset, Format>> = {
  slide: { width: 1920, height: 1080, dotsPerInch: 144, scale: 2 },
  'four-three': { width: 1600, height: 1200, dotsPerInch: 160, scale: 2 },
  square: { width: 1080, height: 1080, dotsPerInch: 144, scale: 1.6 },
  memo: { width: 1500, height: 1000, dotsPerInch: 200, scale: 2 },
  link: { width: 1200, height: 628, dotsPerInch: 144, scale: 2 },
};

/** A preset of little height would be all title: its text grows no further than this, percent. */
export const MAX_TEXT: Readonly<Record<Preset, number>> = {
  slide: 150,
  'four-three': 150,
  square: 150,
  memo: 150,
  link: 120,
};

export const TEXT_PERCENT = { least: 80, most: 150, standard: 100 } as const;

export const STANDARD: Presentation = {
  preset: 'slide',
  theme: 'light',
  text: TEXT_PERCENT.standard,
  density: 1,
  lang: 'en',
};
