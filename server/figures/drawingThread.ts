/** A thread of the drawing pool: takes a job, gives the file's bytes. */
import { parentPort, workerData } from 'node:worker_threads';
import { proveFonts, registerFonts } from './canvas.ts';
import { type Drawn, type Job, PROOF } from './drawingPool.ts';
import { fileOf } from './file.ts';

const { root }: { root: string } = workerData;
registerFonts(root);

parentPort!.on('message', (job: Job | typeof PROOF) => {
  answerOf(job).then(
    // Handed over, not copied.
    (bytes) => parentPort!.postMessage({ bytes } satisfies Drawn, [bytes.buffer]),
    (error: unknown) => parentPort!.postMessage({ fault: error instanceof Error ? error.message : String(error) } satisfies Drawn),
  );
});

async function answerOf(job: Job | typeof PROOF): Promise<Uint8Array<ArrayBuffer>> {
  if (job === PROOF) proveFonts();
  // A buffer of its own, because Node shares the memory of small ones.
  return new Uint8Array(job === PROOF ? [] : await fileOf(job));
}
