/**
 * Threads that draw, so that the server's own thread stays free: few, started when there is something to draw, with a bounded
 * queue before them.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CardInput } from '../../client/charts/card/cardInput.ts';
import { messageOf } from '../../models/errorMessage.ts';
import type { FigureFormat } from './figureFormat.ts';
import type { FileOptions } from './fileOptions.ts';
import { type Asker, AskerLeft, OWN, Turns } from '../turns.ts';
import { type PackedCard, packedCard } from './packing.ts';
import { TemplateRefused } from './slides/templateRefused.ts';

/** Asks a thread whether it draws every script with a bundled font. */
export const PROOF = 'proof';

export interface Job {
  readonly format: FigureFormat;
  /** one, or several for a file that has room for them */
  readonly inputs: readonly CardInput[];
  readonly options?: FileOptions | undefined;
  /** of a presentation: an office's own, which its slides are laid on */
  readonly template?: Uint8Array | undefined;
}
/** What a thread is given, and what it gives back. */
export type Work = (Omit<Job, 'inputs'> & { readonly cards: readonly PackedCard[] }) | typeof PROOF;
export type Drawn =
  | { readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly fault: string; readonly isOfTemplate: boolean };

export interface PoolLimits {
  /** threads that draw at once */
  readonly threads: number;
  /** figures that wait for a thread; one more is refused */
  readonly waiting: number;
  /** figures that wait for one address */
  readonly waitingEach: number;
  /** a figure takes well under a second; one that takes longer than this hangs */
  readonly timeoutMs: number;
  /** memory of a thread for its own objects; pictures lie outside of it */
  readonly heapMib: number;
  /** a thread without work is ended after so long, and its memory given back */
  readonly idleMs: number;
}

/** More than two would take the processors from those who read series, and each holds its own heap. */
export const MAX_THREADS = 2;

export const STANDARD_POOL: PoolLimits = {
  threads: Math.max(1, Math.min(MAX_THREADS, availableParallelism() - 1)),
  waiting: 64,
  waitingEach: 6, // what a browser asks a server for at once
  timeoutMs: 30_000,
  heapMib: 512,
  idleMs: 120_000,
};

/** A figure that could not be drawn; the message says why. */
export class FigureFailure extends Error {
  override name = 'FigureFailure';
}

export class DrawingPool {
  readonly #root: string;
  readonly #limits: PoolLimits;
  readonly #threads = new Set<Worker>();
  readonly #idle: Worker[] = [];
  /** when an idle thread is ended */
  readonly #endings = new WeakMap<Worker, NodeJS.Timeout>();
  readonly #turns: Turns;
  #isClosed = false;

  /** @param root the project's folder: threads run the compiled program, and take the fonts from there */
  constructor(root: string, limits: PoolLimits = STANDARD_POOL) {
    this.#root = root;
    this.#limits = limits;
    this.#turns = new Turns({ ...limits, atOnce: limits.threads });
  }

  /** How many threads there are, at work or waiting for it. */
  get threads(): number {
    return this.#threads.size;
  }

  /**
   * Draws when a thread is free; addresses take turns.
   *
   * @param job asked for when its turn comes, so that what waits takes no memory
   * @throws LineFull at once when too many wait; AskerLeft; FigureFailure; TemplateRefused; whatever `job` throws
   */
  draw(job: () => Promise<Job | typeof PROOF>, asker: Asker = OWN): Promise<Buffer> {
    if (this.#isClosed) return Promise.reject(stopping());
    return this.#turns.take(asker, () => this.#work(job, asker));
  }

  /** @throws FigureFailure unless a thread comes up and draws every script */
  async prove(): Promise<void> {
    await this.draw(async () => PROOF);
  }

  /** Ends every thread; what waits is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#turns.refuseAll(stopping());
    await Promise.all([...this.#threads].map((worker) => worker.terminate()));
  }

  async #work(job: () => Promise<Job | typeof PROOF>, asker: Asker): Promise<Buffer> {
    const asked = await job();
    const work: Work = asked === PROOF ? PROOF : workOf(asked);
    if (asker.signal.aborted) throw new AskerLeft();
    const worker = this.#idle.pop() ?? this.#start();
    clearTimeout(this.#endings.get(worker));
    const drawn = await this.#answer(worker, work, asker.signal);
    if ('fault' in drawn) throw new (drawn.isOfTemplate ? TemplateRefused : FigureFailure)(drawn.fault);
    return Buffer.from(drawn.bytes.buffer, drawn.bytes.byteOffset, drawn.bytes.byteLength);
  }

  #start(): Worker {
    const worker = new Worker(join(this.#root, 'dist/server/figures/drawingThread.js'), {
      workerData: { root: this.#root },
      env: { DISABLE_SYSTEM_FONTS_LOAD: '1' }, // a figure has the bundled fonts and no others, on every machine
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMib },
    });
    this.#threads.add(worker);
    worker.on('error', () => undefined); // told by the job that it had
    worker.once('exit', () => {
      this.#threads.delete(worker);
      this.#forget(worker);
    });
    return worker;
  }

  #rest(worker: Worker): void {
    worker.unref(); // an idle thread keeps no program alive
    this.#idle.push(worker);
    const end = setTimeout(() => {
      this.#forget(worker);
      void worker.terminate();
    }, this.#limits.idleMs);
    this.#endings.set(worker, end.unref());
  }

  /** It takes no further work. */
  #forget(worker: Worker): void {
    clearTimeout(this.#endings.get(worker));
    const at = this.#idle.indexOf(worker);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  /** @throws FigureFailure when the thread ends or hangs; it is gone then, and another one takes its place; AskerLeft */
  async #answer(worker: Worker, work: Work, asker: AbortSignal): Promise<Drawn> {
    const over = new AbortController();
    // A figure is done sooner than another thread is up; a file of many pages is not.
    const isLong = work !== PROOF && work.cards.length > 1;
    const leave = (): void => over.abort(new AskerLeft());
    if (isLong) asker.addEventListener('abort', leave, { once: true });
    const giveUp = (why: string) => (): void => over.abort(new FigureFailure(why));
    const ended = giveUp('The thread that drew the figure ended: ask again; another one has taken its place.');
    const timeout = setTimeout(
      giveUp(
        `The figure was not drawn within ${this.#limits.timeoutMs / 1000} s and was given up: ask for a shorter range.`,
      ),
      this.#limits.timeoutMs,
    );
    worker.once('exit', ended);
    worker.ref();
    try {
      worker.postMessage(work);
      const [drawn]: Drawn[] = await once(worker, 'message', { signal: over.signal });
      this.#rest(worker);
      return drawn!;
    } catch (error) {
      void worker.terminate();
      if (over.signal.aborted) throw over.signal.reason;
      throw new FigureFailure(`The figure could not be drawn: ${messageOf(error)}`, { cause: error });
    } finally {
      clearTimeout(timeout);
      worker.off('exit', ended);
      asker.removeEventListener('abort', leave);
    }
  }
}

const workOf = ({ inputs, ...asked }: Job): Work => ({ ...asked, cards: inputs.map(packedCard) });

const stopping = (): FigureFailure => new FigureFailure('The server is stopping: ask again when it is back.');
