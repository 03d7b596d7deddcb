/** `tension feed backfill`: fetch what a feed has of earlier days. */
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { Config } from '../config.ts';
import { withFeedClient } from './feedClient.ts';
import { daysTyped } from './feedWords.ts';
import { pullAll } from './pullAll.ts';

export interface FeedBackfillOptions {
  readonly from: string;
  readonly to?: string;
  readonly again?: boolean;
  readonly json?: boolean;
}

/** @returns the exit code, as of `feed pull` */
export async function feedBackfillCommand(
  config: Config,
  name: string,
  { from, to = toIsoDate(dayOfMs(Date.now())), again, json }: FeedBackfillOptions,
): Promise<number> {
  daysTyped(from, to);
  return withFeedClient(config, (client) =>
    pullAll(client, [name], { from, to, ...(again && { again }) }, json ?? false),
  );
}
