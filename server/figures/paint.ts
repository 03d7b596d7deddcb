/** Colours of a canvas with the opacity apart, as SVG takes them everywhere (slide programs do not read `rgba()`), and PDF. */

export interface Paint {
  /** `#rrggbb` */
  readonly colour: string;
  /** 0 to 1 */
  readonly opacity: number;
}

const NAMED: Readonly<Record<string, string>> = { black: '#000000', white: '#ffffff', transparent: '#00000000' };

/** @throws RangeError for what is no colour of these forms, such as a gradient */
export function paintOf(style: unknown): Paint {
  const text = typeof style === 'string' ? (NAMED[style] ?? style) : '';
  const hex = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.exec(text)?.[1]?.toLowerCase();
  if (hex !== undefined) {
    const digits = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join('') : hex;
    return {
      colour: `#${digits.slice(0, 6)}`,
      opacity: digits.length === 8 ? Number.parseInt(digits.slice(6), 16) / 255 : 1,
    };
  }
  const [, red, green, blue, opacity] =
    /^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*([\d.]+)\s*)?\)$/.exec(text) ?? [];
  if (red === undefined)
    throw new RangeError(
      `A drawing in lines cannot be painted with ${String(style)}: use #rrggbb or rgba(red, green, blue, opacity).`,
    );
  const channels = [red, green, blue].map((channel) => Number(channel).toString(16).padStart(2, '0'));
  return { colour: `#${channels.join('')}`, opacity: opacity === undefined ? 1 : Number(opacity) };
}
