/** The lists by which the GDELT Project says which files there are, and what is missing in them. */
import { parseDay, toIsoDate } from '../../models/calendar.ts';

/** A line that says nothing usable; the others count. */
export interface ListFault {
  /** 1-based */
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

/** A file that a list names. */
export interface ListedFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** 32 hexadecimal digits */
  readonly md5: string;
}

/** What a file of GDELT 2.0 holds. */
export type GdeltTable = 'export' | 'mentions' | 'gkg';

/** A file of GDELT 2.0: a quarter of an hour of one table. */
export interface QuarterHourFile extends ListedFile {
  readonly table: GdeltTable;
  readonly url: string;
  /** `20150218230000`, UTC: when the quarter of an hour was published */
  readonly stamp: string;
  /** the same in ms since 1970 */
  readonly publishedAt: number;
}

/** A file of GDELT 1.0: events of a year, of a month (both by the day of the act), or events that were found on one day. */
export interface HistoryFile extends ListedFile {
  readonly period: 'year' | 'month' | 'day';
  /** epoch days of its first and last day */
  readonly firstDay: number;
  readonly lastDay: number;
}

export interface QuarterHourList {
  readonly files: readonly QuarterHourFile[];
  readonly faults: readonly ListFault[];
}

export interface HistoryList {
  readonly files: readonly HistoryFile[];
  /** files that are no events of a year, a month or a day: `GDELT.MASTERREDUCEDV2.1979-2013.zip` */
  readonly others: readonly string[];
  readonly faults: readonly ListFault[];
}

const MS_PER_DAY = 86_400_000;

/**
 * Reads `lastupdate.txt` or `masterfilelist.txt`: a line is size, md5 and address. Files stand in the order of the list; a list can
 * name a file twice.
 */
export function readQuarterHourList(text: string): QuarterHourList {
  const files: QuarterHourFile[] = [];
  const faults: ListFault[] = [];
  eachLine(text, (line, at) => {
    const parts = /^(\d{1,12}) ([0-9a-f]{32}) (https?:\/\/\S+)$/.exec(line);
    const name = parts?.[3]?.split('/').at(-1) ?? '';
    const [, stamp, table] = /^(\d{14})\.(export\.CSV|mentions\.CSV|gkg\.csv)\.zip$/.exec(name) ?? [];
    const publishedAt = stamp === undefined ? undefined : momentOf(stamp);
    if (!parts || stamp === undefined || publishedAt === undefined) {
      faults.push({
        line: at,
        text: line.slice(0, 200),
        message: 'The line is not size, md5 and address of a file such as 20150218230000.export.CSV.zip.',
      });
      return;
    }
    const kind: GdeltTable = table === 'export.CSV' ? 'export' : table === 'mentions.CSV' ? 'mentions' : 'gkg';
    files.push({ name, sizeBytes: Number(parts[1]), md5: parts[2]!, url: parts[3]!, table: kind, stamp, publishedAt });
  });
  return { files, faults };
}

/**
 * Reads the two lists of GDELT 1.0: `filesizes` (size and name) and `md5sums` (md5 and name). A file counts when both lists name it.
 */
export function readHistoryLists(sizes: string, md5s: string): HistoryList {
  const faults: ListFault[] = [];
  const md5Of = new Map<string, string>();
  eachLine(md5s, (line, at) => {
    const [, md5, name] = /^([0-9a-f]{32}) {1,2}(\S+)$/.exec(line) ?? [];
    if (md5 === undefined || name === undefined)
      faults.push({ line: at, text: line.slice(0, 200), message: 'The line of md5sums is not a md5 and a name.' });
    else md5Of.set(name, md5);
  });
  const files: HistoryFile[] = [];
  const others: string[] = [];
  eachLine(sizes, (line, at) => {
    const [, size, name] = /^(\d{1,12}) (\S+)$/.exec(line) ?? [];
    if (size === undefined || name === undefined) {
      faults.push({ line: at, text: line.slice(0, 200), message: 'The line of filesizes is not a size and a name.' });
      return;
    }
    const span = historySpan(name);
    const md5 = md5Of.get(name);
    if (span === undefined) others.push(name);
    else if (md5 === undefined)
      faults.push({
        line: at,
        text: line,
        message: `The list md5sums does not name ${name}, so it could not be checked.`,
      });
    else files.push({ name, sizeBytes: Number(size), md5, ...span });
  });
  return { files, others, faults };
}

/** Days between the first and the last daily file for which there is none. */
export function missingDays(files: readonly HistoryFile[]): number[] {
  const days = [...new Set(files.flatMap(({ period, firstDay }) => (period === 'day' ? [firstDay] : [])))];
  const ordered = days.sort((a, b) => a - b);
  return ordered.flatMap((day, i) => {
    const before = ordered[i - 1] ?? day;
    return Array.from({ length: Math.max(0, day - before - 1) }, (_, skipped) => before + 1 + skipped);
  });
}

function historySpan(name: string): Pick<HistoryFile, 'period' | 'firstDay' | 'lastDay'> | undefined {
  const [, year, month, day] = /^(\d{4})(?:(\d{2})(?:(\d{2})\.export\.CSV)?)?\.zip$/.exec(name) ?? [];
  if (year === undefined) return undefined;
  const firstDay = parseDay(`${year}-${month ?? '01'}-${day ?? '01'}`);
  if (firstDay === undefined) return undefined;
  if (day !== undefined) return { period: 'day', firstDay, lastDay: firstDay };
  const nextMonth = month === undefined ? 12 : Number(month);
  return {
    period: month === undefined ? 'year' : 'month',
    firstDay,
    lastDay: Date.UTC(Number(year), nextMonth, 1) / MS_PER_DAY - 1,
  };
}

/** The moment of `20150218230000`, or `undefined` when it is none. */
function momentOf(stamp: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(stamp) ?? [];
  const epochDay = parseDay(`${year}-${month}-${day}`);
  if (epochDay === undefined) return undefined;
  const ms = epochDay * MS_PER_DAY + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000;
  const restored = `${toIsoDate(epochDay).replaceAll('-', '')}${new Date(ms).toISOString().slice(11, 19).replaceAll(':', '')}`;
  return restored === stamp ? ms : undefined;
}

function eachLine(text: string, read: (line: string, at: number) => void): void {
  text.split('\n').forEach((line, i) => {
    const trimmed = line.trimEnd();
    if (trimmed !== '') read(trimmed, i + 1);
  });
}
