/** A point of the line as the exact sum of its events. */
import type { EventColumns } from './eventColumns.ts';
import { remainingOf } from './remaining.ts';
import { unitImpacts } from './impacts.ts';
import type { Direction } from './dyad.ts';
import { indexOf, indexSlope } from './score.ts';
import type { ModelDefinition } from './model.ts';
import { typeParametersOf } from './typeParameters.ts';

/** What one event adds on one day. */
export interface Contribution {
  /** position of the event in the columns */
  readonly event: number;
  readonly eventId: string;
  /** a_e K, signed */
  readonly tensionPoints: number;
  /** its share of index - neutral, signed */
  readonly indexPoints: number;
}

export interface PointExplanation {
  readonly index: number;
  readonly neutral: number;
  readonly tension: number;
  /** every event with tension points left, largest first */
  readonly contributions: readonly Contribution[];
  /** index - neutral - sum of indexPoints: rounding only, below 1e-9 */
  readonly residual: number;
}

/**
 * Explains a day. Index points are the Aumann-Shapley shares of a function of a sum, c_e = a_e K / (L - base) x (I(L) - I(base)),
 * with the limit I'(base) a_e K where L = base; they do not depend on any order of the events. O(n log n).
 */
export function explainPoint(
  columns: EventColumns,
  model: ModelDefinition,
  day: number,
  direction: Direction = 'both',
): PointExplanation {
  const impacts = unitImpacts(columns, model, direction);
  const parts: { event: number; tensionPoints: number }[] = [];
  let sum = 0;
  const remaining = remainingOf(columns, model);
  for (let event = 0; event < impacts.length && columns.day[event]! <= day; event++) {
    const { weight } = typeParametersOf(model, columns.types[columns.type[event]!]!);
    const tensionPoints = impacts[event]! * weight * remaining(event, day);
    if (tensionPoints === 0) continue;
    parts.push({ event, tensionPoints });
    sum += tensionPoints;
  }
  const tension = model.base + sum;
  const index = indexOf(tension, model.scale);
  const neutral = indexOf(model.base, model.scale);
  const gain = secantSlope(model.base, tension, model.scale);
  let explained = 0;
  const contributions = parts
    .map(({ event, tensionPoints }): Contribution => {
      const indexPoints = gain * tensionPoints;
      explained += indexPoints;
      return { event, eventId: columns.ids[event]!, tensionPoints, indexPoints };
    })
    // Index points are tension points times one gain, so this is their order too; and it holds where the index is saturated and all are 0.
    .sort((a, b) => Math.abs(b.tensionPoints) - Math.abs(a.tensionPoints) || a.event - b.event);
  return { index, neutral, tension, contributions, residual: index - neutral - explained };
}

/**
 * Mean slope of the index between two tensions, in index points per tension point: (I(b) - I(a)) / (b - a), and the slope at
 * the middle where the two are so close that their difference would be lost in rounding (the error there is of the order of (b-a)^2).
 */
export function secantSlope(a: number, b: number, scale: number): number {
  if (Math.abs(b - a) < 1e-6 * scale) return indexSlope((a + b) / 2, scale);
  return (indexOf(b, scale) - indexOf(a, scale)) / (b - a);
}
