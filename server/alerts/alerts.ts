/** What the rest of the server asks of alerts. */
import type pino from 'pino';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { AlertOutbox, AlertRuleEntry, Silence } from '../../models/contract/alerts.ts';
import type { RunRules } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';
import { alertAddress } from './address.ts';
import type { Delivering } from './delivering.ts';
import type { MailSettings } from './mail.ts';
import { digestOf, type KeptChannels, openKeptChannels } from './keptChannels.ts';
import { AlertRefused, type KeptRule, type KeptRules, openKeptRules } from './keptRules.ts';
import { openRunRules } from './runRules.ts';
import { openWatchLists, sharedLists, type WatchLists } from './watchLists.ts';
import { acknowledge, type FoundAlert, newestAlerts, type OutboxFilter, readOutbox, sendAgain } from './outbox.ts';
import { ALL_CLEAR, clears, isOfRuns, isSilent, silence, silenceOf } from './silences.ts';
import { keyOf, readStates, type RuleState, type SubjectState } from './states.ts';

export interface Alerts {
  readonly rules: KeptRules;
  readonly channels: KeptChannels;
  readonly lists: WatchLists;
  /** by what is sent, and to where */
  readonly delivering: Omit<Delivering, 'signal'>;
  /** what holds the rules against each run */
  readonly runRules: RunRules;
  /** The rules with how each stands. */
  list(): Promise<{ readonly rules: AlertRuleEntry[]; readonly faults: readonly string[] }>;
  outbox(filter: OutboxFilter): Promise<AlertOutbox>;
  /** The newest alerts of some dyads, of all when undefined. */
  newest(subjects: readonly string[] | undefined, limit: number): Promise<FoundAlert[]>;
  /** False where there is no such alert. */
  acknowledge(id: string, by: string): Promise<boolean>;
  /** By the channels that gave it up; false where none did. */
  sendAgain(id: string, by: string): Promise<boolean>;
  /** False where there is no such rule. @throws AlertRefused */
  silence(rule: string, asked: Silence, by: string): Promise<boolean>;
}

export interface AlertsParts {
  readonly database: Database;
  /** the project's folder */
  readonly root: string;
  readonly dataDir: string;
  readonly types: { has(type: string): boolean };
  readonly states: { has(code: string): boolean };
  /** ALERT_PRIVATE_HOSTS */
  readonly near: readonly string[];
  readonly mail: MailSettings | undefined;
  /** a channel has so long for an answer; ten seconds when left out */
  readonly withinMs?: number;
  readonly now: () => Date;
  readonly logger: pino.Logger;
}

export function openAlerts(parts: AlertsParts): Alerts {
  const { database, root, dataDir, types, states, now, logger, ...delivery } = parts;
  const rulesOf = async (channel: string): Promise<string[]> =>
    (await rules.read()).rules.flatMap(({ rule }) => (rule.channels.includes(channel) ? [rule.name] : []));
  const channels = openKeptChannels({
    database,
    now,
    rulesOf,
    faultOf: (url) => {
      const read = alertAddress(url, delivery.near);
      return 'fault' in read ? read.fault : undefined;
    },
    lists: sharedLists,
    hasMail: delivery.mail !== undefined,
  });
  const rules: KeptRules = openKeptRules({
    database,
    root,
    dataDir,
    types,
    states,
    now,
    logger,
    channels: (tx) => channels.names(tx),
    lists: sharedLists,
  });
  const lists = openWatchLists({
    database,
    now,
    rulesOf: async (list, tx) =>
      (await rules.read(tx)).rules.flatMap(({ rule }) => (rule.list === list ? [rule.name] : [])),
    digestsOf: async (list, tx) =>
      (await channels.read(tx)).flatMap(({ channel }) => (digestOf(channel)?.list === list ? [channel.name] : [])),
  });
  return {
    rules,
    channels,
    lists,
    delivering: { ...delivery, now },
    runRules: openRunRules({ database, rules, now, logger }),
    async list() {
      const { rules: kept, faults } = await rules.read();
      const states = await readStates(database);
      const last = new Map(
        (
          await database.query<{ rule: string; last: Date }>(
            "select rule, max(made_at) as last from alert_outbox where what = 'raised' group by rule",
          )
        ).map((row) => [row.rule, row.last]),
      );
      const today = toIsoDate(dayOfMs(now().getTime()));
      const entries = kept.map((one) => entryOf(one, states, last.get(one.rule.name), today));
      return { rules: entries, faults };
    },
    outbox: (filter) => readOutbox(database, filter),
    newest: (subjects, limit) => newestAlerts(database, subjects, limit),
    acknowledge: (id, by) => acknowledge(database, id, by, now()),
    sendAgain: async (id, by) => (await sendAgain(database, id, by, now())).length > 0,
    async silence(name, asked, by) {
      const { rules: kept } = await rules.read();
      const rule = kept.find((one) => one.rule.name === name)?.rule;
      if (!rule) return false;
      if (asked.until === ALL_CLEAR && !clears(rule))
        throw new AlertRefused([{ field: 'until', message: 'is all-clear, and acts are never over: give a day' }]);
      if (asked.until === ALL_CLEAR && asked.subject === undefined && !isOfRuns(rule))
        throw new AlertRefused([
          { field: 'subject', message: 'is missing: until all-clear one dyad, state or feed is silent' },
        ]);
      await silence(database, name, asked, by, now());
      return true;
    },
  };
}

function entryOf(
  { rule, dyads, source, changedAt, changedBy }: KeptRule,
  states: ReadonlyMap<string, SubjectState>,
  last: Date | undefined,
  today: string,
): AlertRuleEntry {
  const begin = keyOf(rule.name, '');
  return {
    rule,
    dyads,
    source,
    changedAt: changedAt?.toISOString() ?? null,
    changedBy,
    silentUntil: silenceOf(rule, states.get(begin) as RuleState | undefined, today),
    standing: [...states]
      .filter(([key, { told }]) => told !== undefined && key.startsWith(begin))
      .map(([key, { told, silentUntil }]) => ({
        subject: key.slice(begin.length),
        since: toIsoDate(told!.day),
        alert: told!.alert,
        silent: isSilent(silentUntil, today),
      }))
      .sort((a, b) => (a.subject < b.subject ? -1 : 1)),
    lastAt: last?.toISOString() ?? null,
  };
}
