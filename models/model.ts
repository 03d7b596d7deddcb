/**
 * A *model* is a published, versioned file with every weight, half-life and multiplier of the index (models/definitions).
 * It is immutable: another number is another version with another hash.
 */
import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import type { Codebook } from './codebook.ts';
import { sha256Hex } from './sha256.ts';

/** A hundred years: a longer half-life or hold says "for ever", which no file should say by accident. */
const MAX_DAYS = 36_525;

const days = z.number().min(0).max(MAX_DAYS);
const wholeDays = z.int().min(1).max(MAX_DAYS);

const typeParameters = z.strictObject({
  weight: z.number().min(0).max(1000).describe('tension points of a direct, verified act of severity 3'),
  holdDays: days.describe('days at full strength'),
  halfLifeDays: days.min(0.1).describe('days in which the rest then halves'),
});

export const modelSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40'),
    version: z.int().min(1),
    title: z.string().min(1).max(120),
    description: z.string().max(2000),
    changelog: z.array(z.strictObject({ version: z.int().min(1), date: z.iso.date(), text: z.string().min(1) })).min(1),
    base: z.number().min(-400).max(400).describe('tension without any event'),
    scale: z.number().min(0.1).max(10_000).describe('S: tension points from 50 to 73 on the index'),
    severity: z.tuple([positive(), positive(), positive(), positive(), positive()]).describe('multipliers of severity 1 to 5'),
    indirect: z.number().min(0).max(10).describe('multiplier of an indirect act'),
    unverified: z.number().gt(0).max(1).describe('confidence in an event whose source does not confirm it'),
    repetition: z
      .strictObject({ windowDays: days, factor: z.number().min(0).max(1) })
      .describe('an act counts factor^n after n acts of the same type by the same actor within the window'),
    weightSd: z.number().min(0).max(5).describe('relative standard deviation of a weight'),
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
    types: z.record(z.string(), typeParameters),
  })
  .describe('A model of the index: every parameter of the formulas');

function positive() {
  return z.number().min(0).max(1000);
}

export type ModelDefinition = z.infer<typeof modelSchema>;
export type TypeParameters = z.infer<typeof typeParameters>;

/** A fault of a definition: where it stands, and what to do. */
export interface ModelFault {
  /** dotted path in the file, such as `types.sanction.weight`; empty for the whole */
  readonly path: string;
  readonly message: string;
}

export type ModelCheck = { readonly model: ModelDefinition } | { readonly faults: readonly ModelFault[] };

/**
 * Checks a definition against the schema and the codebook: every type of the codebook needs its parameters, and no others
 * may stand there. All faults are returned together, each with its place and its remedy.
 */
export function checkModel(definition: unknown, codebook: Codebook): ModelCheck {
  const parsed = modelSchema.safeParse(definition, { reportInput: true });
  const faults = parsed.success ? [] : parsed.error.issues.flatMap(faultsOf);
  // The types as they stand in the file: a parser may drop names such as __proto__ without a word.
  const types = isObject(definition) && isObject(definition['types']) ? definition['types'] : undefined;
  if (types) {
    for (const type of Object.keys(types))
      if (!codebook.has(type)) faults.push({ path: `types.${type}`, message: 'is no type of the codebook: remove it, or add the type to data/codebook.csv' });
    for (const type of codebook.keys())
      if (!Object.hasOwn(types, type)) faults.push({ path: `types.${type}`, message: 'is missing: give it weight, holdDays and halfLifeDays' });
  }
  if (parsed.success && !parsed.data.changelog.some((line) => line.version === parsed.data.version))
    faults.push({ path: 'changelog', message: `has no line for version ${parsed.data.version}: add one that says why scores move` });
  return parsed.success && faults.length === 0 ? { model: parsed.data } : { faults };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a reader of the file is told: the value that stands there, and what may. */
function faultsOf(issue: z.core.$ZodIssue): ModelFault[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is no parameter of a model: remove it, or correct its name' }));
  if (issue.input === undefined && issue.code === 'invalid_type') return [{ path, message: `is missing: give ${KINDS[issue.expected] ?? issue.expected}` }];
  return [{ path, message: issue.code === 'custom' ? issue.message : `${stands(issue.input)}: ${remedy(issue)}` }];
}

const UNITS: Readonly<Record<string, string>> = { array: ' of them', string: ' characters' };

function remedy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return `give ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
  if (issue.code === 'too_big') return `give ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
  if (issue.code === 'invalid_type') return `give ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_format' && issue.format === 'date') return 'give a calendar date, YYYY-MM-DD';
  return issue.message;
}

const KINDS: Readonly<Record<string, string>> = {
  number: 'a finite number',
  int: 'a whole number',
  string: 'a text',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};

function stands(input: unknown): string {
  if (Array.isArray(input)) return `holds ${input.length} values`;
  if (typeof input === 'string') return `is ${JSON.stringify(input.length > 40 ? `${input.slice(0, 40)}...` : input)}`;
  return isObject(input) ? 'is an object' : `is ${String(input)}`;
}

/** The hash of a definition: SHA-256 of its canonical JSON (RFC 8785), first 8 hex digits. */
export function modelHash(model: ModelDefinition): string {
  return sha256Hex(canonicalJson(model)).slice(0, 8);
}
