/** Re-scoring dyads again and again under models that differ by little: exposures that still hold are kept. */
import { type Basis, basisOf, withColumns } from '../../models/basis.ts';
import { haveSameImpacts } from '../../models/impacts.ts';
import type { EventColumns } from '../../models/eventColumns.ts';
import { type Flag, flagOn } from '../../models/flag.ts';
import { indexOf, type Score, scoreOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';

/** A dyad as it is scored: its events, and the last day. */
export interface LabDyad {
  readonly dyad: string;
  readonly columns: EventColumns;
  /** epoch day, not before the first event */
  readonly lastDay: number;
}

interface Kept {
  readonly basis: Basis;
  readonly model: ModelDefinition;
}

/** Scores under changing models. What stays the same is not computed again: weights recombine, a hold or half-life rebuilds one column. */
export class Rescoring {
  readonly #dyads: ReadonlyMap<string, LabDyad>;
  readonly #kept = new Map<string, Kept>();

  constructor(dyads: readonly LabDyad[]) {
    this.#dyads = new Map(dyads.map((dyad) => [dyad.dyad, dyad]));
  }

  get dyads(): readonly string[] {
    return [...this.#dyads.keys()];
  }

  columns(dyad: string): EventColumns {
    return this.#dyad(dyad).columns;
  }

  /** The score that the server computes for the same model, bit by bit. O(days x types) where only weights have changed. */
  score(dyad: string, model: ModelDefinition): Score {
    return scoreOf(this.basis(dyad, model), model);
  }

  basis(dyad: string, model: ModelDefinition): Basis {
    const { columns, lastDay } = this.#dyad(dyad);
    const kept = this.#kept.get(dyad);
    const basis =
      kept && haveSameImpacts(kept.model, model)
        ? withColumns(kept.basis, columns, model, fadingChanged(kept.model, model))
        : basisOf(columns, model, columns.day[0] ?? lastDay, lastDay);
    this.#kept.set(dyad, { basis, model });
    return basis;
  }

  #dyad(dyad: string): LabDyad {
    const found = this.#dyads.get(dyad);
    if (!found) throw new RangeError(`${dyad} is no dyad of the board.`);
    return found;
  }
}

function fadingChanged(a: ModelDefinition, b: ModelDefinition): Set<string> {
  const changed = new Set<string>();
  if (a.types === b.types) return changed;
  for (const [type, after] of Object.entries(b.types)) {
    const before = a.types[type];
    if (before !== after && (before?.holdDays !== after.holdDays || before.halfLifeDays !== after.halfLifeDays))
      changed.add(type);
  }
  return changed;
}

/** A dyad today, and the day it was tensest. */
export interface DyadStand {
  readonly dyad: string;
  readonly index: number;
  readonly flag: Flag;
  /** epoch day */
  readonly peakDay: number;
  readonly peakIndex: number;
}

/** O(days). */
export function standOf(score: Score, columns: EventColumns, model: ModelDefinition): DyadStand {
  let peak = 0;
  for (let i = 1; i < score.tension.length; i++) if (score.tension[i]! > score.tension[peak]!) peak = i;
  return {
    dyad: score.dyad,
    index: indexOf(score.tension.at(-1)!, model.scale),
    flag: flagOn(score, columns, model, score.lastDay),
    peakDay: score.firstDay + peak,
    peakIndex: indexOf(score.tension[peak]!, model.scale),
  };
}

/** The index of a score, day by day. */
export function indexSeries(score: Score, model: ModelDefinition): Float64Array {
  return score.tension.map((tension) => indexOf(tension, model.scale));
}
