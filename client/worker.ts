/** The lab's worker: the same scoring as the server's, off the page's thread. */
import { labEngine } from './lab/engine.ts';
import type { FromWorker, ToWorker } from './lab/messages.ts';

/** A worker's own end of the line; the page's types know only the page. */
interface WorkerScope {
  postMessage(message: FromWorker, handOver: ArrayBuffer[]): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
}
const scope = globalThis as unknown as WorkerScope;

// A message to oneself queues behind those of the page; a timer would wait at least 4 ms.
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.addEventListener('message', () => waiting.shift()?.());
port1.start();
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });

const receive = labEngine(
  (message, handOver = []) => scope.postMessage(message, handOver),
  pause,
  () => performance.now(),
);
scope.addEventListener('message', ({ data }) => receive(data));
