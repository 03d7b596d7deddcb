/** Rules about the watch itself: looked at by the clock of the leader, because no run comes where the runs have stopped. */
import type { Reading } from '../../models/alerts/firings.ts';
import { type AlertRule, isOfTheWatch } from '../../models/alerts/rule.ts';
import { dayOfMs } from '../../models/calendar.ts';
import { WORDS } from '../../client/words/words.ts';
import type { Leader, RunRecord } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';
import { lookByClock } from './byClock.ts';
import { lookAtDay } from './evaluation.ts';
import type { KeptRules } from './keptRules.ts';

export interface WatchParts {
  readonly database: Database;
  readonly rules: Pick<KeptRules, 'read'>;
  /** the newest first */
  readonly runs: (limit: number) => Promise<readonly RunRecord[]>;
  readonly published: () => RunRecord | null;
  /** the feeds that are fetched, each with whether it is stale, and a sentence */
  readonly feeds: () => Promise<
    readonly { readonly feed: string; readonly stale: boolean; readonly sentence: string }[]
  >;
  readonly now: () => Date;
}

/** How a rule stands for one subject. */
interface Standing {
  readonly subject: string;
  readonly holds: boolean;
  /** in the language of the rule, where it has words of its own */
  readonly detail: string;
}

const HOUR_MS = 3_600_000;

export const openWatchRules =
  (parts: WatchParts) =>
  async (leader: Leader): Promise<void> => {
    const { database, rules, now } = parts;
    const kept = (await rules.read()).rules.map(({ rule }) => rule).filter(({ when }) => isOfTheWatch(when));
    if (kept.length === 0) return;
    const at = now();
    const day = dayOfMs(at.getTime());
    for (const rule of kept) {
      const found = new Map((await standings(parts, rule)).map((one) => [one.subject, one]));
      await lookByClock(database, leader, {
        rule,
        today: day,
        subjects: [...found.keys()],
        look(subject, before) {
          const reading: Reading = { state: found.get(subject)!.holds ? 'holds' : 'not', value: 0, side: 0 };
          return lookAtDay(rule, reading, day, before);
        },
        by: (subject) => ({ model: '', runId: null, detailOf: () => found.get(subject)!.detail, now: at }),
      });
    }
  };

async function standings(
  { runs, published, feeds, now }: WatchParts,
  { when, language }: AlertRule,
): Promise<Standing[]> {
  const words = WORDS[language].alerts;
  if (when.kind === 'run-failed') {
    const last = (await runs(10)).find(({ status }) => status === 'failed' || status === 'complete');
    const holds = last?.status === 'failed';
    return [{ subject: '', holds, detail: holds ? words.runFailed(last.id, last.error ?? '') : words.runsAgain }];
  }
  if (when.kind === 'run-missing') {
    const last = published()?.finishedAt ?? null;
    const holds = last === null || now().getTime() - last.getTime() > when.hours * HOUR_MS;
    return [
      { subject: '', holds, detail: holds ? words.runMissing(when.hours, last?.toISOString() ?? '') : words.runsAgain },
    ];
  }
  if (when.kind !== 'feed-stale') return [];
  return (await feeds())
    .filter(({ feed }) => when.feed === undefined || when.feed === feed)
    .map(({ feed, stale, sentence }) => ({ subject: feed, holds: stale, detail: sentence }));
}
