/** Alerts: rules, channels, and what was told of. */
import { z } from 'zod';
import { CHANNEL_KINDS, digestSchema } from '../alerts/channel.ts';
import { ruleSchema } from '../alerts/rule.ts';
import { count, date, moment } from './values.ts';

const subject = z
  .string()
  .describe('a dyad; a state, of a rule about several dyads of one; a feed; empty for the runs');

const standing = z.object({
  subject,
  since: date.describe('the day on which it came to hold'),
  alert: z.string().nullable().describe('the alert that told of it; null where it held before the rule was there'),
  silent: z.boolean().describe('nothing more is told of it until it is over'),
});

export const alertRule = z
  .object({
    rule: ruleSchema,
    dyads: ruleSchema.shape.dyads.describe('that it watches now: its own, or those of its list'),
    source: z
      .enum(['program', 'file', 'database'])
      .describe('data/alerts of the program, a file in the data folder, or written here'),
    changedAt: moment.nullable().describe('when it was written here; null for a file'),
    changedBy: z.string().nullable(),
    silentUntil: date.nullable().describe('nothing is told before this day'),
    standing: z.array(standing).describe('where it holds now and was, or would have been, told'),
    lastAt: moment.nullable().describe('when it last told'),
  })
  .meta({ id: 'AlertRule' });

export const alertRules = z
  .object({
    rules: z.array(alertRule).describe('by name'),
    faults: z.array(z.string()).describe('of files that cannot be used'),
  })
  .meta({ id: 'AlertRules' });

export const alertChannel = z
  .object({
    name: z.string(),
    kind: z.enum(CHANNEL_KINDS),
    fallback: z.boolean(),
    host: z.string().nullable().describe('of the address, which is never shown; null for mail'),
    to: z.array(z.string()).describe('of mail: who gets it'),
    digest: digestSchema.nullable().describe('the morning brief that goes by it; null where none does'),
    disabled: z.string().describe('why nothing goes by it any more; empty while it does'),
    changedAt: moment,
    changedBy: z.string(),
    waiting: count.describe('alerts on their way'),
    dead: count.describe('alerts that were given up'),
    lastSentAt: moment.nullable().describe('when it last took an alert, a test or a call'),
    lastFault: z.string().describe('why the last alert, test or call was not taken; empty where it was'),
  })
  .meta({ id: 'AlertChannel' });

export const alertChannels = z
  .object({
    channels: z.array(alertChannel).describe('by name'),
    mail: z.boolean().describe('whether the settings name a server of mail'),
    links: z.boolean().describe('whether what arrives has links: the settings name PUBLIC_URL'),
  })
  .meta({ id: 'AlertChannels' });

export const keptChannel = z
  .object({
    channel: alertChannel,
    secret: z.string().nullable().describe('that was made for a webhook: it is shown only now'),
  })
  .meta({ id: 'KeptAlertChannel' });

const delivery = z.object({
  channel: z.string(),
  state: z
    .enum(['waiting', 'sent', 'dead', 'silenced'])
    .describe('dead: given up after three days, or with its channel'),
  messageId: z.string().describe('of what is sent: the same at each attempt'),
  attempts: count,
  nextAt: moment.nullable().describe('when it is sent, or tried again; null unless it waits'),
  sentAt: moment.nullable(),
  repeats: count.describe('how often it was told again'),
  fault: z.string(),
});

export const alert = z
  .object({
    id: z.string(),
    rule: z.string().describe('its name; of a digest that of its channel'),
    title: z.string().describe('of the rule; its name where what was written of the alert cannot be read'),
    kind: z.string().describe('of its condition; empty for a digest, and where that cannot be read'),
    subject,
    what: z.enum(['raised', 'clear', 'test', 'digest']).describe('clear: it is over; digest: a morning brief by mail'),
    date: date.describe('the day on which it came to hold, or was over; of a digest the day of its brief'),
    runId: z.int().nullable().describe('the run that found it'),
    madeAt: moment,
    value: z.number().describe('what it was measured by, in the unit of its condition'),
    side: z.int().min(-1).max(1).describe('1: up, deteriorated; -1: down, improved; 0 where it has no way'),
    acts: z.array(z.string()).describe('ids of the acts, of a rule about acts'),
    acknowledgedAt: moment.nullable(),
    acknowledgedBy: z.string(),
    deliveries: z.array(delivery),
  })
  .meta({ id: 'Alert' });

export const alertOutbox = z
  .object({
    alerts: z.array(alert).describe('the newest first'),
    next: z.string().nullable().describe('`before` of the next page'),
  })
  .meta({ id: 'AlertOutbox' });

export const alertTest = z
  .object({
    results: z.array(
      z.object({ channel: z.string(), sent: z.boolean(), fault: z.string().describe('empty where it was taken') }),
    ),
  })
  .meta({ id: 'AlertTest' });

export const named = z.object({ name: z.string() }).meta({ id: 'AlertNamed' });

export const testBody = z.strictObject({
  dyad: z.string().optional().describe('of which it tells; the first that the rule watches when left out'),
});

export const silenceBody = z.strictObject({
  until: z
    .union([z.iso.date(), z.literal('all-clear')])
    .nullable()
    .describe('a day (UTC) on which it tells again, or all-clear: until it is over; null: from now on'),
  subject: z.string().optional().describe('a dyad, state or feed; all when left out'),
});

export type AlertRuleEntry = z.infer<typeof alertRule>;
export type AlertChannelEntry = z.infer<typeof alertChannel>;
export type AlertEntry = z.infer<typeof alert>;
export type AlertOutbox = z.infer<typeof alertOutbox>;
export type Silence = z.infer<typeof silenceBody>;
export type AlertTestResult = z.infer<typeof alertTest>['results'][number];
