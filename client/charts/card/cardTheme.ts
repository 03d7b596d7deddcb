/**
 * The colours of cards. A card is printed, projected and photocopied, and its bars stand in any company: so the categories are at least 15 L*
 * apart from *every* other one, not only from their usual neighbours as on the pages, in colour, in grey and to deuteranopes and protanopes
 * (tests/client/cardTheme.test.ts). Six steps of 15 leave little choice: the warm ramp reaches from nearly black to pale yellow (on dark paper
 * the other way), the cool pair stands between its steps.
 */
import type { Category } from '../../../models/codebook.ts';
import { type CategoryPaint, type Theme, THEMES } from '../theme.ts';
import type { CardTheme } from './presentation.ts';

type Paints = Readonly<Record<Category, CategoryPaint>>;

const paint = (fill: string, outline: string | null = null, hatched = false): CategoryPaint => ({
  fill,
  outline,
  hatched,
});

/** The families that are bundled, and no other: a missing one would be replaced without a word. */
const FONT = "Pretendard, 'Noto Sans KR'";

const LIGHT_PAINTS: Paints = {
  military_security: paint('#340000'),
  sanctions_trade: paint('#632208'),
  diplomatic_protest: paint('#c4863b', '#96611c'),
  votes_statements: paint('#fff99a', '#9a7d10'),
  agreements_easing: paint('#536377'),
  visits_talks: paint('#b0c7c9', '#557d80'),
  other: paint('#ffffff', '#59616b', true),
};

const DARK_PAINTS: Paints = {
  military_security: paint('#efca81'),
  sanctions_trade: paint('#d8954c'),
  diplomatic_protest: paint('#782405', '#c86a45'),
  votes_statements: paint('#47000c', '#b85c6c'),
  agreements_easing: paint('#fbfffe'),
  visits_talks: paint('#527387', '#7fa3b8'),
  other: paint('#14171b', '#a6adb6', true),
};

/** L* 10, 27, 44, 61, 77 and 93. */
const GREY_PAINTS: Paints = {
  military_security: paint('#1b1b1b'),
  sanctions_trade: paint('#404040'),
  diplomatic_protest: paint('#686868'),
  votes_statements: paint('#939393', '#6a6a6a'),
  agreements_easing: paint('#bebebe', '#6a6a6a'),
  visits_talks: paint('#ebebeb', '#6a6a6a'),
  other: paint('#ffffff', '#555555', true),
};

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
  categories: GREY_PAINTS,
  fontFamily: FONT,
};

/** White paper: an off-white box stands out on a slide, and is a veil of dots in print. */
export const CARD_PAINTS: Readonly<Record<CardTheme, Theme>> = {
  light: { ...THEMES.light, paper: '#ffffff', whatIfPaper: '#ffffff', categories: LIGHT_PAINTS, fontFamily: FONT },
  dark: { ...THEMES.dark, categories: DARK_PAINTS, fontFamily: FONT },
  grey: GREY,
};
