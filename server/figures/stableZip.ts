/** A ZIP file (such as a presentation) made anew without what differs between two makings: its dates, its order, counted names. */
import { asXml } from '../../client/charts/escaped.ts';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** The first moment that a ZIP file can hold, in the machine's own time, which is how it is written. */
const NO_DATE = new Date(1980, 0, 1);
/** Charts are numbered through the life of the program that writes them. */
const COUNTED = /(chart|Microsoft_Excel_Worksheet)(\d+)(?=\.xml|\.xlsx)/g;

/**
 * @param moment ISO; stands as the time of making and of the last change in the file's properties
 * @param edit changes an XML file, under the name that it gets
 */
export function stableZip(
  bytes: Uint8Array,
  moment: string,
  edit: (name: string, text: string) => string = (_, text) => text,
): Buffer {
  const entries = Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith('/'));
  const renumbered = renumbering(entries.map(([name]) => name));
  const rename = (text: string): string =>
    text.replaceAll(COUNTED, (_, name: string, number: string) => `${name}${renumbered.get(Number(number)) ?? number}`);
  const files = entries.map(([name, content]): [string, Uint8Array] => {
    if (name.endsWith('.xlsx')) return [rename(name), stableZip(content, moment)];
    if (!/\.(?:xml|rels)$/.test(name)) return [name, content];
    const text = asXml(strFromU8(content)); // the program that writes it leaves in what XML cannot hold
    const isIndex = name.endsWith('.rels') || name === '[Content_Types].xml';
    return [
      rename(name),
      strToU8(edit(rename(name), isIndex ? rename(text) : name === 'docProps/core.xml' ? dated(text, moment) : text)),
    ];
  });
  // Office looks for the list of types first.
  files.sort(([a], [b]) => Number(b.startsWith('[')) - Number(a.startsWith('[')) || (a < b ? -1 : 1));
  return Buffer.from(
    zipSync(
      Object.fromEntries(
        files.map(([name, content]) => [name, [content, { mtime: NO_DATE, level: name.endsWith('.xlsx') ? 0 : 6 }]]),
      ),
    ),
  );
}

/** From 1 on, in the order of the numbers. */
function renumbering(names: readonly string[]): Map<number, number> {
  const numbers = names.flatMap((name) => [...name.matchAll(COUNTED)].map((match) => Number(match[2])));
  return new Map([...new Set(numbers)].sort((a, b) => a - b).map((number, i) => [number, i + 1]));
}

const dated = (core: string, moment: string): string =>
  core.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment.replace(/\.\d+Z$/, 'Z')}`);
