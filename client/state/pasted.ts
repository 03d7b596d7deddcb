/** What a program put on the clipboard beside a picture, or in its place: a card is copied with its link, its texts and its own file. */
import { readViewCode } from '../charts/view.ts';

export interface Pasted {
  readonly html: string;
  readonly text: string;
}

export interface ReadPasted {
  readonly code?: string;
  /** the file of the card, which stands in the page part as a data: address; programs leave it as it is */
  readonly picture?: Blob;
}

/** A note of a card has some thousand characters; what is longer is an article that somebody pastes. */
const MAX_TEXT = 20_000;
/** Programs that watch over links wrap one address into another. */
const VIEW_ADDRESS = /(?:\/|%2f)v(?:\/|%2f)/i;
const DATA_ADDRESS = /^data:image\/png;base64,(?<base64>[A-Za-z0-9+/=]+)$/;

/** Nothing of it is believed or run: a code, and bytes that are read as any other file. */
export function readPasted({ html, text }: Pasted): ReadPasted {
  // A document of its own: nothing in it is fetched or run.
  const page = new DOMParser().parseFromString(html, 'text/html');
  const links = Array.from(page.querySelectorAll('a[href]'), (link) => link.getAttribute('href')!);
  const source = page.querySelector('img[src^="data:image/png;base64,"]')?.getAttribute('src') ?? '';
  const base64 = DATA_ADDRESS.exec(source)?.groups?.['base64'];
  const code = [...links, text.slice(0, MAX_TEXT)].map(addressedCode).find((found) => found !== undefined);
  return { ...(code !== undefined && { code }), ...(base64 !== undefined && { picture: fileOf(base64) }) };
}

/** The code of an address of a view; a text that only looks like a code is a text. */
function addressedCode(text: string): string | undefined {
  const read = VIEW_ADDRESS.test(text) ? readViewCode(text) : undefined;
  return read && 'code' in read ? read.code : undefined;
}

function fileOf(base64: string): Blob {
  const bytes = Uint8Array.from(window.atob(base64), (sign) => sign.charCodeAt(0));
  return new Blob([bytes], { type: 'image/png' });
}
