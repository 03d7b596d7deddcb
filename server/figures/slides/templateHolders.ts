/** The placeholders of a layout or a master. */
import { linesOf } from '../../../client/charts/card/lines.ts';
import { wideRuler } from '../measuring.ts';
import type { Box } from '../svgPath.ts';
import { allOf, childOf } from './openedPackage.ts';
import { EMU_PER_POINT } from './shapes.ts';

export interface Holder {
  /** title, body, obj, ftr, sldNum and others */
  readonly type: string;
  /** as a slide names it */
  readonly xml: string;
  /** EMU */
  readonly box: Box | undefined;
  /** of its text, points */
  readonly size: number | undefined;
  readonly isCapital: boolean;
  /** written from top to bottom */
  readonly isUpright: boolean;
  /** what stands in it already */
  readonly text: string;
}

/** Of a title whose template does not say, points. */
const STANDARD_SIZE = 44;
/** A title is set no smaller than this, points. */
const LEAST_SIZE = 14;
/** From line to line, to the size. */
const LINE = 1.2;
/** As programs have it at both sides, EMU. */
const INSET = 91_440;

/** A size in which a text stands whole in its placeholder, points. @returns undefined where it does in its own size */
export function fittingSize(
  { box, size: own = STANDARD_SIZE, isCapital }: Holder & { readonly box: Box },
  text: string,
): number | undefined {
  const said = isCapital ? text.toUpperCase() : text;
  const width = (box.right - box.left - 2 * INSET) / EMU_PER_POINT;
  const height = (box.bottom - box.top - INSET) / EMU_PER_POINT;
  const fits = (size: number): boolean =>
    linesOf(wideRuler, said, width, { family: 'Pretendard', size, weight: 700 }).length * size * LINE <= height;
  if (fits(own)) return undefined;
  let size = Math.floor(own);
  while (size > LEAST_SIZE && !fits(size)) size--;
  return Math.min(size, own);
}

const NAMED = ['type', 'orient', 'sz', 'idx'];

export function holdersOf(element: Element): Holder[] {
  const titles = allOf(element, 'titleStyle')[0];
  return allOf(element, 'sp').flatMap((shape): Holder[] => {
    const placed = childOf(childOf(childOf(shape, 'nvSpPr'), 'nvPr'), 'ph');
    if (!placed) return [];
    const type = placed.getAttribute('type') || 'obj';
    const body = childOf(shape, 'txBody');
    const look = lookOf(childOf(body, 'lstStyle')) ?? (type === 'title' ? lookOf(titles) : undefined);
    const size = Number(look?.getAttribute('sz') ?? Number.NaN) / 100;
    const attributes = NAMED.flatMap((name) => {
      const value = placed.getAttribute(name) ?? '';
      return /^\w+$/.test(value) ? [` ${name}="${value}"`] : [];
    });
    return [
      {
        type,
        xml: `<p:ph${attributes.join('')}/>`,
        box: boxOf(childOf(childOf(shape, 'spPr'), 'xfrm')),
        size: size > 0 ? size : undefined,
        isCapital: look?.getAttribute('cap') === 'all',
        isUpright:
          placed.getAttribute('orient') === 'vert' ||
          (childOf(body, 'bodyPr')?.getAttribute('vert') || 'horz') !== 'horz',
        text:
          body && type === 'ftr'
            ? allOf(body, 't')
                .map(({ textContent }) => textContent)
                .join('')
            : '',
      },
    ];
  });
}

/** Of the first level. */
const lookOf = (styles: Element | undefined): Element | undefined => childOf(childOf(styles, 'lvl1pPr'), 'defRPr');

function boxOf(frame: Element | undefined): Box | undefined {
  const [off, ext] = [childOf(frame, 'off'), childOf(frame, 'ext')];
  const [left, top, wide, high] = [
    off?.getAttribute('x'),
    off?.getAttribute('y'),
    ext?.getAttribute('cx'),
    ext?.getAttribute('cy'),
  ].map((text) => Number.parseInt(text ?? '', 10)) as [number, number, number, number];
  return [left, top, wide, high].every(Number.isFinite)
    ? { left, top, right: left + wide, bottom: top + high }
    : undefined;
}
