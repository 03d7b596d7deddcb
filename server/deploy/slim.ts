/**
 * For an image: of the packages of fonts, only the files that figures are drawn with stay (the pages have theirs in dist/pages).
 * The rest is a third of the installation.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FONT_FILES } from '../figures/fonts.ts';
import { projectRoot } from '../projectRoot.ts';

const root = projectRoot();
const used = new Set(FONT_FILES.map(({ path }) => join(root, path)));
for (const folder of ['node_modules/pretendard/dist', 'node_modules/@expo-google-fonts/noto-sans-kr'])
  for (const file of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (file.isFile() && !used.has(path) && !file.name.startsWith('LICENSE')) rmSync(path);
  }
