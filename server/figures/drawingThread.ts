/** A thread of the drawing pool: takes a job, gives the file's bytes. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../models/errorMessage.ts';
import { proveFonts, registerFonts } from './canvas.ts';
import { type Drawn, PROOF, type Work } from './drawingPool.ts';
import { fileOf } from './file.ts';
import { unpackedCard } from './packing.ts';
import { TemplateRefused } from './slides/templateRefused.ts';

const { root }: { root: string } = workerData;
registerFonts(root);

parentPort!.on('message', (work: Work) => {
  answerOf(work).then(
    // Handed over, not copied.
    (bytes) => parentPort!.postMessage({ bytes } satisfies Drawn, [bytes.buffer]),
    (error: unknown) =>
      parentPort!.postMessage({
        fault: messageOf(error),
        isOfTemplate: error instanceof TemplateRefused,
      } satisfies Drawn),
  );
});

async function answerOf(work: Work): Promise<Uint8Array<ArrayBuffer>> {
  if (work === PROOF) proveFonts();
  // A buffer of its own, because Node shares the memory of small ones.
  return new Uint8Array(work === PROOF ? [] : await fileOf({ ...work, inputs: work.cards.map(unpackedCard) }));
}
