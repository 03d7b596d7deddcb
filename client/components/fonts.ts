/** A canvas does not wait for its fonts: whoever draws does. */
import { signal } from '@preact/signals';
import { words } from '../state/language.ts';

/** Grows when a font has arrived that a drawn text was missing. */
export const fontsReady = signal(0);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;%+-–−·±…’“”()>&→';
const WEIGHTS = [400, 600, 700] as const;
/** A chart in another font is better than no chart. */
const PATIENCE_MS = 700;

const asked = new Set<string>();

/** Loads what is needed to draw a text; `fontsReady` tells when. */
export function needGlyphs(text: string): void {
  const missing = [...new Set(text)].filter((letter) => !asked.has(letter));
  if (missing.length === 0) return;
  for (const letter of missing) asked.add(letter);
  const letters = missing.join('');
  const loading = Promise.allSettled(
    WEIGHTS.map((weight) => document.fonts.load(`${weight} 12px "Pretendard Variable"`, letters)),
  );
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const tell = (): number => fontsReady.value++;
  void Promise.race([loading, patience]).then(tell);
  // Late fonts redraw once more.
  void loading.then(tell);
}

/** What any chart may have to write: the alphabet, and the letters of the fixed words in the reader's language. */
export function loadAlphabet(): void {
  needGlyphs(ALPHABET + lettersOf(CHART_SECTIONS.map((section) => words.value[section])));
}

const CHART_SECTIONS = [
  'charts',
  'waterfall',
  'comparison',
  'effect',
  'draftChart',
  'dates',
  'types',
  'categories',
  'counts',
  'methods',
  'lab',
  'dyad',
] as const;

/** All that is said in sections of the words; a function says what its text says. */
function lettersOf(value: unknown): string {
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  return typeof value === 'object' && value !== null ? Object.values(value).map(lettersOf).join('') : String(value);
}
