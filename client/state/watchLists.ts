/** The shared watch lists, and those of who asks. */
import type { WatchList, WatchLists } from '../../models/contract/watchLists.ts';
import { getJson } from './api.ts';
import { type Load, useResource } from './resource.ts';
import { token } from './token.ts';

const LISTS = '/api/v1/lists';

export const useLists = (): Load<WatchLists> =>
  useResource<WatchLists>(token.value === undefined ? LISTS : `own ${LISTS}`, () => getJson<WatchLists>(LISTS));

/** The list of a name, one's own before a shared one; undefined while it is not known, null where there is none. */
export function useList(name: string | undefined): WatchList | null | undefined {
  const { data } = useLists();
  if (name === undefined || !data) return undefined;
  const named = data.lists.filter((one) => one.name === name);
  return named.find(({ shared }) => !shared) ?? named[0] ?? null;
}
