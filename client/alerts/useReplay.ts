/** Asks when a rule would have told. */
import { useEffect, useState } from 'preact/hooks';
import type { AlertReplay } from '../../models/contract/alertReplay.ts';
import { ApiProblem, askJson, NoAnswer } from '../state/api.ts';

/** Milliseconds in which nothing was typed. */
const REST_MS = 350;

/** The answer for what rests; the last one stays while the next is asked for. */
export function useReplay(rule: Readonly<Record<string, unknown>> | undefined): {
  readonly data: AlertReplay | undefined;
  readonly problem: ApiProblem | undefined;
  readonly isAsking: boolean;
} {
  const body = rule && JSON.stringify({ rule });
  const [answer, setAnswer] = useState<{ body: string; data?: AlertReplay; problem?: ApiProblem } | undefined>(
    undefined,
  );
  useEffect(() => {
    if (body === undefined) return undefined;
    let isLate = false;
    const timer = setTimeout(() => {
      askJson<AlertReplay>('/api/v1/alerts/replay', JSON.parse(body)).then(
        (data) => isLate || setAnswer({ body, data }),
        (error: unknown) => {
          if (!(error instanceof ApiProblem) && !(error instanceof NoAnswer)) throw error;
          if (!isLate && error instanceof ApiProblem) setAnswer({ body, problem: error });
        },
      );
    }, REST_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [body]);
  const shown = body === undefined ? undefined : answer;
  return { data: shown?.data, problem: shown?.problem, isAsking: body !== undefined && answer?.body !== body };
}
