/** Where a pull stands. */
import type { FetchedFeed } from '../../models/contract/feeds.ts';

export const isRunning = ({ pull }: Pick<FetchedFeed, 'pull'>): boolean => pull !== null && pull.endedAt === null;
