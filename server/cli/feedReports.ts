/** `tension feed reports`: the reports behind the acts of a dyad. */
import { toIsoDate } from '../../models/calendar.ts';
import type { Config } from '../config.ts';
import { dyadTyped } from './askedDyad.ts';
import { withFeedClient } from './feedClient.ts';
import { daysTyped, FAULTS_SHOWN } from './feedWords.ts';
import { counted, print, printJson, progressBar } from './terminal.ts';

/** @returns the exit code: 0 all kept, 2 some files could not be had */
export async function feedReportsCommand(
  config: Config,
  name: string,
  asked: string,
  { from, to = from, json }: { readonly from: string; readonly to?: string; readonly json?: boolean },
): Promise<number> {
  const dyad = dyadTyped(asked);
  const [first, last] = daysTyped(from, to);
  return withFeedClient(config, async (client) => {
    const bar = progressBar('Fetching', last - first + 1);
    const sum = { files: 0, kept: 0, faults: [] as string[] };
    try {
      for (let day = first; day <= last; day++) {
        const { files, kept, faults } = await client.reports(name, dyad, toIsoDate(day));
        sum.files += files;
        sum.kept += kept;
        sum.faults.push(...faults);
        bar.update(day - first + 1, `${toIsoDate(day)}, ${counted(sum.kept, 'file')}`);
      }
    } finally {
      bar.stop();
    }
    if (json) printJson({ feed: name, dyad, from, to, ...sum });
    else {
      print(
        sum.files === 0
          ? `Nothing to fetch: no act of ${dyad} is stored on these days, or its reports are kept already.`
          : `The reports behind the acts of ${dyad} are kept from ${counted(sum.kept, 'file')} of ${sum.files}.`,
      );
      for (const fault of sum.faults.slice(0, FAULTS_SHOWN)) print(`  ${fault}`);
    }
    return sum.kept < sum.files ? 2 : 0;
  });
}
