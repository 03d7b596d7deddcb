/** /api/v1/alerts: rules, channels, and the outbox. */
import { z } from 'zod';
import { channelSchema } from '../../models/alerts/channel.ts';
import { type AlertRule, isOfReports, isOfTheWatch, type RuleFault, ruleSchema } from '../../models/alerts/rule.ts';
import {
  alertChannels,
  alertOutbox,
  alertRule,
  type AlertRuleEntry,
  alertRules,
  alertTest,
  type AlertTestResult,
  keptChannel,
  named,
  silenceBody,
  testBody,
} from '../../models/contract/alerts.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { WORDS } from '../../client/words/words.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { digestOf, type KeptChannel } from '../alerts/keptChannels.ts';
import { AlertRefused, type KeptRule } from '../alerts/keptRules.ts';
import type { Teller } from '../alerts/sender.ts';
import { sendTest, sendTestBrief } from '../alerts/testing.ts';
import { type ReportSources, unusualNow } from '../alerts/unusualRules.ts';
import type { AuditNote } from '../ledger/change.ts';
import { readBody } from './acts.ts';
import { jsonAnswer } from './answer.ts';
import { seesInside } from './inside.ts';
import { jsonBody } from './jsonBody.ts';
import { limit } from './parameters.ts';
import { invalid, Problem } from './problem.ts';
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
  testRuleRoute(parts),
  outboxRoute(parts),
  acknowledgeRoute(parts),
  sendAgainRoute(parts),
  channelsRoute(parts),
  putChannelRoute(parts),
  removeChannelRoute(parts),
  testChannelRoute(parts),
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

const testRuleRoute = (parts: AlertRouteParts) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/rules/:rule/test',
    needs: 'admin',
    summary: 'Tell now by the channels of a rule what it would tell of a dyad today',
    description: 'Answers when each channel has taken it, or has not. It stands in no outbox.',
    body: { 'application/json': testBody },
    query: noQuery,
    answers: { 200: { description: 'What each channel said', body: alertTest } },
    problems: [
      'unknown-rule',
      'no-events',
      'not-ready',
      'invalid-act',
      'malformed-request',
      'unsupported-media-type',
      'too-large',
    ],
    async reply({ request, response, path }) {
      const { alerts } = parts;
      const by = recordedBy(request);
      const { dyad } = readBody(testBody, await jsonBody(request, response));
      const kept = (await alerts.rules.read()).rules.find(({ rule }) => rule.name === path('rule'));
      if (!kept) throw unknownRule(path('rule'));
      const { rule } = kept;
      const channels = (await alerts.channels.read()).filter(({ channel }) => rule.channels.includes(channel.name));
      const results = await tested(parts, kept, dyad, channels);
      for (const { channel, fault } of results) alerts.channels.tried(channel, fault);
      await parts.snapshots.ledger.note(noteOf('test-alert-rule', rule.name, results), by);
      return { answer: jsonAnswer({ results }), lifetime: 'momentary' };
    },
  });

const testChannelRoute = (parts: AlertRouteParts) =>
  route({
    method: 'post',
    path: '/api/v1/alerts/channels/:channel/test',
    needs: 'admin',
    summary: 'Send a test by a channel: today’s brief where it has one',
    query: noQuery,
    answers: { 200: { description: 'What it said', body: alertTest } },
    problems: ['unknown-channel', 'not-ready'],
    async reply({ path, request }) {
      const by = recordedBy(request);
      const name = path('channel');
      const kept = (await parts.alerts.channels.read()).find(({ channel }) => channel.name === name);
      if (!kept) throw unknownChannel(name);
      const rule = ruleSchema.parse({ name: 'test', title: name, when: { kind: 'flag' } });
      const digest = digestOf(kept.channel);
      const results = digest
        ? await sendTestBrief(kept, digest, parts.teller, parts.alerts.delivering)
        : await tested(parts, { rule, dyads: 'all' }, undefined, [kept]);
      for (const { channel, fault } of results) parts.alerts.channels.tried(channel, fault);
      await parts.snapshots.ledger.note(noteOf('test-alert-channel', name, results), by);
      return { answer: jsonAnswer({ results }), lifetime: 'momentary' };
    },
  });

/** Sends a test of a rule, of the dyad that is named, or of the first that it watches. @throws Problem */
async function tested(
  { alerts, snapshots, reports, teller }: AlertRouteParts,
  { rule, dyads }: Pick<KeptRule, 'rule' | 'dyads'>,
  asked: string | undefined,
  channels: readonly KeptChannel[],
): Promise<AlertTestResult[]> {
  if (isOfReports(rule)) {
    const subject = askedPair(asked) ?? dyads[0]!;
    const told = await unusualNow(reports, rule, subject);
    const nothing = { day: snapshots.today(), model: '', detail: WORDS[rule.language].alerts.noReports };
    return sendTest({ rule, subject, ...(told ?? nothing) }, channels, teller, alerts.delivering);
  }
  const model = await snapshots.model();
  const vintage = await snapshots.vintage(undefined, model);
  const [first] =
    dyads === 'all' ? ((await snapshots.publishedBoard(vintage, model)) ?? []).map(({ board }) => board.id) : dyads;
  const dyad = asked ?? first ?? '';
  if (asked !== undefined) await snapshots.extent(asked, vintage);
  const [state = ''] = dyad.split('-');
  const subject = isOfTheWatch(rule.when) ? '' : rule.when.kind === 'siblings' ? state : dyad;
  const { lastDay: day } = vintage;
  return sendTest({ rule, subject, day, model: model.hash }, channels, teller, alerts.delivering);
}

/** @throws Problem where it is no pair */
function askedPair(asked: string | undefined): string | undefined {
  if (asked === undefined || canonicalDyad(asked) === asked) return asked;
  throw invalid({ field: 'dyad', value: asked, message: 'is no dyad: write KOR-RUS' });
}

/** Where a test went, and where it did not arrive; what a channel said may tell of an address. */
const noteOf = (action: string, subject: string, results: readonly AlertTestResult[]): AuditNote => ({
  action,
  subject,
  before: null,
  after: {
    sent: results.filter(({ sent }) => sent).map(({ channel }) => channel),
    failed: results.filter(({ sent }) => !sent).map(({ channel }) => channel),
  },
  why: '',
});

const unknownRule = (name: string): Problem =>
  new Problem('unknown-rule', `No rule is called "${name.slice(0, 80)}": GET /api/v1/alerts/rules lists them.`);

const unknownAlert = (id: string): Problem =>
  new Problem('unknown-alert', `"${id.slice(0, 80)}" is no such alert: GET /api/v1/alerts/outbox lists them.`);

const unknownChannel = (name: string): Problem =>
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
