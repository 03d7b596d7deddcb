/** Leads from page to page of a section, such as the desk. */
import { place } from '../state/location.ts';

export interface SectionLink {
  readonly href: string;
  readonly text: string;
  /** how much waits there, and what that is */
  readonly count?: { readonly of: number; readonly title: string };
}

export function SectionNav({ title, links }: { readonly title: string; readonly links: readonly SectionLink[] }) {
  const { path } = place.value;
  return (
    <nav class="section-nav" aria-label={title}>
      {links.map(({ href, text, count }) => (
        <a key={href} href={href} aria-current={path === href ? 'page' : undefined}>
          {text}
          {count && count.of > 0 ? (
            <span class="count" title={count.title}>
              {' '}
              {count.of}
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  );
}
