/** Templates of an office for tests: our own master and layouts, changed by hand into what offices have. */
import { createCanvas } from '@napi-rs/canvas';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { CARD_PAINTS } from '../../client/charts/card/cardTheme.ts';
import type { Preset } from '../../client/charts/card/presentation.ts';
import { ownBase } from '../../server/figures/slides/ownBase.ts';

type Files = Record<string, Uint8Array>;
/** Changes the text of a part; one that is not there is made. */
export type Change = (part: (name: string, change: (text: string) => string) => void, files: Files) => void;

const MASTER = 'ppt/slideMasters/slideMaster1.xml';
const MASTER_RELATIONS = 'ppt/slideMasters/_rels/slideMaster1.xml.rels';
const LAYOUT = 'ppt/slideLayouts/slideLayout2.xml';
const MAIN = 'ppt/presentation.xml';
const MAIN_RELATIONS = 'ppt/_rels/presentation.xml.rels';
const TYPES = '[Content_Types].xml';
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const FOOTER = 'Ministry of Foreign Affairs & Trade';

/** A .potx as our own writer makes one, with changes. */
export function potx(preset: Preset, ...changes: readonly Change[]): Uint8Array {
  const base = ownBase(preset, CARD_PAINTS.light);
  base.writeMain('');
  const files: Files = unzipSync(base.office.zipped());
  const part = (name: string, change: (text: string) => string): void => {
    const before = files[name] ? strFromU8(files[name]) : '';
    const after = change(before);
    if (after === before) throw new Error(`Nothing changed in ${name}.`);
    files[name] = strToU8(after);
  };
  part(TYPES, (text) => text.replace('presentation.main+xml', 'template.main+xml'));
  for (const change of changes) change(part, files);
  return zipSync(files);
}

const holder = (id: number, name: string, kind: string, at: readonly number[], text: string): string =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph ${kind}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="${at[0]}" y="${at[1]}"/><a:ext cx="${at[2]}" cy="${at[3]}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p>${text === '' ? '<a:endParaRPr lang="en-GB"/>' : `<a:r><a:rPr lang="en-GB" sz="1000"/><a:t>${text}</a:t></a:r>`}</a:p></p:txBody></p:sp>`;

/** An office's look: its font, a bar and a logo on the master, a footer with its name. */
export const ofAnOffice: Change = (part, files) => {
  const logo = createCanvas(120, 40);
  const ink = logo.getContext('2d');
  ink.fillStyle = '#0b5d3b';
  ink.fillRect(0, 0, 120, 40);
  files['ppt/media/image1.png'] = logo.encodeSync('png');
  part(TYPES, (text) => text.replace('<Default', '<Default Extension="png" ContentType="image/png"/><Default'));
  part(MASTER_RELATIONS, (text) =>
    text.replace(
      '</Relationships>',
      `<Relationship Id="rId90" Type="${RELATIONS}/image" Target="../media/image1.png"/><Relationship Id="rId91" Type="${RELATIONS}/hyperlink" Target="https://mfa.example.org/" TargetMode="External"/></Relationships>`,
    ),
  );
  part(MASTER, (text) =>
    text
      .replace(
        '</p:spTree>',
        `<p:sp><p:nvSpPr><p:cNvPr id="20" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="180000" cy="6858000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="0B5D3B"/></a:solidFill></p:spPr></p:sp><p:pic><p:nvPicPr><p:cNvPr id="21" name="Logo"><a:hlinkClick r:id="rId91"/></p:cNvPr><p:cNvPicPr/><p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="rId90"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="600000" y="6330000"/><a:ext cx="1080000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic></p:spTree>`,
      )
      .replace(
        '<p:titleStyle><a:lvl1pPr marL="0" indent="0" algn="l">',
        '<p:titleStyle><a:lvl1pPr marL="0" indent="0" algn="l">',
      )
      .replace('sz="2600" b="1"', 'sz="3200" b="0" cap="all"'),
  );
  part(LAYOUT, (text) =>
    text
      .replace('name="Text"', 'name="Title and Content"')
      .replace(
        /(<p:ph type="body" idx="1"\/>.*?<a:off )x="\d+" y="\d+"(\/><a:ext )cx="\d+" cy="\d+"/s,
        '$1x="600000" y="1500000"$2cx="11000000" cy="4700000"',
      )
      .replace(
        /(<p:ph type="title"\/>.*?<a:off )x="\d+" y="\d+"(\/><a:ext )cx="\d+" cy="\d+"/s,
        '$1x="600000" y="350000"$2cx="11000000" cy="1000000"',
      )
      .replace(
        '</p:spTree>',
        `${holder(30, 'Footer', 'type="ftr" sz="quarter" idx="11"', [2_000_000, 6_360_000, 7_000_000, 300_000], FOOTER.replace('&', '&amp;'))}</p:spTree>`,
      ),
  );
  part('ppt/theme/theme1.xml', (text) => text.replaceAll('Pretendard', 'Georgia'));
};

/** Slides of its own, in sections: they are not taken over. */
export const withSlides: Change = (part, files) => {
  files['ppt/slides/slide7.xml'] = strToU8(
    `<?xml version="1.0" encoding="UTF-8"?><p:sld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${RELATIONS}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:spTree></p:cSld></p:sld>`,
  );
  files['ppt/slides/_rels/slide7.xml.rels'] = strToU8(
    `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/slideLayout" Target="../slideLayouts/slideLayout1.xml"/></Relationships>`,
  );
  part(TYPES, (text) =>
    text.replace(
      '<Override',
      '<Override PartName="/ppt/slides/slide7.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/><Override',
    ),
  );
  part(MAIN_RELATIONS, (text) =>
    text.replace(
      '</Relationships>',
      `<Relationship Id="rId70" Type="${RELATIONS}/slide" Target="slides/slide7.xml"/></Relationships>`,
    ),
  );
  part(MAIN, (text) =>
    text
      .replace(
        '</p:notesMasterIdLst>',
        '</p:notesMasterIdLst><p:sldIdLst><p:sldId id="300" r:id="rId70"/></p:sldIdLst>',
      )
      .replace(
        '</p:presentation>',
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="Old" id="{11111111-1111-4111-8111-111111111111}"><p14:sldIdLst><p14:sldId id="300"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>',
      ),
  );
};

/** Light words on dark blue, as its colour map says. */
export const dark: Change = (part) => {
  part(MASTER, (text) => text.replace('bg1="lt1" tx1="dk1"', 'bg1="dk1" tx1="lt1"'));
  part('ppt/theme/theme1.xml', (text) =>
    text.replace(/<a:dk1>.*?<\/a:dk1>/, '<a:dk1><a:srgbClr val="12284C"/></a:dk1>'),
  );
};

/** A first master whose only layouts are a cover and an empty one; ours is the second. */
export const coverFirst: Change = (part, files) => {
  const copy = (from: string, to: string, change: (text: string) => string): void => {
    files[to] = strToU8(change(strFromU8(files[from]!)));
  };
  copy('ppt/theme/theme1.xml', 'ppt/theme/theme9.xml', (text) => text);
  copy(MASTER, 'ppt/slideMasters/slideMaster9.xml', (text) =>
    text.replace(
      /<p:sldLayoutIdLst>.*<\/p:sldLayoutIdLst>/,
      '<p:sldLayoutIdLst><p:sldLayoutId id="2147483700" r:id="rId1"/></p:sldLayoutIdLst>',
    ),
  );
  copy(
    MASTER_RELATIONS,
    'ppt/slideMasters/_rels/slideMaster9.xml.rels',
    () =>
      `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/slideLayout" Target="../slideLayouts/slideLayout9.xml"/><Relationship Id="rId2" Type="${RELATIONS}/theme" Target="../theme/theme9.xml"/></Relationships>`,
  );
  copy('ppt/slideLayouts/slideLayout1.xml', 'ppt/slideLayouts/slideLayout9.xml', (text) =>
    text.replace('type="titleOnly"', 'type="title"').replace('type="title"/>', 'type="ctrTitle"/>'),
  );
  copy('ppt/slideLayouts/_rels/slideLayout1.xml.rels', 'ppt/slideLayouts/_rels/slideLayout9.xml.rels', (text) =>
    text.replace('slideMaster1.xml', 'slideMaster9.xml'),
  );
  const types = (name: string, kind: string): string =>
    `<Override PartName="/ppt/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.${kind}+xml"/>`;
  part(TYPES, (text) =>
    text.replace(
      '<Override',
      `${types('theme/theme9', 'theme')}${types('slideMasters/slideMaster9', 'presentationml.slideMaster')}${types('slideLayouts/slideLayout9', 'presentationml.slideLayout')}<Override`,
    ),
  );
  part(MAIN_RELATIONS, (text) =>
    text.replace(
      '</Relationships>',
      `<Relationship Id="rId80" Type="${RELATIONS}/slideMaster" Target="slideMasters/slideMaster9.xml"/></Relationships>`,
    ),
  );
  part(MAIN, (text) =>
    text.replace('<p:sldMasterIdLst>', '<p:sldMasterIdLst><p:sldMasterId id="2147483699" r:id="rId80"/>'),
  );
};

/** A relation of the master to something. */
export const related =
  (type: string, target: string, isExternal: boolean): Change =>
  (part) =>
    part(MASTER_RELATIONS, (text) =>
      text.replace(
        '</Relationships>',
        `<Relationship Id="rId95" Type="${RELATIONS}/${type}" Target="${target}"${isExternal ? ' TargetMode="External"' : ''}/></Relationships>`,
      ),
    );

export const changed =
  (name: string, from: string | RegExp, to: string): Change =>
  (part) =>
    part(name, (text) => text.replace(from, to));

export const added =
  (name: string, content: Uint8Array): Change =>
  (_, files) =>
    void (files[name] = content);
