/** Which pairs of states fit what somebody types: asked of the server, which knows all of them. */
import { useEffect, useState } from 'preact/hooks';
import type { Pairs } from '../../models/contract/pairs.ts';
import { ApiProblem, getJson, NoAnswer } from './api.ts';

export type Pair = Pairs['pairs'][number];

export interface PairSearch {
  /** the words that the answer is of */
  readonly query: string;
  readonly pairs: readonly Pair[];
  /** pairs that the words fit, shown or not */
  readonly total: number;
  /** why there is no answer, as a sentence */
  readonly fault: string | undefined;
}

const MAX_SHOWN = 12;
/** A quick typist presses a key every tenth of a second: one question for several letters. */
const PAUSE_MS = 90;

const pairsUrl = (query: string): string =>
  `/api/v1/pairs?${new URLSearchParams({ q: query, limit: String(MAX_SHOWN) }).toString()}`;

/** The pairs that fit, while the field is open; `undefined` until the first answer. The last answer stays until the next one has come. */
export function usePairSearch(query: string, isOpen: boolean): PairSearch | undefined {
  const [found, setFound] = useState<PairSearch | undefined>(undefined);
  useEffect(() => {
    if (!isOpen) return;
    const control = new AbortController();
    const pause = setTimeout(() => {
      getJson<Pairs>(pairsUrl(query), control.signal).then(
        ({ pairs, total }) => setFound({ query, pairs, total, fault: undefined }),
        (reason: unknown) => {
          if (reason instanceof ApiProblem || reason instanceof NoAnswer)
            setFound({ query, pairs: [], total: 0, fault: reason.message });
          else if (!control.signal.aborted) throw reason;
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(pause);
      control.abort();
    };
  }, [query, isOpen]);
  return found;
}
