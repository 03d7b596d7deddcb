/** By which way somebody is told: an address, and how what is sent there looks. */
import { z } from 'zod';
import { IN_WORDS } from '../schemaFault.ts';
import { isTimeZone } from '../timeZone.ts';
import { type RuleFault, alertName, faultsOf } from './rule.ts';

/** The address says who may write there: it is kept, and never shown again. */
const address = z.string().min(1).max(2000).describe('https; never shown again');

/** The morning brief by mail. */
export const digestSchema = z.strictObject({
  every: z.enum(['day', 'week'], 'is neither day nor week').describe('week: on Mondays'),
  hour: z.int().min(0).max(23).describe('of the clock in the time zone, from which it is sent'),
  timeZone: z.string().max(64).refine(isTimeZone, 'is no time zone that is known: write Asia/Seoul').default('UTC'),
  list: alertName.optional().describe('a shared watch list; all dyads when left out'),
  language: z.enum(['en', 'ko']).default('en'),
});

export type Digest = z.infer<typeof digestSchema>;

const common = {
  name: alertName,
  fallback: z.boolean().default(false).describe('also tells what another channel could not deliver'),
};

const kinds = [
  z
    .strictObject({
      kind: z.literal('webhook'),
      ...common,
      url: address,
      secret: z
        .string()
        .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'is no secret of a webhook: leave it out, and one is made')
        .optional()
        .describe('by which what is sent is signed; made where it is left out, and shown once'),
    })
    .describe('JSON, signed as Standard Webhooks has it'),
  z
    .strictObject({ kind: z.literal('slack'), ...common, url: address })
    .describe('an incoming webhook of Slack, Mattermost or Rocket.Chat'),
  z
    .strictObject({ kind: z.literal('teams'), ...common, url: address })
    .describe('a workflow of Teams that takes an Adaptive Card'),
  z
    .strictObject({
      kind: z.literal('email'),
      ...common,
      to: z.array(z.email('is no address of mail: write analyst@example.org')).min(1).max(50),
      digest: digestSchema.optional().describe('the morning brief, daily or weekly, beside the alerts of rules'),
    })
    .describe('mail, by the server that SMTP_URL names'),
  z
    .strictObject({
      kind: z.literal('ntfy'),
      ...common,
      url: address.describe('server and topic, such as https://ntfy.example.org/tension; never shown again'),
      token: z
        .string()
        .regex(/^[\x21-\x7e]{1,200}$/, 'is no token: letters, digits and signs without blanks, at most 200')
        .optional()
        .describe('never shown again'),
    })
    .describe('a topic of ntfy'),
  z
    .strictObject({
      kind: z.literal('heartbeat'),
      ...common,
      fallback: z
        .literal(false, 'is for channels by which alerts go, and a heartbeat tells none: leave it out')
        .default(false),
      url: address,
    })
    .describe('an address that is called after each complete run: whoever watches it tells when the calls stop'),
] as const;

export const channelSchema = z.discriminatedUnion(
  'kind',
  kinds,
  `is no kind of channel: give ${kinds.map(({ shape }) => shape.kind.value).join(', ')}`,
);

export type AlertChannel = z.infer<typeof channelSchema>;
export type ChannelKind = AlertChannel['kind'];
export const CHANNEL_KINDS = kinds.map(({ shape }) => shape.kind.value) as ChannelKind[];

/** A channel with its defaults filled in, or all its faults. */
export function readChannel(
  value: unknown,
): { readonly channel: AlertChannel } | { readonly faults: readonly RuleFault[] } {
  const parsed = channelSchema.safeParse(value, IN_WORDS);
  return parsed.success ? { channel: parsed.data } : { faults: faultsOf(parsed.error.issues) };
}
