/** Several figures in one ZIP file: the picture and the numbers of each, and how each is cited. */
import { zipped } from '../zipped.ts';

/** A file of the pack, by its name. */
export interface PackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** In the order in which they are given. */
export const packOf = (files: readonly PackedFile[]): Buffer =>
  zipped(files.map((file) => ({ ...file, isPacked: file.name.endsWith('.png') })));

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
