/** Linear equations with a symmetric positive definite matrix, such as the curvature of a fit. */

/**
 * The lower triangular L with L L' = matrix. O(n^3 / 6).
 *
 * @throws RangeError when the matrix is not positive definite.
 * @example choleskyOf([[4, 2], [2, 5]]) // [[2], [1, 2]]
 */
export function choleskyOf(matrix: readonly ArrayLike<number>[]): number[][] {
  const factor: number[][] = [];
  for (const [i, line] of matrix.entries()) {
    const row: number[] = [];
    for (let j = 0; j <= i; j++) {
      const other = j === i ? row : factor[j]!;
      let rest = line[j]!;
      for (let k = 0; k < j; k++) rest -= row[k]! * other[k]!;
      if (j === i && !(rest > 0))
        throw new RangeError(`The matrix is not positive definite: its leading ${i + 1} x ${i + 1} part is not.`);
      row.push(j === i ? Math.sqrt(rest) : rest / other[j]!);
    }
    factor.push(row);
  }
  return factor;
}

/** The x with L L' x = right. O(n^2). @example solve([[2], [1, 2]], [8, 9]) // Float64Array [1.375, 1.25] */
export function solve(factor: readonly (readonly number[])[], right: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(right);
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i] = x[i]! - factor[i]![k]! * x[k]!;
    x[i] = x[i]! / factor[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i] = x[i]! - factor[k]![i]! * x[k]!;
    x[i] = x[i]! / factor[i]![i]!;
  }
  return x;
}
