/**
 * The drawing library, with our fonts and no others. Loaded in drawing threads only: they are started with
 * DISABLE_SYSTEM_FONTS_LOAD, which it reads once for the whole process when it is first loaded.
 */
import { join } from 'node:path';
import { createCanvas, GlobalFonts, PDFDocument } from '@napi-rs/canvas';
import { FONT_FILES, FontFault } from './fonts.ts';

export { createCanvas, PDFDocument };

/** Makes the fonts known to the library; the threads of a process share them. @throws FontFault */
export function registerFonts(root: string): void {
  for (const { family, weight, path } of FONT_FILES) {
    const known = GlobalFonts.families.find((one) => one.family === family)?.styles.some((style) => style.weight === weight);
    if (known || GlobalFonts.registerFromPath(join(root, path))) continue;
    throw new FontFault(`The font ${path} cannot be used: run "npm ci" in the project's folder, which puts it back.`);
  }
}
