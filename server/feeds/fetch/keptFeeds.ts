/** The feeds that are fetched: rows of the database, so that every server on it fetches and reads the same. */
import { hash } from 'node:crypto';
import { basename, join } from 'node:path';
import type pino from 'pino';
import { canonicalJson } from '../../../models/canonical.ts';
import type { Codebook } from '../../../models/codebook.ts';
import { messageOf } from '../../../models/errorMessage.ts';
import { removeFiles, removeRows, storedOf } from '../countedTakes.ts';
import { appendAudit } from '../../ledger/audit.ts';
import type { AuditFields } from '../../ledger/change.ts';
import type { Database, Queryable } from '../../store/database.ts';
import type { SavedModels } from '../../savedModels.ts';
import { setAside, waitingText } from '../../takenOver.ts';
import type { FeedNetwork } from './address.ts';
import { type DroppedFile, droppedBytes, forgetDropped, isDropped, keepDropped } from './droppedFiles.ts';
import {
  checkFeedFile,
  checkFeeds,
  type FeedConfig,
  FeedConfigFault,
  fileName,
  isAddress,
  placeIn,
} from './feedConfig.ts';
import { lineOf, newLineOf } from './feedLine.ts';
import { refuseLoginElsewhere } from './login.ts';
import { readMapping } from './mappingFile.ts';

export interface KeptFeeds {
  /**
   * All of them, by name, after what waits in DATA_DIR/feeds.json was taken over.
   *
   * @throws FeedConfigFault with all faults of that file, which stays where it is
   */
  read(): Promise<FeedConfig[]>;
  /** The same with those that were removed: what their codes meant, for what was known before. */
  readAll(): Promise<FeedConfig[]>;
  /** Keeps a feed that was checked, in place of the one of its name. @param dropped the file that it names, where one came with it @throws FeedConfigFault */
  put(feed: FeedConfig, by: string, dropped?: DroppedFile): Promise<void>;
  /** The bytes of a file that was dropped; undefined where there is none. */
  dropped(feed: string, file: string): Promise<Uint8Array | undefined>;
  /** Takes a feed out, with the rows that it brought, from now on, or without. @returns false where there is neither */
  remove(name: string, by: string, what: Removal): Promise<boolean>;
}

/** What becomes of the rows of a feed that is removed. */
export interface Removal {
  readonly keepRows: boolean;
}

export interface KeptFeedsOptions {
  readonly database: Database;
  readonly dataDir: string;
  readonly codebook: Codebook;
  /** the hosts that the settings name */
  readonly network: FeedNetwork;
  readonly now: () => Date;
  readonly logger: pino.Logger;
  /** where a feed that no model reads gets one; left out, it gets none */
  readonly models?: Pick<SavedModels, 'saveIn' | 'look'>;
}

/** A file in which feeds are handed over on this machine: by an earlier version, by hand, or by a command beside a running server. */
export const waitingFeeds = (dataDir: string): string => join(dataDir, 'feeds.json');

export function openKeptFeeds(options: KeptFeedsOptions): KeptFeeds {
  const { database, models } = options;
  /** one after the other, or two would set the same file aside */
  let taking: Promise<void> = Promise.resolve();
  const take = (): Promise<void> => {
    const taken = taking.then(() => takeOver(options));
    taking = taken.catch(() => undefined); // whoever asked is told
    return taken;
  };
  const read = async (which: string): Promise<FeedConfig[]> => {
    await take();
    const rows = await database.query<{ config: string }>(
      `select config from feed_config where ${which} order by name collate "C"`,
    );
    return checkFeeds({ feeds: rows.map(({ config }) => JSON.parse(config) as unknown) }, 'The table feed_config');
  };
  return {
    read: () => read('removed_at is null'),
    readAll: () => read('true'),
    async put(feed, by, dropped) {
      await database.transaction(async (tx) => {
        if (dropped) await keepDropped(tx, feed.name, dropped, options.now(), by);
        await putFeed(tx, feed, options, by);
        await forgetDropped(tx, feed.name, 'files' in feed ? feed.files.filter(isDropped) : []);
      });
      await models?.look();
    },
    dropped: (feed, file) => droppedBytes(database, feed, file),
    remove: (name, by, what) =>
      database.transaction(async (tx) => {
        await forgetDropped(tx, name);
        return removeFeed(tx, name, options.now, by, what);
      }),
  };
}

async function takeOver(options: KeptFeedsOptions): Promise<void> {
  const { database, dataDir, codebook, network, logger, models } = options;
  const file = waitingFeeds(dataDir);
  const text = await waitingText(file).catch((error: unknown) => {
    throw new FeedConfigFault(`${file} cannot be read: ${messageOf(error)}.`);
  });
  if (text === undefined) return;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new FeedConfigFault(`${file} is no JSON${placeIn(error)}.`, { cause: error });
  }
  const feeds: FeedConfig[] = [];
  const { feeds: handed, addedBy = basename(file) } = checkFeedFile(json, file);
  for (const feed of handed) {
    refuseLoginElsewhere(feed, network);
    feeds.push(await withMapping(feed, dataDir, codebook));
  }
  await database.transaction(async (tx) => {
    for (const feed of feeds) await putFeed(tx, feed, options, addedBy);
  });
  await models?.look();
  await setAside(file);
  logger.info(
    `The feeds of ${file} are in the database now: ${feeds.map(({ name }) => name).join(', ') || 'it had none'}.`,
  );
}

async function removeFeed(
  tx: Queryable,
  name: string,
  now: () => Date,
  by: string,
  { keepRows }: Removal,
): Promise<boolean> {
  const held = await heldFeed(tx, name);
  const stored = await storedOf(tx, name);
  const goes = !keepRows && stored.files > 0;
  if (!held && !goes) return false;
  const at = now();
  await tx.query('update feed_config set removed_at = $2 where name = $1 and removed_at is null', [name, at]);
  if (!keepRows) await removeRows(tx, name, now);
  await tx.query('delete from feed_pull where feed = $1', [name]);
  const rows: AuditFields = stored.files > 0 ? { storedFiles: stored.files, storedRows: stored.rows } : {};
  await appendAudit(tx, { moment: at, recordedBy: by }, [
    {
      action: 'remove-feed',
      subject: name,
      before: { ...(held && fieldsOf(held)), ...rows },
      after: keepRows && stored.files > 0 ? rows : null,
      why: '',
    },
  ]);
  return true;
}

/** Written as it is already, a feed changes nothing; one that no model reads gets its line. */
async function putFeed(
  tx: Queryable,
  feed: FeedConfig,
  { now, models }: Pick<KeptFeedsOptions, 'now' | 'models'>,
  by: string,
): Promise<void> {
  const at = now();
  await models?.saveIn(tx, (known) => (lineOf(feed, known) ? undefined : newLineOf(feed, known, at)), by);
  const held = await heldFeed(tx, feed.name);
  if (held && canonicalJson(held) === canonicalJson(feed)) return;
  await tx.query(
    'insert into feed_config (name, config, changed_at) values ($1, $2, $3) on conflict (name) do update set config = excluded.config, changed_at = excluded.changed_at, removed_at = null',
    [feed.name, JSON.stringify(feed), at],
  );
  // What another server still noted of it while it was removed.
  if (!held) await tx.query('delete from feed_file where feed = $1 and take_id is null', [feed.name]);
  // A file says something else by another mapping: what was read is read again, and what it brought stays until then.
  if (held && mappingIn(held) !== mappingIn(feed))
    await tx.query(
      "update feed_file set state = 'pending', next_try_at = null, reason = '' where feed = $1 and state <> 'missing'",
      [feed.name],
    );
  if (held) await removeFiles(tx, feed.name, droppedFiles(held, feed), now);
  const [was, is] = [held ? fieldsOf(held) : {}, fieldsOf(feed)];
  const same = (field: string): boolean =>
    field in was && field in is && canonicalJson(was[field]) === canonicalJson(is[field]);
  const changed = (fields: AuditFields): AuditFields =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => !same(field)));
  await appendAudit(tx, { moment: at, recordedBy: by }, [
    { action: 'add-feed', subject: feed.name, before: held ? changed(was) : null, after: changed(is), why: '' },
  ]);
}

/** Names of files that a feed named before, and names no more. */
function droppedFiles(held: FeedConfig, feed: FeedConfig): string[] {
  const named = new Set('files' in feed ? feed.files.map(fileName) : []);
  return 'files' in held ? held.files.map(fileName).filter((name) => !named.has(name)) : [];
}

const mappingIn = (feed: FeedConfig): string => (feed.kind === 'csv' ? canonicalJson(feed.mapping) : '');

async function heldFeed(tx: Queryable, name: string): Promise<FeedConfig | undefined> {
  const [row] = await tx.query<{ config: string }>(
    'select config from feed_config where name = $1 and removed_at is null',
    [name],
  );
  return row && (JSON.parse(row.config) as FeedConfig); // written by `putFeed`, which takes a checked one
}

/** What the audit says of a feed. What is written there stays: an address goes without its query, which may let somebody in, and a mapping is its hash. */
function fieldsOf({ name: _name, ...feed }: FeedConfig): AuditFields {
  return Object.fromEntries(
    Object.entries(feed).flatMap(([field, value]) => (value === undefined ? [] : [[field, auditValue(value)]])),
  );
}

const told = (text: string): string => (isAddress(text) ? text.replace(/[?#].*$/s, '') : text);

function auditValue(value: string | number | boolean | readonly string[] | object): AuditFields[string] {
  if (typeof value === 'string') return told(value);
  if (Array.isArray(value)) return value.map(String).map(told);
  return typeof value === 'object' ? hash('sha256', canonicalJson(value)) : value;
}

/** A feed with its mapping itself where it named the file of one: other servers need not have the file. @throws FeedConfigFault */
export async function withMapping(feed: FeedConfig, dataDir: string, codebook: Codebook): Promise<FeedConfig> {
  return feed.kind === 'csv'
    ? { ...feed, mapping: (await readMapping(dataDir, feed.mapping, codebook)).mapping }
    : feed;
}
