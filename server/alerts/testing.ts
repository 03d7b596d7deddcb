/** Test now: what a rule would tell today, by its channels, at once. */
import { randomUUID } from 'node:crypto';
import type { Digest } from '../../models/alerts/channel.ts';
import type { AlertRule } from '../../models/alerts/rule.ts';
import type { AlertTestResult } from '../../models/contract/alerts.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { zonedTime } from '../../models/timeZone.ts';
import { WORDS } from '../../client/words/words.ts';
import { deliver, type Delivering } from './delivering.ts';
import { digestAlert } from './digests.ts';
import type { KeptChannel } from './keptChannels.ts';
import type { Letter } from './message.ts';
import type { Alert } from './outbox.ts';
import type { Teller } from './sender.ts';

export interface Tested {
  readonly rule: AlertRule;
  readonly subject: string;
  /** epoch day */
  readonly day: number;
  readonly model: string;
  /** what happened, where no line of a dyad says it */
  readonly detail?: string;
}

/** The brief of today by a channel that has one. */
export async function sendTestBrief(
  { channel }: KeptChannel,
  digest: Digest,
  teller: Teller,
  delivering: Omit<Delivering, 'signal'>,
): Promise<AlertTestResult[]> {
  const at = delivering.now();
  const id = `test-${randomUUID()}`;
  const brief = digestAlert(channel.name, digest, zonedTime(at, digest.timeZone).day, at);
  const { title, digest: told } = await teller.digest(brief);
  const letter = { id, title: WORDS[digest.language].alerts.test(title), digest: told };
  return sendBy([{ channel }], letter, delivering);
}

/** Nothing of it is kept: it stands in no outbox. */
export async function sendTest(
  { rule, subject, day, model, detail }: Tested,
  channels: readonly KeptChannel[],
  teller: Teller,
  delivering: Omit<Delivering, 'signal'>,
): Promise<AlertTestResult[]> {
  const id = `test-${randomUUID()}`;
  const alert: Alert = {
    id,
    rule,
    subject,
    what: 'test',
    day,
    value: 0,
    side: 0,
    eventIds: [],
    model,
    runId: null,
    madeAt: delivering.now(),
    ...(detail !== undefined && { detail }),
  };
  const wantsPicture = channels.some(({ channel }) => channel.kind === 'email');
  const message = await teller.message(alert, { repeats: 0, wantsPicture });
  const letter = { id, title: message.title, message };
  return sendBy(channels, letter, delivering);
}

function sendBy(
  channels: readonly Pick<KeptChannel, 'channel'>[],
  letter: Letter,
  delivering: Omit<Delivering, 'signal'>,
): Promise<AlertTestResult[]> {
  const { signal } = new AbortController();
  return Promise.all(
    channels.map(async ({ channel }) => {
      try {
        await deliver(channel, letter, { ...delivering, signal });
        return { channel: channel.name, sent: true, fault: '' };
      } catch (error) {
        return { channel: channel.name, sent: false, fault: messageOf(error) };
      }
    }),
  );
}
