/** Sends what is due: the leader alone, each alert at least once and under one id, again and again for three days. */
import type pino from 'pino';
import { messageOf } from '../../models/errorMessage.ts';
import { backOffMs } from '../feeds/fetch/retryPolicy.ts';
import type { Leader, Leading, RunRecord } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';
import { deliver, type Delivering } from './delivering.ts';
import { DIGEST, openDeliveries, type DueLetter, type TakenLetter } from './deliveries.ts';
import type { KeptChannel, KeptChannels } from './keptChannels.ts';
import type { KeptRules } from './keptRules.ts';
import type { AlertMessage, Letter } from './message.ts';
import { type Alert, tidyOutbox } from './outbox.ts';
import { SendFault } from './post.ts';
import { forgetOtherRules } from './states.ts';

/** Puts alerts into words; a picture that fails is left out. */
export interface Teller {
  message(alert: Alert, told: Told): Promise<AlertMessage>;
  /** many that go out together, by their titles */
  folded(alerts: readonly Alert[]): Required<Pick<Letter, 'title' | 'folded'>>;
  digest(alert: Alert): Promise<Required<Pick<Letter, 'title' | 'digest'>>>;
}

/** What else the message says. */
export interface Told {
  /** how often it was told before */
  readonly repeats: number;
  /** the channel shows pictures */
  readonly wantsPicture?: boolean | undefined;
  /** as it was known then, so that it is told the same at each reading; as it is known now when left out */
  readonly asOf?: Date | undefined;
  /** another channel that gave it up */
  readonly givenUp?: { readonly channel: string; readonly fault: string } | undefined;
}

export interface SenderParts {
  readonly database: Database;
  readonly channels: Pick<KeptChannels, 'read' | 'tried'>;
  readonly rules: Pick<KeptRules, 'read'>;
  readonly leading: Leading;
  readonly teller: Teller;
  readonly delivering: Omit<Delivering, 'signal'>;
  /** from 0 to below 1 */
  readonly random: () => number;
  readonly logger: pino.Logger;
  /** looked at each minute */
  readonly watch?: readonly ((leader: Leader) => Promise<void>)[];
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
const MINUTE_MS = 60_000;
/** A channel that is slow holds up the others no longer than that. */
const ROUND_MS = 10_000;
const NO_ANSWER: Pick<SendFault, 'isGone' | 'refused' | 'waitMs'> = {
  isGone: false,
  refused: undefined,
  waitMs: undefined,
};

export function openSender(parts: SenderParts): Sender {
  const { database, channels, rules, leading, teller, random, logger, watch = [] } = parts;
  const { now, withinMs: roundMs = ROUND_MS } = parts.delivering;
  const stopping = new AbortController();
  const delivering = { ...parts.delivering, signal: stopping.signal };
  const deliveries = openDeliveries(database);
  let round: Promise<void> | undefined;
  let lookedMs = -Infinity;
  /** the rules of which something is known, as far as this process has seen to it */
  let known = '';
  /** until when nothing goes by a channel that took nothing, by what is kept of it: one that was changed is tried at once */
  const resting = new Map<string, Date>();
  /** by letter and channel: who has a letter that others did not get; a server that begins anew sends it to all, under its id */
  const has = new Map<string, ReadonlySet<string>>();
  const rests = ({ channel }: KeptChannel): boolean =>
    (resting.get(JSON.stringify(channel))?.getTime() ?? -Infinity) > now().getTime();

  const letterOf = async ({ id, channel, alerts }: TakenLetter, wantsPicture: boolean): Promise<Letter> => {
    const [first] = alerts;
    if (!first || alerts.length > 1) return { id, ...teller.folded(alerts.map(({ alert }) => alert)) };
    const { alert, repeats } = first;
    if (alert.what === 'digest') return { id, ...(await teller.digest(alert)) };
    const other = (await deliveries.givenUp([alert.id])).get(alert.id);
    const message = await teller.message(alert, {
      repeats,
      wantsPicture,
      givenUp: other?.channel === channel ? undefined : other,
    });
    return { id, title: message.title, message };
  };

  /** Channels that tell what another one could not deliver. */
  const fallbacks = (all: readonly KeptChannel[], but: string): string[] =>
    all.flatMap(({ channel: { name, fallback }, disabled }) =>
      fallback && disabled === '' && name !== but ? [name] : [],
    );

  /** @returns whether the next letter of the channel may be tried */
  const sendOne = async (leader: Leader, due: DueLetter, all: readonly KeptChannel[]): Promise<boolean> => {
    const kept = all.find(({ channel }) => channel.name === due.channel);
    const isDigest = due.id.startsWith(DIGEST);
    const others = isDigest ? [] : fallbacks(all, due.channel); // nobody waits for the brief of a day elsewhere
    if (!kept || kept.disabled !== '') {
      await deliveries.dead(leader, due, kept?.disabled ?? 'There is no such channel any more.', others, now());
      return true;
    }
    if (rests(kept)) return false;
    const { channel } = kept;
    const letter = await deliveries.take(leader, due);
    if (!letter) return true;
    for (const alert of letter.damaged)
      logger.error({ alert, channel: channel.name }, `The alert ${alert} is given up: it cannot be read.`);
    if (letter.alerts.length === 0) return true;
    if (isDigest && letter.until <= now()) {
      await deliveries.dead(leader, letter, 'Its day was over before it could be sent.', others, now());
      return true;
    }
    const key = `${channel.name} ${letter.id}`;
    try {
      await deliver(channel, await letterOf(letter, channel.kind === 'email'), { ...delivering, has: has.get(key) });
      has.delete(key);
      await deliveries.sent(leader, letter, now());
      return true;
    } catch (error) {
      if (stopping.signal.aborted) return false;
      const fault = messageOf(error);
      const { isGone, refused, waitMs = 0 } = error instanceof SendFault ? error : NO_ANSWER;
      if (!(error instanceof SendFault)) logger.error({ err: error, channel: due.channel }, 'An alert was not sent.');
      if (isGone && (await deliveries.disable(leader, channel, fault, others, now()))) {
        logger.warn({ channel: channel.name }, `The channel ${channel.name} is disabled: ${fault}`);
        return false;
      }
      if (refused && 'to' in channel)
        has.set(key, new Set(channel.to.filter((address) => !refused.to.includes(address))));
      if (refused?.isFinal) {
        await deliveries.dead(leader, letter, fault, others, now());
        return true;
      }
      const wait = Math.max(
        backOffMs(letter.attempts, FIRST_WAIT_MS, LONGEST_WAIT_MS, random()),
        Math.min(waitMs, LONGEST_WAIT_MS),
      );
      const nextAt = new Date(now().getTime() + wait);
      if (!refused) resting.set(JSON.stringify(channel), nextAt);
      if (nextAt > letter.until) await deliveries.dead(leader, letter, fault, others, now());
      else await deliveries.failed(leader, letter, fault, nextAt);
      return refused !== undefined;
    }
  };

  /** What the leader looks at by the clock; where one of them fails, the rest goes on. */
  const look = async (leader: Leader): Promise<void> => {
    const kept = await rules.read();
    const present = kept.rules.map(({ rule }) => rule);
    const names = present.map(({ name }) => name);
    const isTidy = names.join(' ') === known || kept.faults.length > 0; // a file that is mended is the same rule
    const done = await Promise.allSettled([
      ...watch.map((one) => one(leader)),
      deliveries.repeat(leader, now(), present),
      tidyOutbox(database, leader, now()),
      isTidy ? undefined : forgetOtherRules(database, leader, names).then(() => (known = names.join(' '))),
    ]);
    for (const one of done)
      if (one.status === 'rejected') logger.warn({ err: one.reason }, `Alerts wait: ${messageOf(one.reason)}`);
  };

  const sendAll = async (): Promise<void> => {
    const leader = await leading.asLeader();
    if (!leader || stopping.signal.aborted) return;
    if (performance.now() - lookedMs >= MINUTE_MS) {
      lookedMs = performance.now();
      await look(leader);
    }
    const due = await deliveries.due(leader, now());
    if (due.length === 0) return;
    const all = await channels.read();
    for (const [key, until] of resting) if (until <= now()) resting.delete(key);
    const byChannel = grouped(due);
    const done = await Promise.allSettled(
      [...byChannel.values()].map(async (letters) => {
        const endMs = performance.now() + roundMs;
        for (const letter of letters)
          if (!leading.leads() || performance.now() >= endMs || !(await sendOne(leader, letter, all))) return;
      }),
    );
    for (const [i, channel] of [...byChannel.keys()].entries()) {
      const one = done[i]!;
      if (one.status === 'rejected')
        logger.warn({ err: one.reason, channel }, `Alerts of the channel ${channel} wait: ${messageOf(one.reason)}`);
    }
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
          await deliver(channel, { id: name, title: `Run ${id}` }, delivering).then(
            () => channels.tried(channel.name, ''),
            (error: unknown) => {
              channels.tried(channel.name, messageOf(error));
              logger.warn(`The address of ${channel.name} could not be called: ${messageOf(error)}`);
            },
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
