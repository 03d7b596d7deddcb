/** /api/v1/alerts: rules, channels, and the outbox. */
import { z } from 'zod';
import { channelSchema } from '../../models/alerts/channel.ts';
import { type AlertRule, type RuleFault, ruleSchema } from '../../models/alerts/rule.ts';
import {
  alertChannels,
  alertOutbox,
  alertRule,
  type AlertRuleEntry,
  alertRules,
  keptChannel,
  named,
  silenceBody,
} from '../../models/contract/alerts.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { AlertRefused } from '../alerts/keptRules.ts';
import type { Teller } from '../alerts/sender.ts';
import type { ReportSources } from '../alerts/unusualRules.ts';
import { readBody } from './acts.ts';
import { jsonAnswer } from './answer.ts';
import { seesInside } from './inside.ts';
import { jsonBody } from './jsonBody.ts';
import { limit } from './parameters.ts';
import { Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, type Route, route } from './route.ts';
import type { Snapshots } from './snapshots.ts';

const BODY_PROBLEMS = ['malformed-request', 'unsupported-media-type', 'too-large', 'invalid-alert'] as const;

export interface AlertRouteParts {
  readonly alerts: Alerts;
  readonly snapshots: Snapshots;
  readonly reports: ReportSources;
  readonly teller: Teller;
  readonly publicUrl: string | undefined;
}

export const alertRoutes = (parts: AlertRouteParts): readonly Route[] => [
  rulesRoute(parts),
  putRuleRoute(parts),
  removeRuleRoute(parts),
  silenceRoute(parts),
  outboxRoute(parts),
  acknowledgeRoute(parts),
  sendAgainRoute(parts),
  channelsRoute(parts),
  putChannelRoute(parts),
  removeChannelRoute(parts),
];

const rulesRoute = ({ alerts }: AlertRouteParts) =>
  route({
    method: 'get',
    path: '/api/v1/alerts/rules',
    needs: 'reader',
    summary: 'The rules of alerts, each with where it holds now',
    description:
      'Those of files and those that were written here, by name. Channels, and faults of files, are told from the role coder up.',
    query: noQuery,
    answers: { 200: { description: 'The rules', body: alertRules } },
    async reply({ request }) {
      const isTold = seesInside(request);
      const { rules, faults } = await alerts.list();
      const shown = (entry: AlertRuleEntry): AlertRuleEntry =>
        isTold ? entry : { ...entry, rule: { ...entry.rule, channels: [] }, changedBy: null };
      return {
        answer: jsonAnswer({ rules: rules.map(shown), faults: isTold ? faults : [] }),
        lifetime: 'momentary',
      };
    },
  });

const putRuleRoute = ({ alerts, snapshots }: AlertRouteParts) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/rules',
    needs: 'admin',
    summary: 'Keep a rule, in place of the one of its name',
    description:
      'The body is the JSON of a file of a rule. What it finds that holds already is listed, and not told; it tells from the next run on.',
    body: { 'application/json': ruleSchema },
    query: noQuery,
    answers: { 201: { description: 'The rule, with its defaults', body: alertRule } },
    problems: BODY_PROBLEMS,
    async reply({ request, response }) {
      const by = recordedBy(request);
      const body = await jsonBody(request, response);
      const { name } = await told(() => alerts.rules.put(body, by, (rule) => feedFaults(snapshots.feeds, rule)));
      const entry = (await alerts.list()).rules.find(({ rule }) => rule.name === name);
      return { answer: jsonAnswer(entry!), lifetime: 'momentary', status: 201 };
    },
  });

/** A rule about a feed of which nothing is known would never tell. */
async function feedFaults(feeds: Snapshots['feeds'], { when }: AlertRule): Promise<RuleFault[]> {
  const feed = 'feed' in when ? when.feed : undefined;
  if (feed === undefined || (await feeds.feedOf(feed)) !== undefined) return [];
  return [{ field: 'when.feed', message: `is "${feed}", which is no feed here: GET /api/v1/feeds lists them` }];
}

const removeRuleRoute = ({ alerts }: AlertRouteParts) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/rules/:rule/remove',
    needs: 'admin',
    summary: 'Take a rule away',
    description: 'What it told of stays in the outbox. Of a rule in a file the file stays, and is not read.',
    query: noQuery,
    answers: { 200: { description: 'It tells no more', body: named } },
    problems: ['unknown-rule'],
    async reply({ request, path }) {
      if (!(await alerts.rules.remove(path('rule'), recordedBy(request)))) throw unknownRule(path('rule'));
      return { answer: jsonAnswer({ name: path('rule') }), lifetime: 'momentary' };
    },
  });

const silenceRoute = ({ alerts }: AlertRouteParts) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/rules/:rule/silence',
    needs: 'coder',
    summary: 'Tell nothing of a rule, or of one dyad under it, until a day or until it is over',
    description: 'What is found meanwhile stands in the outbox; the next alert says how many were held back.',
    body: { 'application/json': silenceBody },
    query: noQuery,
    answers: { 200: { description: 'So it is', body: named } },
    problems: ['unknown-rule', 'invalid-act', ...BODY_PROBLEMS],
    async reply({ request, response, path }) {
      const asked = readBody(silenceBody, await jsonBody(request, response));
      if (!(await told(() => alerts.silence(path('rule'), asked, recordedBy(request)))))
        throw unknownRule(path('rule'));
      return { answer: jsonAnswer({ name: path('rule') }), lifetime: 'momentary' };
    },
  });

const outboxQuery = z.strictObject({
  rule: z.string().optional().meta({ description: 'Of one rule.' }),
  subject: z.string().optional().meta({ description: 'Of one dyad, state or feed.' }),
  state: z
    .enum(['waiting', 'sent', 'dead', 'silenced'], 'must be waiting, sent, dead or silenced')
    .optional()
    .meta({ description: 'Those with a delivery in this state; dead: that could not be delivered.' }),
  before: z.string().optional().meta({ description: '`next` of the page before.' }),
  limit: limit(100),
});

const outboxRoute = ({ alerts }: AlertRouteParts) =>
  route({
    method: 'get',
    path: '/api/v1/alerts/outbox',
    needs: 'coder',
    summary: 'What was told of, and how far it is on its way',
    query: outboxQuery,
    answers: { 200: { description: 'The newest first', body: alertOutbox } },
    async reply({ query }) {
      return { answer: jsonAnswer(await alerts.outbox(query)), lifetime: 'momentary' };
    },
  });

const acknowledgeRoute = ({ alerts }: AlertRouteParts) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/outbox/:alert/acknowledge',
    needs: 'coder',
    summary: 'Say that an alert was seen: it is not told again',
    query: noQuery,
    answers: { 200: { description: 'So it is', body: named } },
    problems: ['unknown-alert'],
    async reply({ request, path }) {
      if (!(await alerts.acknowledge(path('alert'), recordedBy(request)))) throw unknownAlert(path('alert'));
      return { answer: jsonAnswer({ name: path('alert') }), lifetime: 'momentary' };
    },
  });

const sendAgainRoute = ({ alerts }: AlertRouteParts) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/outbox/:alert/send-again',
    needs: 'coder',
    query: noQuery,
    summary: 'Send an alert again by the channels that gave it up',
    answers: { 200: { description: 'It is on its way', body: named } },
    problems: ['unknown-alert'],
    async reply({ request, path }) {
      if (!(await alerts.sendAgain(path('alert'), recordedBy(request)))) throw unknownAlert(path('alert'));
      return { answer: jsonAnswer({ name: path('alert') }), lifetime: 'momentary' };
    },
  });

const channelsRoute = ({ alerts, publicUrl }: AlertRouteParts) =>
  route({
    method: 'get',
    path: '/api/v1/alerts/channels',
    needs: 'coder',
    summary: 'The channels of alerts',
    description: 'E-mail addresses are told, and of another address its host; secrets never again.',
    query: noQuery,
    answers: { 200: { description: 'The channels', body: alertChannels } },
    async reply() {
      return {
        answer: jsonAnswer({
          channels: await alerts.channels.list(),
          mail: alerts.delivering.mail !== undefined,
          links: publicUrl !== undefined,
        }),
        lifetime: 'momentary',
      };
    },
  });

const putChannelRoute = ({ alerts }: AlertRouteParts) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/channels',
    needs: 'admin',
    summary: 'Keep a channel, in place of the one of its name, and enable it',
    description:
      'The secret of a webhook is made where it is left out, and told in this answer only. Addresses of this machine or of a private network are refused, unless ALERT_PRIVATE_HOSTS names the host.',
    body: { 'application/json': channelSchema },
    query: noQuery,
    answers: { 201: { description: 'The channel is kept', body: keptChannel } },
    problems: BODY_PROBLEMS,
    async reply({ request, response }) {
      const by = recordedBy(request);
      const body = await jsonBody(request, response);
      const { entry, secret } = await told(() => alerts.channels.put(body, by));
      return { answer: jsonAnswer({ channel: entry, secret }), lifetime: 'momentary', status: 201 };
    },
  });

const removeChannelRoute = ({ alerts }: AlertRouteParts) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/channels/:channel/remove',
    needs: 'admin',
    summary: 'Take a channel away',
    description: 'Refused while a rule names it. What was on its way by it goes no further.',
    query: noQuery,
    answers: { 200: { description: 'Nothing goes by it any more', body: named } },
    problems: ['unknown-channel', 'invalid-alert'],
    async reply({ request, path }) {
      const name = path('channel');
      if (!(await told(() => alerts.channels.remove(name, recordedBy(request))))) throw unknownChannel(name);
      return { answer: jsonAnswer({ name }), lifetime: 'momentary' };
    },
  });

export const unknownRule = (name: string): Problem =>
  new Problem('unknown-rule', `No rule is called "${name.slice(0, 80)}": GET /api/v1/alerts/rules lists them.`);

const unknownAlert = (id: string): Problem =>
  new Problem('unknown-alert', `"${id.slice(0, 80)}" is no such alert: GET /api/v1/alerts/outbox lists them.`);

export const unknownChannel = (name: string): Problem =>
  new Problem(
    'unknown-channel',
    `No channel is called "${name.slice(0, 80)}": GET /api/v1/alerts/channels lists them.`,
  );

/** @throws Problem with each field that cannot be used; values are not told, they may be secrets */
export async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AlertRefused)) throw error;
    throw new Problem('invalid-alert', error.message, {
      errors: error.faults.map(({ field, message }) => ({ field: field || 'body', value: null, message })),
    });
  }
}
