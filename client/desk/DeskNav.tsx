/** The pages of the desk, and how much waits in the queue. */
import type { Queue } from '../../models/contract/desk.ts';
import { SectionNav } from '../components/SectionNav.tsx';
import { place } from '../state/location.ts';
import { words } from '../state/language.ts';
import { isKnown, may } from '../state/person.ts';
import { usePrivate } from '../state/private.ts';

const LINKS = [
  { href: '/desk', label: 'desk', needs: 'reader' },
  { href: '/desk/act', label: 'act', needs: 'reader' },
  { href: '/desk/import', label: 'import', needs: 'editor' },
  { href: '/desk/queue', label: 'queue', needs: 'coder' },
  { href: '/desk/rounds', label: 'rounds', needs: 'editor' },
  { href: '/desk/imports', label: 'imports', needs: 'reader' },
  { href: '/desk/audit', label: 'audit', needs: 'editor' },
] as const;

export function DeskNav() {
  const wording = words.value.deskNav;
  const queue = usePrivate<Queue>('/api/v1/desk/queue', 'coder').data;
  const { path } = place.value;
  // Who has signed in is offered what she may; the others may find the token yet.
  const links = LINKS.filter(({ href, needs }) => !isKnown() || needs === 'reader' || may(needs) || href === path);
  const waiting = queue ? waitingIn(queue) : 0;
  return (
    <SectionNav
      title={wording.title}
      links={links.map(({ href, label }) => ({
        href,
        text: wording.links[label],
        ...(label === 'queue' && { count: { of: waiting, title: wording.waiting(waiting) } }),
      }))}
    />
  );
}

/** What somebody can do something about; a dyad that nobody looked at lately is no task by itself. */
const waitingIn = ({ drafts, suggestions, disputes, secondCodings }: Queue): number =>
  drafts.length + suggestions.length + disputes.length + secondCodings.length;
