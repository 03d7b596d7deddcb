/** The colours of cards: those of the pages on white paper and on dark, and greys for print without colour. */
import { categoriesOn, type Theme, THEMES } from '../theme.ts';
import type { CardTheme } from './presentation.ts';

/** The families that are bundled, and no other: a missing one would be replaced without a word. */
const FONT = "Pretendard, 'Noto Sans KR'";

/** L* 14, 29, 46, 62, 79 and 94, in the order of the colours. */
const GREYS = {
  military_security: '#232323',
  agreements_easing: '#444444',
  sanctions_trade: '#6d6d6d',
  visits_talks: '#959595',
  diplomatic_protest: '#c7c7c7',
  votes_statements: '#efefef',
} as const;

const GREY: Theme = {
  name: 'grey',
  paper: '#ffffff',
  ink: '#111111',
  muted: '#555555',
  faint: '#9a9a9a',
  grid: '#e6e6e6',
  neutralLine: '#7c7c7c',
  line: '#111111',
  band50: 'rgba(0, 0, 0, 0.19)',
  band90: 'rgba(0, 0, 0, 0.10)',
  blank: '#ececec',
  hatch: 'rgba(0, 0, 0, 0.20)',
  raises: '#404040',
  lowers: '#686868',
  raisesArea: 'rgba(0, 0, 0, 0.12)',
  lowersArea: 'rgba(0, 0, 0, 0.08)',
  whatIf: '#6a6a6a',
  whatIfArea: 'rgba(0, 0, 0, 0.10)',
  whatIfPaper: '#f4f4f4',
  machine: '#7a7a7a',
  categories: categoriesOn(
    { paper: '#ffffff', ink: '#555555' },
    { diplomatic_protest: '#6a6a6a', votes_statements: '#6a6a6a', visits_talks: '#6a6a6a' },
    GREYS,
  ),
  fontFamily: FONT,
};

/** White paper: an off-white box stands out on a slide, and is a veil of dots in print. */
export const CARD_PAINTS: Readonly<Record<CardTheme, Theme>> = {
  light: {
    ...THEMES.light,
    paper: '#ffffff',
    whatIfPaper: '#ffffff',
    categories: { ...THEMES.light.categories, other: { ...THEMES.light.categories.other, fill: '#ffffff' } },
    fontFamily: FONT,
  },
  dark: { ...THEMES.dark, fontFamily: FONT },
  grey: GREY,
};
