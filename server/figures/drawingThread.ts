/** A thread of the drawing pool: takes a job, gives the file's bytes. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Drawn, Job } from './drawingPool.ts';
import { registerFonts } from './canvas.ts';
import { fileOf } from './file.ts';

const { root }: { root: string } = workerData;
registerFonts(root);

parentPort!.on('message', (job: Job) => {
  fileOf(job).then(
    (bytes) => {
      // Handed over, not copied; from a buffer of its own, because Node shares the memory of small ones.
      const own = new Uint8Array(bytes);
      parentPort!.postMessage({ bytes: own } satisfies Drawn, [own.buffer]);
    },
    (error: unknown) => parentPort!.postMessage({ fault: error instanceof Error ? error.message : String(error) } satisfies Drawn),
  );
});
