/** Headings by which the columns of a file can be told apart: an empty one is named by its place, a repeated one is numbered. */
const MAX_LETTERS = 190;

/** @example headingsOf(['Date', '', 'Date']) // ['Date', '#2', 'Date (2)'] */
export function headingsOf(cells: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, place) => {
    const heading = cell.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_LETTERS) || `#${place + 1}`;
    const times = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, times);
    return times === 1 ? heading : `${heading} (${times})`;
  });
}
