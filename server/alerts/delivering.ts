/** A letter by a channel, whatever its kind. */
import type { AlertChannel } from '../../models/alerts/channel.ts';
import { postOf } from './forms.ts';
import { type MailSettings, sendMail } from './mail.ts';
import type { Letter } from './message.ts';
import { post, SendFault } from './post.ts';

export interface Delivering {
  /** ALERT_PRIVATE_HOSTS */
  readonly near: readonly string[];
  readonly mail: MailSettings | undefined;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** a channel has so long; ten seconds */
  readonly withinMs?: number;
  /** addresses of mail that have the letter already */
  readonly has?: ReadonlySet<string> | undefined;
}

const WITHIN_MS = 10_000;
const NOBODY: ReadonlySet<string> = new Set();

/** @throws SendFault */
export async function deliver(
  channel: AlertChannel,
  letter: Letter,
  { near, mail, now, signal, withinMs = WITHIN_MS, has = NOBODY }: Delivering,
): Promise<void> {
  if (channel.kind !== 'email')
    return post(channel.url, postOf(channel, letter, now()), { near, now, withinMs, signal });
  if (!mail) throw new SendFault('This server has no SMTP_URL: set it where the server starts.');
  await sendMail(mail, channel.to, letter, has, withinMs);
}
