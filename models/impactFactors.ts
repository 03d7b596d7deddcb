/** Why an event counts as much as it does: its impact as the product of its factors. */
import type { ScoredEvent } from './event.ts';
import { confidenceOf, repetitionsOf, unitImpacts } from './impacts.ts';
import type { EventColumns } from './eventColumns.ts';
import type { ModelDefinition } from './model.ts';
import { typeParametersOf } from './typeParameters.ts';

export interface ImpactFactors {
  readonly weight: number;
  readonly severityMultiplier: number;
  readonly roleMultiplier: number;
  readonly confidence: number;
  /** factor^n for n earlier acts of the same type and actor within the window */
  readonly repetition: number;
  /** how much of the act counts; left out where acts count in full */
  readonly amount?: number;
  /** polarity x the product of the factors: signed tension points on the day of the act */
  readonly impact: number;
}

/** Tension points of an act on its day, whichever way it points, if it repeats none before it. */
export function impactAlone(
  {
    type,
    severity,
    role,
    verified,
    amount = 1,
  }: Pick<ScoredEvent, 'type' | 'severity' | 'role' | 'verified' | 'amount'>,
  model: ModelDefinition,
): number {
  return (
    typeParametersOf(model, type).weight *
    model.severity[severity - 1]! *
    (role === 'indirect' ? model.indirect : 1) *
    (verified ? 1 : model.unverified) *
    amount
  );
}

/**
 * The factors of one event (its position in the columns) in both directions together. O(n), because repetition counts the others.
 *
 * @throws RangeError when the columns have no such event.
 */
export function impactFactorsOf(columns: EventColumns, event: number, model: ModelDefinition): ImpactFactors {
  const type = columns.types[columns.type[event] ?? -1];
  if (type === undefined)
    throw new RangeError(
      `${columns.dyad} has no event at position ${event}: give one from 0 to ${columns.ids.length - 1}.`,
    );
  const { weight } = typeParametersOf(model, type);
  return {
    weight,
    severityMultiplier: model.severity[columns.severity[event]! - 1]!,
    roleMultiplier: columns.indirect[event] === 1 ? model.indirect : 1,
    confidence: confidenceOf(columns, event, model),
    repetition: model.repetition.factor ** repetitionsOf(columns, model.repetition.windowDays)[event]!,
    ...(columns.amount && { amount: columns.amount[event]! }),
    impact: unitImpacts(columns, model)[event]! * weight,
  };
}
