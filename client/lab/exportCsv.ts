/** The lines of the lab as a file. Its name and its columns say that they are a draft's: a file outlives the page that it came from. */
import { toIsoDate } from '../../models/calendar.ts';
import type { ScoredLine } from './messages.ts';

export function linesCsv(published: ScoredLine, draft: ScoredLine | undefined, from: number, to: number): string {
  const header = draft ? 'date,published_index,draft_index_not_published,difference' : 'date,published_index';
  const rows = [header];
  for (let day = Math.max(from, published.firstDay); day <= to; day++) {
    const was = published.index[day - published.firstDay];
    if (was === undefined) break;
    const is = draft?.index[day - draft.firstDay];
    rows.push(is === undefined ? `${toIsoDate(day)},${was}` : `${toIsoDate(day)},${was},${is},${is - was}`);
  }
  return `${rows.join('\r\n')}\r\n`;
}
