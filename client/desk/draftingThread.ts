/** The page's end of the thread that drafts. A question that a newer one overtakes before it is sent is never asked. */
import type { Drafted } from '../../models/drafting/drafted.ts';
import type { DraftRequest } from '../../models/drafting/drafter.ts';
import type { CodedEvent } from '../../models/event.ts';
import type { DraftingInput, FromDrafting, ToDrafting } from './messages.ts';

export interface DraftingThread {
  load(input: DraftingInput): void;
  /** @throws Error with a sentence, where no drafts can be had */
  draft(request: DraftRequest, events: readonly CodedEvent[]): Promise<Drafted>;
  stop(): void;
}

export function openDraftingThread(): DraftingThread {
  const worker = new Worker(new URL('../deskWorker.ts', import.meta.url), { type: 'module' });
  const post = (message: ToDrafting): void => worker.postMessage(message, []);
  const waiting = new Map<number, { resolve(drafted: Drafted): void; reject(reason: Error): void }>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<FromDrafting>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === 'drafted') {
      performance.measure('desk: drafted', { start: performance.now() - data.ms, duration: data.ms });
      asked?.resolve(data.drafted);
    } else asked?.reject(new Error(data.message));
  });
  worker.addEventListener('error', (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message));
    waiting.clear();
  });
  return {
    load: (input) => post({ kind: 'load', input }),
    draft: (request, events) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        post({ kind: 'draft', id, request, events });
      }),
    stop: () => worker.terminate(),
  };
}
