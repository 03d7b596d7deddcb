/** Files of this machine that a feed reads. Only the command line and a feeds.json name them; a request never does. */
import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { NotThere } from './httpRequest.ts';

/** Where files stand that a feed names without a folder. */
export const INBOX = 'inbox';

/** Files that are made while they are read, from what the system and its processes hold. */
const NO_FILES = ['/proc', '/sys', '/dev'];

/** The place that a path of a feed means: a whole path as it is written, another one in DATA_DIR/inbox. */
export const placeOf = (dataDir: string, file: string): string =>
  isAbsolute(file) ? file : resolve(dataDir, INBOX, file);

/**
 * The real path of such a file: a regular one, no link; where no whole path was written, within DATA_DIR/inbox.
 *
 * @throws NotThere where there is none; the message holds nothing of its content
 */
export async function ownFile(dataDir: string, file: string): Promise<string> {
  const place = placeOf(dataDir, file);
  const found = await lstat(place).catch(() => undefined);
  if (!found) throw new NotThere(`There is no file ${place}: put it there, or add the feed anew with the right path.`);
  if (!found.isFile()) throw new NotThere(`${place} is no file but a folder, link or device: name the file itself.`);
  const real = await realpath(place);
  const isInbox = isAbsolute(file) || isWithin(real, await realpath(join(dataDir, INBOX)).catch(() => dataDir));
  if (!isInbox)
    throw new NotThere(`${file} leads out of ${join(dataDir, INBOX)}: put the file there, or write its whole path.`);
  if (NO_FILES.some((folder) => isWithin(real, folder)))
    throw new NotThere(`${place} is no file of events: files of ${NO_FILES.join(', ')} are not read.`);
  return real;
}

/** The text of such a file, which is read only where it is the very one that was looked at. */
export async function ownText(dataDir: string, file: string): Promise<string> {
  const handle = await open(await ownFile(dataDir, file), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

const isWithin = (path: string, folder: string): boolean => path.startsWith(folder + sep);
