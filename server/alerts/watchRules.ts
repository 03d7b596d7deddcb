/** Rules about the watch itself: looked at by the clock of the leader, because no run comes where the runs have stopped. */
import { type AlertRule, isOfTheWatch } from '../../models/alerts/rule.ts';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import { WORDS } from '../../client/words/words.ts';
import type { Leader, RunRecord } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';
import type { KeptRules } from './keptRules.ts';
import { alertId, writeAlerts } from './outbox.ts';
import { afterQuiet } from './quietHours.ts';
import { ALL_CLEAR, isSilent, silenceOf } from './silences.ts';
import { keyOf, readStates, type RuleState, type SubjectState, writeStates } from './states.ts';

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
    const states = await readStates(database);
    const at = now();
    const day = dayOfMs(at.getTime());
    const today = toIsoDate(day);
    for (const rule of kept)
      for (const { subject, holds, detail } of await standings(parts, rule)) {
        const before: SubjectState = states.get(keyOf(rule.name, subject)) ?? {};
        if (holds === (before.told !== undefined)) continue;
        const what = holds ? ('raised' as const) : ('clear' as const);
        const isHeldBack =
          isSilent(before.silentUntil, today) ||
          silenceOf(rule, states.get(keyOf(rule.name, '')) as RuleState | undefined, today) !== null;
        const content = {
          rule,
          subject,
          what,
          day,
          value: 0,
          side: 0 as const,
          eventIds: [],
          model: '',
          detail,
          runId: null,
          madeAt: at,
        };
        // It can come again on the same day: the moment is part of what it is.
        const alert = { ...content, id: alertId({ ...content, eventIds: [at.toISOString()] }) };
        const { told: _told, ...rest } = before;
        const { silentUntil: _silent, ...unsilenced } = rest;
        const over = before.silentUntil === ALL_CLEAR ? unsilenced : rest;
        await database.transaction(async (tx) => {
          const [leads] = await tx.query('select term from lease where id = 1 and owner = $1 and term = $2', [
            leader.owner,
            leader.term,
          ]);
          if (!leads) return;
          await writeStates(tx, [
            { rule: rule.name, subject, state: holds ? { ...rest, told: { day, side: 0, alert: alert.id } } : over },
          ]);
          if (holds || rule.allClear)
            await writeAlerts(tx, [
              {
                alert,
                deliveries: rule.channels.map((channel) => ({
                  channel,
                  nextAt: afterQuiet(at, rule.quietHours),
                  isSilenced: isHeldBack,
                })),
              },
            ]);
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
