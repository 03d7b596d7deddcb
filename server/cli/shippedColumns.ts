import { type EventColumns, eventColumns } from '../../models/eventColumns.ts';
import { openScratchLedger } from '../composition.ts';
import type { ImportReport } from '../ledger/ledger.ts';
import { projectRoot } from '../projectRoot.ts';
import type { ReferenceData } from '../referenceData.ts';
import { importShippedCoverage, importShippedFile, shippedFiles } from '../shippedEvents.ts';

/**
 * The events of data/events as an import takes them, in memory, by dyad: the same on every clone, whatever the ledger on this
 * machine has come to hold. Also what the import said of each file.
 */
export async function shippedColumns(
  reference: ReferenceData,
): Promise<{ columns: Map<string, EventColumns>; reports: ImportReport[] }> {
  const { ledger, close } = await openScratchLedger(reference);
  try {
    const reports: ImportReport[] = [];
    for (const file of await shippedFiles(projectRoot())) reports.push(await importShippedFile(ledger, file));
    await importShippedCoverage(ledger, reference, projectRoot());
    const columns = new Map<string, EventColumns>();
    for (const { dyad } of await ledger.dyads())
      columns.set(dyad, eventColumns(dyad, await ledger.events(dyad), reference.codebook, await ledger.coverage(dyad)));
    return { columns, reports };
  } finally {
    await close();
  }
}
