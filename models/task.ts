/**
 * Long work as a generator: it says how far it is, and whoever runs it may stop it between two steps. A worker shows a bar
 * and can be cancelled, the CLI prints a line, a test runs to the end; the work itself knows none of them.
 */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

export type Task<T> = Generator<Progress, T, void>;

/**
 * Runs a task to its end.
 *
 * @param shouldStop asked after every step; the task ends at once when it says yes
 * @returns the result, or `undefined` when the task was stopped
 */
export function runTask<T>(
  task: Task<T>,
  onProgress: (progress: Progress) => void = () => {},
  shouldStop: () => boolean = () => false,
): T | undefined {
  for (;;) {
    const step = task.next();
    if (step.done) return step.value;
    onProgress(step.value);
    if (shouldStop()) return undefined;
  }
}

/** Runs a task to its end without looking. */
export function finish<T>(task: Task<T>): T {
  for (;;) {
    const step = task.next();
    if (step.done) return step.value;
  }
}
