/**
 * The drawing library, with our fonts and no others. Loaded in drawing threads only: they are started with
 * DISABLE_SYSTEM_FONTS_LOAD, which it reads once for the whole process when it is first loaded.
 */
import { join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { FAMILIES, FONT_FILES, FontFault, SCRIPTS } from './fonts.ts';

export { createCanvas };

/** Makes the fonts known to the library; the threads of a process share them. @throws FontFault */
export function registerFonts(root: string): void {
  for (const { family, weight, path } of FONT_FILES) {
    const known = GlobalFonts.families
      .find((one) => one.family === family)
      ?.styles.some((style) => style.weight === weight);
    if (known || GlobalFonts.registerFromPath(join(root, path))) continue;
    throw new FontFault(`The font ${path} cannot be used: run "npm ci" in the project's folder, which puts it back.`);
  }
}

/** The box that stands for "no such character". */
const NO_CHARACTER = '\u{10FFFF}';
const SAMPLE_PIXELS = 24;

/** Draws a character of each script and looks whether it came out. @throws FontFault */
export function proveFonts(): void {
  const canvas = createCanvas(2 * SAMPLE_PIXELS, 2 * SAMPLE_PIXELS);
  const context = canvas.getContext('2d');
  const drawn = (text: string, weight: number): string => {
    context.reset();
    context.font = `${weight} ${SAMPLE_PIXELS}px ${FAMILIES}`;
    context.fillText(text, 0, 1.5 * SAMPLE_PIXELS);
    return Buffer.from(context.getImageData(0, 0, canvas.width, canvas.height).data).toString('base64');
  };
  for (const weight of new Set(FONT_FILES.map((file) => file.weight))) {
    const none = drawn(NO_CHARACTER, weight);
    for (const [script, characters] of Object.entries(SCRIPTS)) {
      const missing = [...characters].filter((character) =>
        [none, drawn(' ', weight)].includes(drawn(character, weight)),
      );
      if (missing.length > 0)
        throw new FontFault(
          `${script} "${missing.join('')}" is not drawn in weight ${weight}: run "npm ci" in the project's folder, which puts the fonts back.`,
        );
    }
  }
}
