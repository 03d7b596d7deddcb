/** What is said of a value that is not as a schema has it: what stands there, and what may. */
import type { z } from 'zod';

/** @example 'is 9: give at most 5' */
export function schemaFault(issue: z.core.$ZodIssue | z.core.$ZodRawIssue): string {
  const { code, input } = issue as z.core.$ZodIssue;
  if (input === undefined && code !== 'custom') return `is missing: ${remedy(issue as z.core.$ZodIssue)}`;
  if (issue.code === 'unrecognized_keys')
    return `has what does not belong to it (${(issue as z.core.$ZodIssueUnrecognizedKeys).keys.join(', ')}): take it out, or correct its name`;
  return `${stands(input)}: ${remedy(issue as z.core.$ZodIssue)}`;
}

/** For `safeParse`: messages in plain words where the schema has none of its own. */
export const IN_WORDS: z.core.ParseContext<z.core.$ZodIssue> = {
  error: (issue) => schemaFault(issue),
  reportInput: true,
};

const UNITS: Readonly<Record<string, readonly [one: string, several: string]>> = {
  array: [' of them', ' of them'],
  string: [' character', ' characters'],
};

const amount = (origin: string, count: number | bigint): string => {
  const units = UNITS[origin];
  if (units === undefined) return String(count);
  return `${count}${Number(count) === 1 ? units[0] : units[1]}`;
};

function remedy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small')
    return `give ${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.origin, issue.minimum)}`;
  if (issue.code === 'too_big')
    return `give ${issue.inclusive === false ? 'less than' : 'at most'} ${amount(issue.origin, issue.maximum)}`;
  if (issue.code === 'invalid_type') return `give ${kindOf(issue.expected)}`;
  if (issue.code === 'invalid_format' && issue.format === 'date') return 'give a calendar date, YYYY-MM-DD';
  const values = valuesOf(issue);
  if (values) return `give ${values.join(' or ')}`;
  if (issue.code === 'invalid_union') return 'give one of the forms that the description of the address names';
  return issue.message ?? 'give what the description of the address names';
}

/** The values that may stand there, where these are all that may. */
function valuesOf(issue: z.core.$ZodIssue): string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return undefined;
  const options = issue.errors.flat().map(valuesOf);
  return options.length > 0 && options.every((values) => values !== undefined) ? options.flat() : undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  number: 'a finite number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  nonoptional: 'it',
};

/** What a schema asks for, in words. */
export const kindOf = (expected: string): string => KINDS[expected] ?? expected;

function stands(input: unknown): string {
  if (Array.isArray(input)) return `holds ${input.length} values`;
  if (typeof input === 'string') return `is ${JSON.stringify(input.length > 40 ? `${input.slice(0, 40)}...` : input)}`;
  return typeof input === 'object' && input !== null ? 'is an object' : `is ${String(input)}`;
}
