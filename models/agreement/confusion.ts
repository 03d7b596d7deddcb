/** What one coder said against what another said: counts, and the units behind each cell. */

/** A unit that two coders have coded in one field. */
export interface CodedPair {
  readonly unit: string;
  readonly first: string;
  readonly second: string;
}

export interface Confusion {
  /** the values, in the order of the scale; those of rows (first coder) and of columns (second coder) */
  readonly values: readonly string[];
  /** counts[row][column] */
  readonly counts: readonly (readonly number[])[];
  /** the units behind each cell */
  readonly units: readonly (readonly (readonly string[])[])[];
}

/**
 * The confusion table of some pairs. O(pairs + values^2).
 *
 * @param scale all values in order; left out: those that occur, in alphabetical order
 * @throws RangeError for a value that the scale does not have
 */
export function confusionOf(pairs: readonly CodedPair[], scale?: readonly string[]): Confusion {
  const values = scale ?? [...new Set(pairs.flatMap(({ first, second }) => [first, second]))].sort();
  const at = new Map(values.map((value, i) => [value, i]));
  const units = values.map(() => values.map((): string[] => []));
  const place = (value: string): number => {
    const found = at.get(value);
    if (found === undefined) throw new RangeError(`"${value}" is none of ${values.join(', ')}.`);
    return found;
  };
  for (const { unit, first, second } of pairs) units[place(first)]![place(second)]!.push(unit);
  return { values, counts: units.map((row) => row.map((cell) => cell.length)), units };
}

/** The share of units on which both said the same; undefined without units. */
export function shareAgreed({ counts }: Pick<Confusion, 'counts'>): number | undefined {
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  return total === 0 ? undefined : counts.reduce((sum, row, i) => sum + row[i]!, 0) / total;
}
