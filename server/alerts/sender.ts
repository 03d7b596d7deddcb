/** Sends what is due: the leader alone, each alert at least once and under one id, again and again for three days. */
import type pino from 'pino';
import { messageOf } from '../../models/errorMessage.ts';
import { backOffMs } from '../feeds/fetch/retryPolicy.ts';
import type { Leader, Leading, RunRecord } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';
import { deliver, type Delivering } from './delivering.ts';
import { openDeliveries, type DueLetter } from './deliveries.ts';
import type { KeptChannel, KeptChannels } from './keptChannels.ts';
import type { AlertMessage, Letter } from './message.ts';
import type { Alert } from './outbox.ts';
import { SendFault } from './post.ts';
import { afterQuiet } from './quietHours.ts';

/** Puts alerts into words; a picture that fails is left out. */
export interface Teller {
  message(alert: Alert, told: Told): Promise<AlertMessage>;
  /** of many that go out together */
  foldedTitle(messages: readonly AlertMessage[]): string;
}

/** What else the message says. */
export interface Told {
  /** how often it was told before */
  readonly repeats: number;
  /** the channel shows pictures */
  readonly wantsPicture?: boolean;
  /** another channel that gave it up */
  readonly givenUp?: { readonly channel: string; readonly fault: string } | undefined;
}

export interface SenderParts {
  readonly database: Database;
  readonly channels: Pick<KeptChannels, 'read'>;
  readonly leading: Leading;
  readonly teller: Teller;
  readonly delivering: Omit<Delivering, 'signal'>;
  /** from 0 to below 1 */
  readonly random: () => number;
  readonly logger: pino.Logger;
  /** looked at with each round */
  readonly watch?: (leader: Leader) => Promise<void>;
}

export interface Sender {
  /** One round; what is under way is waited for. */
  send(): Promise<void>;
  /** A complete run: calls the addresses that watch this server. */
  heartbeat(run: RunRecord): Promise<void>;
  /** No round begins any more, and what is under way is broken off: it is sent again later, under its id. */
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;
const REPEATS_EVERY_MS = 60_000;

export function openSender(parts: SenderParts): Sender {
  const { database, channels, leading, teller, random, logger, watch } = parts;
  const { now } = parts.delivering;
  const stopping = new AbortController();
  const delivering = { ...parts.delivering, signal: stopping.signal };
  const deliveries = openDeliveries(database);
  let round: Promise<void> | undefined;
  let repeatedMs = -Infinity;
  /** channels that took nothing: their other letters wait as well */
  const resting = new Map<string, Date>();

  const letterOf = async ({ id, deliveries: list }: DueLetter, wantsPicture: boolean): Promise<Letter> => {
    const givenUp = await deliveries.givenUp(list.map(({ alert }) => alert.id));
    const messages: AlertMessage[] = [];
    for (const { alert, repeats, channel } of list) {
      const other = givenUp.get(alert.id);
      messages.push(
        await teller.message(alert, { repeats, wantsPicture, givenUp: other?.channel === channel ? undefined : other }),
      );
    }
    return { id, title: messages.length === 1 ? messages[0]!.title : teller.foldedTitle(messages), messages };
  };

  const giveUp = (leader: Leader, letter: DueLetter, fault: string, all: readonly KeptChannel[]): Promise<void> => {
    const others = all.filter(
      ({ channel, disabled }) => channel.fallback && disabled === '' && channel.name !== letter.channel,
    );
    return deliveries.dead(
      leader,
      letter,
      fault,
      others.map(({ channel }) => channel.name),
      now(),
    );
  };

  /** @returns whether the next letter of the channel may be tried */
  const sendOne = async (leader: Leader, letter: DueLetter, all: readonly KeptChannel[]): Promise<boolean> => {
    const kept = all.find(({ channel }) => channel.name === letter.channel);
    if (!kept || kept.disabled !== '') {
      await giveUp(leader, letter, kept?.disabled ?? 'There is no such channel any more.', all);
      return true;
    }
    try {
      await deliver(kept.channel, await letterOf(letter, kept.channel.kind === 'email'), delivering);
      await deliveries.sent(leader, letter, now());
      return true;
    } catch (error) {
      if (stopping.signal.aborted) return false;
      const fault = messageOf(error);
      if (!(error instanceof SendFault))
        logger.error({ err: error, channel: letter.channel }, 'An alert could not be sent.');
      if (error instanceof SendFault && error.isGone) {
        const all = await deliveries.disable(
          leader,
          letter.channel,
          `${fault} Nothing goes by this channel until it is kept anew.`,
          now(),
        );
        logger.warn({ channel: letter.channel }, `The channel ${letter.channel} is disabled: ${fault}`);
        await giveUp(leader, all, fault, await channels.read());
        return false;
      }
      const attempts = Math.max(...letter.deliveries.map((one) => one.attempts)) + 1;
      const wait = Math.max(
        backOffMs(attempts, FIRST_WAIT_MS, LONGEST_WAIT_MS, random()),
        error instanceof SendFault ? (error.waitMs ?? 0) : 0,
      );
      const nextAt = new Date(now().getTime() + wait);
      resting.set(letter.channel, nextAt);
      const isOver = letter.deliveries.every(({ until }) => nextAt > until);
      if (isOver) await giveUp(leader, letter, fault, all);
      else await deliveries.failed(leader, letter, fault, nextAt);
      return false;
    }
  };

  const sendAll = async (): Promise<void> => {
    const leader = await leading.asLeader();
    if (!leader || stopping.signal.aborted) return;
    if (performance.now() - repeatedMs >= REPEATS_EVERY_MS) {
      repeatedMs = performance.now();
      await watch?.(leader);
      await deliveries.repeat(leader, now(), ({ rule }) => afterQuiet(now(), rule.quietHours));
    }
    const due = (await deliveries.due(leader, now())).filter(
      ({ channel }) => (resting.get(channel)?.getTime() ?? -Infinity) <= now().getTime(),
    );
    if (due.length === 0) return;
    const all = await channels.read();
    const byChannel = grouped(due);
    await Promise.all(
      [...byChannel.values()].map(async (letters) => {
        for (const letter of letters) if (!leading.leads() || !(await sendOne(leader, letter, all))) return;
      }),
    );
  };

  const send = (): Promise<void> => {
    round ??= sendAll().finally(() => (round = undefined));
    return round;
  };

  return {
    send,
    async heartbeat({ id, name }) {
      for (const { channel, disabled } of await channels.read())
        if (channel.kind === 'heartbeat' && disabled === '')
          await deliver(channel, { id: name, title: `Run ${id}`, messages: [] }, delivering).catch((error: unknown) =>
            logger.warn(`The address of ${channel.name} could not be called: ${messageOf(error)}`),
          );
    },
    async stop() {
      stopping.abort();
      await round?.catch(() => undefined);
    },
  };
}

function grouped(letters: readonly DueLetter[]): Map<string, DueLetter[]> {
  const by = new Map<string, DueLetter[]>();
  for (const letter of letters) by.set(letter.channel, [...(by.get(letter.channel) ?? []), letter]);
  return by;
}
