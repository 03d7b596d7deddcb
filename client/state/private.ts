/** What only those may read who may write: asked for with the token, and not without it. */
import { getPrivate } from './api.ts';
import { type Load, useResource } from './resource.ts';
import type { Role } from '../../models/roles.ts';
import { may } from './person.ts';
import { token } from './token.ts';

/** @param needs the role without which nothing is asked */
export function usePrivate<T>(url: string, needs: Role): Load<T> {
  const held = token.value;
  return useResource<T>(held === undefined || !may(needs) ? null : `private ${url}`, () =>
    getPrivate<T>(url, held ?? ''),
  );
}
