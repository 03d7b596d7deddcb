/** What ACLED has corrected or taken out since a moment: by the timestamps of its rows, and by its list of deletions. */
import { Buffer } from 'node:buffer';
import { messageOf } from '../../../models/errorMessage.ts';
import { feedDay } from '../feedDate.ts';
import { FeedTally } from '../feedRow.ts';
import { csvNamedRows, type NamedRow } from '../namedRows.ts';
import { toIsoDate } from '../../../models/calendar.ts';
import type { AcledApi } from './acledApi.ts';
import { FetchFault, NotThere } from './httpRequest.ts';

/** By the first day of a month, when a row of it was last changed. */
export async function changedMonths(
  api: AcledApi,
  path: string,
  since: Date,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Date>> {
  const question = {
    timestamp: secondsOf(since),
    timestamp_where: '>=',
    fields: 'event_id_cnty|event_date|timestamp',
  };
  const months = new Map<string, Date>();
  for await (const row of rowsOf(api.pages(path, question, 'event_date', 'rows that were changed', signal))) {
    const day = feedDay(row.cell('event_date'));
    const changedAt = new Date(1000 * Number(row.cell('timestamp')));
    if (day === undefined || Number.isNaN(changedAt.getTime())) continue;
    const month = `${toIsoDate(day).slice(0, 7)}-01`;
    const known = months.get(month);
    if (known === undefined || changedAt > known) months.set(month, changedAt);
  }
  return months;
}

/** Ids of rows that were taken out. Without the list, what was taken out is not known, and that is said. */
export async function deletedIds(
  api: AcledApi,
  since: Date,
  remark: (sentence: string) => void,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const question = { deleted_timestamp: secondsOf(since) };
  try {
    for await (const row of rowsOf(
      api.pages('/api/deleted/read', question, 'event_id_cnty', 'rows that were taken out', signal),
    ))
      ids.add(row.cell('event_id_cnty'));
  } catch (error) {
    if (!(error instanceof FetchFault) && !(error instanceof NotThere)) throw error;
    remark(
      `ACLED's list of deleted rows cannot be had, so rows that it has deleted may still count: ${messageOf(error)}`,
    );
  }
  return ids;
}

const secondsOf = (moment: Date): string => String(Math.floor(moment.getTime() / 1000));

async function* rowsOf(pages: AsyncIterable<string>): AsyncGenerator<NamedRow> {
  const bytes = (async function* () {
    for await (const page of pages) yield Buffer.from(page);
  })();
  for await (const batch of csvNamedRows(bytes, [], new FeedTally())) yield* batch;
}
