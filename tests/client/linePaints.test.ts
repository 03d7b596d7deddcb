import { describe, expect, it } from 'vitest';
import { linePaint, MAX_LINES, SYMBOLS } from '../../client/charts/linePaints.ts';
import { THEMES, type ThemeName } from '../../client/charts/theme.ts';

type Triple = readonly [number, number, number];

/** sRGB `#rrggbb` as linear light, IEC 61966-2-1. */
function linear(colour: string): Triple {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return [r!, g!, b!];
}

/** CIELAB under D65. */
function lab([r, g, b]: Triple): Triple {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const [x, y, z] = [
    f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047),
    f(0.2126 * r + 0.7152 * g + 0.0722 * b),
    f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883),
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Machado, Oliveira and Fernandes 2009, severity 1.0, applied to linear light. */
const SIGHT: Readonly<Record<string, readonly Triple[]>> = {
  'full colour': [
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

function seen(colour: string, sight: string): Triple {
  const light = linear(colour);
  const [r, g, b] = SIGHT[sight]!.map((row) =>
    Math.min(Math.max(row[0] * light[0] + row[1] * light[1] + row[2] * light[2], 0), 1),
  );
  return lab([r!, g!, b!]);
}

const luminance = (colour: string): number => {
  const [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const THEME_NAMES: ThemeName[] = ['light', 'dark'];

describe.each(THEME_NAMES)('the six lines on %s paper', (name) => {
  const colours = Array.from({ length: MAX_LINES }, (_, i) => linePaint(name, i).colour);
  const pairs = colours.flatMap((a, i) => colours.slice(i + 1).map((b) => [a, b] as const));

  it.each(Object.keys(SIGHT))('are 20 apart in CIELAB to an eye of %s', (sight) => {
    for (const [a, b] of pairs) {
      const [p, q] = [seen(a, sight), seen(b, sight)];
      expect(Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]), `${a} and ${b}`).toBeGreaterThanOrEqual(20);
    }
  });

  it('keep an order in grey: no two are as light', () => {
    for (const [a, b] of pairs)
      expect(Math.abs(seen(a, 'full colour')[0] - seen(b, 'full colour')[0]), `${a} and ${b}`).toBeGreaterThanOrEqual(
        5,
      );
  });

  it('stand out against the paper (WCAG 2.2, 1.4.11)', () => {
    const paper = luminance(THEMES[name].paper);
    for (const colour of colours) {
      const [high, low] = [luminance(colour), paper].toSorted((a, b) => b - a);
      expect((high! + 0.05) / (low! + 0.05), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it('carry a symbol of their own each', () => {
    expect(new Set(colours.map((_, i) => linePaint(name, i).symbol)).size).toBe(SYMBOLS.length);
  });
});
