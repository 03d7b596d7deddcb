/** The work of the lab's worker, apart from the worker: what is scored, in which order, and what gives way to what. */
import { type Codebook, codebookOf } from '../../models/codebook.ts';
import { secantSlope } from '../../models/contribution.ts';
import { messageOf } from '../../models/errorMessage.ts';
import type { Score } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { typeParametersOf } from '../../models/typeParameters.ts';
import { unpackColumns } from '../../models/packedColumns.ts';
import type { FromWorker, LabInput, Role, ToWorker } from './messages.ts';
import { type DyadStand, indexSeries, type LabDyad, Rescoring, standOf } from './rescoring.ts';
import { beginStudy } from './studies.ts';

/** Sends an answer; what stands in `handOver` is no longer the worker's afterwards. */
export type Send = (message: FromWorker, handOver?: ArrayBuffer[]) => void;

interface Loaded {
  readonly codebook: Codebook;
  readonly input: LabInput;
  readonly dyads: readonly LabDyad[];
  /** exposures of the published model and of the draft: dragging must not throw away those of the other */
  readonly rescoring: Readonly<Record<Role, Rescoring>>;
}

/** Studies give way to messages after this long: a bar moves, and a cancel is heard, within a blink. */
const SLICE_MS = 40;

/**
 * Takes messages and sends answers.
 *
 * @param pause resolves after messages that wait have been taken
 * @param clock milliseconds
 */
export function labEngine(send: Send, pause: () => Promise<void>, clock: () => number): (message: ToWorker) => void {
  let loaded: Loaded | undefined;
  /** the newest question of each role: an older one is dropped where it stands */
  const newest: Record<Role, number> = { published: -1, draft: -1 };
  const cancelled = new Set<number>();

  async function score(id: number, role: Role, model: ModelDefinition, shown: string): Promise<void> {
    if (!loaded) return;
    const { rescoring } = loaded;
    newest[role] = id;
    const began = clock();
    const own = rescoring[role];
    const score = own.score(shown, model);
    // The tension is read once more below: the page gets its own.
    const line = {
      dyad: shown,
      firstDay: score.firstDay,
      index: indexSeries(score, model),
      tension: score.tension.slice(),
      sd: score.sd,
    };
    let ms = clock() - began;
    send({ kind: 'line', id, role, line, ms }, [
      line.index.buffer,
      line.tension.buffer,
      line.sd.buffer,
    ] as ArrayBuffer[]);
    const after = clock();
    const dyads: DyadStand[] = [standOf(score, own.columns(shown), model)];
    const effects = effectsToday(own, shown, model, score);
    ms += clock() - after;
    for (const dyad of own.dyads) {
      if (dyad === shown) continue;
      await pause();
      if (newest[role] !== id) return; // somebody drags on: the line of the newer model first
      const from = clock();
      dyads.push(standOf(own.score(dyad, model), own.columns(dyad), model));
      ms += clock() - from;
    }
    send({ kind: 'standing', id, role, standing: { dyads, effects }, ms });
  }

  async function study(message: Extract<ToWorker, { kind: 'study' }>): Promise<void> {
    if (!loaded) return;
    const { input, dyads, codebook } = loaded;
    const task = beginStudy(message.study, { dyads, judgements: input.judgements, codebook });
    let sliceEnds = clock() + SLICE_MS;
    for (;;) {
      const step = task.next();
      if (step.done) return send({ kind: 'result', id: message.id, result: step.value });
      if (clock() < sliceEnds) continue;
      send({ kind: 'progress', id: message.id, ...step.value });
      await pause();
      if (cancelled.delete(message.id)) return;
      sliceEnds = clock() + SLICE_MS;
    }
  }

  return (message) => {
    const failed = (error: unknown): void =>
      send({
        kind: 'failed',
        id: 'id' in message ? message.id : -1,
        message: messageOf(error),
      });
    switch (message.kind) {
      case 'load': {
        const dyads = message.input.dyads.map(({ dyad, packed, lastDay }): LabDyad => ({
          dyad,
          columns: unpackColumns(dyad, packed),
          lastDay,
        }));
        loaded = {
          codebook: codebookOf(message.input.types),
          input: message.input,
          dyads,
          rescoring: { published: new Rescoring(dyads), draft: new Rescoring(dyads) },
        };
        break;
      }
      case 'score':
        score(message.id, message.role, message.model, message.shown).catch(failed);
        break;
      case 'study':
        study(message).catch(failed);
        break;
      case 'cancel':
        cancelled.add(message.id);
    }
  };
}

/** Index points that each type has in a dyad on its last day (contribution.ts), net of what it raises and lowers. */
function effectsToday(
  rescoring: Rescoring,
  dyad: string,
  model: ModelDefinition,
  score: Score,
): Record<string, number> {
  const tension = score.tension.at(-1)!;
  const slope = secantSlope(model.base, tension, model.scale);
  const basis = rescoring.basis(dyad, model);
  return Object.fromEntries(
    basis.types.map(({ type, raising, easing }) => [
      type,
      slope * typeParametersOf(model, type).weight * (raising.at(-1)! - easing.at(-1)!),
    ]),
  );
}
