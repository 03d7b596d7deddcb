/** A file of an office program: parts in a ZIP, the type of each, and which part refers to which. */
import { posix } from 'node:path';
import { strToU8 } from 'fflate';
import { escaped } from '../../../client/charts/escaped.ts';
import { zipped, type ZippedPart } from '../../zipped.ts';

export const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
export const TYPES = {
  presentation: `${OFFICE}.presentationml.presentation.main+xml`,
  template: `${OFFICE}.presentationml.template.main+xml`,
  show: `${OFFICE}.presentationml.slideshow.main+xml`,
  slide: `${OFFICE}.presentationml.slide+xml`,
  slideLayout: `${OFFICE}.presentationml.slideLayout+xml`,
  slideMaster: `${OFFICE}.presentationml.slideMaster+xml`,
  notesSlide: `${OFFICE}.presentationml.notesSlide+xml`,
  notesMaster: `${OFFICE}.presentationml.notesMaster+xml`,
  theme: `${OFFICE}.theme+xml`,
  chart: `${OFFICE}.drawingml.chart+xml`,
  workbook: `${OFFICE}.spreadsheetml.sheet.main+xml`,
  worksheet: `${OFFICE}.spreadsheetml.worksheet+xml`,
  styles: `${OFFICE}.spreadsheetml.styles+xml`,
  appProperties: `${OFFICE}.extended-properties+xml`,
  coreProperties: 'application/vnd.openxmlformats-package.core-properties+xml',
} as const;
const EXTENSIONS: Readonly<Record<string, string>> = {
  rels: 'application/vnd.openxmlformats-package.relationships+xml',
  xml: 'application/xml',
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
};

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CORE = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';

export interface Relation {
  readonly id: string;
  /** in full, as the file writes it */
  readonly type: string;
  /** a part's name, or an address where it is external */
  readonly target: string;
  readonly isExternal: boolean;
}

export class OfficePackage {
  /** by names without a slash at the beginning */
  readonly #parts = new Map<string, Uint8Array>();
  readonly #types = new Map<string, string>();
  readonly #extensions = new Map(Object.entries(EXTENSIONS));
  /** by part; those of '' are the package's own */
  readonly #relations = new Map<string, Relation[]>();

  /** Another one with the same parts, which can be added to by itself. */
  copy(): OfficePackage {
    const copy = new OfficePackage();
    for (const [name, bytes] of this.#parts) copy.#parts.set(name, bytes);
    for (const [name, type] of this.#types) copy.#types.set(name, type);
    for (const [name, type] of this.#extensions) copy.#extensions.set(name, type);
    for (const [from, relations] of this.#relations) copy.#relations.set(from, [...relations]);
    return copy;
  }

  get names(): readonly string[] {
    return [...this.#parts.keys()];
  }
  part(name: string): Uint8Array | undefined {
    return this.#parts.get(name);
  }
  typeOf(name: string): string {
    return this.#types.get(name) ?? this.#extensions.get(extensionOf(name)) ?? '';
  }
  relationsOf(from: string): readonly Relation[] {
    return this.#relations.get(from) ?? [];
  }
  /** The parts to which a part refers by a type of relation. */
  related(from: string, type: string): string[] {
    return this.relationsOf(from).flatMap((one) =>
      one.type === `${RELATIONS}/${type}` && !one.isExternal ? [one.target] : [],
    );
  }
  setRelations(from: string, relations: readonly Relation[]): void {
    this.#relations.set(from, [...relations]);
  }
  setExtension(extension: string, type: string): void {
    this.#extensions.set(extension, type);
  }

  /** Leaves out every part to which nothing leads. */
  dropUnreached(): void {
    const reached = new Set(['']);
    for (const from of reached)
      for (const { target, isExternal } of this.relationsOf(from)) if (!isExternal) reached.add(target);
    for (const name of this.#parts.keys()) if (!reached.has(name)) this.#parts.delete(name);
    for (const name of this.#types.keys()) if (!reached.has(name)) this.#types.delete(name);
    for (const name of this.#relations.keys()) if (!reached.has(name)) this.#relations.delete(name);
  }

  /** @param type none for what is known by its extension */
  add(name: string, type: string | undefined, content: string | Uint8Array): void {
    this.#parts.set(name, typeof content === 'string' ? strToU8(content) : content);
    if (type !== undefined) this.#types.set(name, type);
  }

  /** @returns the id by which the part names the other one; the same again for the same target */
  relate(from: string, type: string, target: string, isExternal = false): string {
    const full = type === 'core-properties' ? CORE : `${RELATIONS}/${type}`;
    const all = this.#relations.get(from) ?? [];
    this.#relations.set(from, all);
    const known = all.find((one) => one.type === full && one.target === target);
    if (known) return known.id;
    const taken = new Set(all.map(({ id }) => id));
    let n = all.length + 1;
    while (taken.has(`rId${n}`)) n++;
    all.push({ id: `rId${n}`, type: full, target, isExternal });
    return `rId${n}`;
  }

  /** The same bytes for the same parts: no date, and an order of its own. */
  zipped(): Buffer {
    const files: ZippedPart[] = [];
    const put = (name: string, bytes: Uint8Array): void =>
      void files.push({ name, bytes, isPacked: /\.(?:xlsx|png|jpe?g|gif)$/i.test(name) });
    // Office looks for the list of types first.
    put('[Content_Types].xml', strToU8(this.#typesPart()));
    for (const [from, relations] of [...this.#relations].sort(byName))
      if (relations.length > 0) put(relationsName(from), strToU8(relationsPart(from, relations)));
    for (const [name, bytes] of [...this.#parts].sort(byName)) put(name, bytes);
    return zipped(files);
  }

  #typesPart(): string {
    const used = new Set([...this.#parts.keys()].map(extensionOf));
    const defaults = [...this.#extensions]
      .filter(([extension]) => ['rels', 'xml'].includes(extension) || used.has(extension))
      .map(([extension, type]) => `<Default Extension="${escaped(extension)}" ContentType="${escaped(type)}"/>`);
    const overrides = [...this.#types]
      .sort(byName)
      .map(([name, type]) => `<Override PartName="/${escaped(name)}" ContentType="${escaped(type)}"/>`);
    return `${HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults.join('')}${overrides.join('')}</Types>`;
  }
}

const extensionOf = (name: string): string => posix.extname(name).slice(1).toLowerCase();

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** @example 'ppt/slides/_rels/slide1.xml.rels' */
export const relationsName = (part: string): string =>
  part === '' ? '_rels/.rels' : `${posix.dirname(part)}/_rels/${posix.basename(part)}.rels`;

function relationsPart(from: string, relations: readonly Relation[]): string {
  const folder = from === '' ? '' : posix.dirname(from);
  const all = relations.map(
    ({ id, type, target, isExternal }) =>
      `<Relationship Id="${id}" Type="${escaped(type)}" Target="${escaped(isExternal ? target : posix.relative(folder, target))}"${isExternal ? ' TargetMode="External"' : ''}/>`,
  );
  return `${HEADER}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
}
