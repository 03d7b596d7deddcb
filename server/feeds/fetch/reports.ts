/**
 * Reports behind the stories of a dyad that is not watched: what is stored of every pair is counts, so the files of those days are fetched
 * and read once more, and only the addresses are kept. Counts stay as they are.
 */
import { rm } from 'node:fs/promises';
import { messageOf } from '../../../models/errorMessage.ts';
import { DatabaseError } from '../../store/database.ts';
import type { FeedStore } from '../feedStore.ts';
import type { FeedFile } from '../fileLedger.ts';
import type { DayRange, FeedSource, Obtained } from './source.ts';

export interface ReportsRequest {
  readonly dyad: string;
  readonly range: DayRange;
}

export interface ReportsAccount extends ReportsRequest {
  /** done files with stories of the dyad on these days whose reports were not kept */
  readonly files: number;
  /** those whose reports are kept now */
  readonly kept: number;
  /** why the others are not, one sentence each: the first twenty */
  readonly faults: readonly string[];
}

export interface ReportsParts {
  readonly feed: string;
  readonly source: FeedSource;
  readonly store: FeedStore;
  readonly parallel: number;
  readonly signal: AbortSignal;
}

const FAULTS_TOLD = 20;

/** @throws DatabaseError; AbortError */
export async function fetchReports(
  { feed, source, store, parallel, signal }: ReportsParts,
  { dyad, range }: ReportsRequest,
): Promise<ReportsAccount> {
  const wanted = await store.addresses.wanted(feed, dyad, range.from, range.to);
  const faults: string[] = [];
  let kept = 0;
  const queue = wanted.values();
  const keep = async (file: FeedFile): Promise<void> => {
    let obtained: Obtained | undefined;
    try {
      const found = (obtained = await source.obtain(file, signal));
      await store.addresses.add({ ...file, bytes: found.bytes, md5: found.md5 }, new Set([dyad]), async (into) => {
        for await (const rows of source.read(found.path, file, into.tally)) await into.add(rows);
      });
      kept++;
    } catch (error) {
      if (signal.aborted || error instanceof DatabaseError) throw error;
      if (faults.length < FAULTS_TOLD) faults.push(`${file.name}: ${messageOf(error)}`);
    } finally {
      if (obtained?.temporary) await rm(obtained.path, { force: true });
    }
  };
  const workers = Array.from({ length: Math.min(parallel, wanted.length) }, async () => {
    for (const file of queue) await keep(file);
  });
  for (const end of await Promise.allSettled(workers)) if (end.status === 'rejected') throw end.reason;
  return { dyad, range, files: wanted.length, kept, faults };
}
