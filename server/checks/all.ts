/** Every check, on a copy of the database that nobody else writes to. */
import { openLedger } from '../ledger/openLedger.ts';
import type { ReferenceData } from '../referenceData.ts';
import { programName } from '../rollup/programName.ts';
import type { Database } from '../store/database.ts';
import { checkAudit, type Witness } from './audit.ts';
import { checkCounts } from './counts.ts';
import type { Checked } from './fault.ts';
import { checkModels, checkViews } from './kept.ts';
import { checkLedger } from './ledger.ts';
import { checkPublished } from './published.ts';

export interface CheckScope {
  readonly database: Database;
  readonly reference: ReferenceData;
  readonly now: () => Date;
  /** what a backup of before says of the audit */
  readonly witnesses?: readonly Witness[] | undefined;
  /** told while the published values are scored anew */
  readonly onProgress: (dyads: number) => void;
}

/** Writes nothing but temporary tables. Time: that of a first run. */
export async function checkAll({ database, reference, now, witnesses, onProgress }: CheckScope): Promise<Checked[]> {
  const models = await checkModels(database);
  return [
    await checkLedger(database),
    await checkCounts(database),
    await checkAudit(database, witnesses),
    models,
    await checkViews(database, models.holding),
    await checkPublished({
      database,
      ledger: openLedger({ database, reference, now }),
      reference,
      models: models.ofRuns,
      program: await programName(reference.codebook),
      onProgress,
    }),
  ];
}
