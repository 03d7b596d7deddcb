/** What a state is called in a caption. */
import type { NameTable } from '../names.ts';

const known = new WeakMap<NameTable, ReadonlyMap<string, string>>();

/** The first name of a code in the table; the code where there is none. */
export function usualName(code: string, names: NameTable): string {
  let usual = known.get(names);
  if (usual === undefined) {
    // of several names of a state the first is the usual one
    usual = new Map(
      names.entries
        .filter(({ kind }) => kind === 'name')
        .map(({ iso3, name }) => [iso3, name] as const)
        .toReversed(),
    );
    known.set(names, usual);
  }
  return usual.get(code) ?? code;
}
