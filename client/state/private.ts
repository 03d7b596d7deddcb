/** What only those may read who may write: asked for with the token, and not without it. */
import { getPrivate } from './api.ts';
import { type Load, useResource } from './resource.ts';
import { token } from './token.ts';

export function usePrivate<T>(url: string): Load<T> {
  const held = token.value;
  return useResource<T>(held === undefined ? null : `private ${url}`, () => getPrivate<T>(url, held ?? ''));
}
