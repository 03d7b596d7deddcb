/** A further source of an act that is known: it is named in the note, so that one act stays one event. */

export interface FurtherSource {
  readonly name: string;
  /** empty where there is none */
  readonly url: string;
}

const BEGINNING = 'Also told by ';

const told = ({ name, url }: FurtherSource): string =>
  [name, url === '' ? '' : `(${url})`].filter((part) => part !== '').join(' ');

/** Whether a note names the source already. */
export const isInNote = (note: string, source: FurtherSource): boolean =>
  told(source) !== '' && note.includes(`${BEGINNING}${told(source)}.`);

/** Whether a source is named already: as the event's own, or in its note. */
export function isNamed(
  event: { readonly sourceName: string; readonly sourceUrl: string; readonly note: string },
  source: FurtherSource,
): boolean {
  if (told(source) === '' || isInNote(event.note, source)) return true;
  return source.url === '' ? source.name === event.sourceName : source.url === event.sourceUrl;
}

/** @example noteWithSource('', { name: 'Reuters', url: '' }) // 'Also told by Reuters.' */
export function noteWithSource(note: string, source: FurtherSource): string {
  return `${note}${note === '' ? '' : ' '}${BEGINNING}${told(source)}.`;
}
