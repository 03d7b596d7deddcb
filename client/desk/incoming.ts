/** A text that is brought to the desk: pasted, dropped as a file, or handed over by another page. It stays in this browser. */
import { decoded } from './charset.ts';
import { eml } from './eml.ts';

export interface Incoming {
  readonly text: string;
  readonly title?: string | undefined;
  readonly sourceName?: string | undefined;
  readonly sourceUrl?: string | undefined;
  /** as the page itself says it, ISO */
  readonly published?: string | undefined;
}

/** Why a file is not taken; the page says it in the reader's words. */
export class NotTaken extends Error {
  override name = 'NotTaken';
  readonly why: 'size' | 'kind' | 'broken' | 'empty';
  constructor(why: NotTaken['why']) {
    super(why);
    this.why = why;
  }
}

/** A year of a newspaper's leads has fewer bytes; what is larger is no article. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** The text of a file. Scripts in it never run: HTML is parsed into a document of its own that is never shown. @throws NotTaken */
export async function incomingFile(file: File): Promise<Incoming> {
  if (file.size > MAX_FILE_BYTES) throw new NotTaken('size');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const name = file.name.toLowerCase();
  const incoming = await read(name, file.type, bytes);
  if (incoming.text.trim() === '') throw new NotTaken('empty');
  return incoming;
}

async function read(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<Incoming> {
  if (name.endsWith('.docx')) return docx(bytes);
  if (name.endsWith('.eml') || type === 'message/rfc822') {
    const mail = eml(bytes);
    return { ...mail, ...(mail.html === undefined ? {} : await htmlText(mail.html)), title: mail.title };
  }
  if (/\.x?html?$/.test(name) || type === 'text/html') return htmlText(decoded(bytes));
  if (/\.(txt|md|text)$/.test(name) || type.startsWith('text/')) return { text: decoded(bytes) };
  throw new NotTaken('kind');
}

async function docx(bytes: Uint8Array<ArrayBuffer>): Promise<Incoming> {
  const { default: mammoth } = await import('mammoth');
  const found = await mammoth.extractRawText({ arrayBuffer: bytes.buffer }).catch(() => {
    throw new NotTaken('broken');
  });
  return { text: found.value.replaceAll(/\n{3,}/g, '\n\n').trim() };
}

/** The article of a page, as Firefox's reader finds it; without one, all its text. */
export async function htmlText(html: string): Promise<Incoming> {
  const { Readability } = await import('@mozilla/readability');
  const page = new DOMParser().parseFromString(html, 'text/html');
  const address = page.querySelector('link[rel=canonical]')?.getAttribute('href') ?? metaOf(page, 'og:url');
  const whole = page.body.textContent ?? '';
  const published =
    metaOf(page, 'article:published_time') ?? page.querySelector('time[datetime]')?.getAttribute('datetime');
  const article = new Readability(page).parse();
  const content = article?.content ? linesOf(new DOMParser().parseFromString(article.content, 'text/html').body) : '';
  const day = /^\d{4}-\d{2}-\d{2}/.exec(published ?? article?.publishedTime ?? '')?.[0];
  return {
    text: tidy(content || whole),
    title: article?.title ?? page.title,
    sourceName: article?.siteName ?? metaOf(page, 'og:site_name'),
    sourceUrl: address !== undefined && /^https?:/.test(address) ? address : undefined,
    published: day,
  };
}

const metaOf = (page: Document, property: string): string | undefined =>
  page.querySelector(`meta[property="${property}"], meta[name="${property}"]`)?.getAttribute('content') ?? undefined;

const BLOCKS = new Set(['P', 'DIV', 'LI', 'H1', 'H2', 'H3', 'H4', 'BLOCKQUOTE', 'TR', 'BR', 'FIGCAPTION', 'SECTION']);

/** The text of a document with a line for each paragraph. */
function linesOf(node: Node): string {
  let text = '';
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.textContent ?? '';
    else if (child instanceof Element) {
      if (BLOCKS.has(child.tagName) && !text.endsWith('\n')) text += '\n';
      text += linesOf(child);
      if (BLOCKS.has(child.tagName) && !text.endsWith('\n')) text += '\n';
    }
  }
  return text;
}

const tidy = (text: string): string =>
  text
    .replaceAll(/[ \t\u00a0]+/g, ' ')
    .replaceAll(/ *\n */g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

/** What a bookmarklet or another program put into the fragment: `#text=...&title=...&url=...`. */
export function incomingFragment(fragment: string): Incoming | undefined {
  const parts = new URLSearchParams(fragment);
  const text = parts.get('text') ?? '';
  const url = parts.get('url') ?? '';
  if (text.trim() === '' && url === '') return undefined;
  return {
    text: text.replaceAll('\r\n', '\n'),
    title: parts.get('title') ?? undefined,
    sourceUrl: /^https?:/.test(url) ? url : undefined,
    sourceName: hostOf(url),
    published: /^\d{4}-\d{2}-\d{2}/.exec(parts.get('published') ?? '')?.[0],
  };
}

/** @example hostOf('https://www.reuters.com/world/') // 'reuters.com' */
export function hostOf(url: string): string | undefined {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url).hostname.replace(/^www\./, '');
}
