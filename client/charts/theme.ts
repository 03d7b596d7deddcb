/** Colours and type of the charts. Sign is shown by position, category by luminance: a grey print keeps both. */
import type { Category } from '../../models/codebook.ts';

export type ThemeName = 'light' | 'dark';
/** Cards also come without any hue: card/cardTheme.ts. */
export type PaintName = ThemeName | 'grey';

export interface CategoryPaint {
  readonly fill: string;
  /** colour of the 1 px outline, where the fill alone would be lost against the paper */
  readonly outline: string | null;
  /** drawn with diagonal lines */
  readonly hatched: boolean;
}

export interface Theme {
  readonly name: PaintName;
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly faint: string;
  readonly grid: string;
  readonly neutralLine: string;
  readonly line: string;
  readonly band50: string;
  readonly band90: string;
  /** of a stretch without coverage, and of the hatching of a sparse one */
  readonly blank: string;
  readonly hatch: string;
  readonly raises: string;
  readonly lowers: string;
  readonly raisesArea: string;
  readonly lowersArea: string;
  /** a line that is not the published one: a what-if */
  readonly whatIf: string;
  readonly whatIfArea: string;
  /** the paper of a page that shows one */
  readonly whatIfPaper: string;
  /** a line of acts coded by machine */
  readonly machine: string;
  readonly categories: Readonly<Record<Category, CategoryPaint>>;
  readonly fontFamily: string;
}

const paint = (fill: string, outline: string | null = null, hatched = false): CategoryPaint => ({
  fill,
  outline,
  hatched,
});

const FONT = "'Pretendard Variable', Pretendard, system-ui, sans-serif";

/**
 * Warm for escalation, cool for easing; the same on light and on dark paper, on pages, cards and slides. Those that lie on each other in a stack are
 * 3:1 apart, and any two differ by 10 L* in grey and to deuteranopes and protanopes (chosen by search; tests/client/theme.test.ts holds them to it).
 */
const FILLS = {
  military_security: '#47111a',
  sanctions_trade: '#b94f3d',
  diplomatic_protest: '#fdc072',
  votes_statements: '#fcee97',
  agreements_easing: '#104575',
  visits_talks: '#56a9bc',
} as const satisfies Partial<Record<Category, string>>;

/** @param outlines where the fill alone would be lost against the paper */
export function categoriesOn(
  { paper, ink }: { readonly paper: string; readonly ink: string },
  outlines: Partial<Record<keyof typeof FILLS, string>>,
  fills: Readonly<Record<keyof typeof FILLS, string>> = FILLS,
): Readonly<Record<Category, CategoryPaint>> {
  const of = (category: keyof typeof FILLS): CategoryPaint => paint(fills[category], outlines[category] ?? null);
  return {
    military_security: of('military_security'),
    sanctions_trade: of('sanctions_trade'),
    diplomatic_protest: of('diplomatic_protest'),
    votes_statements: of('votes_statements'),
    agreements_easing: of('agreements_easing'),
    visits_talks: of('visits_talks'),
    other: paint(paper, ink, true),
  };
}

const LIGHT: Theme = {
  name: 'light',
  paper: '#fcfbf8',
  ink: '#1a1f26',
  muted: '#59616b',
  faint: '#9aa0a6',
  grid: '#e9e5dd',
  neutralLine: '#7b828b',
  line: '#15233b',
  band50: 'rgba(46, 83, 139, 0.20)',
  band90: 'rgba(46, 83, 139, 0.12)',
  blank: '#efece5',
  hatch: 'rgba(89, 97, 107, 0.22)',
  raises: '#a63a2b',
  lowers: '#1f6f8b',
  raisesArea: 'rgba(166, 58, 43, 0.12)',
  lowersArea: 'rgba(31, 111, 139, 0.14)',
  whatIf: '#7a3fa3',
  whatIfArea: 'rgba(122, 63, 163, 0.13)',
  whatIfPaper: '#f8f3fb',
  machine: '#8f5f05',
  categories: categoriesOn(
    { paper: '#fcfbf8', ink: '#59616b' },
    { diplomatic_protest: '#b3701c', votes_statements: '#9a8416', visits_talks: '#2b7c90' },
  ),
  fontFamily: FONT,
};

const DARK: Theme = {
  name: 'dark',
  paper: '#14171b',
  ink: '#ebe8e2',
  muted: '#a6adb6',
  faint: '#6d747d',
  grid: '#272c33',
  neutralLine: '#8b929b',
  line: '#f4f1ea',
  band50: 'rgba(150, 184, 236, 0.26)',
  band90: 'rgba(150, 184, 236, 0.15)',
  blank: '#1e2227',
  hatch: 'rgba(166, 173, 182, 0.24)',
  raises: '#ef8f66',
  lowers: '#6cc0d0',
  raisesArea: 'rgba(239, 143, 102, 0.16)',
  lowersArea: 'rgba(108, 192, 208, 0.16)',
  whatIf: '#d3a6f2',
  whatIfArea: 'rgba(211, 166, 242, 0.17)',
  whatIfPaper: '#1b1622',
  machine: '#e0b04f',
  categories: categoriesOn(
    { paper: '#14171b', ink: '#a6adb6' },
    { military_security: '#c9576b', agreements_easing: '#5c93c8' },
  ),
  fontFamily: FONT,
};

export const THEMES: Readonly<Record<ThemeName, Theme>> = { light: LIGHT, dark: DARK };

/** A colour `#rrggbb` faded towards the paper: `share` 0 keeps it, 1 is the paper. */
export function fade(colour: string, paper: string, share: number): string {
  const channel = (text: string, at: number): number => Number.parseInt(text.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(channel(colour, at) * (1 - share) + channel(paper, at) * share));
  return `#${mixed.map((x) => x.toString(16).padStart(2, '0')).join('')}`;
}
