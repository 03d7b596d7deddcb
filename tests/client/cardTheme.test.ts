import { describe, expect, it } from 'vitest';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import { CARD_THEMES } from '../../client/charts/card/presentation.ts';
import { linePaint, MAX_LINES } from '../../client/charts/linePaints.ts';
import { CATEGORIES } from '../../models/codebook.ts';
import { rowPaint } from '../../client/charts/waterfallChart.ts';
import { channels, contrast, seen, SIGHTS } from './colours.ts';

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
      for (const kind of ['new', 'fading'] as const) {
        const bar = rowPaint({ ...ROW, kind, category }, theme);
        expect(contrast(bar.outline ?? bar.fill, theme.paper), `${kind} ${category}`).toBeGreaterThanOrEqual(3);
      }
    }
    for (const kind of ['new', 'ended', 'fading', 'rescaling'] as const) {
      const bar = rowPaint({ ...ROW, kind, category: null }, theme);
      expect(contrast(bar.outline ?? bar.fill, theme.paper), kind).toBeGreaterThanOrEqual(3);
      // No key says what a hatch would be.
      expect(bar.hatched, kind).toBe(false);
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

const ROW = { role: 'part', label: '', note: '', points: 1, from: 0, to: 1 } as const;

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
