/** Whether what is served is what a fresh scoring of the ledger gives, bit by bit. */
import { toIsoDate } from '../../models/calendar.ts';
import { messageOf } from '../../models/errorMessage.ts';
import type { ModelDefinition } from '../../models/model.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { RunRecord } from '../rollup/rollup.ts';
import { scoreAndStage } from '../rollup/run.ts';
import { readPublished } from '../rollup/runs.ts';
import type { Database, Queryable } from '../store/database.ts';
import { type Checked, firstOf } from './fault.ts';

export interface PublishedScope {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly reference: Pick<ReferenceData, 'codebook' | 'countries' | 'dyads'>;
  /** of runs, whose definitions hold, by hash; a series under another one is passed over */
  readonly models: ReadonlyMap<string, ModelDefinition>;
  /** names what would score now */
  readonly program: string;
  readonly onProgress: (dyads: number) => void;
}

const REMEDY = 'Stop the server, then have all of it written anew: npm run -s tension -- rollup --afresh';

/** A run that is scored like the one that is served and published nowhere: what it would write is what differs. */
export async function checkPublished(scope: PublishedScope): Promise<Checked> {
  const run = await readPublished(scope.database);
  const nothing = { check: 'published', summary: 'nothing is published yet', faults: [] } as const;
  if (!run) return nothing;
  if (run.program !== scope.program)
    return {
      ...nothing,
      passedOver: `run ${run.id} was scored by another version of this program or of its data: npm run -s tension -- rollup compares all with this one; then look again.`,
    };
  const models = run.models.flatMap((hash) => {
    const definition = scope.models.get(hash);
    return definition ? [{ definition, hash }] : [];
  });
  try {
    return await scope.database.session(async (session) => {
      const { dyads } = await scoreAndStage({
        ...scope,
        session,
        models,
        run,
        previous: run,
        sameScoring: false,
        signal: new AbortController().signal,
        onProgress: (done) => scope.onProgress(done.dyads),
      });
      return {
        check: 'published',
        summary: `dyads scored anew: ${dyads.toLocaleString('en')}, models: ${models.length}; every day and every row of the board is that of run ${run.id}, bit by bit`,
        faults: [
          ...firstOf(await differingDays(session, run), 'series'),
          ...firstOf(await differingRows(session, run), 'rows'),
        ],
      };
    });
  } catch (error) {
    return { ...nothing, faults: [`run ${run.id} cannot be compared with a fresh scoring: ${messageOf(error)}`] };
  }
}

async function differingDays(session: Queryable, { id }: RunRecord): Promise<string[]> {
  const rows = await session.query<{ dyad: string; model_hash: string; from_day: number; to_day: number }>(
    `select dyad, model_hash, min(first_day) as from_day, max(first_day + days - 1) as to_day
     from staged_stretch group by dyad, model_hash order by dyad collate "C", model_hash`,
  );
  return rows.map(
    ({ dyad, model_hash: hash, from_day: from, to_day: to }) =>
      `${dyad} under model ${hash}: days from ${toIsoDate(from)} to ${toIsoDate(to)} that run ${id} serves are not those of a fresh scoring. ${REMEDY}`,
  );
}

async function differingRows(session: Queryable, { id }: RunRecord): Promise<string[]> {
  const rows = await session.query<{ dyad: string; model_hash: string }>(
    'select dyad, model_hash from staged_dyad order by dyad collate "C", model_hash',
  );
  return rows.map(
    ({ dyad, model_hash: hash }) =>
      `${dyad} under model ${hash}: its row of the board of run ${id} is not that of a fresh scoring. ${REMEDY}`,
  );
}
