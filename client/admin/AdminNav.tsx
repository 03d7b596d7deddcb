/** Leads from page to page of an admin. */
import { words } from '../state/language.ts';
import { place } from '../state/location.ts';

export const SECTIONS = [
  { href: '/admin', label: 'people' },
  { href: '/admin/keys', label: 'keys' },
  { href: '/admin/sessions', label: 'sessions' },
  { href: '/admin/access', label: 'access' },
  { href: '/admin/audit', label: 'audit' },
  { href: '/admin/jobs', label: 'jobs' },
  { href: '/admin/servers', label: 'servers' },
] as const;

export function AdminNav() {
  const wording = words.value.admin;
  return (
    <nav class="desk-nav" aria-label={wording.title}>
      {SECTIONS.map(({ href, label }) => (
        <a key={href} href={href} aria-current={place.value.path === href ? 'page' : undefined}>
          {wording.sections[label]}
        </a>
      ))}
    </nav>
  );
}
