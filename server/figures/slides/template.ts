/**
 * An office's own template (.potx or .pptx): its master, its layouts, its theme and its logos stay, its own slides go. Whatever could run, or would be
 * fetched when the file is opened, is refused.
 */
import { posix } from 'node:path';
import { XMLSerializer } from '@xmldom/xmldom';
import type { Box } from '../svgPath.ts';
import { type OfficePackage, TYPES } from './officePackage.ts';
import { allOf, childOf, openPackage, readXml } from './openedPackage.ts';
import { paperOf, type Paper } from './templateColours.ts';
import { EMU_PER_CM } from './shapes.ts';
import { type Holder, holdersOf } from './templateHolders.ts';
import { TemplateRefused } from './templateRefused.ts';

export interface Template {
  /** masters, layouts, themes and their pictures; nobody adds to it */
  readonly office: OfficePackage;
  readonly main: string;
  /** of a slide, EMU */
  readonly width: number;
  readonly height: number;
  /** the part of the layout that slides have */
  readonly layout: string;
  /** how the layout maps colours otherwise than its master does, as XML */
  readonly colourMap: string;
  readonly title: Holder & { readonly box: Box };
  /** where a slide has its content, EMU; a layout may have no placeholder there */
  readonly body: { readonly holder: string | undefined; readonly box: Box };
  readonly footer: Holder | undefined;
  readonly number: Holder | undefined;
  readonly notesMaster: string | undefined;
  readonly paper: Paper;
}

/** The relations of a presentation that a new one keeps. */
const KEPT = /\/(?:slideMaster|notesMaster|handoutMaster|theme|presProps|tableStyles|font)$/;
/** What runs: macros, controls, programs in a slide. */
const RUNS = /vbaProject|vbaData|macroEnabled|activeX|oleObject|\/embeddings\//i;
const LINK = '/hyperlink';
/** In less no card can be read. */
const LEAST_BODY = { width: 12 * EMU_PER_CM, height: 7 * EMU_PER_CM };
/** Beside and below content in a layout that does not say where it stands, share of the height. */
const MARGIN = 0.06;

/** @throws TemplateRefused */
export function readTemplate(bytes: Uint8Array): Template {
  const office = openPackage(bytes);
  const [main = ''] = office.related('', 'officeDocument');
  refuseWhatRuns(office, main);
  const content = office.part(main);
  if (!content || ![TYPES.presentation, TYPES.template, TYPES.show].some((type) => type === office.typeOf(main)))
    throw new TemplateRefused(
      'This is no template of slides: save it in PowerPoint as a template (.potx) or a presentation (.pptx).',
    );
  const document = readXml(main, content);
  const size = childOf(document, 'sldSz');
  const [width, height] = [Number(size?.getAttribute('cx')), Number(size?.getAttribute('cy'))];
  if (!(width > 0 && height > 0))
    throw new TemplateRefused('The template does not say how large its slides are: save it again in PowerPoint.');
  keepMasters(office, main);
  const masters = idsOf(document, 'sldMasterId').flatMap((id) => {
    const target = office.relationsOf(main).find((one) => one.id === id)?.target;
    return target !== undefined && office.part(target) ? [target] : [];
  });
  const found = layoutOf(office, masters, width, height);
  return {
    office,
    main,
    width,
    height,
    ...found,
    notesMaster: office.related(main, 'notesMaster')[0],
    paper: paperOf(office, found),
  };
}

/** The presentation itself with other slides. */
export function presentationOf({ office, main }: Template, slides: string, notesMaster: string): string {
  const document = readXml(main, office.part(main)!);
  const own = document.ownerDocument;
  const fragment = (text: string): Element =>
    own.importNode(
      readXml(
        main,
        new TextEncoder().encode(
          `<x xmlns:p="${document.namespaceURI}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">${text}</x>`,
        ),
      ).firstChild!,
      true,
    ) as Element;
  for (const name of [
    'sldIdLst',
    'notesMasterIdLst',
    'custShowLst',
    'photoAlbum',
    'custDataLst',
    'modifyVerifier',
    'extLst',
  ]) {
    const element = childOf(document, name);
    if (element) document.removeChild(element);
  }
  // The numbers of its slides are those of its contents.
  document.removeAttribute('firstSlideNum');
  const masters = childOf(document, 'sldMasterIdLst')!;
  const after = childOf(document, 'handoutMasterIdLst') ?? masters;
  document.insertBefore(fragment(slides), after.nextSibling);
  document.insertBefore(
    fragment(`<p:notesMasterIdLst><p:notesMasterId r:id="${notesMaster}"/></p:notesMasterIdLst>`),
    masters.nextSibling,
  );
  return new XMLSerializer().serializeToString(own);
}

const idsOf = (document: Element, name: string): string[] =>
  allOf(document, name).flatMap((element) =>
    Array.from(element.attributes).flatMap(({ localName, prefix, value }) =>
      localName === 'id' && prefix ? [value] : [],
    ),
  );

function refuseWhatRuns(office: OfficePackage, main: string): void {
  const names = office.names.filter((name) => /vbaProject|vbaData|activeX/i.test(name));
  if (names.length > 0 || /macroEnabled/i.test(office.typeOf(main)))
    throw new TemplateRefused(
      `The template has macros${names[0] === undefined ? '' : ` (${posix.basename(names[0])})`}: save it in PowerPoint as a template without them (.potx).`,
    );
}

/** Its own slides, comments and properties go; masters, layouts, themes and their pictures stay, if nothing of them runs or is fetched. */
function keepMasters(office: OfficePackage, main: string): void {
  office.setRelations(
    '',
    office.relationsOf('').filter(({ target }) => target === main),
  );
  office.setRelations(
    main,
    office.relationsOf(main).filter(({ type }) => KEPT.test(type)),
  );
  office.dropUnreached();
  for (const name of office.names) {
    if (RUNS.test(name) || RUNS.test(office.typeOf(name)))
      throw new TemplateRefused(
        `A master or a layout of the template holds a program or a file of its own (${posix.basename(name)}): take it out, or put a picture in its place.`,
      );
    for (const { target, type, isExternal } of office.relationsOf(name)) {
      const isLink = type.endsWith(LINK) && /^(?:https?:|mailto:)/i.test(target);
      if (isExternal && !isLink)
        throw new TemplateRefused(
          `A master or a layout of the template takes a file from elsewhere ("${target.slice(0, 80)}"): put that file into the template, or take it out.`,
        );
      if (!isExternal && !office.part(target))
        throw new TemplateRefused(
          `The template is broken (${name} leads to ${target}, which is not there): open it in PowerPoint, and save it again as a template (.potx).`,
        );
    }
    if (name !== main && /\.xml$/i.test(name)) readXml(name, office.part(name)!);
  }
}

type Found = Pick<Template, 'layout' | 'colourMap' | 'title' | 'body' | 'footer' | 'number'> & {
  readonly master: string;
};

/** The layout for a title and content: "Title and Content" of the first master that has one, else another one with both, else one with a title. */
function layoutOf(office: OfficePackage, masters: readonly string[], width: number, height: number): Found {
  let isSmall = false;
  for (const master of masters) {
    const inherited = holdersOf(readXml(master, office.part(master)!));
    const found = office.related(master, 'slideLayout').flatMap((layout) => {
      const element = readXml(layout, office.part(layout)!);
      const kind = element.getAttribute('type') ?? '';
      const holders = holdersOf(element).map((holder) => withInherited(holder, inherited));
      const of = (type: string): Holder | undefined => holders.find((one) => one.type === type);
      const title = of('title');
      if (!title?.box || title.isUpright || kind.startsWith('vert')) return [];
      const [footer, number] = [of('ftr'), of('sldNum')];
      const [own] = holders
        .filter(({ type, isUpright }) => (type === 'body' || type === 'obj') && !isUpright)
        .toSorted((p, q) => areaOf(q.box) - areaOf(p.box));
      const ground = inherited.find(({ type }) => type === 'body')?.box;
      const box = own?.box ?? ground ?? roomBelow(title.box, footer?.box ?? number?.box, width, height);
      if (box.right - box.left < LEAST_BODY.width || box.bottom - box.top < LEAST_BODY.height) {
        isSmall = true;
        return [];
      }
      const mapped = childOf(childOf(element, 'clrMapOvr'), 'overrideClrMapping');
      return [
        {
          rank: !own ? 0 : kind === 'obj' ? 2 : 1,
          master,
          layout,
          colourMap: mapped ? new XMLSerializer().serializeToString(mapped) : '',
          title: { ...title, box: title.box },
          body: { holder: own?.xml, box },
          footer,
          number,
        },
      ];
    });
    const [best] = found.toSorted((p, q) => q.rank - p.rank || areaOf(q.body.box) - areaOf(p.body.box));
    if (best) {
      refuseOffSlide(office, best, width, height);
      return best;
    }
  }
  throw new TemplateRefused(
    isSmall
      ? 'No layout of the template has a title and 12 x 7 cm for its content, which a card needs: add one such as "Title and Content".'
      : 'The template has no layout with a title: add one such as "Title and Content", and save it again.',
  );
}

/** EMU: a hair beyond the edge, as rounding leaves it. */
const HAIR = 25_400;
const EDGES = ['left', 'top', 'right', 'bottom'] as const;

function refuseOffSlide(office: OfficePackage, found: Found, width: number, height: number): void {
  const { layout, title, body, footer, number } = found;
  const named = { title, 'place for content': body, footer, 'slide number': number };
  for (const [what, holder] of Object.entries(named)) {
    const box = holder?.box;
    if (!box) continue;
    const beyond = { left: -box.left, top: -box.top, right: box.right - width, bottom: box.bottom - height };
    const edge = EDGES.find((one) => beyond[one] > HAIR);
    if (!edge) continue;
    const name = childOf(readXml(layout, office.part(layout)!), 'cSld')?.getAttribute('name') || posix.basename(layout);
    throw new TemplateRefused(
      `The ${what} of the layout "${name}" runs ${(beyond[edge] / EMU_PER_CM).toFixed(1)} cm over the ${edge} edge of the slide: move it inside in the slide master of PowerPoint, and save the template again.`,
    );
  }
}

/** What a layout does not say of a placeholder, its master does. */
function withInherited(holder: Holder, inherited: readonly Holder[]): Holder {
  const type = holder.type === 'obj' ? 'body' : holder.type;
  const above = inherited.find((one) => one.type === type);
  return {
    ...holder,
    box: holder.box ?? above?.box,
    size: holder.size ?? above?.size,
    isCapital: holder.isCapital || above?.isCapital === true,
    text: holder.text === '' ? (above?.text ?? '') : holder.text,
  };
}

const areaOf = (box: Box | undefined): number => (box ? (box.right - box.left) * (box.bottom - box.top) : 0);

function roomBelow(title: Box, foot: Box | undefined, width: number, height: number): Box {
  const margin = Math.round(MARGIN * height);
  const bottom = foot && foot.top > height / 2 ? foot.top : height - margin;
  return {
    left: Math.max(title.left, margin),
    right: Math.min(title.right, width - margin),
    top: title.bottom + Math.round(margin / 3),
    bottom: bottom - Math.round(margin / 3),
  };
}
