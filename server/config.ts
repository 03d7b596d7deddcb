/** The settings. Only this file reads the environment; everything else is handed a `Config`. */
import { resolve } from 'node:path';
import { validateDetailed } from 'node-cron';
import { z } from 'zod';
import { unwritable } from './figures/writable.ts';
import { isPostgresAddress } from './store/postgresAddress.ts';
import { STANDARD_OPEN_PINS } from './views/openPins.ts';
import { peopleSettings, type PeopleSettings, peopleVariables } from './people/settings.ts';

export interface Config {
  /** the address to listen on; 127.0.0.1 is reached from this machine alone */
  readonly host: string;
  /** 0 lets the system choose */
  readonly port: number;
  /** absolute path of the folder with the database, the write token and server.json */
  readonly dataDir: string;
  /** a PostgreSQL address; undefined means DuckDB in `dataDir` */
  readonly databaseUrl: string | undefined;
  /** the address of a standby that reads, or of several; undefined: the database reads */
  readonly databaseReadUrl: string | undefined;
  /** the write token, where all servers of a database are given the same; otherwise each data folder has its own */
  readonly token: string | undefined;
  /** what was written of the settings that all servers of a database should have alike, by name */
  readonly shared: Readonly<Record<string, string>>;
  /** when the roll-up runs, in UTC */
  readonly rollupCron: string;
  readonly logLevel: LogLevel;
  /** the address under which readers reach the server, without a slash at the end; undefined means the address it listens on */
  readonly publicUrl: string | undefined;
  /** what readers who did not sign in may pin: views with computed titles, any, or none; how many a day and in all */
  readonly openPins: OpenPinning;
  readonly openPinsADay: number;
  readonly openPinsInAll: number;
  /** who may read the measurements: nobody, everybody, or who has a right */
  readonly metrics: Metrics;
  /** who may show embeds in a frame, as the header `frame-ancestors` writes it */
  readonly embedOrigins: readonly string[];
  /** whose cards these are, as printed on each */
  readonly madeBy: string | undefined;
  /** hosts from which feeds may fetch beyond the known ones, and those of this machine or of a private network */
  readonly feedNetwork: { readonly named: readonly string[]; readonly near: readonly string[] };
  /** hosts of this machine or of a private network to which alerts may be sent, and the server of mail that sends them */
  readonly alerts: {
    readonly near: readonly string[];
    readonly mail: { readonly url: string; readonly from: string } | undefined;
  };
  /** names under which the server may be asked, besides HOST, those of this machine and that of `publicUrl` */
  readonly allowedHosts: readonly string[];
  /** addresses and nets of proxies that are believed when they say who asks */
  readonly proxies: readonly string[];
  readonly people: PeopleSettings;
  /** a folder with additions to the dictionaries of drafting; the language model that may draft, off when left out */
  readonly drafting: {
    readonly folder?: string;
    readonly model?: { readonly url: string; readonly name: string; readonly key: string | undefined };
  };
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** Settings that cannot be used; the message has one sentence for each, with the remedy. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** A scheme, a name that may begin with any subdomain, a port: what a frame's ancestor can be named by. */
const EMBED_ORIGIN = /^https?:\/\/(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i;
const WORDS_FOR_FRAMES = new Set(['self', 'none', '*']);
const EMBED_REMEDY =
  'write origins with blanks between them, such as "self https://intranet.example.org", or one of self, none and * alone';
const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

/** A host, with a port only where it is not the protocol's own; an address of IPv6 in brackets. */
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
const hostList = z
  .string()
  .refine(
    (text) => listOf(text).every((part) => HOST_NAME.test(part)),
    'write hosts with blanks between them, such as "data.example.org mirror.example.org:8443"',
  )
  .transform((text) => listOf(text).map((host) => host.toLowerCase()))
  .default([]);

const METRICS = ['right', 'open', 'off'] as const;
type Metrics = (typeof METRICS)[number];

const OPEN_PINS = ['computed', 'all', 'none'] as const;
type OpenPinning = (typeof OPEN_PINS)[number];

const count = z
  .string()
  .regex(/^\d{1,9}$/, 'write a whole number, such as 2000')
  .transform(Number);

const schema = z.object({
  MADE_BY: z
    .string()
    .regex(/^[^\p{C}]{1,60}$/u, 'write the name of who makes the cards in at most 60 characters')
    .refine((name) => unwritable(name) === undefined, {
      error: ({ input }) => `it ${unwritable(String(input))}`,
    })
    .optional(),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'write a host name or an address, such as 127.0.0.1')
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'write a whole number from 0 (any free port) to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'write a whole number from 0 (any free port) to 65535')
    .default(8080),
  DATA_DIR: z.string().default('data/local'),
  DATABASE_URL: z
    .string()
    .refine(
      isPostgresAddress,
      'write postgres://user@host/database, with the signs @ : / ? # % of a password percent-encoded, or leave it unset for DuckDB in DATA_DIR',
    )
    .optional(),
  DATABASE_READ_URL: z
    .string()
    .refine(
      isPostgresAddress,
      'write the address of a standby of DATABASE_URL, postgres://user@host/database, or leave it unset',
    )
    .optional(),
  TENSION_TOKEN: z
    .string()
    .regex(
      /^[\w.~-]{24,200}$/,
      'write 24 to 200 letters, digits and - _ . ~, such as what "openssl rand -hex 24" prints',
    )
    .optional(),
  ROLLUP_CRON: z
    .string()
    .default('*/15 * * * *')
    .superRefine((pattern, context) => {
      const check = validateDetailed(pattern);
      if (!check.valid) {
        const faults = check.errors.map((error) => `${error.field}: ${error.message}`).join('; ');
        context.addIssue({
          code: 'custom',
          message: `write five cron fields, such as "*/15 * * * *" for every quarter of an hour (${faults})`,
        });
      }
    }),
  LOG_LEVEL: z.enum(LOG_LEVELS, `write one of ${LOG_LEVELS.join(', ')}`).default('info'),
  PUBLIC_URL: z
    .string()
    .refine((text) => isUrl(text, ['http:', 'https:']), 'write the full address, such as https://tension.example.org')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  OPEN_PINS: z.enum(OPEN_PINS, `write one of ${OPEN_PINS.join(', ')}`).default('computed'),
  OPEN_PINS_A_DAY: count.default(STANDARD_OPEN_PINS.perDay),
  OPEN_PINS_IN_ALL: count.default(STANDARD_OPEN_PINS.inAll),
  METRICS: z.enum(METRICS, `write one of ${METRICS.join(', ')}`).default('right'),
  EMBED_ORIGINS: z
    .string()
    .refine((text) => listOf(text).every((part) => WORDS_FOR_FRAMES.has(part) || EMBED_ORIGIN.test(part)), EMBED_REMEDY)
    .transform(listOf)
    .refine(
      (parts) => parts.length > 0 && (parts.length === 1 || !parts.some((part) => part === '*' || part === 'none')),
      EMBED_REMEDY,
    )
    .transform((parts) => parts.map((part) => (part === 'self' || part === 'none' ? `'${part}'` : part)))
    .default(["'self'"]),
  FEED_HOSTS: hostList,
  FEED_PRIVATE_HOSTS: hostList,
  ALERT_PRIVATE_HOSTS: hostList,
  SMTP_URL: z
    .string()
    .refine(
      (text) => isUrl(text, ['smtp:', 'smtps:']),
      'write the full address, such as smtps://user:password@mail.example.org:465',
    )
    .optional(),
  MAIL_FROM: z.email('write an address of mail, such as tension@example.org').optional(),
  ALLOWED_HOSTS: z
    .string()
    .transform(listOf)
    .refine(
      (names) => names.every((name) => /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+)$/i.test(name)),
      'write names or addresses with blanks between them and without ports, such as "tension.office.example 10.0.0.5"',
    )
    .default([]),
  ...peopleVariables,
  DRAFTING_DIR: z.string().optional(),
  DRAFTING_MODEL_URL: z
    .string()
    .refine(
      (text) => isUrl(text, ['http:', 'https:']),
      'write the full address of the chat, such as https://api.example.org/v1/chat/completions',
    )
    .optional(),
  DRAFTING_MODEL: z.string().optional(),
  DRAFTING_MODEL_KEY: z.string().optional(),
});

/**
 * The settings of an environment. An empty value counts as unset, because that is how a shell or a compose file leaves one out.
 *
 * @param root the project's folder, from which a relative DATA_DIR is taken
 * @throws ConfigError with every fault at once, each a sentence with the remedy
 */
export function readConfig(
  root: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name} is "${shown(name, given[name])}": ${issue.message}.`;
    });
    throw new ConfigError(sentences.join('\n'));
  }
  const settings = parsed.data;
  if ((settings.DRAFTING_MODEL_URL === undefined) !== (settings.DRAFTING_MODEL === undefined))
    throw new ConfigError(
      'DRAFTING_MODEL_URL and DRAFTING_MODEL belong together: set both, the address and the name of the model, or neither.',
    );
  if (settings.DATABASE_READ_URL !== undefined && settings.DATABASE_URL === undefined)
    throw new ConfigError(
      'DATABASE_READ_URL names a standby, and DATABASE_URL is not set: set DATABASE_URL to the server that takes writes, or leave both unset for DuckDB in DATA_DIR.',
    );
  if ((settings.SMTP_URL === undefined) !== (settings.MAIL_FROM === undefined))
    throw new ConfigError(
      'SMTP_URL and MAIL_FROM belong together: set both, the server of mail and the address that alerts come from, or neither.',
    );
  const people = peopleSettings(settings, { publicUrl: settings.PUBLIC_URL });
  if (typeof people === 'string') throw new ConfigError(people);
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDir: resolve(root, settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    databaseReadUrl: settings.DATABASE_READ_URL,
    token: settings.TENSION_TOKEN,
    shared: sharedOf(given),
    rollupCron: settings.ROLLUP_CRON,
    logLevel: settings.LOG_LEVEL,
    publicUrl: settings.PUBLIC_URL,
    openPins: settings.OPEN_PINS,
    openPinsADay: settings.OPEN_PINS_A_DAY,
    openPinsInAll: settings.OPEN_PINS_IN_ALL,
    metrics: settings.METRICS,
    embedOrigins: settings.EMBED_ORIGINS,
    madeBy: settings.MADE_BY,
    alerts: {
      near: settings.ALERT_PRIVATE_HOSTS,
      mail:
        settings.SMTP_URL === undefined || settings.MAIL_FROM === undefined
          ? undefined
          : { url: settings.SMTP_URL, from: settings.MAIL_FROM },
    },
    feedNetwork: { named: settings.FEED_HOSTS, near: settings.FEED_PRIVATE_HOSTS },
    allowedHosts: settings.ALLOWED_HOSTS,
    proxies: listOf(settings.PROXY_ADDRESSES ?? ''),
    people,
    drafting: {
      ...(settings.DRAFTING_DIR !== undefined && { folder: resolve(root, settings.DRAFTING_DIR) }),
      ...(settings.DRAFTING_MODEL_URL !== undefined &&
        settings.DRAFTING_MODEL !== undefined && {
          model: { url: settings.DRAFTING_MODEL_URL, name: settings.DRAFTING_MODEL, key: settings.DRAFTING_MODEL_KEY },
        }),
    },
  };
}

/** Each server has its own. */
const OWN: ReadonlySet<string> = new Set([
  'HOST',
  'PORT',
  'DATA_DIR',
  'DATABASE_URL',
  'DATABASE_READ_URL',
  'LOG_LEVEL',
]);

const sharedOf = (given: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const text = given[name];
      return text === undefined || OWN.has(name) ? [] : [[name, text]];
    }),
  );

/** The value of an environment variable that a feed's configuration names; undefined when it is not set. It is never logged or stored. */
export function secretOf(
  variable: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  return environment[variable] || undefined;
}

const SECRET: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'DATABASE_READ_URL',
  'TENSION_TOKEN',
  'DRAFTING_MODEL_KEY',
  'SMTP_URL',
  'OIDC_CLIENT_SECRET',
]);

/** A setting as a message may show it: an address of a database can hold a password. */
function shown(name: string, value: string | undefined): string {
  return SECRET.has(name) ? '…' : (value ?? '');
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
