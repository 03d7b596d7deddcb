/** Several figures in one ZIP file: the picture and the numbers of each, and how each is cited. */
import { zipSync } from 'fflate';

/** A file of the pack, by its name. */
export interface PackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The first moment that a ZIP file can hold, in the machine's own time, which is how it is written: the same files give the same bytes. */
export const NO_DATE = new Date(1980, 0, 1);

/** In the order in which they are given. Pictures are compressed already. */
export function packOf(files: readonly PackedFile[]): Buffer {
  return Buffer.from(
    zipSync(
      Object.fromEntries(
        files.map(({ name, bytes }) => [name, [bytes, { mtime: NO_DATE, level: name.endsWith('.png') ? 0 : 6 }]]),
      ),
    ),
  );
}

/** What the README of a pack says of one view. */
export interface PackedView {
  readonly title: string;
  readonly alt: string;
  readonly fileName: string;
  /** plain, APA and BibTeX, in this order */
  readonly citations: readonly string[];
}

/** The README: what each file shows, and how it is cited. @param heading a line in the language of the cards */
export function packReadme(heading: string, views: readonly PackedView[]): string {
  const parts = views.map(({ title, alt, fileName, citations }, i) =>
    [`${i + 1}. ${title}`, `   ${fileName}.png, ${fileName}.csv`, '', alt, '', citations.join('\n\n')].join('\n'),
  );
  return `${[heading, ...parts].join('\n\n\n')}\n`;
}
