/** What a rule does, as sentences. */
import { epochDay, parseDay } from '../../models/calendar.ts';
import type { WatchList } from '../../models/contract/watchLists.ts';
import type { UnusualWay } from '../../models/unusual.ts';
import { longDate } from '../charts/format.ts';
import type { Words } from '../words/words.ts';
import { isOfActs, isOfTheWatch, type RuleDraft } from './ruleDraft.ts';

export interface RuleNames {
  readonly dyad: (id: string) => string;
  /** by its code */
  readonly state: (code: string) => string;
  readonly type: (type: string) => string;
  /** the watch lists that there are */
  readonly lists: readonly WatchList[];
}

/** What stands in place of a number that is not typed yet. */
const OPEN = '…';

const typed = (text: string): string => (text.trim() === '' ? OPEN : text.trim());

function subjectOf({ dyads, list }: RuleDraft, names: RuleNames, { alertRule: wording, watchLists }: Words): string {
  if (list !== undefined)
    return watchLists.ofTheList(names.lists.find(({ name, shared }) => shared && name === list)?.title ?? list);
  if (dyads === 'all') return wording.any;
  if (dyads.length === 0) return OPEN;
  return dyads.length === 1 ? names.dyad(dyads[0]!) : wording.oneOf(wording.list(dyads.map(names.dyad)));
}

function conditionOf(draft: RuleDraft, names: RuleNames, words: Words): string {
  const { alertRule: wording } = words;
  const { kind, dyads, list, fields } = draft;
  const subject = subjectOf(draft, names, words);
  const { when } = wording;
  const points = typed(fields.points);
  const days = typed(fields.days);
  switch (kind) {
    case 'flag':
      return when.flag(subject, fields.to === 'deteriorated' || fields.to === 'improved' ? fields.to : 'both');
    case 'change':
      return when.change(
        subject,
        points,
        days,
        fields.direction === 'up' || fields.direction === 'down' ? fields.direction : 'either',
      );
    case 'level':
    case 'percentile':
      return when[kind](subject, typed(fields.value), fields.way === 'above');
    case 'step':
      return when.step(subject, points);
    case 'act':
      return when.act(subject, typed(fields.severity), draft.types.map(names.type));
    case 'sides':
      return when.sides(subject, points);
    case 'not-looked':
      return when.notLooked(subject, days);
    case 'siblings':
      return when.siblings(
        list === undefined && dyads !== 'all' && dyads.length > 1 ? wording.list(dyads.map(names.dyad)) : subject,
        typed(fields.dyads),
        points,
        days,
      );
    case 'unusual':
      return when.unusual(subject, { what: fields.what as UnusualWay | 'any', oneIn: fields.oneIn.trim() });
    case 'feed-stale':
      return when.feedStale(fields.feed);
    case 'run-failed':
      return when.runFailed;
    case 'run-missing':
      return when.runMissing(typed(fields.hours));
  }
}

/** @param seesChannels whether the reader is told the channels of rules */
export function ruleSentence(draft: RuleDraft, names: RuleNames, words: Words, seesChannels: boolean): string {
  const { alertRule: wording } = words;
  const ways = [...draft.channels, ...(draft.email.trim() === '' ? [] : [draft.email.trim()])];
  const lasts = !isOfActs(draft.kind);
  return [
    wording.tells(conditionOf(draft, names, words), seesChannels ? ways : undefined),
    lasts && typed(draft.holdDays) !== '1' ? wording.holds(typed(draft.holdDays)) : '',
    lasts && !isOfTheWatch(draft.kind) ? wording.clears(typed(draft.clearDays), draft.allClear && ways.length > 0) : '',
    draft.repeatDays.trim() === '' ? '' : wording.repeats(typed(draft.repeatDays)),
    draft.quietFrom !== '' && draft.quietTo !== '' ? wording.quiet(draft.quietFrom, draft.quietTo, draft.zone) : '',
    parseDay(draft.silentUntil) === undefined ? '' : wording.silent(longDate(epochDay(draft.silentUntil), words)),
    draft.language === 'ko' && ways.length > 0 ? wording.korean : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** The title of a rule to which nobody gave one; the dyad stands before it in what arrives. */
export function ruleTitle({ kind, fields }: RuleDraft, { alertRule: { titles } }: Words): string {
  switch (kind) {
    case 'flag':
    case 'run-failed':
    case 'run-missing':
    case 'unusual':
    case 'feed-stale':
      return {
        flag: titles.flag,
        unusual: titles.unusual,
        'run-failed': titles.runFailed,
        'run-missing': titles.runMissing,
        'feed-stale': titles.feedStale,
      }[kind];
    case 'change':
      return titles.change(typed(fields.points), typed(fields.days));
    case 'level':
    case 'percentile':
      return titles[kind](typed(fields.value));
    case 'step':
    case 'sides':
      return titles[kind](typed(fields.points));
    case 'act':
      return titles.act(typed(fields.severity));
    case 'not-looked':
      return titles.notLooked(typed(fields.days));
    case 'siblings':
      return titles.siblings(typed(fields.dyads));
  }
}
