/** When the reader read the last brief, and by which clock: today's brief tells what is new since then. */
import { zonedTime } from '../../models/timeZone.ts';
import { readSetting, writeSetting } from '../state/settings.ts';

const SINCE = 'brief-since';
const READ = 'brief-read';
const DAY = 86_400_000;
/** Longer ago than this the last 30 days tell it all, in ms. */
const MAX_AGE = 30 * DAY;

/** The time zone of this browser. @example 'Asia/Seoul' */
export const readerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/**
 * Notes that the brief is read now. However often it is opened on one day, it begins where the brief of the last earlier day was read.
 *
 * @returns that moment; undefined for a first brief
 */
export function beginOfBrief(now: Date, timeZone: string): Date | undefined {
  const read = momentOf(readSetting(READ), now);
  if (!read || zonedTime(read, timeZone).day !== zonedTime(now, timeZone).day) {
    writeSetting(SINCE, read?.toISOString());
    writeSetting(READ, now.toISOString());
  }
  return momentOf(readSetting(SINCE), now);
}

/** A stored moment; one that is no moment, or lies in the future, was never stored. */
function momentOf(text: string | null, now: Date): Date | undefined {
  const moment = text === null ? Number.NaN : Date.parse(text);
  if (Number.isNaN(moment) || moment > now.getTime()) return undefined;
  return new Date(Math.max(moment, now.getTime() - MAX_AGE));
}
