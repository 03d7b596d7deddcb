/** A study as a component shows it: running, done, or failed. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { RunningStudy, StudyRunner } from './labWorker.ts';
import type { Study, StudyResults } from './studies.ts';

export interface Studied<Result> {
  readonly result: Result | undefined;
  /** from 0 to 1 while it runs */
  readonly progress: number | undefined;
  readonly problem: string | undefined;
  start(): void;
  cancel(): void;
}

/**
 * @param study what to ask; undefined asks nothing
 * @param deps when one changes, a study that runs by itself runs again, and the result of one that waits for its button is put away
 */
export function useStudy<Name extends Study['name']>(
  session: { readonly studies: StudyRunner },
  study: Extract<Study, { name: Name }> | undefined,
  deps: readonly unknown[],
  isAutomatic: boolean,
): Studied<StudyResults[Name]> {
  const result = useSignal<StudyResults[Name] | undefined>(undefined);
  const progress = useSignal<number | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const running = useRef<RunningStudy | undefined>(undefined);
  const cancel = (): void => {
    running.current?.cancel();
    running.current = undefined;
    progress.value = undefined;
  };
  const start = (): void => {
    cancel();
    if (!study) return;
    progress.value = 0;
    problem.value = undefined;
    running.current = session.studies.start<Name>(study, {
      onProgress: (done, total) => (progress.value = done / total),
      onResult(found) {
        progress.value = undefined;
        result.value = found;
      },
      onFailed(message) {
        progress.value = undefined;
        problem.value = message;
      },
    });
  };
  useEffect(() => {
    // A result that follows by itself stays until the next one is there; an old answer to a button would be taken for the new model's.
    if (!isAutomatic) result.value = undefined;
    if (isAutomatic) start();
    return cancel;
  }, [session, ...deps]);
  return { result: result.value, progress: progress.value, problem: problem.value, start, cancel };
}
