/** What groups come to, and what a person is called. */
import type { HeldRole } from '../../models/contract/people.ts';
import type { Role } from '../../models/roles.ts';
import { MAX_NAME } from '../../models/contract/people.ts';
import { reaches } from '../../models/roles.ts';
import { textFault } from '../../models/textFault.ts';
import type { RoleRules } from './settings.ts';

/** What stands at a path of claims, such as `realm_access.roles`; a claim whose own name has dots is found as well. */
export function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let found: unknown = claims;
  for (const part of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[part];
  }
  return found;
}

/** A claim that lists groups: an array, or one text with blanks or commas. */
export function groupsOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((group) => typeof group === 'string');
  return typeof claim === 'string' ? claim.split(/[\s,]+/).filter((group) => group !== '') : [];
}

/** The highest role of any group; without one a reader, or where a role is required none. */
export function roleOfGroups(groups: readonly string[], { roles, isRequired }: RoleRules): HeldRole {
  let highest: Role | 'none' = isRequired ? 'none' : 'reader';
  for (const group of groups) {
    const role = roles.get(group);
    if (role && !reaches(highest, role)) highest = role;
  }
  return highest;
}

/** The first that is fit to stand beside what somebody writes. */
export function nameFrom(candidates: readonly unknown[], subject: string): string {
  const fit = (text: unknown): text is string =>
    typeof text === 'string' && text.trim() !== '' && [...text].length <= MAX_NAME && textFault(text) === undefined;
  return (candidates.find(fit) ?? subject.replaceAll(/[^\w.@-]/g, '_').slice(0, MAX_NAME)).trim();
}
