/** `tension doctor --deep`: everything that the database holds is looked at, in a copy, while the server goes on. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../models/errorMessage.ts';
import { checkBackup, restoreInto, RestoreRefused } from '../backup/restoring.ts';
import type { Witness } from '../checks/audit.ts';
import { checkAll } from '../checks/all.ts';
import type { Checked } from '../checks/fault.ts';
import { clock, openDatabase } from '../composition.ts';
import type { Config } from '../config.ts';
import { makeDataDir } from '../dataDir.ts';
import type { ReferenceData } from '../referenceData.ts';
import { writeBackup } from './backup.ts';
import type { Finding } from './finding.ts';
import { counted, progressBar } from './terminal.ts';

/** What a backup of before says of the audit. @throws RestoreRefused */
async function witnessOf(earlier: string): Promise<Witness> {
  const { audit, made } = (await checkBackup(earlier)).manifest;
  if (!audit)
    throw new RestoreRefused(
      `${earlier} is of a version that does not say how far the audit reached: name a later one.`,
    );
  return { who: `the backup ${earlier} of ${made}`, ...audit };
}

/** A backup is made and put into a database of its own, where all is compared: so it is proved too that it goes back. */
export async function deepFindings(
  config: Config,
  reference: ReferenceData,
  earlier: string | undefined,
): Promise<Finding[]> {
  await makeDataDir(config.dataDir);
  const folder = await mkdtemp(join(config.dataDir, 'deep-')); // for its owner alone: it holds people and hashes of keys
  const stop = (): never => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const witnesses = earlier === undefined ? [] : [await witnessOf(earlier)];
    const file = join(folder, 'tension.backup.tar.gz');
    const written = await writeBackup(config, file);
    const copy = await openDatabase({ databaseUrl: undefined, dataDir: folder });
    try {
      await restoreInto(copy, file, written, { replace: false });
      const rows = written.manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      const backup = `${counted(rows, 'row')} were backed up and put into a copy, where all that follows was looked at`;
      const bar = progressBar('Scoring anew', await dyadsIn(copy));
      const all = await checkAll({
        database: copy,
        reference,
        now: clock,
        witnesses,
        onProgress: (dyads) => bar.update(dyads, counted(dyads, 'dyad')),
      }).finally(() => bar.stop());
      return [{ check: 'backup', verdict: 'ok', detail: backup }, ...all.flatMap(findingsOf)];
    } finally {
      await copy.close();
    }
  } catch (error) {
    return [{ check: 'backup', verdict: 'fault', detail: messageOf(error) }];
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await rm(folder, { recursive: true, force: true });
  }
}

async function dyadsIn(database: Awaited<ReturnType<typeof openDatabase>>): Promise<number> {
  const [row] = await database.query<{ n: number }>('select count(distinct dyad) as n from event_revision');
  return row!.n;
}

function findingsOf({ check, summary, faults, passedOver }: Checked): Finding[] {
  if (passedOver !== undefined) return [{ check, verdict: 'note', detail: passedOver }];
  if (faults.length === 0) return [{ check, verdict: 'ok', detail: summary }];
  return faults.map((detail) => ({ check, verdict: 'fault', detail }));
}
