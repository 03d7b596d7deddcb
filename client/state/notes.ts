/** The notes on the days of some dyads, as they were known at a moment. */
import { useMemo } from 'preact/hooks';
import type { Note, Notes } from '../../models/contract/notes.ts';
import { type FigureNote, inOrder, lettered, together } from '../charts/notes.ts';
import { type ApiProblem, getJson } from './api.ts';
import { useResource } from './resource.ts';
import { token } from './token.ts';

/** With who wrote it, where somebody here did. */
export type NamedNote = Note & { readonly by: string | null; readonly dyads: readonly string[] };

export interface ShownNotes {
  readonly shown: readonly { readonly note: NamedNote; readonly figure: FigureNote }[];
  readonly figures: readonly FigureNote[];
  /** for which there is no room */
  readonly more: number;
  readonly mayWrite: boolean;
  readonly problem: ApiProblem | undefined;
  /** undefined until the answer has come */
  readonly isKnown: boolean;
}

/**
 * @param dyads one or several; undefined asks for none
 * @param asOf date or moment; now when undefined
 * @param most are shown, the foremost
 */
export function useNotes(
  dyads: readonly string[] | undefined,
  asOf: string | undefined,
  { from, to }: { readonly from: number; readonly to: number },
  most = Infinity,
): ShownNotes {
  const query = new URLSearchParams();
  if (dyads?.length === 1) query.set('dyad', dyads[0]!);
  if (asOf !== undefined) query.set('asOf', asOf);
  const url = `/api/v1/notes?${query.toString()}`;
  const key = dyads === undefined ? null : token.value === undefined ? url : `own ${url}`;
  const { data, problem } = useResource<Notes>(key, () => getJson<Notes>(url));
  const [shown, more] = useMemo(() => {
    const known = (data?.notes ?? []).filter(({ dyad }) => dyad === null || dyads?.includes(dyad));
    const named = together(known.map((note) => ({ ...note, by: note.shipped ? null : note.recordedBy })));
    const within = lettered(named, from, to).map(({ note }) => note);
    const kept = inOrder(within, from, to).slice(0, most);
    return [lettered(kept, from, to), within.length - kept.length];
  }, [data, dyads?.join(), from, to, most]);
  return {
    shown,
    figures: useMemo(() => shown.map(({ figure }) => figure), [shown]),
    more,
    mayWrite: data?.mayWrite === true,
    problem,
    isKnown: data !== undefined,
  };
}
