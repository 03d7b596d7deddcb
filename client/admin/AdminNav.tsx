/** The pages of an admin. */
import { SectionNav } from '../components/SectionNav.tsx';
import { words } from '../state/language.ts';

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
  const { title, sections } = words.value.admin;
  return <SectionNav title={title} links={SECTIONS.map(({ href, label }) => ({ href, text: sections[label] }))} />;
}
