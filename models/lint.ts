/** What a modeller should know about a model before trusting it: weights that rest on little, or that nothing can test. */
import type { Codebook } from './codebook.ts';
import type { EventColumns } from './eventColumns.ts';
import type { Judgement } from './judgement.ts';
import type { ModelDefinition } from './model.ts';
import type { ColumnsByDyad } from './naive.ts';
import { marginOf, statementOf } from './statement.ts';
import { weightsOf } from './weights.ts';

/** Fewer events of a type than this, over all dyads, and its weight is moved by each of them. */
export const FEW_EVENTS = 5;

export interface ModelRemark {
  readonly type: string;
  /**
   * `no-events`: its weight changes nothing. `few-events`: it rests on a handful. `untested`: it has events, but no judgement moves with it. `weightless`: its events do not count.
   * `unnamed`: the model does not name it, so its events do not count */
  readonly kind: 'no-events' | 'few-events' | 'untested' | 'weightless' | 'unnamed';
  /** events of the type over all dyads */
  readonly events: number;
  /** judgements whose order the weight can move */
  readonly judgements: number;
  readonly message: string;
}

/**
 * Remarks on a model's types, in the model's order, then on those of the codebook that it does not name; a type without remark is left out. A weight counts as tested by a judgement when it moves the
 * margin by more than a millionth of an index point for each of its tension points. O(events + days judged x types).
 */
export function lintModel(
  model: ModelDefinition,
  columns: ColumnsByDyad,
  judgements: readonly Judgement[],
  codebook: Codebook,
): ModelRemark[] {
  const weights = weightsOf(model);
  const events = new Map<string, number>();
  for (const dyad of columns.values()) countTypes(dyad, events);
  const slopes = judgements
    .filter(({ dyad }) => columns.has(dyad))
    .map((judgement) => marginOf(statementOf(judgement, columns), model).slopes(weights));
  const unnamed = [...codebook.keys()].filter((type) => !Object.hasOwn(model.types, type));
  const named = Object.keys(model.types).flatMap((type, k): ModelRemark[] => {
    const count = events.get(type) ?? 0;
    const tests = slopes.filter((slope) => Math.abs(slope[k]!) > 1e-6).length;
    const remark = (kind: ModelRemark['kind'], message: string): ModelRemark => ({
      type,
      kind,
      events: count,
      judgements: tests,
      message,
    });
    if (count === 0)
      return [
        remark(
          'no-events',
          `No event is a ${type}: its weight of ${weights[k]} changes nothing, and nothing can test it.`,
        ),
      ];
    const remarks: ModelRemark[] = [];
    if (weights[k] === 0)
      remarks.push(remark('weightless', `The weight of ${type} is 0: its ${plural(count)} not count.`));
    if (count < FEW_EVENTS)
      remarks.push(
        remark(
          'few-events',
          `Only ${count} ${count === 1 ? 'event is' : 'events are'} of type ${type}: its weight of ${weights[k]} rests on ${count === 1 ? 'it' : 'them'} alone.`,
        ),
      );
    if (tests === 0)
      remarks.push(
        remark(
          'untested',
          `No judgement moves with the weight of ${type}: none of the ${judgements.length} can tell ${weights[k]} from another number.`,
        ),
      );
    return remarks;
  });
  return [
    ...named,
    ...unnamed.map((type): ModelRemark => {
      const count = events.get(type) ?? 0;
      const message = `The model does not name ${type}: its ${plural(count)} not count.`;
      return { type, kind: 'unnamed', events: count, judgements: 0, message };
    }),
  ];
}

const plural = (count: number): string => (count === 1 ? '1 event does' : `${count} events do`);

function countTypes({ type, types }: EventColumns, counts: Map<string, number>): void {
  for (const k of type) counts.set(types[k]!, (counts.get(types[k]!) ?? 0) + 1);
}
