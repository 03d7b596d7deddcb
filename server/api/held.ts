/** What readers without a right can make the server hold, whatever they ask: the sum of the limits, each of which stands at its place. */
import { MAX_THREADS, STANDARD_POOL } from '../figures/drawingPool.ts';
import { FIGURE_CACHE_BYTES } from '../figures/figures.ts';
import { MAX_ATTEMPT_BYTES } from '../people/accessLog.ts';
import { MAX_WRONG_BYTES } from '../people/lookups.ts';
import { MAX_SUGGESTED_BYTES } from './suggestions.ts';
import { MAX_PICTURE_BYTES } from '../views/views.ts';
import type { OpenPinLimits } from '../views/openPins.ts';
import { MAX_EXPORT_DISK_BYTES, MAX_EXPORT_MEMORY_BYTES } from './exports.ts';
import { MAX_FEED_BYTES } from './alertFeeds.ts';
import { MAX_BOARD_BYTES } from './dyads.ts';
import type { ApiLimits } from './limits.ts';
import { MAX_PREVIEW_BYTES } from './linkPreview.ts';
import { MAX_SNAPSHOT_BYTES } from './snapshots.ts';
import { MAX_STREAM_BYTES } from './stream.ts';
import { MAX_OPEN_VIEW_BYTES } from './views.ts';
import { MAX_ACCOUNT_BYTES } from './workBudget.ts';

const BYTES_PER_MIB = 1024 ** 2;

/** Bytes of memory, those of the drawing threads with them, for any number of addresses; what one address does not take comes on top, and what known people ask for. */
export function heldInMemory({ answerCacheBytes, streams }: ApiLimits): number {
  return (
    2 * answerCacheBytes + // as they are, and compressed
    MAX_SNAPSHOT_BYTES +
    MAX_BOARD_BYTES +
    MAX_FEED_BYTES +
    FIGURE_CACHE_BYTES +
    MAX_THREADS * STANDARD_POOL.heapMib * BYTES_PER_MIB +
    MAX_EXPORT_MEMORY_BYTES +
    MAX_PREVIEW_BYTES +
    MAX_ACCOUNT_BYTES +
    MAX_WRONG_BYTES +
    streams * MAX_STREAM_BYTES
  );
}

/** Bytes in DATA_DIR, or in the database of DATABASE_URL, and of downloads in the folder for temporary files. */
export const heldOnDisk = ({ inAll }: Pick<OpenPinLimits, 'inAll'>): number =>
  inAll * MAX_OPEN_VIEW_BYTES + MAX_PICTURE_BYTES + MAX_SUGGESTED_BYTES + MAX_ATTEMPT_BYTES + MAX_EXPORT_DISK_BYTES;
