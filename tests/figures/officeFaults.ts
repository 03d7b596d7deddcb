/** What is wrong in a file of an office program, by the rules whose breach makes programs "repair" it; and its parts. */
import { DOMParser } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';

export type Parts = Readonly<Record<string, Uint8Array>>;
export const partsOf = (bytes: Uint8Array): Parts => unzipSync(bytes);
export const xml = (parts: Parts, name: string): string => strFromU8(parts[name]!);

/** What a child may follow, in the order of the schema: the faults that programs have been seen to make. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  'p:presentation': [
    'sldMasterIdLst',
    'notesMasterIdLst',
    'handoutMasterIdLst',
    'sldIdLst',
    'sldSz',
    'notesSz',
    'custShowLst',
    'defaultTextStyle',
    'extLst',
  ],
  'c:lineChart': ['grouping', 'varyColors', 'ser', 'dLbls', 'marker', 'smooth', 'axId'],
  'c:areaChart': ['grouping', 'varyColors', 'ser', 'dLbls', 'axId'],
  'c:barChart': ['barDir', 'grouping', 'varyColors', 'ser', 'dLbls', 'gapWidth', 'overlap', 'axId'],
  'c:ser': ['idx', 'order', 'tx', 'spPr', 'invertIfNegative', 'marker', 'dPt', 'dLbls', 'cat', 'val', 'smooth'],
  'c:dPt': ['idx', 'invertIfNegative', 'marker', 'bubble3D', 'spPr'],
  'c:catAx': [
    'axId',
    'scaling',
    'delete',
    'axPos',
    'majorGridlines',
    'numFmt',
    'majorTickMark',
    'minorTickMark',
    'tickLblPos',
    'spPr',
    'txPr',
    'crossAx',
    'crosses',
    'auto',
    'lblAlgn',
    'lblOffset',
    'tickLblSkip',
    'noMultiLvlLbl',
  ],
  'c:dateAx': [
    'axId',
    'scaling',
    'delete',
    'axPos',
    'majorGridlines',
    'numFmt',
    'majorTickMark',
    'minorTickMark',
    'tickLblPos',
    'spPr',
    'txPr',
    'crossAx',
    'crosses',
    'auto',
    'lblOffset',
    'baseTimeUnit',
    'majorUnit',
    'majorTimeUnit',
  ],
  'c:valAx': [
    'axId',
    'scaling',
    'delete',
    'axPos',
    'majorGridlines',
    'numFmt',
    'majorTickMark',
    'minorTickMark',
    'tickLblPos',
    'spPr',
    'txPr',
    'crossAx',
    'crosses',
    'crossBetween',
    'majorUnit',
  ],
  'c:scaling': ['orientation', 'max', 'min'],
  'a:rPr': ['ln', 'solidFill', 'latin', 'ea', 'hlinkClick'],
  'a:pPr': ['lnSpc', 'spcBef', 'spcAft', 'buNone', 'tabLst', 'defRPr'],
};

/** One sentence for each breach of the rules that brought office programs to "repair" a file. */
export function faultsOf(bytes: Uint8Array): string[] {
  const parts = partsOf(bytes);
  const found: string[] = [];
  const types = xml(parts, '[Content_Types].xml');
  for (const name of Object.keys(parts)) {
    if (name.endsWith('.xlsx')) found.push(...faultsOf(parts[name]!).map((fault) => `${name}: ${fault}`));
    if (!/\.(?:xml|rels)$/.test(name)) continue;
    const document = new DOMParser({
      errorHandler: (_, message) => void found.push(`${name}: ${String(message)}`),
    }).parseFromString(xml(parts, name), 'text/xml');
    const ids = new Set<string>();
    for (const element of Array.from(document.getElementsByTagName('*'))) {
      const order = ORDERS[element.tagName];
      const children = Array.from(element.childNodes).map(({ nodeName }) => nodeName.replace(/^\w+:/, ''));
      if (order) {
        const places = children.map((child) => order.indexOf(child));
        places.forEach((place, i) => {
          if (place < 0) found.push(`${name}: ${element.tagName} has ${children[i]}`);
          else if (place < (places[i - 1] ?? 0))
            found.push(`${name}: ${children[i]} stands after ${children[i - 1]} in ${element.tagName}`);
        });
      }
      if (element.tagName === 'p:cNvPr') {
        const id = element.getAttribute('id')!;
        if (ids.has(id)) found.push(`${name}: two shapes have the id ${id}`);
        ids.add(id);
      }
      if (element.tagName === 'c:lineChart' && children.includes('ser') && /<c:invertIfNegative/.test(String(element)))
        found.push(`${name}: invertIfNegative in a line`);
    }
    if (/\/charts\/chart\d/.test(name)) {
      const chart = xml(parts, name);
      const axes = new Set([...chart.matchAll(/<c:(?:cat|date|val)Ax><c:axId val="(\d+)"/g)].map(([, id]) => id));
      for (const [, group] of chart.matchAll(/<c:(?:line|area|bar)Chart>(.*?)<\/c:(?:line|area|bar)Chart>/gs)) {
        const used = [...group!.matchAll(/<c:axId val="(\d+)"/g)].map(([, id]) => id);
        if (used.length !== 2 || used.some((id) => !axes.has(id))) found.push(`${name}: axes ${used.join(', ')}`);
      }
      if (/<c:(?:line|area|bar)Chart>(?!<c:barDir[^>]*><c:grouping|<c:grouping)/.test(chart))
        found.push(`${name}: no grouping`);
    }
    if (name.endsWith('.rels')) {
      const owner = name.replace('_rels/', '').replace(/\.rels$/, '');
      for (const [, target] of xml(parts, name).matchAll(/Target="([^"]*)"(?! TargetMode)/g)) {
        const path = new URL(target!, `http://x/${owner}`).pathname.slice(1);
        if (!(decodeURIComponent(path) in parts)) found.push(`${name} leads to ${target}, which is not there`);
      }
      const known = new Set([...xml(parts, name).matchAll(/ Id="(\w+)"/g)].map(([, id]) => id));
      if (owner in parts)
        for (const [, id] of xml(parts, owner).matchAll(/r:(?:id|embed|link)="(\w+)"/g))
          if (!known.has(id!)) found.push(`${owner} names ${id}, which leads nowhere`);
    } else if (name !== '[Content_Types].xml' && !types.includes(`PartName="/${name}"`))
      found.push(`${name} has no type`);
  }
  return found;
}
