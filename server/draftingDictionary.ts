/** The dictionaries of drafting (data/drafting/), read and checked once: what a page gets as one JSON, and what the command reads. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Dictionary } from '../models/drafting/dictionary.ts';

const actors = z.array(
  z.strictObject({
    name: z.string().min(1),
    code: z.string(),
    kind: z.enum(['body', 'seat', 'people', 'armed', 'place']),
  }),
);
const people = z.array(
  z.strictObject({
    name: z.string().min(1),
    code: z.string().min(1),
    office: z.enum(['leader', 'minister', 'ambassador', 'official']),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
);
const bearings = z.array(
  z.strictObject({ of: z.string(), on: z.string(), sign: z.union([z.literal(1), z.literal(-1)]), reason: z.string() }),
);

/** @throws Error naming the file, the entry and what is wrong with it */
export async function loadDraftingDictionary(root: string): Promise<Dictionary> {
  const read = async <Value>(file: string, schema: z.ZodType<Value>): Promise<Value> => {
    const parsed = schema.safeParse(JSON.parse(await readFile(join(root, 'data/drafting', file), 'utf8')));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Error(`data/drafting/${file}, entry ${issue!.path.join('.')}: ${issue!.message}.`);
  };
  const rules = z.record(z.string(), z.unknown());
  const part = async (language: 'en' | 'ko') => ({
    actors: await read(`${language}-actors.json`, actors),
    people: (await read(`${language}-people.json`, people)).map(({ from, to, ...person }) => ({
      ...person,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    })),
    rules: await read(`${language}-rules.json`, rules),
  });
  return { en: await part('en'), ko: await part('ko'), bearings: await read('bearings.json', bearings), patterns: [] };
}
