/** What a feed's configuration says. While none is kept, the program never opens a connection to the outside. */
import { basename } from 'node:path';
import { z } from 'zod';
import { parseDay } from '../../../models/calendar.ts';
import { messageOf } from '../../../models/errorMessage.ts';
import { textFault } from '../../../models/textFault.ts';
import { AddressRefused, readAddress } from './address.ts';

/** A configuration of feeds that cannot be used; the message has one sentence for each fault, with place, value and remedy. */
export class FeedConfigFault extends Error {
  override name = 'FeedConfigFault';
}

/**
 * Where GDELT's files are by default. The project's own host has had certificates that did not fit its name; these are the same
 * files, from the store behind it, by https.
 */
export const GDELT_BASE = 'https://storage.googleapis.com/data.gdeltproject.org';
export const ACLED_BASE = 'https://acleddata.com';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'write lower-case letters, digits and hyphens, at most 40');
const date = z.string().refine((text) => parseDay(text) !== undefined, 'write a calendar date such as 2015-02-18');
const address = z.string().superRefine((text, context) => {
  try {
    readAddress(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof AddressRefused ? error.message : String(error) });
  }
});
const hosts = z.array(
  z
    .string()
    .regex(
      /^[a-z0-9.-]+(:\d{1,5})?$/,
      'write a host such as data.example.org, with a port only where it is not the usual one',
    ),
);
const variable = z
  .string()
  .regex(
    /^(?:ACLED|TENSION_FEED)_[A-Z0-9_]+$/,
    'write the NAME of an environment variable that begins with ACLED_ or TENSION_FEED_, never a password itself',
  );
const parallel = z.int().min(1, 'write 1 to 16').max(16, 'write 1 to 16: more would be a burden on the server');

const common = {
  /** key of the feed: models and commands name it */
  name,
  /** hosts beside that of the addresses to which a server may redirect */
  hosts: hosts.default([]),
  /** files fetched at the same time */
  parallel: parallel.default(8),
  /** whether files are kept after they were read, in DATA_DIR/feeds/raw */
  keepRaw: z.boolean().default(false),
  /** how often the feed is looked at, at most */
  everyMinutes: z.int().min(1, 'write a whole number of minutes, from 1').optional(),
};

/** Addresses of files by https, or paths on this machine: whole ones, or names in DATA_DIR/inbox. */
const files = z.array(z.string().min(1, 'name a file')).min(1, 'name at least one file: a path or an https address');
const fromFiles = { ...common, files };

const gdelt = z.strictObject({
  ...common,
  kind: z.literal('gdelt'),
  base: address.transform((text) => text.replace(/\/+$/, '')).default(GDELT_BASE),
  /** first day wanted; from 1979-01-01 on */
  from: date,
});
const acled = z.strictObject({
  ...common,
  kind: z.literal('acled'),
  base: address.transform((text) => text.replace(/\/+$/, '')).default(ACLED_BASE),
  from: date,
  /** names of environment variables that hold the login */
  user: variable.default('ACLED_USER'),
  password: variable.default('ACLED_PASSWORD'),
});
const csv = z.strictObject({
  ...fromFiles,
  kind: z.literal('csv'),
  /** path of the mapping file where a feed is added on this machine; the mapping itself where it is kept */
  mapping: z.union(
    [z.string().min(1), z.record(z.string(), z.unknown())],
    'name the mapping file, or write the mapping itself',
  ),
});
const release = <Kind extends string>(kind: Kind) => z.strictObject({ ...fromFiles, kind: z.literal(kind) });

/** One feed. */
export const feedSchema = z.discriminatedUnion(
  'kind',
  [gdelt, acled, csv, release('icews'), release('polecat'), release('ucdp')],
  'write one of gdelt, acled, csv, icews, polecat, ucdp',
);
const configSchema = z.strictObject({
  feeds: z.array(feedSchema),
  /** who adds them, as the audit names it */
  addedBy: z
    .string()
    .min(1, 'write a name, or leave it out')
    .max(100, 'write at most 100 characters')
    .refine((text) => textFault(text) === undefined, 'write a name on one line')
    .optional(),
});

export type FeedConfig = z.output<typeof feedSchema>;
export type FeedKind = FeedConfig['kind'];
export const FEED_KINDS = ['gdelt', 'icews', 'polecat', 'acled', 'ucdp', 'csv'] as const satisfies readonly FeedKind[];

/** @param file what the feeds stand in, as a message names it @throws FeedConfigFault with all faults */
export const checkFeeds = (json: unknown, file: string): FeedConfig[] => checkFeedFile(json, file).feeds;

/** The same, with who adds them. @throws FeedConfigFault with all faults */
export function checkFeedFile(json: unknown, file: string): z.output<typeof configSchema> {
  const parsed = configSchema.safeParse(json);
  if (!parsed.success)
    throw new FeedConfigFault(parsed.error.issues.map((issue) => sentenceOf(issue, json, file)).join('\n'));
  const { feeds } = parsed.data;
  const faults = feeds.flatMap((feed, i) => {
    const found: string[] = [];
    if (feeds.findIndex((other) => other.name === feed.name) !== i)
      found.push(`${file}, feeds.${i}.name: "${feed.name}" stands twice: give each feed a name of its own.`);
    for (const each of 'files' in feed ? feed.files : []) {
      if (isAddress(each)) {
        try {
          readAddress(each);
        } catch (error) {
          found.push(`${file}, feeds.${i}.files: ${messageOf(error)}`);
        }
      }
      const same = 'files' in feed ? feed.files.filter((other) => fileName(other) === fileName(each)) : [];
      if (same.length > 1 && same[0] === each)
        found.push(
          `${file}, feeds.${i}.files: ${same.join(' and ')} have the same file name: rename one, for a name stands for one file.`,
        );
    }
    return found;
  });
  if (faults.length > 0) throw new FeedConfigFault(faults.join('\n'));
  return parsed.data;
}

/** Where a JSON text breaks off, as far as the parser says; its own words hold some of the text. */
export function placeIn(error: unknown): string {
  const at = /at position (\d+)/.exec(messageOf(error))?.[1];
  return at === undefined ? '' : `: look at character ${Number(at) + 1}`;
}

export const isAddress = (file: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(file);

/** The name under which a file of a feed is known. */
export function fileName(file: string): string {
  return basename(isAddress(file) && URL.canParse(file) ? new URL(file).pathname : file);
}

/** Hosts from which a feed may fetch: those of its own addresses, and those that it names. */
export function hostsOf(feed: FeedConfig): string[] {
  const own = 'files' in feed ? feed.files.filter(isAddress) : [feed.base];
  return [...new Set([...own.map((text) => new URL(text).host), ...feed.hosts])];
}

/** How often a feed is looked at when its configuration does not say: GDELT writes every quarter of an hour, the others weekly or yearly. */
export function everyMinutes(feed: FeedConfig): number {
  return feed.everyMinutes ?? (feed.kind === 'gdelt' ? 15 : 24 * 60);
}

function sentenceOf(issue: z.core.$ZodIssue, json: unknown, file: string): string {
  const place = issue.path.map(String);
  const value = place.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? Object.entries(at).find(([own]) => own === key)?.[1] : undefined,
    json,
  );
  // What stands where a password could be is not shown again, and neither is what may hold one.
  const isShown = typeof value === 'object' ? Array.isArray(value) && value.length === 0 : value !== undefined;
  const shown =
    !isShown || /pass|user|secret|token|key/i.test(place.at(-1) ?? '')
      ? ''
      : `"${(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 100)}": `;
  return `${file}, ${place.join('.') || 'the whole'}: ${shown}${issue.message}.`.replace(/\.\.$/, '.');
}
