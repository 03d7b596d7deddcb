/** The feed store on a database: see feedStore.ts for what it promises. */
import { dayOfMs } from '../../models/calendar.ts';
import type { Database, Queryable } from '../store/database.ts';
import { addressKeeperOf } from './addressKeeper.ts';
import { FeedTally } from './feedRow.ts';
import type { FeedStore, FetchedFile, TakeResult } from './feedStore.ts';
import { lastRemovals, refuseRemoved } from './countedTakes.ts';
import type { FileRecord, TakeRecord } from './fileLedger.ts';
import { fileLedgerOf } from './fileRecords.ts';
import { fileKey, knownFiles } from './fileRows.ts';
import { groupCommit } from './groupCommit.ts';
import { LargeFile } from './largeFile.ts';
import { packedDyad } from './packedDyad.ts';
import { reopenedFilesOf } from './reopenedFiles.ts';
import { StoryFold } from './stories.ts';
import { nextTake, type ReadFile, recordOf, type TakeWrite, writeStories, writeTakes } from './takeRows.ts';

export interface FeedStoreOptions {
  readonly database: Database;
  /** dyads whose reports are kept as files come in */
  readonly watched: ReadonlySet<string>;
  readonly now: () => Date;
}

export function openFeedStore({ database, watched, now }: FeedStoreOptions): FeedStore {
  const watchedDyads = new Set([...watched].map(packedDyad));
  const files = fileLedgerOf(database, now);
  const commit = groupCommit<ReadFile, TakeResult>(
    ({ file }) => fileKey(file),
    (group) => database.transaction((tx) => writeFiles(tx, group, watchedDyads, now)),
  );
  // A statement costs as much as reading a small file: files that come while one runs are looked up together.
  const lookUp = groupCommit<FetchedFile, LookedUp>(fileKey, async (group) => {
    const known = await knownFiles(database, group);
    const removals = await lastRemovals(database);
    return group.map((file) => ({ record: known.get(fileKey(file)), removal: removals.get(file.feed) }));
  });

  return {
    files,
    reopened: reopenedFilesOf(database),
    async take(file, read) {
      const { record, removal } = await lookUp(file);
      const stored = unchangedTake(record, file);
      if (stored) return { state: 'unchanged', take: stored };
      const tally = new FeedTally(dayOfMs(now().getTime()) + 1); // it is tomorrow somewhere already
      const fold = new StoryFold();
      const large = new LargeFile(database, watchedDyads, now, file, tally, removal);
      try {
        await read({
          tally,
          async add(rows) {
            fold.add(rows);
            if (fold.full) await large.write(fold.empty());
          },
        });
      } catch (error) {
        await large.abandon(error);
        throw error;
      }
      if (tally.refused !== null) {
        await large.abandon(new Error(tally.refused));
        await files.mark(file, 'refused', tally.refused, null);
        return { state: 'refused', reason: tally.refused };
      }
      return large.begun ? large.complete(fold.empty()) : commit({ file, tally, removal, stories: fold.empty() });
    },
    addresses: addressKeeperOf(database),
  };
}

interface LookedUp {
  readonly record: FileRecord | undefined;
  readonly removal: number | undefined;
}

/** The take that has this very content, if any. */
function unchangedTake(known: FileRecord | undefined, { md5 }: FetchedFile): TakeRecord | undefined {
  return known?.state === 'done' && known.take?.md5 === md5 ? known.take : undefined;
}

/** Writes a group of files; those whose content another process has stored meanwhile are left as they are. */
async function writeFiles(
  tx: Queryable,
  group: readonly ReadFile[],
  watched: ReadonlySet<number>,
  now: () => Date,
): Promise<TakeResult[]> {
  const known = await knownFiles(
    tx,
    group.map(({ file }) => file),
  );
  const removals = await lastRemovals(tx);
  for (const { file, removal } of group) refuseRemoved(file, removal, removals);
  const fresh = group.filter(({ file }) => !unchangedTake(known.get(fileKey(file)), file));
  const { id: firstId, takenAt } = await nextTake(tx, now);
  const writes = fresh.map((read, i): TakeWrite => ({
    ...read,
    id: firstId + i,
    takenAt,
    replaces: known.get(fileKey(read.file))?.take?.id ?? null,
    written: 0,
  }));
  await writeStories(tx, writes, watched);
  await writeTakes(tx, writes);
  return group.map(({ file }) => {
    const stored = unchangedTake(known.get(fileKey(file)), file);
    if (stored) return { state: 'unchanged', take: stored };
    return { state: 'done', take: recordOf(writes.find((write) => write.file === file)!) };
  });
}
