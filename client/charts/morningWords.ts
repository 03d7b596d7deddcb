/** What the page of the morning brief and its copy as text say in the same words. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Morning, MorningDyad, MorningEvent, MorningPeriod } from '../../models/contract/morning.ts';
import { plain, signed } from './format.ts';
import type { Words } from '../words/words.ts';

export interface MorningSpeech {
  readonly words: Pick<Words, 'morning' | 'flags'>;
  /** a date as it is read, as well as it is known */
  readonly date: (date: string, precision?: MorningEvent['datePrecision']) => string;
  /** a moment by the reader's clock */
  readonly moment: (moment: string) => string;
}

/** The heading of a period, and the days that it spans. */
export function periodTitle(
  { period, from, to }: MorningPeriod,
  { since }: Pick<Morning, 'since'>,
  { words: { morning }, date, moment }: MorningSpeech,
): { readonly title: string; readonly span: string } {
  const first = date(toIsoDate(epochDay(from) + 1));
  if (period !== 'since') return { title: morning.periods[period], span: morning.span(first, date(to)) };
  return since === null
    ? { title: morning.newBetween(first, date(to)), span: '' }
    : { title: morning.newSince(moment(since)), span: '' };
}

/** How much there is in a period. */
export function periodCounts(
  { period, from, dyads, more, moved, newEvents, events }: MorningPeriod,
  { words: { morning }, date }: Pick<MorningSpeech, 'words' | 'date'>,
): string {
  if (period === 'since') {
    const isEarlier = ({ news }: MorningEvent): boolean => news !== 'new';
    const hasEarlier = [...dyads.flatMap((dyad) => dyad.events), ...events].some(isEarlier);
    return [
      morning.news(dyads.length + more),
      newEvents === 0 ? morning.fresh(0) : morning.freshFrom(newEvents, date(toIsoDate(epochDay(from) + 1))),
      hasEarlier ? morning.earlier : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' ');
  }
  return `${morning.moved(moved, Math.max(0, moved - dyads.length - more))} ${morning.fresh(newEvents)}`;
}

const isRaised = (flag: MorningDyad['flag']): boolean => flag === 'deteriorated' || flag === 'improved';

/** Why a flag was raised, cleared or turned; undefined where it was not. */
export function flagWords(
  turned: Pick<MorningDyad, 'flag' | 'flagBefore' | 'change30' | 'change30Before'>,
  { flagRule }: Pick<Morning, 'flagRule'>,
  { words: { morning, flags } }: Pick<MorningSpeech, 'words'>,
): string | undefined {
  const { flag, flagBefore, change30, change30Before } = turned;
  if (flag === flagBefore || !(isRaised(flag) || isRaised(flagBefore))) return undefined;
  const points = (change: number | null): string => (change === null ? '–' : signed(change));
  return morning.turned({
    from: flags[flagBefore],
    to: flags[flag],
    before: points(change30Before),
    after: points(change30),
    days: flagRule.windowDays,
    raiseAt: plain(flagRule.raiseAt, 0),
    clearAt: plain(flagRule.clearAt, 0),
    isPassed: isRaised(flag) && Math.abs(change30 ?? 0) < flagRule.raiseAt,
  });
}

/** What is new of an act beside its date, in the order in which it is read; undefined for an act of the period. */
export function newsWords(
  { news, changed, reason }: MorningEvent,
  { words: { morning } }: Pick<MorningSpeech, 'words'>,
): string | undefined {
  if (news === 'new') return undefined;
  const details = news === 'recoded' ? changed.map(({ field, from, to }) => `${field} ${from} → ${to}`) : [reason];
  return [morning.marks[news], ...details].filter((part) => part !== '').join('; ');
}

/** What a reader must know before believing a dyad's line. */
export function cautions(dyad: MorningDyad, to: string, { words: { morning }, date }: MorningSpeech): string[] {
  const { lookedThrough, events, isBeforeAsKnown } = dyad;
  const isRecorded = events.some(({ news }) => news !== 'new' && news !== 'undone');
  return [
    isBeforeAsKnown && isRecorded ? morning.asKnownThen : '',
    lookedThrough === null
      ? morning.nobodyLooked
      : lookedThrough < to
        ? morning.lookedThrough(date(lookedThrough))
        : '',
    dyad.provisional ? morning.provisional : '',
    dyad.sparse ? morning.sparse : '',
  ].filter((part) => part !== '');
}

/** What the brief cannot say, in sentences. */
export function morningLimits(
  { dyads, quiet, uncovered, sparse, lastEvent, date }: Morning,
  { words: { morning }, date: dateWords }: MorningSpeech,
): string[] {
  if (lastEvent === null) return [morning.nothing];
  return [
    morning.quiet(quiet, dyads),
    quiet === 0 ? '' : morning.uncovered(uncovered, quiet),
    morning.sparseDyads(sparse),
    lastEvent < date ? morning.lastEvent(dateWords(lastEvent)) : '',
  ].filter((sentence) => sentence !== '');
}
