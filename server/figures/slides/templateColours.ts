/** What colour the paper of a template is, and whether it is dark. */
import type { OfficePackage } from './officePackage.ts';
import { allOf, childOf, childrenOf, readXml } from './openedPackage.ts';

export interface Paper {
  /** none where it is a picture, or changes from place to place */
  readonly colour: string | undefined;
  readonly isDark: boolean;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** Below this share of white, paper is dark. */
const DARK = 0.42;

/** @param place the layout, its master, and how the layout maps colours */
export function paperOf(office: OfficePackage, place: { readonly master: string; readonly layout: string }): Paper {
  const [master, layout] = [place.master, place.layout].map((part) => readXml(part, office.part(part)!)) as [
    Element,
    Element,
  ];
  const [theme] = office.related(place.master, 'theme');
  const scheme = theme === undefined ? undefined : allOf(readXml(theme, office.part(theme)!), 'clrScheme')[0];
  const map = childOf(childOf(layout, 'clrMapOvr'), 'overrideClrMapping') ?? childOf(master, 'clrMap');
  const named = (name: string): Rgb | undefined => {
    const own = childOf(scheme, map?.getAttribute(name) || name);
    return own && rgbOf(childrenOf(own)[0], () => undefined);
  };
  const background = childOf(childOf(layout, 'cSld'), 'bg') ?? childOf(childOf(master, 'cSld'), 'bg');
  const reference = childOf(background, 'bgRef');
  // A reference from 1001 takes a fill of the theme: the first one is plain.
  const isPlain = !background || reference?.getAttribute('idx') === '1001' || reference?.getAttribute('idx') === '1';
  const painted = childOf(childOf(background, 'bgPr'), 'solidFill') ?? (isPlain ? reference : undefined);
  const colour = painted ? rgbOf(childrenOf(painted)[0], named) : background ? undefined : named('bg1');
  if (colour) return { colour: hexOf(colour), isDark: lightness(colour) < DARK };
  // A picture or a blend: dark where the words on it are light.
  const ink = allOf(master, 'bodyStyle')[0];
  const fill = childOf(childOf(childOf(ink, 'lvl1pPr'), 'defRPr'), 'solidFill');
  const words = (fill && rgbOf(childrenOf(fill)[0], named)) ?? named('tx1') ?? [0, 0, 0];
  return { colour: undefined, isDark: lightness(words) > 0.5 };
}

/** A colour as a theme or a fill gives it. */
function rgbOf(element: Element | undefined, named: (name: string) => Rgb | undefined): Rgb | undefined {
  if (!element) return undefined;
  const value = element.getAttribute('val') ?? '';
  const own =
    element.localName === 'schemeClr'
      ? named(value)
      : parsed(element.localName === 'sysClr' ? (element.getAttribute('lastClr') ?? '') : value);
  const share = (name: string): number | undefined => {
    const text = childOf(element, name)?.getAttribute('val');
    return text ? Number.parseInt(text, 10) / 100_000 : undefined;
  };
  const [by, plus] = [share('lumMod') ?? share('shade') ?? 1, share('lumOff') ?? 0];
  return own && (own.map((channel) => Math.min(255, Math.round(channel * by + 255 * plus))) as unknown as Rgb);
}

const parsed = (value: string): Rgb | undefined =>
  /^[\da-f]{6}$/i.test(value)
    ? ([0, 2, 4].map((at) => Number.parseInt(value.slice(at, at + 2), 16)) as unknown as Rgb)
    : undefined;

const hexOf = (colour: Rgb): string => `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

const lightness = ([red, green, blue]: Rgb): number => (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
