/** Rules about the watch itself: looked at by the clock of the leader, because no run comes where the runs have stopped. */
import type { Reading } from '../../models/alerts/firings.ts';
import { type AlertRule, isOfTheWatch } from '../../models/alerts/rule.ts';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import { WORDS } from '../../client/words/words.ts';
import type { Leader, RunRecord } from '../rollup/rollup.ts';
import type { Database, Queryable } from '../store/database.ts';
import { lookAtDay } from './evaluation.ts';
import type { KeptRules } from './keptRules.ts';
import { writeAlerts } from './outbox.ts';
import { keyOf, readStates, type RuleState, type SubjectState, writeStates } from './states.ts';
import { settled, tellingOf } from './telling.ts';

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
    for (const rule of kept)
      for (const { subject, holds, detail } of await standings(parts, rule)) {
        const reading: Reading = { state: holds ? 'holds' : 'not', value: 0, side: 0 };
        const look = async (from: Queryable) => {
          const states = await readStates(from, [...new Set(['', subject])]);
          const before: SubjectState = states.get(keyOf(rule.name, subject)) ?? {};
          return { ...lookAtDay(rule, reading, day, before), states, before };
        };
        const seen = await look(database);
        if (seen.state === seen.before) continue;
        await database.transaction(async (tx) => {
          const { states, before, state: after, found } = await look(tx);
          const [leads] = await tx.query('select term from lease where id = 1 and owner = $1 and term = $2', [
            leader.owner,
            leader.term,
          ]);
          if (!leads) return;
          const ofRule = (states.get(keyOf(rule.name, '')) ?? {}) as RuleState;
          const telling = tellingOf(rule, ofRule, toIsoDate(day));
          const by = { model: '', runId: null, detail, now: at };
          const { state, alerts } = settled(telling, { subject, before, after, found }, before.silentUntil, by);
          const { heldBack } = telling;
          const isCounted = heldBack !== (ofRule.heldBack ?? 0);
          // Of the runs the subject is the rule as a whole.
          await writeStates(
            tx,
            subject === ''
              ? [{ rule: rule.name, subject, state: { ...state, ...(isCounted && { heldBack }) } }]
              : [
                  { rule: rule.name, subject, state },
                  ...(isCounted ? [{ rule: rule.name, subject: '', state: { ...ofRule, heldBack } }] : []),
                ],
          );
          await writeAlerts(tx, alerts);
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
