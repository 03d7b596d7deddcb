/** What runs have published, for readers: of the models that each of them scored. */
import type { Reading } from '../store/reading.ts';
import { type BoardRows, hasRows, readBoard } from './dyadRow.ts';
import { readFirstPublished, readValues, seriesReader } from './publishedSeries.ts';
import type { PublishedRow, PublishedSeriesReader, RunRecord } from './rollup.ts';
import { readRecent, readRun } from './runs.ts';

/** The board of a model as a run left it: kept of the run that is served, so that the next one reads only what it changed. */
interface KeptBoard {
  readonly runId: number;
  readonly lineage: string;
  readonly rows: BoardRows;
}

/** @param reading where it is read @param published the run that is served @param lineage names the history that it continues */
export function publishedReader(
  reading: Reading,
  published: () => RunRecord | null,
  lineage: () => string,
): PublishedSeriesReader {
  const boards = new Map<string, KeptBoard>();
  const readSeries = seriesReader(reading);
  const didScore = async (modelHash: string, runId: number): Promise<boolean> => {
    const served = published();
    const run = runId === served?.id ? served : await reading.published((reader) => readRun(reader, runId));
    return run?.models.includes(modelHash) ?? false;
  };
  return {
    async series(dyad, modelHash, runId = published()?.id) {
      if (runId === undefined || !(await didScore(modelHash, runId))) return undefined;
      return readSeries({ dyad, modelHash, runId });
    },
    async firstPublished(dyad, modelHash, from, to) {
      const run = published();
      return run ? reading.published((reader) => readFirstPublished(reader, dyad, modelHash, run.id, from, to)) : [];
    },
    async values(modelHash, days, runId) {
      if (!(await didScore(modelHash, runId))) return [];
      return reading.published((reader) => readValues(reader, modelHash, runId, days));
    },
    async board(modelHash, runId) {
      const ofHistory = lineage();
      const kept = boards.get(modelHash);
      const isSame = kept?.lineage === ofHistory;
      if (isSame && kept.runId === runId) return standing(kept.rows);
      if (!(await didScore(modelHash, runId))) return undefined;
      const before = isSame && kept.runId < runId ? kept : undefined;
      const read = await reading.published(async (reader) => {
        if (!(await hasRows(reader, [modelHash], runId))) return undefined;
        const found = await readBoard(reader, modelHash, runId, before?.runId ?? 0);
        // Two runs later some of them may be gone.
        return (await readRecent(reader)).includes(runId) ? found : undefined;
      });
      if (!read) return undefined;
      const rows = before ? merged(before.rows, read) : read;
      if (runId === published()?.id && lineage() === ofHistory) {
        for (const hash of boards.keys()) if (!published()!.models.includes(hash)) boards.delete(hash);
        boards.set(modelHash, { runId, lineage: ofHistory, rows });
      }
      return standing(rows);
    },
  };
}

/** Newer rows in the place of older ones, in order of the dyads' ids. */
function merged(older: BoardRows, newer: BoardRows): BoardRows {
  const rows = new Map([...older, ...newer]);
  if (rows.size === older.size) return rows; // every dyad has kept its place
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const standing = (rows: BoardRows): PublishedRow[] => [...rows.values()].filter((row) => row !== undefined);
