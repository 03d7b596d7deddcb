/** A file of an office program from outside, taken apart. What comes out of it is bounded. */
import { posix } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { strFromU8 } from 'fflate';
import { UnzipsTooLarge, unzippedWithin } from '../../unzipped.ts';
import { OfficePackage, type Relation } from './officePackage.ts';
import { TemplateRefused } from './templateRefused.ts';

const BYTES_PER_MIB = 1024 ** 2;
/** Of all that is packed in it: an office's template with its pictures has some ten. */
const MAX_UNPACKED_BYTES = 96 * BYTES_PER_MIB;
/** Of one part that is read as XML. */
const MAX_XML_BYTES = 4 * BYTES_PER_MIB;
const MAX_PARTS = 2000;
const LIST_OF_TYPES = '[Content_Types].xml';

const broken = (what: string, cause?: unknown): TemplateRefused =>
  new TemplateRefused(
    `The template is broken (${what}): open it in PowerPoint, and save it again as a template (.potx).`,
    { cause },
  );

/** @throws TemplateRefused for what is no such file, and beyond the limits */
export function openPackage(bytes: Uint8Array): OfficePackage {
  const files = unpacked(bytes);
  const types = files.get(LIST_OF_TYPES);
  if (!types)
    throw new TemplateRefused(
      'This is no template of slides: save it in PowerPoint as a template (.potx) or a presentation (.pptx), without a password.',
    );
  const office = new OfficePackage();
  const known = new Map<string, string>();
  for (const element of childrenOf(readXml(LIST_OF_TYPES, types))) {
    const type = element.getAttribute('ContentType') ?? '';
    if (element.localName === 'Default') office.setExtension(attribute(element, 'Extension').toLowerCase(), type);
    else known.set(nameOf(attribute(element, 'PartName')), type);
  }
  for (const [name, content] of files) {
    if (name === LIST_OF_TYPES || name.endsWith('/')) continue;
    const [, folder, owner] = /^(.*\/)?_rels\/([^/]*)\.rels$/.exec(name) ?? [];
    if (owner === undefined) office.add(nameOf(name), known.get(nameOf(name)), content);
    else office.setRelations(`${folder ?? ''}${owner}`, relationsOf(name, content, folder ?? ''));
  }
  return office;
}

function unpacked(bytes: Uint8Array): Map<string, Uint8Array> {
  try {
    return unzippedWithin(bytes, { maxBytes: MAX_UNPACKED_BYTES, maxParts: MAX_PARTS });
  } catch (error) {
    if (!(error instanceof UnzipsTooLarge)) throw broken('it is no whole archive', error);
    throw new TemplateRefused(
      `The template has more than ${MAX_UNPACKED_BYTES / BYTES_PER_MIB} MiB or ${MAX_PARTS} parts when unpacked: take out its large pictures and its slides, and save it again.`,
    );
  }
}

const relationsOf = (name: string, content: Uint8Array, folder: string): Relation[] =>
  childrenOf(readXml(name, content)).map((element) => {
    const target = attribute(element, 'Target');
    const isExternal = element.getAttribute('TargetMode') === 'External';
    return {
      id: attribute(element, 'Id'),
      type: attribute(element, 'Type'),
      target: isExternal ? target : nameOf(posix.join('/', target.startsWith('/') ? '' : folder, target)),
      isExternal,
    };
  });

/** A part's name as it is kept: without a slash before it, and without percent signs. */
function nameOf(path: string): string {
  try {
    return decodeURI(posix.normalize(path)).replace(/^\//, '');
  } catch (error) {
    throw broken('a part has no name', error);
  }
}

const attribute = (element: Element, name: string): string => {
  const value = element.getAttribute(name);
  if (!value) throw broken(`${element.localName} without ${name}`);
  return value;
};

/** @throws TemplateRefused for what is no XML, or defines entities */
export function readXml(name: string, content: Uint8Array): Element {
  if (content.length > MAX_XML_BYTES) throw broken(`${name} has more than ${MAX_XML_BYTES / BYTES_PER_MIB} MiB`);
  const text = strFromU8(content).replace(/^\uFEFF/, '');
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw broken(name);
  const faults: string[] = [];
  const fault = (message: unknown): void => void faults.push(String(message));
  const { documentElement } = new DOMParser({
    errorHandler: { warning: fault, error: fault, fatalError: fault },
  }).parseFromString(text, 'text/xml') as { readonly documentElement: Element | null };
  if (!documentElement || faults.length > 0) throw broken(name, faults[0]);
  return documentElement;
}

export const childrenOf = (element: Element): Element[] =>
  (Array.from(element.childNodes) as Element[]).filter(({ nodeType }) => nodeType === 1);

export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element && childrenOf(element).find(({ localName }) => localName === name);

/** All of a name, however deep. */
export const allOf = (element: Element, name: string): Element[] =>
  Array.from(element.getElementsByTagNameNS('*', name));
