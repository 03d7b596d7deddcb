import type { GdeltTable, QuarterHourFile } from '../../server/feeds/gdeltLists.ts';

const QUARTER_HOUR_MS = 15 * 60 * 1000;

/** Where a list skips quarters of an hour of a table: the moments (ms since 1970) of the files around each gap, and how many are missing. */
export function quarterHourGaps(
  files: readonly QuarterHourFile[],
  table: GdeltTable,
): { after: number; before: number; missing: number }[] {
  const moments = files.filter((file) => file.table === table).map(({ publishedAt }) => publishedAt);
  const ordered = [...new Set(moments)].sort((a, b) => a - b);
  return ordered.flatMap((before, i) => {
    const after = ordered[i - 1];
    return after === undefined || before - after <= QUARTER_HOUR_MS
      ? []
      : [{ after, before, missing: Math.ceil((before - after) / QUARTER_HOUR_MS) - 1 }];
  });
}
