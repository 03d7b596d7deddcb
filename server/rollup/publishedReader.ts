/** What runs have published, for readers: of the models that each of them scored. */
import type { Database } from '../store/database.ts';
import { hasRows, readBoard } from './dyadRow.ts';
import { readFirstPublished, readValues, seriesReader } from './publishedSeries.ts';
import type { PublishedSeriesReader, RunRecord } from './rollup.ts';
import { readRecent, readRun } from './runs.ts';

/** @param published the run that is served */
export function publishedReader(database: Database, published: () => RunRecord | null): PublishedSeriesReader {
  const readSeries = seriesReader(database);
  const didScore = async (modelHash: string, runId: number): Promise<boolean> => {
    const served = published();
    const run = runId === served?.id ? served : await readRun(database, runId);
    return run?.models.includes(modelHash) ?? false;
  };
  return {
    async series(dyad, modelHash, runId = published()?.id) {
      if (runId === undefined || !(await didScore(modelHash, runId))) return undefined;
      return readSeries({ dyad, modelHash, runId });
    },
    async firstPublished(dyad, modelHash, from, to) {
      const run = published();
      return run ? readFirstPublished(database, dyad, modelHash, run.id, from, to) : [];
    },
    async values(modelHash, days, runId) {
      return (await didScore(modelHash, runId)) ? readValues(database, modelHash, runId, days) : [];
    },
    async board(modelHash, runId) {
      if (!(await didScore(modelHash, runId)) || !(await hasRows(database, [modelHash], runId))) return undefined;
      const rows = await readBoard(database, modelHash, runId);
      // Two runs later some of them may be gone.
      return (await readRecent(database)).includes(runId) ? rows : undefined;
    },
  };
}
