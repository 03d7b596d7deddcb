/** Reports behind the stories of dyads that are not watched, kept on demand. */
import { toIsoDate } from '../../models/calendar.ts';
import type { Database, Queryable } from '../store/database.ts';
import { FeedTally } from './feedRow.ts';
import type { AddressKeeper, FetchedFile } from './feedStore.ts';
import { fileKey, fileOf, type FileDescription, knownFiles } from './fileRows.ts';
import { packedDyad, packedPair } from './packedDyad.ts';
import { StoryFold } from './stories.ts';
import { writeReports } from './takeRows.ts';

export function addressKeeperOf(database: Database): AddressKeeper {
  return {
    async wanted(feed, dyad, from, to) {
      const rows = await database.query<FileDescription>(
        `select feed, name, address, first_day, last_day, expected_bytes, expected_md5 from feed_file
         where feed = $1 and state = 'done' and take_id in (
           select take_id from feed_cell where feed = $1 and dyad = $2 and day >= cast($3 as date) and day <= cast($4 as date)
           except select take_id from feed_report where feed = $1 and dyad = $2)
         order by name collate "C"`,
        [feed, packedDyad(dyad), toIsoDate(from), toIsoDate(to)],
      );
      return rows.map(fileOf);
    },
    async add(file, dyads, read) {
      const wanted = new Set([...dyads].map(packedDyad));
      const fold = new StoryFold(Infinity); // only the stories of some dyads are kept: those of a year are few
      await read({
        tally: new FeedTally(),
        add: async (rows) => fold.add(rows.filter(({ actor, target }) => wanted.has(packedPair(actor, target).dyad))),
      });
      const stories = fold.empty();
      await database.transaction(async (tx) => {
        const take = await storedTake(tx, file);
        const kept = await tx.query<{ dyad: number }>(
          'select distinct dyad from feed_report where feed = $1 and take_id = $2',
          [file.feed, take.id],
        );
        for (const { dyad } of kept) wanted.delete(dyad);
        await writeReports(tx, [{ file, id: take.id, stories }], wanted);
      });
    },
  };
}

/** @throws RangeError when the file is not stored, or with another content */
async function storedTake(tx: Queryable, file: FetchedFile): Promise<{ readonly id: number }> {
  const take = (await knownFiles(tx, [file])).get(fileKey(file))?.take;
  if (!take) throw new RangeError(`${file.name} of ${file.feed} is not stored: take it first.`);
  if (take.md5 !== file.md5)
    throw new RangeError(
      `${file.name} of ${file.feed} has another content than was stored (MD5 ${file.md5}, not ${take.md5}): take it again first.`,
    );
  return take;
}
