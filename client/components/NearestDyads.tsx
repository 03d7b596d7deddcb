/** The dyads with events that are nearest to one that has none. */
import type { Board } from '../../models/contract/board.ts';
import { dyadName } from '../state/countryNames.ts';
import { words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';

const SHOWN = 6;

/** @param id as somebody typed it */
export function NearestDyads({ id }: { readonly id: string }) {
  const { data } = useResource<Board>('/api/v1/dyads');
  const asked = id
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter((part) => part !== '');
  const nearest = (data?.dyads ?? [])
    .map((dyad) => ({ dyad, likeness: asked.reduce((sum, code) => sum + likeness(code, dyad.id, dyad.name), 0) }))
    .sort((p, q) => q.likeness - p.likeness || (p.dyad.id < q.dyad.id ? -1 : 1))
    .slice(0, SHOWN);
  if (nearest.length === 0) return null;
  return (
    <>
      <h2>{words.value.dyad.nearest}</h2>
      <ul class="nearest">
        {nearest.map(({ dyad }) => (
          <li key={dyad.id}>
            <a href={`/d/${dyad.id}`}>
              {dyadName(dyad.id, dyad.name)} <code>{dyad.id}</code>
            </a>{' '}
            <span class="muted">{words.value.counts.events(dyad.events)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** How much of a code or a name somebody typed stands in a dyad: 3 for a code, less for shared letters. */
function likeness(code: string, dyad: string, name: string): number {
  if (dyad.split('-').includes(code)) return 3;
  if (name.toUpperCase().includes(code)) return 2;
  return (
    Math.max(
      ...dyad.split('-').map((known) => Array.from(code.slice(0, 3)).filter((letter, i) => known[i] === letter).length),
    ) / 3
  );
}
