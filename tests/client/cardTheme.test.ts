import { describe, expect, it } from 'vitest';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import { CARD_THEMES } from '../../client/charts/card/presentation.ts';
import { linePaint, MAX_LINES } from '../../client/charts/linePaints.ts';
import { CATEGORIES } from '../../models/codebook.ts';

type Rgb = readonly [number, number, number];

const channels = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** sRGB `#rrggbb` as linear light, IEC 61966-2-1. */
function linear(colour: string): Rgb {
  const [r, g, b] = channels(colour).map((c) =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  );
  return [r!, g!, b!];
}

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** CIE L*, 0 to 100, from relative luminance (CIE 15): what a grey print keeps. */
const lightness = (y: number): number => (y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y);

/** Machado, Oliveira and Fernandes 2009, severity 1.0, applied to linear light. */
const SIGHTS: Readonly<Record<string, readonly Rgb[]>> = {
  'in colour and in grey': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'to a deuteranope': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'to a protanope': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};

function seen(colour: string, sight: string): number {
  const light = linear(colour);
  const [r, g, b] = SIGHTS[sight]!.map((row) =>
    Math.min(Math.max(row[0] * light[0] + row[1] * light[1] + row[2] * light[2], 0), 1),
  );
  return lightness(luminance([r!, g!, b!]));
}

const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(linear(a)), luminance(linear(b))].toSorted((p, q) => q - p);
  return (high! + 0.05) / (low! + 0.05);
};

describe.each(CARD_THEMES)('the %s card', (name) => {
  const theme = CARD_PAINTS[name];

  it.each(Object.keys(SIGHTS))('keeps any two categories 10 L* apart, whatever stands between them (%s)', (sight) => {
    // The hatched one is told by its lines. A summit of two may raise the tension of a third, so that any category can stand on any other.
    const filled = CATEGORIES.filter((category) => !theme.categories[category].hatched);
    for (const [i, a] of filled.entries())
      for (const b of filled.slice(i + 1))
        expect(
          Math.abs(seen(theme.categories[a].fill, sight) - seen(theme.categories[b].fill, sight)),
          `${a} and ${b}`,
        ).toBeGreaterThanOrEqual(10);
  });

  it('keeps those that lie on each other as the largest parts of a stack 3:1 apart (WCAG 2.2, 1.4.11)', () => {
    for (const [a, b] of [
      ['military_security', 'sanctions_trade'],
      ['sanctions_trade', 'diplomatic_protest'],
      ['sanctions_trade', 'votes_statements'],
      ['diplomatic_protest', 'agreements_easing'],
      ['votes_statements', 'agreements_easing'],
      ['agreements_easing', 'visits_talks'],
    ] as const)
      expect(contrast(theme.categories[a].fill, theme.categories[b].fill), `${a} and ${b}`).toBeGreaterThanOrEqual(3);
  });

  it('lets every category and every line stand out against the paper', () => {
    for (const category of CATEGORIES) {
      const { fill, outline } = theme.categories[category];
      expect(contrast(outline ?? fill, theme.paper), category).toBeGreaterThanOrEqual(3);
    }
    for (const colour of [
      theme.line,
      theme.whatIf,
      ...Array.from({ length: MAX_LINES }, (_, i) => linePaint(theme.name, i).colour),
    ])
      expect(contrast(colour, theme.paper), colour).toBeGreaterThanOrEqual(3);
  });

  it('writes in colours that can be read (WCAG 2.2, 1.4.3)', () => {
    for (const colour of [theme.ink, theme.muted, theme.whatIf])
      expect(contrast(colour, theme.paper), colour).toBeGreaterThanOrEqual(4.5);
    for (const colour of [theme.ink, theme.muted])
      expect(contrast(colour, theme.blank), colour).toBeGreaterThanOrEqual(4.5);
  });
});

describe('the grey card', () => {
  it('has no hue at all', () => {
    const { categories, ...colours } = CARD_PAINTS.grey;
    const all = [
      ...Object.values(colours),
      ...CATEGORIES.flatMap((category) => [categories[category].fill, categories[category].outline ?? '#000000']),
      ...Array.from({ length: MAX_LINES }, (_, i) => linePaint('grey', i).colour),
    ];
    const hex = all.filter((colour): colour is string => typeof colour === 'string' && colour.startsWith('#'));
    expect(hex.length).toBeGreaterThan(25);
    for (const colour of hex) expect(new Set(channels(colour)).size, colour).toBe(1);
    for (const colour of all.filter(
      (colour): colour is string => typeof colour === 'string' && colour.startsWith('rgba'),
    ))
      expect(colour).toMatch(/^rgba\(0, 0, 0, /);
  });

  it('tells its six lines apart by lightness, beside their symbols', () => {
    const levels = Array.from({ length: MAX_LINES }, (_, i) =>
      seen(linePaint('grey', i).colour, 'in colour and in grey'),
    ).toSorted((p, q) => p - q);
    for (let i = 1; i < levels.length; i++) expect(levels[i]! - levels[i - 1]!).toBeGreaterThanOrEqual(7);
  });
});
