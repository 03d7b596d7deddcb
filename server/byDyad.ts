/** Rows of several dyads, apart; each keeps its order. */
export function byDyad<Row extends { readonly dyad: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.dyad);
    if (group) group.push(row);
    else groups.set(row.dyad, [row]);
  }
  return groups;
}
