import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../models/codebook.ts';
import { contrast } from './colours.ts';
import { fade, THEMES, type ThemeName } from '../../client/charts/theme.ts';

const THEME_NAMES: ThemeName[] = ['light', 'dark'];

describe.each(THEME_NAMES)('the %s theme', (name) => {
  const theme = THEMES[name];

  it('lets every category stand out against the paper, by its fill or by its outline', () => {
    for (const category of CATEGORIES) {
      const { fill, outline } = theme.categories[category];
      expect(contrast(outline ?? fill, theme.paper), category).toBeGreaterThanOrEqual(3);
    }
  });

  it('writes in colours that can be read (WCAG 2.2, 1.4.3)', () => {
    for (const colour of [theme.ink, theme.muted, theme.raises, theme.lowers])
      expect(contrast(colour, theme.paper), colour).toBeGreaterThanOrEqual(4.5);
    for (const colour of [theme.ink, theme.muted])
      expect(contrast(colour, theme.blank), colour).toBeGreaterThanOrEqual(4.5);
  });

  it('has the same colours in the style sheet', () => {
    const sheet = readFileSync(new URL('../../client/styles/tokens.css', import.meta.url), 'utf8');
    const token = (property: string): string => {
      const found = new RegExp(`--${property}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(sheet);
      return found?.[name === 'light' ? 1 : 2] ?? `no --${property}`;
    };
    for (const property of ['paper', 'ink', 'muted', 'faint', 'blank', 'line', 'raises', 'lowers'] as const)
      expect(token(property), property).toBe(theme[property]);
    for (const category of CATEGORIES)
      if (!theme.categories[category].hatched)
        expect(token(category.replaceAll('_', '-')), category).toBe(theme.categories[category].fill);
  });
});

describe('the dark theme', () => {
  it('gives each category the colour that it has on light paper', () => {
    for (const category of CATEGORIES.filter((one) => !THEMES.light.categories[one].hatched))
      expect(THEMES.dark.categories[category].fill, category).toBe(THEMES.light.categories[category].fill);
  });
});

describe('fading', () => {
  it('goes from the colour to the paper', () => {
    expect(fade('#000000', '#ffffff', 0)).toBe('#000000');
    expect(fade('#000000', '#ffffff', 1)).toBe('#ffffff');
    expect(fade('#000000', '#ff8000', 0.5)).toBe('#804000');
  });
});
