/** A rule of when to tell somebody: a file, `data/alerts/NAME.json` or one of an office. */
import { z } from 'zod';
import { canonicalDyad } from '../dyad.ts';
import { IN_WORDS } from '../schemaFault.ts';
import { textFault } from '../textFault.ts';
import { isTimeZone } from '../timeZone.ts';

const MAX_DAYS = 3650;
const points = z.number().gt(0).max(100).describe('index points');
const days = z.int().min(1).max(MAX_DAYS);

/** A level that is reached, and left again only at some distance, so that a line that wavers about it is told once. */
const crossing = (unit: string) => ({
  above: z.number().min(0).max(100).optional().describe(`holds from this ${unit} up`),
  below: z.number().min(0).max(100).optional().describe(`holds from this ${unit} down`),
  hysteresis: z.number().min(0).max(50).default(2).describe(`ends when it is left by so much (${unit})`),
});

const isOneSided = ({ above, below }: { readonly above?: number | undefined; readonly below?: number | undefined }) =>
  (above === undefined) !== (below === undefined);

const ONE_SIDED = 'needs either above or below: give one of the two';

const conditions = [
  z
    .strictObject({
      kind: z.literal('flag'),
      to: z
        .array(z.enum(['deteriorated', 'improved']))
        .min(1)
        .max(2)
        .default(['deteriorated', 'improved']),
    })
    .describe('the flag of the dyad, as on the board'),
  z
    .strictObject({
      kind: z.literal('change'),
      days: days.describe('against so many days before'),
      points: points.describe('by at least so many index points; its 90% band must not include zero either'),
      direction: z.enum(['up', 'down', 'either']).default('either'),
    })
    .describe('a change beyond its band'),
  z
    .strictObject({ kind: z.literal('level'), ...crossing('index') })
    .refine(isOneSided, ONE_SIDED)
    .describe('the index'),
  z
    .strictObject({ kind: z.literal('percentile'), ...crossing('percentile') })
    .refine(isOneSided, ONE_SIDED)
    .describe('where the index stands among the covered days of the dyad up to then; a year of them is needed'),
  z
    .strictObject({
      kind: z.literal('step'),
      points: points.describe('what an act adds to the change from the eve to its day, up or down'),
    })
    .describe('one act that moves the index'),
  z
    .strictObject({
      kind: z.literal('act'),
      types: z.array(z.string().min(1)).min(1).max(100).optional().describe('of these types; any when left out'),
      severity: z.int().min(1).max(5).default(1).describe('of at least this severity'),
    })
    .describe('an act of a kind, whatever it adds'),
  z
    .strictObject({
      kind: z.literal('sides'),
      points: points.describe('between the index of one side towards the other and that of the other side'),
      hysteresis: z.number().min(0).max(50).default(2),
    })
    .describe('the two sides of a dyad apart'),
  z
    .strictObject({
      kind: z.literal('not-looked'),
      days: days.describe('since the last day that somebody looked at'),
    })
    .describe('a dyad that nobody has looked at'),
  z
    .strictObject({
      kind: z.literal('siblings'),
      dyads: z.int().min(2).max(100).describe('so many dyads of one state'),
      days: days.describe('each against so many days before'),
      points: points.describe('each by at least so many index points the same way, beyond its 90% band'),
    })
    .describe('several dyads of a state that jump together'),
  z
    .strictObject({
      kind: z.literal('unusual'),
      feed: z.string().max(40).optional().describe('key of a feed; the one of which most is stored when left out'),
      what: z
        .enum(['any', 'more', 'fewer', 'harsher', 'milder'])
        .default('any')
        .describe('more or fewer reports, or a harsher or milder mean of them'),
      oneIn: z
        .int()
        .min(1)
        .max(366)
        .optional()
        .describe('at most one of so many days is as far out; as GET /api/v1/unusual has it when left out'),
    })
    .describe('a pair coded by machine of which the newest stored day is unusual, against its own year before'),
  z
    .strictObject({
      kind: z.literal('feed-stale'),
      feed: z.string().max(40).optional().describe('key of a feed; any when left out'),
    })
    .describe('a feed that is fetched and has brought nothing for longer than its format allows'),
  z.strictObject({ kind: z.literal('run-failed') }).describe('the last run failed'),
  z
    .strictObject({
      kind: z.literal('run-missing'),
      hours: z.int().min(1).max(8760).default(30).describe('no run was completed for so long; each day has one'),
    })
    .describe('no run'),
] as const;

/** What holds of the watch itself, and not of a dyad: it is looked at by the clock, and no replay knows it. */
const OF_THE_WATCH = ['feed-stale', 'run-failed', 'run-missing'] as const;

const when = z.discriminatedUnion(
  'kind',
  conditions,
  `is none of the conditions: give ${conditions.map(({ shape }) => shape.kind.value).join(', ')}`,
);

/** Of a rule or a channel. */
export const alertName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is no name: write lower-case letters, digits and hyphens, 63 at most');

/** A name that stands twice is told. */
function eachOnce(names: readonly string[], context: z.RefinementCtx): void {
  const twice = new Set(names.filter((name, i) => names.indexOf(name) < i));
  if (twice.size > 0)
    context.addIssue({ code: 'custom', message: `names ${[...twice].join(', ')} twice: name each once` });
}

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day: write 22:00');

/** Dyads by name, of a rule or a watch list. */
export const dyadsOfList = z
  .array(
    z.string().superRefine((id, context) => {
      const meant = canonicalDyad(id);
      if (meant === id) return;
      const message = meant === undefined ? 'is no dyad: write KOR-RUS' : `is written ${meant}`;
      context.addIssue({ code: 'custom', message });
    }),
  )
  .min(1, 'is empty: name a dyad')
  .max(2000)
  .superRefine(eachOnce);

export const ruleSchema = z.strictObject({
  name: alertName,
  title: z
    .string()
    .min(1)
    .max(120)
    .refine((text) => textFault(text) === undefined, 'holds characters that no text has'),
  dyads: z.union([z.literal('all'), dyadsOfList]).default('all'),
  list: alertName
    .optional()
    .describe('a shared watch list, in place of `dyads`: the rule watches what the list names when a run looks'),
  when,
  holdDays: z.int().min(1).max(365).default(1).describe('tells when it has held for so many days in a row'),
  clearDays: z.int().min(1).max(365).default(1).describe('is over when it has not held for so many days in a row'),
  allClear: z.boolean().default(true).describe('also tells when it is over'),
  channels: z
    .array(alertName)
    .max(20)
    .superRefine(eachOnce)
    .default([])
    .describe('by which it tells; without one it is only listed'),
  language: z.enum(['en', 'ko']).default('en'),
  repeatDays: z
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe('tells again after so many days until somebody has acknowledged'),
  quietHours: z
    .strictObject({
      from: clockTime,
      to: clockTime,
      timeZone: z.string().refine(isTimeZone, 'is no time zone that is known: write Asia/Seoul').default('UTC'),
    })
    .refine(({ from, to }) => from !== to, 'begins when it ends: give two times')
    .optional()
    .describe('what is told then waits until they end'),
  silentUntil: z.iso
    .date()
    .optional()
    .describe('tells nothing before this day (UTC); the next alert says what was held back'),
});

export type AlertRule = z.infer<typeof ruleSchema>;
export type When = AlertRule['when'];
export type WhenOf<Kind extends When['kind']> = Extract<When, { readonly kind: Kind }>;

/** What holds of a dyad by itself, and can be read from its line or its acts. */
export type DyadWhen = Exclude<When, WhenOf<'siblings' | 'unusual' | (typeof OF_THE_WATCH)[number]>>;

export const isOfDyad = (when: When): when is DyadWhen =>
  when.kind !== 'siblings' && when.kind !== 'unusual' && !isOfTheWatch(when);

/** A rule about the reports of a pair in a feed, which no run looks at. */
export type UnusualRule = AlertRule & { readonly when: WhenOf<'unusual'> };

export const isOfReports = (rule: AlertRule): rule is UnusualRule => rule.when.kind === 'unusual';

export const isOfTheWatch = ({ kind }: When): boolean => OF_THE_WATCH.some((one) => one === kind);

export interface RuleFault {
  /** where it stands: `when.points`; the whole rule when empty */
  readonly field: string;
  readonly message: string;
}

/** One for each field: the last, which says most narrowly what may stand there. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[]): RuleFault[] => [
  ...new Map(issues.map(({ path, message }) => [path.join('.'), { field: path.join('.'), message }])).values(),
];

/**
 * A rule with every default filled in, or all its faults.
 *
 * @param types of the codebook, which an `act` rule names
 */
export function readRule(
  value: unknown,
  types: { has(type: string): boolean },
): { readonly rule: AlertRule } | { readonly faults: readonly RuleFault[] } {
  const parsed = ruleSchema.safeParse(value, IN_WORDS);
  if (!parsed.success) return { faults: faultsOf(parsed.error.issues) };
  const rule = parsed.data;
  const named = rule.when.kind === 'act' ? (rule.when.types ?? []) : [];
  const faults = named.flatMap((type, i) =>
    types.has(type)
      ? []
      : [{ field: `when.types.${i}`, message: `is ${JSON.stringify(type)}, which is no type of the codebook` }],
  );
  if (rule.list !== undefined && rule.dyads !== 'all')
    faults.push({ field: 'list', message: 'stands beside dyads: give one of the two' });
  if (isOfReports(rule) && rule.list === undefined && rule.dyads === 'all')
    faults.push({
      field: 'dyads',
      message: 'is all, and so many pairs have an unusual day by chance: name some, or a list',
    });
  return faults.length > 0 ? { faults } : { rule };
}
