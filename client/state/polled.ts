/** What changes by the second while somebody looks: asked again and again, and the last answer kept where one does not come. */
import { useEffect, useState } from 'preact/hooks';
import { ApiProblem, getJson, NoAnswer } from './api.ts';
import { news } from './connection.ts';

export interface Polled<T> {
  readonly data: T | undefined;
  readonly problem: ApiProblem | undefined;
}

/**
 * @param everyMs between an answer and the next question; another value asks at once
 * @param told what was last heard elsewhere of the same thing; another value asks at once
 */
export function usePolled<T>(url: string, everyMs: number, told = ''): Polled<T> {
  const [state, setState] = useState<Polled<T>>({ data: undefined, problem: undefined });
  const current = news.value;
  useEffect(() => {
    const control = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      try {
        const data = await getJson<T>(url, control.signal);
        setState({ data, problem: undefined });
      } catch (reason) {
        if (control.signal.aborted) return;
        if (reason instanceof ApiProblem) setState(({ data }) => ({ data, problem: reason }));
        else if (!(reason instanceof NoAnswer)) throw reason;
      }
      timer = setTimeout(() => void ask(), everyMs);
    };
    void ask();
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [url, current, everyMs, told]);
  return state;
}
