/** Rules about the reports of a pair in a feed: looked at by the clock of the leader when more of a feed is stored, because feeds come between runs. */
import { setImmediate as turn } from 'node:timers/promises';
import { isOfReports, type UnusualRule } from '../../models/alerts/rule.ts';
import { UnusualLine, worldsOf } from '../../models/alerts/unusualLine.ts';
import { dayOfMs } from '../../models/calendar.ts';
import type { LoadedModel } from '../../models/model.ts';
import { UNUSUAL_DAYS } from '../../models/unusual.ts';
import { longDate, plain } from '../../client/charts/format.ts';
import { unusualSentences, usualReports } from '../../client/charts/unusualSentences.ts';
import { WORDS } from '../../client/words/words.ts';
import type { StoredFeeds } from '../feeds/storedFeeds.ts';
import { modelOfFeed, type StoredDays } from '../feeds/unusualPairs.ts';
import type { Leader } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';
import { lookByClock } from './byClock.ts';
import { lookAtLine } from './evaluation.ts';
import type { KeptRules, RuleList } from './keptRules.ts';
import { conditionOf } from './states.ts';

/** What is stored of the feeds, and how it is shown. */
export interface ReportSources {
  readonly feeds: Pick<StoredFeeds, 'unusual' | 'reading'>;
  readonly models: () => Promise<readonly LoadedModel[]>;
  readonly now: () => Date;
}

export interface UnusualParts extends ReportSources {
  readonly database: Database;
  readonly rules: Pick<KeptRules, 'read'>;
}

/** Days back at which is looked for since when it holds. */
const DAYS_BACK = 30;

/** Feeds that are stored, with the lines of the pairs that a rule watches. */
interface Reports {
  readonly stored: StoredDays;
  readonly newest: number;
  readonly firstDay: number;
  readonly lines: ReadonlyMap<string, UnusualLine>;
  /** hash of the model that shows the feed; empty where none does */
  readonly model: string;
}

export function openUnusualRules(parts: UnusualParts) {
  const { database, rules, feeds, now } = parts;
  let seen: { readonly list: RuleList; readonly stored: string } | undefined;
  return async (leader: Leader): Promise<void> => {
    const list = await rules.read();
    const kept = list.rules.flatMap(({ rule, dyads, changedAt }) => {
      const watching = { ...rule, dyads };
      return isOfReports(watching) ? [{ rule: watching, changedAt }] : [];
    });
    if (kept.length === 0) return;
    const today = dayOfMs(now().getTime());
    const { takeId, takenAt } = await feeds.reading.mark();
    const stored = `${takeId} ${takenAt?.toISOString()} ${today}`;
    if (seen?.list === list && seen.stored === stored) return;
    for (const { rule, changedAt } of kept) {
      const reports = await reportsOf(parts, rule, rule.dyads === 'all' ? [] : rule.dyads, today);
      // What was stored when the rule was saved held then already; of a file it is not known when it came.
      const isNews = changedAt !== null && takenAt !== null && takenAt > changedAt;
      if (reports) await lookAt(database, leader, rule, reports, { today, now: now(), isNews });
      await turn();
    }
    seen = { list, stored };
  };
}

const lookAt = (
  database: Database,
  leader: Leader,
  rule: UnusualRule,
  { stored, newest, firstDay, lines, model }: Reports,
  { today, now, isNews }: { readonly today: number; readonly now: Date; readonly isNews: boolean },
): Promise<void> =>
  lookByClock(database, leader, {
    rule,
    today,
    subjects: [...lines.keys()],
    began: { condition: conditionOf(rule), isNews },
    look: (subject, before) =>
      // The day before is over once another one has begun; what was told of is over on no day before that.
      lookAtLine(
        rule,
        (day) => lines.get(subject)!.reading(rule.when, day),
        { from: Math.max(newest - 1, before.told?.day ?? -Infinity), to: newest },
        firstDay,
        before,
      ),
    by: (subject) => ({
      model,
      runId: null,
      now,
      detailOf: ({ day }) => sentenceOf(rule, stored, lines.get(subject)!, day),
    }),
  });

/** Undefined where there is no such feed, or nothing of it is stored. */
async function reportsOf(
  { feeds, models, now }: ReportSources,
  { when, holdDays, clearDays }: UnusualRule,
  dyads: readonly string[],
  today: number,
): Promise<Reports | undefined> {
  const stored = await feeds.unusual.stored(when.feed, today, now());
  const newest = stored?.newest;
  if (newest === undefined) return undefined;
  const firstDay = newest - Math.max(DAYS_BACK, holdDays, clearDays);
  const read = await feeds.unusual.lines(stored!, dyads, firstDay - UNUSUAL_DAYS, newest);
  const worldOn = worldsOf(stored!.world);
  return {
    stored: stored!,
    newest,
    firstDay,
    lines: new Map([...read].map(([dyad, days]) => [dyad, new UnusualLine(days, worldOn, newest)])),
    model: modelOfFeed(await models(), stored!.feed.key)?.hash ?? '',
  };
}

/** What the feed has of a pair on a day; nothing is said of a cause. */
function sentenceOf({ language, when }: UnusualRule, { feed }: StoredDays, line: UnusualLine, day: number): string {
  const words = WORDS[language];
  const said = words.alerts;
  const at = { feed: feed.name, date: longDate(day, words) };
  const looked = line.on(day);
  if (!looked) return said.tooFewReports(at);
  const told = line.told(when, day);
  return [
    said.reports({ ...at, reports: plain(looked.reports, 0), usual: usualReports(looked.usual) }),
    ...(told ? unusualSentences(told, words) : [said.nothingUnusual]),
    said.onlyReports,
  ].join(' ');
}

/** What a rule would tell of the newest stored day of a pair, whether or not it is unusual; undefined where nothing is stored. */
export async function unusualNow(
  sources: ReportSources,
  rule: UnusualRule,
  dyad: string,
): Promise<{ readonly day: number; readonly model: string; readonly detail: string } | undefined> {
  const reports = await reportsOf(sources, rule, [dyad], dayOfMs(sources.now().getTime()));
  if (!reports) return undefined;
  const { stored, newest: day, lines, model } = reports;
  return { day, model, detail: sentenceOf(rule, stored, lines.get(dyad)!, day) };
}
