/**
 * A *model* is a published, versioned file with every weight, half-life and multiplier of the index (models/definitions).
 * It is immutable: another number is another version with another hash.
 */
import { z } from 'zod';
import { schemaFault } from './schemaFault.ts';
import { isText } from './textFault.ts';
import { canonicalJson } from './canonical.ts';
import type { Codebook } from './codebook.ts';
import { DYAD_ID, sidesOf } from './dyad.ts';
import { sha256Hex } from './sha256.ts';
import { MIN_HALF_LIFE } from './halfLife.ts';

/** A hundred years: a longer half-life or hold says "for ever", which no file should say by accident. */
const MAX_DAYS = 36_525;

/** In tension points. */
export const MAX_WEIGHT = 1000;

const days = z.number().min(0).max(MAX_DAYS);
const wholeDays = z.int().min(1).max(MAX_DAYS);

const typeParameters = z.strictObject({
  weight: z.number().min(0).max(MAX_WEIGHT).describe('tension points of a direct, verified act of severity 3'),
  holdDays: days.describe('days at full strength'),
  halfLifeDays: days.min(MIN_HALF_LIFE).describe('days in which the rest then halves'),
});

/** How much an act coded by machine counts. Each number is a choice that moves scores, so none of them has a default. */
const amounts = z
  .strictObject({
    unit: z
      .enum(['story', 'row'], 'story or row')
      .describe('what counts once: a story (day, actor, target and code), or each row of the feed that tells it'),
    perWorldRows: z
      .number()
      .min(1)
      .max(1e9)
      .optional()
      .describe(
        'an act counts so many times its share of the day’s rows of the whole world: with 100, in percent of the world’s news. Left out: an act counts once, however much the feed tells of that day',
      ),
    worldRowsAtLeast: z
      .number()
      .min(1)
      .max(1e9)
      .optional()
      .describe(
        'a day of which fewer rows of the world are known is taken for one of so many: the share of a handful says nothing',
      ),
    grade: z
      .enum(['codebook', 'goldstein'], 'codebook or goldstein')
      .describe(
        'codebook: type, polarity and severity of its code; goldstein: the value of the row where the feed has its own scale, else the Goldstein value of its code; negative raises tension',
      ),
    minSources: z.int().min(1).max(1000).describe('stories with fewer sources are left out'),
  })
  .refine(({ perWorldRows, worldRowsAtLeast }) => (perWorldRows === undefined) === (worldRowsAtLeast === undefined), {
    path: ['worldRowsAtLeast'],
    message: 'goes with perWorldRows: give both, or neither',
  })
  .describe('How much an act coded by machine counts');

const jump = z
  .strictObject({
    windowDays: wholeDays.describe('days before, from which the usual share of the world’s rows is taken'),
    deviations: z.number().gt(0).max(100).describe('standard deviations of the square roots above the usual'),
    minStories: z.int().min(1).describe('a day with fewer stories is no jump'),
  })
  .describe('When a day stands out: to tell where two dyads that machine coders confuse jump together');

const ended = z
  .strictObject({
    halfLifeDays: days
      .min(MIN_HALF_LIFE)
      .describe('days in which an act that was undone halves, if its own half-life is not shorter'),
  })
  .describe(
    'What becomes of an act that a later one undoes; acts that last hold to their last day. Left out: neither counts',
  );

const unobservedType = z.strictObject({
  perYear: z
    .strictObject({ all: positive(), major: positive(), crises: positive() })
    .describe('acts a year of covered days, the mean of all dyads, by how densely the days were looked at'),
  meanSquare: positive().describe('mean square of the unit impact of such an act'),
});

const unobserved = z
  .strictObject({
    minActs: z
      .int()
      .min(0)
      .max(1000)
      .describe('a dyad with fewer acts of a type takes the mean of all dyads with it, as if it had so many more'),
    types: z.record(z.string(), unobservedType),
  })
  .describe('What may have happened on days that nobody looked at. Left out: every day counts as looked at');

const coupling = z.strictObject({
  dyad: z
    .string()
    .regex(DYAD_ID, 'two ISO alpha-3 codes in alphabetical order, such as KOR-RUS')
    .describe('the dyad that inherits'),
  from: z
    .string()
    .regex(DYAD_ID, 'two ISO alpha-3 codes in alphabetical order, such as PRK-RUS')
    .describe('the dyad whose acts bear on it'),
  share: z
    .number()
    .min(-1)
    .max(1)
    .describe('how much of each act counts; below 0, what eases there raises tension here'),
  reason: z.string().min(1).max(500).superRefine(isText(true)),
});

export const modelSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40'),
    version: z.int().min(1),
    title: z.string().min(1).max(120).superRefine(isText()),
    description: z.string().max(2000).superRefine(isText(true)),
    changelog: z
      .array(
        z.strictObject({
          version: z.int().min(1),
          date: z.iso.date(),
          text: z.string().min(1).superRefine(isText(true)),
        }),
      )
      .min(1),
    base: z.number().min(-400).max(400).describe('tension without any event'),
    scale: z.number().min(0.1).max(10_000).describe('S: tension points from 50 to 73 on the index'),
    severity: z
      .tuple([positive(), positive(), positive(), positive(), positive()])
      .describe('multipliers of severity 1 to 5'),
    indirect: z.number().min(0).max(10).describe('multiplier of an indirect act'),
    unverified: z.number().gt(0).max(1).describe('confidence in an event whose source does not confirm it'),
    repetition: z
      .strictObject({ windowDays: days, factor: z.number().min(0).max(1) })
      .describe('an act counts factor^n after n acts of the same type by the same actor within the window'),
    weightSd: z.number().min(0).max(5).describe('relative standard deviation of a weight'),
    codingSd: z
      .number()
      .min(0)
      .max(5)
      .optional()
      .describe('relative standard deviation of an act’s impact, as two coders grade its severity; left out: none'),
    flag: z
      .strictObject({
        windowDays: wholeDays,
        raiseAt: z.number().gt(0).max(100).describe('change in index points at which a flag is raised'),
        clearAt: z.number().min(0).max(100).describe('change below which it is taken down again'),
        minEvents: z.int().min(0).describe('fewer events than this within minEventsDays: sparse, no flag'),
        minEventsDays: wholeDays,
      })
      .refine((flag) => flag.clearAt <= flag.raiseAt, { path: ['clearAt'], message: 'must not exceed raiseAt' })
      .default({ windowDays: 30, raiseAt: 5, clearAt: 2.5, minEvents: 5, minEventsDays: 730 }),
    feeds: z
      .array(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'the key of a feed, such as gdelt'))
      .min(1)
      .max(10)
      .optional()
      .describe(
        'machine-coded feeds that it reads, and nothing else; left out: the events coded by hand, and nothing else',
      ),
    amounts: amounts.optional(),
    jump: jump.optional(),
    ended: ended.optional(),
    unobserved: unobserved.optional(),
    couplings: z
      .array(coupling)
      .min(1)
      .max(200)
      .optional()
      .describe('what dyads inherit from others; left out: nothing'),
    types: z.record(z.string(), typeParameters),
  })
  .describe('A model of the index: every parameter of the formulas');

function positive() {
  return z.number().min(0).max(1000);
}

export type ModelDefinition = z.infer<typeof modelSchema>;
export type Amounts = z.infer<typeof amounts>;
export type Jump = z.infer<typeof jump>;
export type Coupling = z.infer<typeof coupling>;
export type TypeParameters = z.infer<typeof typeParameters>;

/** A fault of a definition: where it stands, and what to do. */
export interface ModelFault {
  /** dotted path in the file, such as `types.sanction.weight`; empty for the whole */
  readonly path: string;
  readonly message: string;
}

export type ModelCheck = { readonly model: ModelDefinition } | { readonly faults: readonly ModelFault[] };

/**
 * Checks a definition against the schema and the codebook: it may name types of the codebook and no
 * others; a type that it does not name weighs nothing. All faults are returned together, each with its place and its remedy.
 */
export function checkModel(definition: unknown, codebook: Codebook): ModelCheck {
  const parsed = modelSchema.safeParse(definition, { reportInput: true });
  const faults = parsed.success ? [] : parsed.error.issues.flatMap(faultsOf);
  // The types as they stand in the file: a parser may drop names such as __proto__ without a word.
  const types = isObject(definition) && isObject(definition['types']) ? definition['types'] : undefined;
  if (types) {
    for (const type of Object.keys(types))
      if (!codebook.has(type))
        faults.push({
          path: `types.${type}`,
          message: 'is no type of the codebook: remove it, or add the type to the codebook',
        });
  }
  if (parsed.success) faults.push(...sourceFaults(parsed.data));
  if (parsed.success && !parsed.data.changelog.some((line) => line.version === parsed.data.version))
    faults.push({
      path: 'changelog',
      message: `has no line for version ${parsed.data.version}: add one that says why scores move`,
    });
  return parsed.success && faults.length === 0 ? { model: parsed.data } : { faults };
}

/** What does not go together in where a model takes its events from. */
function sourceFaults({ feeds, amounts, jump, couplings = [] }: ModelDefinition): ModelFault[] {
  const faults: ModelFault[] = [];
  if (feeds && !amounts)
    faults.push({
      path: 'amounts',
      message: 'is missing: a model that reads feeds says how much an act coded by machine counts',
    });
  if (!feeds && amounts)
    faults.push({
      path: 'feeds',
      message: 'is missing: name the feeds whose acts the amounts are of, or remove amounts',
    });
  if (!feeds && jump) faults.push({ path: 'jump', message: 'is for models that read feeds: remove it, or name feeds' });
  if (feeds && couplings.length > 0)
    faults.push({ path: 'couplings', message: 'are for events coded by hand: remove them, or feeds' });
  if (feeds && new Set(feeds).size < feeds.length)
    faults.push({ path: 'feeds', message: 'names a feed twice: keep one' });
  couplings.forEach(({ dyad, from }, i) => {
    for (const [field, id] of [
      ['dyad', dyad],
      ['from', from],
    ] as const)
      if (sidesOf(id) === undefined)
        faults.push({
          path: `couplings.${i}.${field}`,
          message: `is "${id}": write the two codes in alphabetical order`,
        });
    if (dyad === from) faults.push({ path: `couplings.${i}.from`, message: `is the dyad itself: name another` });
    if (couplings.findIndex((other) => other.dyad === dyad && other.from === from) !== i)
      faults.push({ path: `couplings.${i}`, message: `couples ${dyad} with ${from} a second time: keep one` });
  });
  return faults;
}

/** Whether the roll-up publishes its lines: those of acts coded by machine, and those with couplings, are scored when they are asked for. */
export const isRolledUp = ({ feeds, couplings }: ModelDefinition): boolean =>
  feeds === undefined && couplings === undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a reader of the file is told: the value that stands there, and what may. */
function faultsOf(issue: z.core.$ZodIssue): ModelFault[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      message: 'is no parameter of a model: remove it, or correct its name',
    }));
  return [{ path, message: issue.code === 'custom' ? issue.message : schemaFault(issue) }];
}

/** A definition with its hash. */
export interface LoadedModel {
  readonly definition: ModelDefinition;
  readonly hash: string;
}

/** The hash of a definition: SHA-256 of its canonical JSON (RFC 8785), first 8 hex digits. */
export function modelHash(model: ModelDefinition): string {
  return sha256Hex(canonicalJson(model)).slice(0, 8);
}
