import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../models/codebook.ts';
import { fade, THEMES, type ThemeName } from '../../client/charts/theme.ts';

type Rgb = readonly [number, number, number];

/** sRGB `#rrggbb` as linear light, IEC 61966-2-1. */
function linear(colour: string): Rgb {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return [r!, g!, b!];
}

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** CIE L*, 0 to 100, from relative luminance (CIE 15): what a grey print keeps. */
const lightness = (y: number): number => (y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y);

/** Machado, Oliveira and Fernandes 2009, severity 1.0, applied to linear light. */
const SIGHT: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  grey: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};

function seen(colour: string, sight: string): number {
  const light = linear(colour);
  const [r, g, b] = SIGHT[sight]!.map((row) =>
    Math.min(Math.max(row[0] * light[0] + row[1] * light[1] + row[2] * light[2], 0), 1),
  );
  return lightness(luminance([r!, g!, b!]));
}

const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(linear(a)), luminance(linear(b))].toSorted((p, q) => q - p);
  return (high! + 0.05) / (low! + 0.05);
};

const THEME_NAMES: ThemeName[] = ['light', 'dark'];

describe.each(THEME_NAMES)('the %s theme', (name) => {
  const theme = THEMES[name];

  it.each(Object.keys(SIGHT))('keeps neighbouring categories 15 L* apart (%s)', (sight) => {
    // The hatched category is told by its lines, not by its lightness.
    const filled = CATEGORIES.filter((category) => !theme.categories[category].hatched);
    const levels = filled.map((category) => seen(theme.categories[category].fill, sight));
    for (let i = 1; i < levels.length; i++)
      expect(Math.abs(levels[i]! - levels[i - 1]!), `${filled[i - 1]} and ${filled[i]}`).toBeGreaterThanOrEqual(15);
  });

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

describe('the light theme', () => {
  it('has the colours of the design', () => {
    const { categories } = THEMES.light;
    expect(CATEGORIES.map((category) => categories[category].fill).slice(0, 6)).toEqual([
      '#5c0a1e',
      '#a63a2b',
      '#e07b39',
      '#f6c667',
      '#1f6f8b',
      '#8fd0d6',
    ]);
  });
});

describe('the dark theme', () => {
  /** Degrees on the colour circle. */
  const hue = (colour: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
    return ((Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b) * 180) / Math.PI + 360) % 360;
  };

  it('gives each category the hue that it has on light paper', () => {
    for (const category of CATEGORIES.filter((one) => !THEMES.light.categories[one].hatched)) {
      const [light, dark] = [hue(THEMES.light.categories[category].fill), hue(THEMES.dark.categories[category].fill)];
      const apart = Math.abs(light - dark);
      expect(Math.min(apart, 360 - apart), category).toBeLessThan(12);
    }
  });
});

describe('fading', () => {
  it('goes from the colour to the paper', () => {
    expect(fade('#000000', '#ffffff', 0)).toBe('#000000');
    expect(fade('#000000', '#ffffff', 1)).toBe('#ffffff');
    expect(fade('#000000', '#ff8000', 0.5)).toBe('#804000');
  });
});
