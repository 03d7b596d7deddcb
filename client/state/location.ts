/** Where the reader is. The address bar is the state: a page is a function of it. */
import { signal } from '@preact/signals';

export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly fragment: string;
}

const here = (): Place => ({
  path: window.location.pathname,
  query: new URLSearchParams(window.location.search),
  fragment: window.location.hash.slice(1),
});

export const place = signal<Place>({ path: '/', query: new URLSearchParams(), fragment: '' });

/** Goes to an address of this site; the reader can go back. */
export function navigate(href: string): void {
  window.history.pushState(null, '', keepingLanguage(href));
  place.value = here();
  if (!href.includes('#')) window.scrollTo(0, 0);
}

/** On the page of a view `lang` is the language of the picture, as in the picture's own address; the page speaks the reader's. */
export const isCardLanguage = ({ path }: Place): boolean => path.startsWith('/v/');

/** An address of this site in the language that the present address asks for; one that names a language keeps its own. */
export function keepingLanguage(href: string): string {
  const language = isCardLanguage(place.value) ? null : place.value.query.get('lang');
  const url = new URL(href, window.location.origin);
  if (language === null || url.searchParams.has('lang')) return href;
  url.searchParams.set('lang', language);
  return hrefOf(url.pathname, url.searchParams) + url.hash;
}

/** Changes parameters of the address in place; `undefined` takes one away. A drag or a keystroke leaves no step to go back through. */
export function replaceQuery(changes: Readonly<Record<string, string | undefined>>): void {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  window.history.replaceState(null, '', hrefOf(window.location.pathname, query));
  place.value = here();
}

/** An address with its parameters; `>`, `:`, `@` and `,` stay readable. */
export function hrefOf(path: string, query: URLSearchParams): string {
  const text = query
    .toString()
    .replaceAll('%3E', '>')
    .replaceAll('%3A', ':')
    .replaceAll('%40', '@')
    .replaceAll('%2C', ',');
  return text === '' ? path : `${path}?${text}`;
}

/** An address with the parameters that have a value. */
export function hrefWith(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return hrefOf(path, query);
}

/** Writes another path of the same page, with the same parameters. */
export function showPath(path: string): void {
  window.history.replaceState(null, '', hrefOf(path, place.value.query));
  place.value = { ...place.value, path };
}

/** Follows the address bar, and turns clicks on links of this site into `navigate`. */
export function followLocation(): void {
  place.value = here();
  window.addEventListener('popstate', () => (place.value = here()));
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== window.location.origin) return;
    // What the server answers itself is no page.
    if (
      link.pathname.startsWith('/api/') ||
      link.pathname.startsWith('/health/') ||
      link.pathname === '/metrics' ||
      /^\/v\/[^/]+\.\w+$/.test(link.pathname)
    )
      return;
    if (link.pathname === window.location.pathname && link.search === window.location.search && link.hash !== '')
      return;
    event.preventDefault();
    navigate(link.pathname + link.search + link.hash);
  });
}
