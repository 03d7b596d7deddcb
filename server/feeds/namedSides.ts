/** Who stands on a side of a row: a state by any of its names or codes, its forces, or a list of states. */
import type { FeedMapping } from '../../models/importing/feedMapping.ts';
import type { Place, States } from './states.ts';

export interface NamedSides {
  /** as text what no table knows */
  readonly sides: readonly (Place | string)[];
  /** the mapping leaves the name out */
  readonly isLeftOut: boolean;
  /** a state is named by its forces or its government */
  readonly isForces: boolean;
}

/** What separates the members of a list, whoever they are. */
const SEPARATORS = /[;|\n]/;
/** What may separate them, and may as well stand within a name: each part must then be known. */
const WEAK_SEPARATORS = /\s*[,/&+]\s*|\s+and\s+/i;
/** `Military Forces of Russia (2000-) Air Force`, `Government of Chile` */
const FORCES =
  /^(?:the\s+)?(?:military|police|security|armed|naval|air)?\s*(?:forces?|government|army|navy)\s+of\s+(.+)$/i;
const YEARS = /\(\d{4}-\d{0,4}\)/;

type Naming = Pick<FeedMapping, 'states' | 'names'>;

export function statesIn(cell: string, naming: Naming, states: States): NamedSides {
  const whole = sideOf(cell, naming, states);
  if (whole !== undefined) return one(whole);
  const strong = partsOf(cell, SEPARATORS);
  if (strong.length > 1) return several(strong.map((part) => sideOf(part, naming, states) ?? { side: part }));
  const weak = partsOf(cell, WEAK_SEPARATORS).map((part) => sideOf(part, naming, states));
  if (weak.length > 1 && weak.every((found) => found !== undefined)) return several(weak);
  return { sides: [cell], isLeftOut: false, isForces: false };
}

interface Found {
  /** null: left out by the mapping */
  readonly side: Place | string | null;
  readonly isForces?: boolean;
}

function sideOf(text: string, { states: named, names }: Naming, states: States): Found | undefined {
  const answer = names?.[text];
  if (answer !== undefined) return { side: answer === '' ? null : (states.side(answer) ?? answer) };
  const place = states.inWords(text, named);
  if (place !== undefined) return { side: place };
  const forces = FORCES.exec(text)?.[1]?.split(YEARS, 1)[0]?.trim();
  const state = forces === undefined ? undefined : states.listed(forces);
  return state && { side: state, isForces: true };
}

const partsOf = (cell: string, separator: RegExp): string[] =>
  cell
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const one = (found: Found): NamedSides => several([found]);

/** A member of a list that the mapping leaves out leaves the others. */
function several(found: readonly Found[]): NamedSides {
  const sides = [...new Set(found.flatMap(({ side }) => side ?? []))];
  return { sides, isLeftOut: sides.length === 0, isForces: found.some(({ isForces }) => isForces) };
}
