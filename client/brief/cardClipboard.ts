/** A card on the clipboard: the picture, and for who takes text only, its link, citation and alt text. */
import { escaped } from '../charts/escaped.ts';
import type { Words } from '../words/words.ts';
import { copyText } from '../state/clipboard.ts';

/** What goes along with the picture. */
export interface CardNote {
  readonly title: string;
  readonly citation: string;
  readonly alt: string;
  /** address of the view, in full */
  readonly link: string;
  /** what a typed title says and the data do not; a warning that must travel with the picture */
  readonly titleFaults: readonly string[];
}

/** As plain text: title, citation, alt text, one a paragraph. */
export function noteText({ title, citation, alt, link, titleFaults }: CardNote, wording: Words['brief']): string {
  const warning = titleFaults.length === 0 ? [] : [wording.warningInText(titleFaults.join(' '))];
  return [title, ...warning, citation, wording.altLine(alt), wording.viewLine(link)].join('\n\n');
}

/** As a page: the picture with its alt text, linked, and the citation below. @param picture address of the picture, such as a data: one */
export function noteHtml(
  { title, citation, alt, link, titleFaults }: CardNote,
  picture: string,
  wording: Words['brief'],
): string {
  const warning = titleFaults.length === 0 ? '' : `<p>${escaped(wording.warningInText(titleFaults.join(' ')))}</p>`;
  return `<figure><a href="${escaped(link)}"><img src="${escaped(picture)}" alt="${escaped(alt)}" title="${escaped(title)}"></a><figcaption>${escaped(citation)}</figcaption></figure>${warning}`;
}

/** What was copied: the picture with its note, the note alone where the browser lets no page copy pictures, or nothing. */
export type Copied = 'image' | 'text' | 'nothing';

/**
 * Copies a card. What is being made may be a promise: browsers let a page copy only at once after a key or a click, and wait for
 * the contents.
 */
export async function copyCard(
  card: Promise<{ readonly picture: Blob; readonly note: CardNote }>,
  wording: Words['brief'],
): Promise<Copied> {
  try {
    const item = new ClipboardItem({
      'image/png': card.then(({ picture }) => picture),
      'text/html': card.then(
        async ({ picture, note }) => new Blob([noteHtml(note, await dataUrl(picture), wording)], { type: 'text/html' }),
      ),
      'text/plain': card.then(({ note }) => new Blob([noteText(note, wording)], { type: 'text/plain' })),
    });
    await navigator.clipboard.write([item]);
    return 'image';
  } catch {
    // Refused, or no clipboard at all (http on an intranet): the text is better than nothing. A card that could not be made rejects here.
    const { note } = await card;
    return (await copyText(noteText(note, wording))) ? 'text' : 'nothing';
  }
}

/** The picture itself within the text, so that it can be pasted where the server cannot be reached. */
function dataUrl(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The picture could not be read.')));
    reader.readAsDataURL(picture);
  });
}
