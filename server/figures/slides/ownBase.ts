/** Our own master and layouts: white or dark paper, a title, a body, the slide's number. */
import { escaped } from '../../../client/charts/escaped.ts';
import { FORMATS, type Preset } from '../../../client/charts/card/presentation.ts';
import type { Theme } from '../../../client/charts/theme.ts';
import { linePaint, MAX_LINES } from '../../../client/charts/linePaints.ts';
import type { Box } from '../svgPath.ts';
import type { Base } from './base.ts';
import { PRESENTATION, tree } from './deck.ts';
import { HEADER, OfficePackage, TYPES } from './officePackage.ts';
import { EMU_PER_INCH, hex, NAMESPACES } from './shapes.ts';

/** Programs find it by name; one that has it not takes one of the kind that the numbers tell (PANOSE: a plain sans serif). */
export const FONT = 'Pretendard';
const KIND = '020B0604020202020204';
const MAIN = 'ppt/presentation.xml';
const MASTER = 'ppt/slideMasters/slideMaster1.xml';
const LAYOUTS = { card: 'ppt/slideLayouts/slideLayout1.xml', text: 'ppt/slideLayouts/slideLayout2.xml' } as const;
const NOTES_MASTER = 'ppt/notesMasters/notesMaster1.xml';
/** Ids of masters and layouts begin here. */
const FIRST_ID = 2_147_483_648;
/** A notes page, EMU. */
const NOTES = { width: 6_858_000, height: 9_144_000 };

export function ownBase(preset: Preset, theme: Theme): Base {
  const format = FORMATS[preset];
  const width = Math.round((format.width / format.dotsPerInch) * EMU_PER_INCH);
  const height = Math.round((format.height / format.dotsPerInch) * EMU_PER_INCH);
  const office = new OfficePackage();
  office.relate('', 'officeDocument', MAIN);
  const master = office.relate(MAIN, 'slideMaster', MASTER);
  const layouts = Object.values(LAYOUTS).map((layout) => {
    office.relate(layout, 'slideMaster', MASTER);
    return office.relate(MASTER, 'slideLayout', layout);
  });
  office.relate(MASTER, 'theme', 'ppt/theme/theme1.xml');
  office.add('ppt/theme/theme1.xml', TYPES.theme, themePart(theme));
  addNotesMaster(office, theme);
  const notes = office.relate(MAIN, 'notesMaster', NOTES_MASTER);
  office.add(MASTER, TYPES.slideMaster, masterPart(width, height, layouts));
  office.add(LAYOUTS.card, TYPES.slideLayout, layoutPart('Card', width, height, false));
  office.add(LAYOUTS.text, TYPES.slideLayout, layoutPart('Text', width, height, true));
  return {
    office,
    main: MAIN,
    width,
    height,
    layouts: LAYOUTS,
    notesMaster: NOTES_MASTER,
    font: FONT,
    card: { left: 0, top: 0, right: width, bottom: height },
    text: { holder: `<p:ph ${BODY}/>`, box: bodyOf(width, height) },
    writeMain: (slides) =>
      office.add(
        MAIN,
        TYPES.presentation,
        `${HEADER}<p:presentation ${NAMESPACES} ${PRESENTATION} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="${FIRST_ID}" r:id="${master}"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="${notes}"/></p:notesMasterIdLst>${slides}<p:sldSz cx="${width}" cy="${height}"/><p:notesSz cx="${NOTES.width}" cy="${NOTES.height}"/></p:presentation>`,
      ),
  };
}

/** Notes of slides need one. */
export function addNotesMaster(office: OfficePackage, theme: Theme): string {
  const themed = 'ppt/theme/themeOfNotes.xml';
  office.relate(NOTES_MASTER, 'theme', themed);
  office.add(themed, TYPES.theme, themePart(theme));
  office.add(
    NOTES_MASTER,
    TYPES.notesMaster,
    `${HEADER}<p:notesMaster ${NAMESPACES} ${PRESENTATION}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>${tree(
      `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="685800"/><a:ext cx="5486400" cy="3086100"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="1"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="4000500"/><a:ext cx="5486400" cy="4457700"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>`,
    )}</p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:notesStyle><a:lvl1pPr marL="0" algn="l"><a:spcAft><a:spcPts val="400"/></a:spcAft><a:defRPr sz="1100"><a:solidFill><a:srgbClr val="1A1F26"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:lvl1pPr></p:notesStyle></p:notesMaster>`,
  );
  return NOTES_MASTER;
}

const marginOf = (width: number, height: number): number => Math.round(0.055 * Math.min(width, height));
const TITLE = 0.13;
const BODY = 'type="body" idx="1"';

/** Where a slide without a card has its text, EMU. */
function bodyOf(width: number, height: number): Box {
  const margin = marginOf(width, height);
  const top = margin + Math.round(TITLE * height);
  return { left: margin, top, right: width - margin, bottom: height - margin };
}

/** Title, body and number of a slide without a card. */
const placesOf = (width: number, height: number) => {
  const margin = marginOf(width, height);
  const titleHeight = Math.round(TITLE * height);
  const { left, top, right, bottom } = bodyOf(width, height);
  return {
    title: `<a:off x="${margin}" y="${margin}"/><a:ext cx="${width - 2 * margin}" cy="${titleHeight}"/>`,
    body: `<a:off x="${left}" y="${top}"/><a:ext cx="${right - left}" cy="${bottom - top}"/>`,
    number: `<a:off x="${width - 3 * margin}" y="${height - margin}"/><a:ext cx="${2 * margin}" cy="${Math.round(margin * 0.6)}"/>`,
  };
};

const holder = (id: number, name: string, kind: string, place: string, anchor = 't'): string =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph ${kind}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>${place}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="${anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p>${kind.includes('sldNum') ? '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>' : `<a:r><a:rPr lang="en-GB"/><a:t>${name}</a:t></a:r>`}</a:p></p:txBody></p:sp>`;

function holders(width: number, height: number, hasBody: boolean): string {
  const { title, body, number } = placesOf(width, height);
  return [
    holder(2, 'Title', 'type="title"', title),
    ...(hasBody ? [holder(3, 'Text', BODY, body)] : []),
    holder(4, 'Number', 'type="sldNum" sz="quarter" idx="12"', number, 'b'),
  ].join('');
}

const layoutPart = (name: string, width: number, height: number, hasBody: boolean): string =>
  `${HEADER}<p:sldLayout ${NAMESPACES} ${PRESENTATION} preserve="1" type="${hasBody ? 'obj' : 'titleOnly'}"><p:cSld name="${name}">${tree(holders(width, height, hasBody))}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`;

function masterPart(width: number, height: number, layouts: readonly string[]): string {
  const level = (size: number, isBold: boolean, font: string): string =>
    `<a:lvl1pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="${size}" b="${isBold ? 1 : 0}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="${font}-lt"/><a:ea typeface="${font}-ea"/></a:defRPr></a:lvl1pPr>`;
  return `${HEADER}<p:sldMaster ${NAMESPACES} ${PRESENTATION}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>${tree(holders(width, height, true))}</p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst>${layouts.map((id, i) => `<p:sldLayoutId id="${FIRST_ID + 1 + i}" r:id="${id}"/>`).join('')}</p:sldLayoutIdLst><p:txStyles><p:titleStyle>${level(2600, true, '+mj')}</p:titleStyle><p:bodyStyle>${level(1400, false, '+mn')}</p:bodyStyle><p:otherStyle>${level(1100, false, '+mn')}</p:otherStyle></p:txStyles></p:sldMaster>`;
}

/** The colours and the font of a theme of ours: lines of a comparison are its accents. */
function themePart(theme: Theme): string {
  const colour = (name: string, value: string): string => `<a:${name}><a:srgbClr val="${hex(value)}"/></a:${name}>`;
  const accents = Array.from({ length: MAX_LINES }, (_, i) =>
    colour(`accent${i + 1}`, linePaint(theme.name, i).colour),
  );
  const font = `<a:latin typeface="${escaped(FONT)}" panose="${KIND}"/><a:ea typeface="${escaped(FONT)}"/><a:cs typeface=""/>`;
  const flat = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
  const line = `<a:ln w="9525">${flat}</a:ln>`;
  const effect = '<a:effectStyle><a:effectLst/></a:effectStyle>';
  return `${HEADER}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Tension"><a:themeElements><a:clrScheme name="Tension">${colour('dk1', theme.ink)}${colour('lt1', theme.paper)}${colour('dk2', theme.muted)}${colour('lt2', theme.blank)}${accents.join('')}${colour('hlink', theme.ink)}${colour('folHlink', theme.muted)}</a:clrScheme><a:fontScheme name="Tension"><a:majorFont>${font}</a:majorFont><a:minorFont>${font}</a:minorFont></a:fontScheme><a:fmtScheme name="Tension"><a:fillStyleLst>${flat.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${line.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${effect.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${flat.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;
}
