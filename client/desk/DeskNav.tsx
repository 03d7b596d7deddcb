/** The pages of the desk, and how much waits in the queue. */
import type { Queue } from '../../models/contract/desk.ts';
import { place } from '../state/location.ts';
import { words } from '../state/language.ts';
import { usePrivate } from '../state/private.ts';

const LINKS = [
  { href: '/desk', label: 'desk' },
  { href: '/desk/act', label: 'act' },
  { href: '/desk/import', label: 'import' },
  { href: '/desk/queue', label: 'queue' },
  { href: '/desk/rounds', label: 'rounds' },
  { href: '/desk/imports', label: 'imports' },
  { href: '/desk/audit', label: 'audit' },
] as const;

export function DeskNav() {
  const wording = words.value.deskNav;
  const queue = usePrivate<Queue>('/api/v1/desk/queue', 'coder').data;
  const waiting = queue ? waitingIn(queue) : 0;
  return (
    <nav class="desk-nav" aria-label={wording.title}>
      {LINKS.map(({ href, label }) => (
        <a key={href} href={href} aria-current={place.value.path === href ? 'page' : undefined}>
          {wording.links[label]}
          {label === 'queue' && waiting > 0 ? (
            <span class="count" title={wording.waiting(waiting)}>
              {' '}
              {waiting}
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  );
}

/** What somebody can do something about; a dyad that nobody looked at lately is no task by itself. */
const waitingIn = ({ drafts, suggestions, disputes, secondCodings }: Queue): number =>
  drafts.length + suggestions.length + disputes.length + secondCodings.length;
