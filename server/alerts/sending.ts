/** Sending as long as the server lives: while it leads, each second what is due, and after each complete run at once. */
import type pino from 'pino';
import { messageOf } from '../../models/errorMessage.ts';
import type { Leading, Rollup } from '../rollup/rollup.ts';
import { type Database, DatabaseUnavailable } from '../store/database.ts';
import type { Alerts } from './alerts.ts';
import { openDigests } from './digests.ts';
import { openSender, type Sender, type Teller } from './sender.ts';
import { openUnusualRules, type ReportSources } from './unusualRules.ts';
import { openWatchRules, type WatchParts } from './watchRules.ts';

export interface SendingParts {
  readonly database: Database;
  readonly alerts: Alerts;
  readonly rollup: Pick<Rollup, 'onEnded' | 'runs' | 'published' | 'leads'> & { readonly leading: Leading };
  readonly teller: Teller;
  readonly feeds: WatchParts['feeds'];
  readonly reports: ReportSources;
  readonly now: () => Date;
  /** from 0 to below 1 */
  readonly random: () => number;
  readonly logger: pino.Logger;
}

export function startSending({
  database,
  alerts,
  rollup,
  teller,
  feeds,
  reports,
  now,
  random,
  logger,
}: SendingParts): Sender {
  const sender = openSender({
    database,
    channels: alerts.channels,
    rules: alerts.rules,
    leading: rollup.leading,
    teller,
    delivering: alerts.delivering,
    random,
    logger,
    watch: [
      openDigests({ database, channels: alerts.channels, now }),
      openUnusualRules({ ...reports, database, rules: alerts.rules }),
      openWatchRules({
        database,
        rules: alerts.rules,
        runs: (limit) => rollup.runs(limit),
        published: () => rollup.published(),
        feeds,
        now,
      }),
    ],
  });
  const told = (error: unknown): void => logger.warn({ err: error }, `Alerts wait: ${messageOf(error)}`);
  rollup.leading.onLook(() =>
    sender.send().catch((error: unknown) => {
      if (error instanceof DatabaseUnavailable) throw error; // that is told once, and not each second
      told(error);
    }),
  );
  const deaf = rollup.onEnded((run) => {
    if (!rollup.leads()) return;
    sender.send().catch(told);
    if (run.status === 'complete') sender.heartbeat(run).catch(told);
  });
  return {
    ...sender,
    async stop() {
      deaf();
      await sender.stop();
    },
  };
}
