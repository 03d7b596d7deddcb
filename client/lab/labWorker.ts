/** The page's end of the lab's workers: one scores while something is dragged, the other studies, so that neither waits for the other. */
import type { ModelDefinition } from '../../models/model.ts';
import type { FromWorker, LabInput, Role, ScoredLine, Standing, ToWorker } from './messages.ts';
import type { Study, StudyResults } from './studies.ts';

export interface Scorer {
  /** Asks for a line and then for everything else. Only the newest question waits: those it overtakes are never sent. */
  score(role: Role, model: ModelDefinition, shown: string, asked: number): void;
  stop(): void;
}

export interface ScorerListener {
  /** @param model the one that was asked about */
  onLine(role: Role, line: ScoredLine, model: ModelDefinition, timing: Timing): void;
  onStanding(role: Role, standing: Standing, model: ModelDefinition, timing: Timing): void;
  onFailed(message: string): void;
}

export interface Timing {
  /** when what led to the question was changed, by performance.now() */
  readonly asked: number;
  /** milliseconds that the worker computed */
  readonly computedMs: number;
}

interface Question {
  readonly role: Role;
  readonly model: ModelDefinition;
  readonly shown: string;
  readonly asked: number;
}

const openWorker = (): Worker => new Worker(new URL('../worker.ts', import.meta.url), { type: 'module' });

export function openScorer(input: LabInput, listener: ScorerListener): Scorer {
  const worker = openWorker();
  const post = (message: ToWorker): void => worker.postMessage(message, []);
  const sent = new Map<number, Question>();
  /** the newest question of each role that is not sent yet */
  const waiting = new Map<Role, Question>();
  let awaited: number | undefined;
  let last = 0;
  const sendNext = (): void => {
    if (awaited !== undefined) return;
    const next = waiting.get('draft') ?? waiting.get('published');
    if (!next) return;
    waiting.delete(next.role);
    awaited = ++last;
    for (const [id, question] of sent) if (question.role === next.role) sent.delete(id);
    sent.set(awaited, next);
    post({ kind: 'score', id: awaited, role: next.role, model: next.model, shown: next.shown });
  };
  const answered = (id: number): void => {
    if (awaited === id) awaited = undefined;
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'failed') {
      answered(data.id);
      listener.onFailed(data.message);
    } else if (data.kind === 'line' || data.kind === 'standing') {
      answered(data.id);
      const question = sent.get(data.id);
      // Before it is drawn: the worker computes the next while the page draws this one.
      sendNext();
      if (!question) return;
      const timing = { asked: question.asked, computedMs: data.ms };
      if (data.kind === 'line') listener.onLine(data.role, data.line, question.model, timing);
      else listener.onStanding(data.role, data.standing, question.model, timing);
    }
    sendNext();
  });
  worker.addEventListener('error', (event) => listener.onFailed(event.message));
  post({ kind: 'load', input });
  return {
    score(role, model, shown, asked) {
      waiting.set(role, { role, model, shown, asked });
      sendNext();
    },
    stop: () => worker.terminate(),
  };
}

export interface RunningStudy {
  cancel(): void;
}

export interface StudyListener<Name extends Study['name']> {
  onProgress(done: number, total: number): void;
  onResult(result: StudyResults[Name]): void;
  onFailed(message: string): void;
}

export interface StudyRunner {
  start<Name extends Study['name']>(study: Extract<Study, { name: Name }>, listener: StudyListener<Name>): RunningStudy;
  stop(): void;
}

export function openStudyRunner(input: LabInput): StudyRunner {
  const worker = openWorker();
  const post = (message: ToWorker): void => worker.postMessage(message, []);
  const listeners = new Map<number, StudyListener<Study['name']>>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    const listener = 'id' in data ? listeners.get(data.id) : undefined;
    if (!listener) return;
    if (data.kind === 'progress') listener.onProgress(data.done, data.total);
    else {
      listeners.delete(data.id);
      // A study answers with the result of its own name: StudyListener pairs the two.
      if (data.kind === 'result') listener.onResult(data.result as StudyResults[Study['name']] & never);
      else if (data.kind === 'failed') listener.onFailed(data.message);
    }
  });
  worker.addEventListener('error', (event) => {
    for (const listener of listeners.values()) listener.onFailed(event.message);
    listeners.clear();
  });
  post({ kind: 'load', input });
  return {
    start(study, listener) {
      const id = ++last;
      listeners.set(id, listener as StudyListener<Study['name']>);
      post({ kind: 'study', id, study });
      return {
        cancel() {
          if (listeners.delete(id)) post({ kind: 'cancel', id });
        },
      };
    },
    stop: () => worker.terminate(),
  };
}
