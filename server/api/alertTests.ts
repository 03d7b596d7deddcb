/** POST /api/v1/alerts/.../test: a rule or a channel tried now, past the outbox. */
import { isOfReports, isOfTheWatch, ruleSchema } from '../../models/alerts/rule.ts';
import { alertTest, type AlertTestResult, testBody } from '../../models/contract/alerts.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { WORDS } from '../../client/words/words.ts';
import { digestOf, type KeptChannel } from '../alerts/keptChannels.ts';
import type { KeptRule } from '../alerts/keptRules.ts';
import { sendTest, sendTestBrief } from '../alerts/testing.ts';
import { unusualNow } from '../alerts/unusualRules.ts';
import type { AuditNote } from '../ledger/change.ts';
import { readBody } from './acts.ts';
import { type AlertRouteParts, unknownChannel, unknownRule } from './alerts.ts';
import { jsonAnswer } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { invalid } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, type Route, route } from './route.ts';

export const alertTestRoutes = (parts: AlertRouteParts): readonly Route[] => [
  testRuleRoute(parts),
  testChannelRoute(parts),
];

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
