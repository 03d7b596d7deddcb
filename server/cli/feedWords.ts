/** What several feed commands say, and the days that they take. */
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import type { PullAccountResponse } from '../../models/contract/feeds.ts';
import { dayTyped } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { counted } from './terminal.ts';

export const FAULTS_SHOWN = 10;

export const NO_FEEDS =
  'No feed is configured, and so nothing is fetched. To add one: npm run -s tension -- feed add gdelt';

/** The first and the last day, as epoch days. @throws CommandFailure */
export function daysTyped(from: string, to: string): [first: number, last: number] {
  const [first, last] = [dayTyped('--from', from), dayTyped('--to', to)];
  if (first > last) throw new CommandFailure(`--to (${to}) is before --from (${from}): turn them round.`);
  return [first, last];
}

/** The days of a year, a month or a day, ISO. @throws CommandFailure */
export function daysNamed(text: string): { readonly from: string; readonly to: string } {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  const from = parseDay(`${year}-${month ?? '01'}-${day ?? '01'}`);
  if (from === undefined)
    throw new CommandFailure(`--again: "${text}" is no time: write a year, a month or a day, such as 2024-03.`);
  if (day !== undefined) return { from: text, to: text };
  const end = month === undefined ? Date.UTC(Number(year) + 1, 0, 0) : Date.UTC(Number(year), Number(month), 0);
  return { from: toIsoDate(from), to: new Date(end).toISOString().slice(0, 10) };
}

/** What a pull brought, and what went wrong: a sentence, and a line for each remark and fault. */
export function pullInWords({
  done,
  replaced,
  unchanged,
  rows,
  stories,
  missing,
  failed,
  refused,
  gaps,
  faultyRows,
  faults,
  remarks,
  files,
  totalFiles,
  endedAt,
}: PullAccountResponse): string {
  const parts = [
    done > 0
      ? `${counted(done, 'file')} stored, with ${counted(rows, 'row')} and ${counted(stories, 'story', 'stories')}`
      : 'nothing new',
    ...(endedAt === null ? [`${files.toLocaleString('en')} of ${totalFiles.toLocaleString('en')} seen to`] : []),
    ...(replaced > 0
      ? [`${counted(replaced, 'file')} corrected by the publisher: the new rows stand in place of the old`]
      : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(missing > 0 ? [`${missing} missing on the server: unknown, and tried again by itself`] : []),
    ...(failed > 0 ? [`${failed} failed: tried again by itself`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(gaps > 0 ? [`${counted(gaps, 'file')} skipped by its lists`] : []),
    ...(faultyRows > 0 ? [`${counted(faultyRows, 'row')} at fault`] : []),
  ];
  const told = [...remarks, ...faults];
  const more = told.length > FAULTS_SHOWN ? [`  ... and ${told.length - FAULTS_SHOWN} more: --json lists them.`] : [];
  return [`${parts.join('; ')}.`, ...told.slice(0, FAULTS_SHOWN).map((sentence) => `  ${sentence}`), ...more].join(
    '\n',
  );
}

export const interval = (minutes: number): string =>
  minutes === 1440 ? 'day' : minutes % 1440 === 0 ? counted(minutes / 1440, 'day') : counted(minutes, 'minute');
