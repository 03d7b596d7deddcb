/** How colours are seen: their contrast on each other, and their lightness in grey print and to colour-blind eyes. */
type Rgb = readonly [number, number, number];

export const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

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
export const SIGHTS: Readonly<Record<string, readonly Rgb[]>> = {
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
  'to a tritanope': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

export function seen(colour: string, sight: string): number {
  const light = linear(colour);
  const [r, g, b] = SIGHTS[sight]!.map((row) =>
    Math.min(Math.max(row[0] * light[0] + row[1] * light[1] + row[2] * light[2], 0), 1),
  );
  return lightness(luminance([r!, g!, b!]));
}

export const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(linear(a)), luminance(linear(b))].toSorted((p, q) => q - p);
  return (high! + 0.05) / (low! + 0.05);
};
