/**
 * The type of figures: files that come with the packages, never what a machine happens to have installed, so that a figure has
 * the same bytes everywhere. A missing family would be replaced without a word; so it is looked for when the server starts.
 */
import { join } from 'node:path';
import { glyphsOf } from './glyphs.ts';

interface FontFile {
  readonly family: string;
  readonly weight: number;
  /** from the project's folder */
  readonly path: string;
}

const PRETENDARD = 'node_modules/pretendard/dist/public/static/alternative'; // TrueType: glyphs.ts reads no other outlines
const NOTO = 'node_modules/@expo-google-fonts/noto-sans-kr';

/** Pretendard for Latin, Cyrillic, Greek, Hangul and kana; Noto Sans KR for Han. */
export const FONT_FILES: readonly FontFile[] = [
  { family: 'Pretendard', weight: 400, path: `${PRETENDARD}/Pretendard-Regular.ttf` },
  { family: 'Pretendard', weight: 500, path: `${PRETENDARD}/Pretendard-Medium.ttf` },
  { family: 'Pretendard', weight: 600, path: `${PRETENDARD}/Pretendard-SemiBold.ttf` },
  { family: 'Pretendard', weight: 700, path: `${PRETENDARD}/Pretendard-Bold.ttf` },
  { family: 'Noto Sans KR', weight: 400, path: `${NOTO}/400Regular/NotoSansKR_400Regular.ttf` },
  { family: 'Noto Sans KR', weight: 500, path: `${NOTO}/500Medium/NotoSansKR_500Medium.ttf` },
  { family: 'Noto Sans KR', weight: 600, path: `${NOTO}/600SemiBold/NotoSansKR_600SemiBold.ttf` },
  { family: 'Noto Sans KR', weight: 700, path: `${NOTO}/700Bold/NotoSansKR_700Bold.ttf` },
];

/** What a figure names where it is read on another machine: the bundled families, then what that machine has. */
export const FAMILIES = 'Pretendard, "Noto Sans KR"';

/** Characters that stand for their script: names of states and people are written in them. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  Latin: 'AZaz09ÅçğıŁőřşżệ–−…',
  Cyrillic: 'АЯЖябёїў',
  Greek: 'ΑΩαωάϊ',
  Hangul: '가힣대한민국조선로씨야',
  Han: '北朝鮮日本中國国俄羅斯',
  kana: 'あんアンぽヴー',
};

/** Fonts that cannot be used; the message is a sentence for each with the remedy. */
export class FontFault extends Error {
  override name = 'FontFault';
}

/** Says what the fonts cover, for `doctor`. @throws FontFault with every file that is missing or broken, and every script that no family covers */
export function checkFonts(root: string, files: readonly FontFile[] = FONT_FILES): string {
  const faults: string[] = [];
  const weights = new Map<number, ((character: string) => boolean)[]>();
  for (const { path, weight } of files) {
    try {
      weights.set(weight, [...(weights.get(weight) ?? []), glyphsOf(join(root, path))]);
    } catch (error) {
      const why = error instanceof RangeError ? error.message : 'cannot be read';
      faults.push(`The font ${path} ${why}: run "npm ci" in the project's folder, which puts it back.`);
    }
  }
  for (const [weight, families] of weights)
    for (const [script, characters] of Object.entries(SCRIPTS)) {
      const missing = [...characters].filter((character) => !families.some((has) => has(character)));
      if (missing.length > 0 && faults.length === 0)
        faults.push(
          `No font of weight ${weight} has ${script} "${missing.join('')}": run "npm ci" in the project's folder, which puts back the fonts that have.`,
        );
    }
  if (faults.length > 0) throw new FontFault(faults.join('\n'));
  return `${files.length} font files cover ${Object.keys(SCRIPTS).join(', ')}`;
}
