/** Morning briefs by mail: the leader writes the one that is due, under an id of channel and day, so that none goes out twice. */
import { ruleSchema } from '../../models/alerts/rule.ts';
import type { Digest } from '../../models/alerts/channel.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { startOfDay, zonedTime } from '../../models/timeZone.ts';
import { longDate } from '../../client/charts/format.ts';
import { WORDS } from '../../client/words/words.ts';
import type { Leader } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';
import { DIGEST } from './deliveries.ts';
import { digestOf, type KeptChannels } from './keptChannels.ts';
import { type Alert, type Outgoing, writeAlerts } from './outbox.ts';

export interface DigestParts {
  readonly database: Database;
  readonly channels: Pick<KeptChannels, 'read'>;
  readonly now: () => Date;
}

const HOUR_MS = 3_600_000;
const DAYS = { day: 1, week: 7 } as const;

/** Epoch day 0 was a Thursday. */
const isMonday = (day: number): boolean => (day + 3) % 7 === 0;

/** When a digest is due on a day of its calendar. */
function slotOf({ hour, timeZone }: Digest, day: number): Date {
  const guess = startOfDay(day, timeZone).getTime() + hour * HOUR_MS;
  // A clock that was set that night stands an hour off.
  const clock = Number(zonedTime(new Date(guess), timeZone).time.slice(0, 2));
  const off = ((hour - clock + 36) % 24) - 12;
  return new Date(guess + off * HOUR_MS);
}

/** The slot before the one of a day: what came since is new. */
export const slotBefore = (digest: Digest, day: number): Date => slotOf(digest, day - DAYS[digest.every]);

/** A server that was down at the hour sends it later on that day; a channel that came after the hour begins with its next slot. */
export const openDigests =
  ({ database, channels, now }: DigestParts) =>
  async (leader: Leader): Promise<void> => {
    const at = now();
    for (const { channel, disabled, changedAt } of await channels.read()) {
      const digest = digestOf(channel);
      if (!digest || disabled !== '') continue;
      const { day } = zonedTime(at, digest.timeZone);
      const slot = slotOf(digest, day);
      if ((digest.every === 'week' && !isMonday(day)) || at < slot || changedAt > slot) continue;
      const outgoing = outgoingOf(channel.name, digest, day, at);
      const [written] = await database.query('select id from alert_outbox where id = $1', [outgoing.alert.id]);
      if (written) continue;
      await database.transaction(async (tx) => {
        const [leads] = await tx.query('select term from lease where id = 1 and owner = $1 and term = $2', [
          leader.owner,
          leader.term,
        ]);
        if (leads) await writeAlerts(tx, [outgoing]);
      });
    }
  };

const outgoingOf = (channel: string, digest: Digest, day: number, madeAt: Date): Outgoing => ({
  alert: digestAlert(channel, digest, day, madeAt),
  deliveries: [{ channel, nextAt: madeAt, isSilenced: false, until: startOfDay(day + 1, digest.timeZone) }],
});

/** The brief of a day by a channel, as the outbox has it. */
export function digestAlert(channel: string, digest: Digest, day: number, madeAt: Date): Alert {
  const words = WORDS[digest.language];
  const title = words.morning.of(longDate(day, words), null);
  return {
    id: `${DIGEST}${channel}-${toIsoDate(day)}`,
    // The outbox tells whose row it is by a rule; this one is of no dyad and no list of rules.
    rule: ruleSchema.parse({
      name: channel,
      title,
      when: { kind: 'run-missing' },
      channels: [channel],
      language: digest.language,
    }),
    digest,
    subject: '',
    what: 'digest',
    day,
    runId: null,
    madeAt,
    value: 0,
    side: 0,
    eventIds: [],
    model: '',
  };
}
